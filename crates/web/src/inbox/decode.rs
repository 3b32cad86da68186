//! What is sent and asked for, on pages and in the API alike.

use std::collections::BTreeMap;

use db::{Id, Timestamp};
use desk::input::{RawInput, RawValue};
use desk::notification::Inbox;
use desk::{Error, Fault, Record};

use crate::failure::{Failure, Result};
use crate::query::{ListRequest, PageFrom, cursor};

/// Up to which instant somebody has read; now when they do not say.
pub(super) fn until(mut raw: RawInput, now: Timestamp) -> Result<Timestamp> {
    let until = match raw.take("until") {
        None | Some(RawValue::Null) => now,
        Some(RawValue::Text(text)) => {
            text.trim().parse().map_err(|_| Error::invalid("until", "instant"))?
        }
        Some(_) => return Err(Error::invalid("until", "instant").into()),
    };
    match raw.values.into_keys().next() {
        Some(other) => Err(Error::invalid(other, "unknown").into()),
        // What is told after this request was not read by whoever sent it.
        None => Ok(until.min(now)),
    }
}

/// Which part of the inbox a list asks for.
pub(super) fn inbox(mut request: ListRequest) -> Result<Inbox> {
    let unread = match request.take("unread").as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            let fault = Fault::new("unread", "option").with("options", "true, false");
            return Err(Failure::Request(crate::failure::Place::Query, vec![fault]));
        }
    };
    known(&request.equals)?;
    let after = match request.from {
        PageFrom::Start => None,
        PageFrom::After(place) => {
            Some(place_of(&place).ok_or_else(|| Failure::query("after", "cursor"))?)
        }
        PageFrom::Before(_) => return Err(Failure::query("before", "unknown")),
    };
    Ok(Inbox { unread, after, limit: i64::from(request.limit) })
}

fn known(left: &BTreeMap<String, String>) -> Result<()> {
    left.keys().next().map_or(Ok(()), |name| Err(Failure::query(name.clone(), "unknown")))
}

/// The place of a line in the inbox, for going on after it.
pub(super) fn place((told_at, record): (Timestamp, Id<Record>)) -> String {
    cursor(&[told_at.micros().to_be_bytes().as_slice(), record.bytes().as_slice()].concat())
}

fn place_of(bytes: &[u8]) -> Option<(Timestamp, Id<Record>)> {
    let (told_at, record) = bytes.split_first_chunk::<8>()?;
    let record: [u8; 16] = record.try_into().ok()?;
    Some((Timestamp::from_micros(i64::from_be_bytes(*told_at)), Id::from_bytes(record)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Door;

    fn asked(query: &str) -> Result<Inbox> {
        inbox(ListRequest::parse(query, Door::Api)?)
    }

    #[test]
    fn a_part_goes_on_where_the_one_before_ended() {
        let (told_at, record) = (Timestamp::from_micros(1_700_000), Id::from_bytes([7; 16]));
        let next = asked(&format!("unread=true&limit=3&after={}", place((told_at, record)))).unwrap();
        assert_eq!(next, Inbox { unread: true, after: Some((told_at, record)), limit: 3 });
        for bad in ["unread=yes", "after=AAAA", "before=AAAA", "state=new", "limit=0"] {
            assert!(asked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nobody_has_read_what_is_yet_to_come() {
        let now = Timestamp::from_micros(5_000_000);
        let sent = |value: RawValue| {
            let mut raw = RawInput::default();
            raw.values.insert("until".to_owned(), value);
            until(raw, now)
        };
        assert_eq!(until(RawInput::default(), now).unwrap(), now);
        let text = |text: &str| RawValue::Text(text.to_owned());
        let at = |micros| Timestamp::from_micros(micros);
        assert_eq!(sent(text("1970-01-01T00:00:02Z")).unwrap(), at(2_000_000));
        assert_eq!(sent(text("2070-01-01T00:00:00Z")).unwrap(), now);
        for bad in [text("soon"), RawValue::Number(3), RawValue::Flag(true)] {
            assert!(sent(bad.clone()).is_err(), "{bad:?}");
        }
    }
}
