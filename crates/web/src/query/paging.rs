//! Where the pages of a list begin, and the ways on from them.

use db::Id;
use desk::Fault;
use desk::people::Person;

use super::ListRequest;
use crate::page::Pager;

/// Where a page of a list begins, by the cursor of another page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageFrom<C = String> {
    /// At the start.
    Start,
    /// After the row the cursor names.
    After(C),
    /// Before the row the cursor names.
    Before(C),
}

impl ListRequest {
    /// Where the page begins: the places that were sealed for this sort of list and this reader.
    ///
    /// # Errors
    /// When the cursor is none of theirs.
    pub fn place(&self, list: &str, reader: Id<Person>) -> desk::Result<PageFrom<Vec<u8>>> {
        let open = |name: &str, text: &str| {
            let place = self.cursors.open(list, reader, text);
            place.ok_or_else(|| desk::Error::invalid(name, "cursor"))
        };
        Ok(match &self.from {
            PageFrom::Start => PageFrom::Start,
            PageFrom::After(text) => PageFrom::After(open("after", text)?),
            PageFrom::Before(text) => PageFrom::Before(open("before", text)?),
        })
    }

    /// As [`ListRequest::place`], of a list that is read in one direction; nothing from its start.
    ///
    /// # Errors
    /// When the cursor is none of theirs, or leads back.
    pub fn onward(&self, list: &str, reader: Id<Person>) -> desk::Result<Option<Vec<u8>>> {
        match self.place(list, reader)? {
            PageFrom::Start => Ok(None),
            PageFrom::After(place) => Ok(Some(place)),
            PageFrom::Before(_) => Err(desk::Error::invalid("before", "unknown")),
        }
    }

    /// The same, where places are identities.
    ///
    /// # Errors
    /// As [`ListRequest::onward`].
    pub fn onward_from<T>(&self, list: &str, reader: Id<Person>) -> desk::Result<Option<Id<T>>> {
        let Some(bytes) = self.onward(list, reader)? else { return Ok(None) };
        let bytes = bytes.try_into().map_err(|_| desk::Error::invalid("after", "cursor"))?;
        Ok(Some(Id::from_bytes(bytes)))
    }

    /// The ways on from a page at `path` that is read in one direction.
    #[must_use]
    pub fn pager(&self, path: &str, next: Option<&str>) -> Pager {
        let further = |cursor| {
            let asked = self.address();
            format!("{path}?{asked}limit={}&after={cursor}", self.limit)
        };
        Pager { next: next.map(further), ..Pager::default() }
    }

    /// A place in this sort of list as `after` and `before` take it from this reader.
    #[must_use]
    pub fn cursor(&self, list: &str, reader: Id<Person>, place: &[u8]) -> String {
        self.cursors.seal(list, reader, place)
    }
}

/// Where a page begins, by `after` and `before`.
pub(super) fn from(
    after: Option<String>,
    before: Option<String>,
    faults: &mut Vec<Fault>,
) -> PageFrom {
    match (after, before) {
        (None, None) => PageFrom::Start,
        (Some(after), None) => PageFrom::After(after),
        (None, Some(before)) => PageFrom::Before(before),
        (Some(_), Some(_)) => {
            faults.push(Fault::new("before", "exclusive").with("other", "after"));
            PageFrom::Start
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::parse;
    use super::*;
    use crate::endpoint::Door;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let (reader, another) = (Id::fixed(1), Id::fixed(2));
        let text = parse("", Door::Api).unwrap().cursor("records", reader, &[0, 255, 7]);
        let query = parse(&format!("before={text}"), Door::Api).unwrap();
        let there = query.place("records", reader).unwrap();
        assert_eq!(there, PageFrom::Before(vec![0, 255, 7]));
        for other in [query.place("records", another), query.place("tasks", reader)] {
            let Err(desk::Error::Invalid(faults)) = other else { panic!("{other:?}") };
            assert_eq!((faults[0].field.as_str(), faults[0].code), ("before", "cursor"));
        }
    }
}
