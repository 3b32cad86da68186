//! What forms and programs send for dates, moments, numbers, amounts and addresses.

use db::Timestamp;
use fuzz::{Kept, fuzz};

use super::RawValue;
use super::measured::{date, decimal, instant, link, local, money};

const WORDS: &[&str] = &[
    "2026-03-29",
    "T02:30",
    "T09:30:00",
    "Z",
    "+01:00",
    "-00:00",
    "[Europe/Berlin]",
    "24:00",
    ":60",
    " ",
    "9999-12-31",
    "-0001",
    "0000",
    "12.50",
    "1,234",
    "EUR",
    "JPY",
    "BHD",
    "http://",
    "https://",
    "[::1]",
    "user@",
    ":99999",
    "example.org",
    "?",
    "#",
    "%2f",
    ".",
];

const ZONES: [&str; 3] = ["Europe/Berlin", "Pacific/Apia", "America/St_Johns"];

/// Whatever is taken is kept in a form that is taken again, and is the same.
#[test]
fn measured() {
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "measured");
    let kept = kept.and("2026-03-29T02:30").and("12,5 EUR").and("https://example.org/a?b#c");
    fuzz(&kept, WORDS, |input| {
        let text = String::from_utf8_lossy(input).into_owned();
        let raw = |text: &str| RawValue::Text(text.to_owned());
        let kept_as = |value: db::Value| match value {
            db::Value::Text(text) => text,
            other => format!("{other:?}"),
        };
        let day = date("x", &raw(&text)).map(kept_as);
        if let Ok(day) = &day {
            assert_eq!(date("x", &raw(day)).ok().map(kept_as).as_ref(), Some(day));
        }
        let amount = money("x", &raw(&text), &["EUR", "JPY", "BHD"]).map(kept_as);
        if let Ok(amount) = &amount {
            let again = money("x", &raw(amount), &["EUR", "JPY", "BHD"]);
            assert_eq!(again.ok().map(kept_as).as_ref(), Some(amount));
        }
        let number = decimal("x", &raw(&text), 3, (i64::MIN, i64::MAX));
        if let Ok(db::Value::Int(number)) = number {
            let written = crate::custom::decimal::format(number, 3);
            assert_eq!(crate::custom::decimal::parse(&written, 3), Some(number), "{written}");
        }
        let address = link("x", &raw(&text)).map(kept_as);
        if let Ok(address) = &address {
            assert!(!address.contains(char::is_whitespace) && !address.contains(['<', '"']));
        }
        let moments = ZONES
            .map(|zone| instant("x", &raw(&text), zone).is_ok_and(|at| shown_and_read(&at, zone)));
        (day.is_ok(), amount.is_ok(), number.is_ok(), address.is_ok(), moments, text.len().min(40))
    });
}

/// A moment shown by a clock on the wall is read as that moment, to the second; where the clock shows
/// it twice, as the first of the two.
fn shown_and_read(at: &db::Value, zone: &str) -> bool {
    let db::Value::Int(micros) = at else { return false };
    let at = Timestamp::from_micros(*micros);
    let shown = local(at, zone);
    if shown.len() > 19 || shown.starts_with('-') {
        // Years beyond four digits are shown in a form of their own.
        return true;
    }
    let read = instant("x", &RawValue::Text(shown.clone()), zone);
    let Ok(db::Value::Int(read)) = read else { panic!("{shown} in {zone} is not read: {read:?}") };
    let apart = micros.div_euclid(1_000_000) - read.div_euclid(1_000_000);
    assert!((0..=86_400).contains(&apart), "{shown} in {zone}: {apart} seconds apart");
    assert_eq!(local(Timestamp::from_micros(read), zone), shown);
    true
}
