//! Addresses nobody's browser would send.

use db::{Chance, Id};
use desk::keys::Secret;
use fuzz::{Kept, fuzz};

use crate::{AsAt, Cursors, Door, ListRequest, PageFrom};

const WORDS: &[&str] = &[
    "q=",
    "text=",
    "sort=",
    "fields=",
    "expand=",
    "group=",
    "view=",
    "limit=",
    "after=",
    "before=",
    "count=exact",
    "state=new",
    "withdrawn=true",
    "at=2026-03-29T14:30:00Z",
    "&",
    "=",
    "%",
    "%20",
    "%C3%A4",
    "%ff",
    "+",
    ",",
    "-updated_at",
    "x.cost=",
];

fn cursors() -> Cursors {
    Cursors::new(&Secret::random(&Chance::seeded(1)))
}

/// What is asked of a list, written as an address again, asks the same; a place that was made up is none.
#[test]
fn list_request() {
    let cursors = cursors();
    let place = cursors.seal("records", Id::fixed(1), b"a place");
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "list-request")
        .and("q=state+%3D+new&sort=-updated_at%2Cpriority&fields=number,title&limit=20&count=exact")
        .and(format!("after={place}&priority=4&assignee="));
    fuzz(&kept, WORDS, |input| {
        let query = String::from_utf8_lossy(input);
        let at = AsAt::parse(&query).is_ok();
        let doors = [Door::Api, Door::Page].map(|door| {
            let asked = ListRequest::parse(&query, door, &cursors).ok()?;
            let again = ListRequest::parse(&asked.address(), door, &cursors);
            let again = again.unwrap_or_else(|why| panic!("{}: {why:?}", asked.address()));
            assert_eq!(again.address(), asked.address());
            assert_eq!((&again.q, &again.equals), (&asked.q, &asked.equals));
            let from = asked.place("records", Id::fixed(1));
            if let Ok(PageFrom::After(there) | PageFrom::Before(there)) = &from {
                assert_eq!(there, b"a place", "{query}");
            }
            Some((asked.equals.len().min(6), asked.fields.len(), from.is_ok()))
        });
        (at, doors)
    });
}

/// Texts that are no place open nothing, whatever they are.
#[test]
fn sealed_place() {
    let cursors = cursors();
    let place = cursors.seal("records", Id::fixed(1), b"a place");
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "sealed-place").and(place.clone());
    fuzz(&kept, &["A", "_", "-", "=", &place], |input| {
        let text = String::from_utf8_lossy(input);
        let opened = cursors.open("records", Id::fixed(1), &text);
        assert!(opened.is_none() || *text == place, "{text} opens {opened:?}");
        text.len().min(99)
    });
}
