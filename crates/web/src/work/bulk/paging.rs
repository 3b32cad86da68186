//! Which part of somebody's bulk edits, or of the records of one, an address asks for.

use db::Id;
use desk::Fault;
use desk::bulk::{Bulk, Outcome, Part};
use desk::people::Person;

use crate::cursors::Cursors;
use crate::failure::{Failure, Place, Result};
use crate::query::{ListRequest, PageFrom};

/// The sorts of list, as cursors are sealed for them.
const BULKS: &str = "bulk";
const ITEMS: &str = "bulk.items";

/// Before which bulk edit the list begins; nothing for the latest.
pub(in crate::work) fn before(
    request: &ListRequest,
    reader: Id<Person>,
) -> Result<Option<Id<Bulk>>> {
    request.nothing_else()?;
    let place = after::<16>(request, BULKS, reader)?;
    Ok(place.map(Id::from_bytes))
}

/// The cursor of the bulk edits before one.
pub(in crate::work) fn beyond(cursors: &Cursors, reader: Id<Person>, last: Id<Bulk>) -> String {
    cursors.seal(BULKS, reader, last.bytes())
}

/// Which part of its records an address asks for.
pub(in crate::work) fn part_of(mut request: ListRequest, reader: Id<Person>) -> Result<Part> {
    let outcome = match request.take("outcome") {
        None => None,
        Some(code) => Some(Outcome::from_code(&code).ok_or_else(|| {
            let codes = Outcome::EVERY.map(Outcome::code).join(", ");
            let fault = Fault::new("outcome", "option").with("options", codes);
            Failure::Request(Place::Query, vec![fault])
        })?),
    };
    request.nothing_else()?;
    let after = after::<8>(&request, ITEMS, reader)?.map_or(0, i64::from_be_bytes);
    Ok(Part { outcome, after, limit: usize::try_from(request.limit).unwrap_or(usize::MAX) })
}

/// The cursor of the records after a place.
pub(in crate::work) fn onward(cursors: &Cursors, reader: Id<Person>, after: i64) -> String {
    cursors.seal(ITEMS, reader, &after.to_be_bytes())
}

/// The place after which a list that goes one way begins.
fn after<const N: usize>(
    request: &ListRequest,
    list: &str,
    reader: Id<Person>,
) -> Result<Option<[u8; N]>> {
    match request.place(list, reader).map_err(Failure::in_query)? {
        PageFrom::Start => Ok(None),
        PageFrom::After(bytes) => {
            let bytes = bytes.as_slice().try_into();
            Ok(Some(bytes.map_err(|_| Failure::query("after", "cursor"))?))
        }
        PageFrom::Before(_) => Err(Failure::query("before", "cursor")),
    }
}
