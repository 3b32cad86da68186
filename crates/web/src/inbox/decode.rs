//! What is sent and asked for, on pages and in the API alike.

use db::{Id, ReadTx};
use desk::access::Agent;
use desk::input::{RawInput, RawValue};
use desk::notification::{self, Inbox, InboxPart, Line};
use desk::people::Person;
use desk::{Error, Fault};

use crate::cursors::Cursors;
use crate::failure::{Failure, Place, Result};
use crate::query::{DEFAULT_LIMIT, ListRequest, PageFrom, encode};

/// The sort of list, as its cursors are sealed for it.
const LIST: &str = "inbox";

/// Which part of the inbox is asked for, with the number of the record or task it is to be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) unread: bool,
    pub(super) about: Option<String>,
    pub(super) after: Option<After>,
    pub(super) limit: u32,
}

/// The line after which it begins, and the cursor that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct After {
    line: Id<Line>,
    cursor: String,
}

impl After {
    /// After this line of a reader's own.
    pub(super) fn line(cursors: &Cursors, reader: Id<Person>, line: Id<Line>) -> After {
        After { line, cursor: place(cursors, reader, line) }
    }
}

impl Asked {
    /// What a list asks for; `unread` is what counts where it does not say.
    pub(super) fn read(
        mut request: ListRequest,
        reader: Id<Person>,
        unread: bool,
    ) -> Result<Asked> {
        let unread = match request.take("unread").as_deref() {
            None => unread,
            Some("false") => false,
            Some("true") => true,
            Some(_) => {
                let fault = Fault::new("unread", "option").with("options", "true, false");
                return Err(Failure::Request(Place::Query, vec![fault]));
            }
        };
        let about = request.take("about").map(|number| number.to_uppercase());
        request.nothing_else()?;
        let place = request.place(LIST, reader).map_err(Failure::in_query)?;
        let after = match (place, request.from) {
            (PageFrom::After(place), PageFrom::After(cursor)) => {
                let id = <[u8; 16]>::try_from(place.as_slice());
                let line = Id::from_bytes(id.map_err(|_| Failure::query("after", "cursor"))?);
                Some(After { line, cursor })
            }
            (PageFrom::Before(_), _) => return Err(Failure::query("before", "unknown")),
            _ => None,
        };
        Ok(Asked { unread, about, after, limit: request.limit })
    }

    /// The same as the query of an address.
    pub(super) fn address(&self) -> String {
        let about = self.about.as_deref().map(|number| format!("&about={}", encode(number)));
        let after = self.after.as_ref().map(|after| format!("&after={}", after.cursor));
        let limit = (self.limit != DEFAULT_LIMIT).then(|| format!("&limit={}", self.limit));
        let more = [about, after, limit].into_iter().flatten().collect::<String>();
        format!("unread={}{more}", self.unread)
    }

    /// The part of somebody's inbox. A number that is nobody's and one that they were told nothing of
    /// look the same.
    pub(super) fn part(&self, tx: &ReadTx<'_>, agent: &Agent) -> desk::Result<InboxPart> {
        let after = self.after.as_ref().map(|after| after.line);
        let (unread, limit) = (self.unread, self.limit);
        let of = match self.about.as_deref() {
            None => None,
            Some(number) => match notification::subject(tx, number)? {
                Some(of) => Some(of),
                None => return Ok(InboxPart::default()),
            },
        };
        notification::inbox(tx, agent, Inbox { unread, of, after, limit })
    }
}

/// The place of a line in the inbox, for going on after it.
pub(super) fn place(cursors: &Cursors, reader: Id<Person>, line: Id<Line>) -> String {
    cursors.seal(LIST, reader, line.bytes())
}

/// Up to which line somebody has read, and of which record or task alone.
pub(super) fn until(mut raw: RawInput) -> Result<(Id<Line>, Option<String>)> {
    let text = |raw: &mut RawInput, name: &str| match raw.take(name) {
        None | Some(RawValue::Null) => Ok(None),
        Some(RawValue::Text(text)) => Ok(Some(text.trim().to_owned()).filter(|t| !t.is_empty())),
        Some(_) => Err(Error::invalid(name, "not_text")),
    };
    let until = text(&mut raw, "until")?.ok_or_else(|| Error::invalid("until", "required"))?;
    let until = until.parse().map_err(|_| Error::invalid("until", "no_such"))?;
    let about = text(&mut raw, "about")?.map(|number| number.to_uppercase());
    match raw.values.into_keys().next() {
        Some(other) => Err(Error::invalid(other, "unknown").into()),
        None => Ok((until, about)),
    }
}

#[cfg(test)]
mod tests {
    use db::Chance;
    use desk::keys::Secret;

    use super::*;
    use crate::endpoint::Door;

    const READER: Id<Person> = Id::from_bytes([3; 16]);

    fn cursors() -> Cursors {
        Cursors::new(&Secret::random(&Chance::seeded(1)))
    }

    fn asked(query: &str) -> Result<Asked> {
        Asked::read(ListRequest::parse(query, Door::Api, &cursors())?, READER, false)
    }

    #[test]
    fn a_part_goes_on_where_the_one_before_ended() {
        let last: Id<Line> = Id::from_bytes([7; 16]);
        let after = After::line(&cursors(), READER, last);
        let query = format!("unread=true&limit=3&about=inc1&after={}", after.cursor);
        let next = asked(&query).unwrap();
        let about = Some("INC1".to_owned());
        assert_eq!(next, Asked { unread: true, about, after: Some(after), limit: 3 });
        assert_eq!(asked(&next.address()).unwrap(), next, "{}", next.address());
        for bad in ["unread=yes", "after=AAAA", "before=AAAA", "state=new", "limit=0", "q=a"] {
            assert!(asked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn whoever_has_read_says_how_far() {
        let sent = |values: &[(&str, RawValue)]| {
            let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            until(RawInput { values: values.collect(), version: None })
        };
        let text = |text: &str| RawValue::Text(text.to_owned());
        let last: Id<Line> = Id::from_bytes([7; 16]);
        let about = ("about", text("inc1"));
        let whole = sent(&[("until", text(&last.to_string())), about]).unwrap();
        assert_eq!(whole, (last, Some("INC1".to_owned())));
        for bad in [text("soon"), RawValue::Number(3), RawValue::Null, text("")] {
            assert!(sent(&[("until", bad.clone())]).is_err(), "{bad:?}");
        }
        assert!(
            sent(&[("until", text(&last.to_string())), ("all", RawValue::Flag(true))]).is_err()
        );
        assert!(sent(&[]).is_err());
    }
}
