//! Values with a form of their own: numbers with a point, money, days and moments, options,
//! addresses on the web.

use db::{Timestamp, Value};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::RawValue;
use super::decode::word;
use crate::custom::{Alternative, Money, decimal as scaled, members, together};
use crate::field::FieldKind;
use crate::{Error, Fault, Result};

/// Longest address on the web, in characters.
pub(crate) const LINK: usize = 2_000;

/// Forms send numbers as text; the API may send them either way.
fn digits(code: &str, raw: &RawValue) -> Result<String> {
    match raw {
        RawValue::Number(number) => Ok(number.to_string()),
        raw => Ok(pointed(&word(code, raw)?)),
    }
}

/// Many write a comma where others write a point. Where it can be nothing else it is taken for one:
/// three digits after it may be thousands, and are left to be refused.
fn pointed(text: &str) -> String {
    let Some((whole, fraction)) = text.split_once(',') else { return text.to_owned() };
    let places = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let thousands = places == 3;
    if thousands || places == 0 || text.contains('.') || fraction.contains(',') {
        return text.to_owned();
    }
    format!("{whole}.{fraction}")
}

pub(super) fn decimal(
    code: &str,
    raw: &RawValue,
    scale: u32,
    (least, most): (i64, i64),
) -> Result<Value> {
    let number = scaled::parse(&digits(code, raw)?, scale);
    number.filter(|number| (least..=most).contains(number)).map(Value::Int).ok_or_else(|| {
        let fault = Fault::new(code, "decimal")
            .with("least", scaled::shortest(least, scale))
            .with("most", scaled::shortest(most, scale));
        Error::Invalid(vec![fault.with("digits", scale)])
    })
}

pub(crate) fn money(code: &str, raw: &RawValue, currencies: &[&str]) -> Result<Value> {
    let money = Money::parse(&digits(code, raw)?, currencies);
    money.map(|money| money.to_string().into()).ok_or_else(|| {
        let fault = Fault::new(code, "money").with("currencies", currencies.join(", "));
        Error::Invalid(vec![fault.with("usual", currencies.first().unwrap_or(&""))])
    })
}

/// A day as ISO 8601 writes it, in years of four digits: so days come in order as text too.
pub(super) fn date(code: &str, raw: &RawValue) -> Result<Value> {
    let text = word(code, raw)?;
    let date = text.parse::<Date>().ok().filter(|date| date.year() > 0 && date.to_string() == text);
    date.map(|date| date.to_string().into()).ok_or_else(|| Error::invalid(code, "day"))
}

/// A moment with its zone, or by the clock on the wall of whoever says it: a browser's forms know
/// no zones. A moment that the clock shows twice is the first one.
pub(super) fn instant(code: &str, raw: &RawValue, zone: &str) -> Result<Value> {
    let RawValue::Text(text) = raw else { return Err(Error::invalid(code, "instant")) };
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.into());
    }
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    // A date alone says no moment, and a zone in brackets was no valid one.
    let shaped = text.contains(['T', 't', ' ']) && !text.contains(['[', '+', 'Z', 'z']);
    let here = text.parse::<DateTime>().ok().filter(|_| shaped);
    let there = here.and_then(|here| here.to_zoned(zone).ok());
    let at = there.map(|there| Timestamp::from_micros(there.timestamp().as_microsecond()));
    at.map(Value::from).ok_or_else(|| Error::invalid(code, "instant"))
}

/// A moment by the clock on the wall, as a browser's field for date and time writes it: to the
/// second.
#[must_use]
pub fn local(at: Timestamp, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
    let here = at.to_zoned(zone);
    let whole = here.second() == 0;
    here.strftime(if whole { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

/// An address that a browser may be led to: of the web, with a host, and nothing that hides where it
/// leads. It is kept as it was written.
pub(super) fn link(code: &str, raw: &RawValue) -> Result<Value> {
    let text = word(code, raw)?;
    if text.chars().count() > LINK {
        return Err(Error::Invalid(vec![Fault::new(code, "too_long").with("most", LINK)]));
    }
    let scheme = text.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let leads = scheme.is_some_and(|(scheme, rest)| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let begins = authority.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        // A name before an @ makes an address look like another one's.
        ["http", "https"].contains(&scheme.as_str()) && begins && !authority.contains('@')
    });
    let hides = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c);
    if leads && !text.contains(hides) && !text.chars().any(super::decode::is_unseen) {
        Ok(text.into())
    } else {
        Err(Error::invalid(code, "link"))
    }
}

/// What there is to choose from. What is no longer offered can still be asked for in a filter, and
/// kept by whoever holds it, but not be chosen anew.
pub(super) struct Offered<'a> {
    pub(super) options: &'static [Alternative],
    /// What is held now where something is chosen; nothing where it is asked for.
    pub(super) held: Option<&'a Value>,
}

impl Offered<'_> {
    pub(super) fn chosen(&self, code: &str, kind: FieldKind, raw: &RawValue) -> Result<Value> {
        let several = kind.is_several();
        let codes: Vec<String> = match raw {
            RawValue::List(codes) if several => codes.iter().map(|c| c.trim().to_owned()).collect(),
            RawValue::List(_) => return Err(Error::invalid(code, "duplicate")),
            raw if several => members(&word(code, raw)?).map(|c| c.trim().to_owned()).collect(),
            raw => vec![word(code, raw)?],
        };
        if let Some(_other) = codes.iter().find(|chosen| !self.admits(chosen)) {
            let known: Vec<&str> =
                self.options.iter().filter(|o| o.active).map(|o| o.code.as_str()).collect();
            // A list of thousands helps nobody.
            let known = known.get(..known.len().min(50)).unwrap_or(&[]).join(", ");
            return Err(Error::Invalid(vec![Fault::new(code, "option").with("options", known)]));
        }
        Ok(together(codes))
    }

    fn admits(&self, chosen: &str) -> bool {
        let Some(option) = self.options.iter().find(|option| option.code == chosen) else {
            return false;
        };
        let is_held = |held: &Value| matches!(held, Value::Text(codes) if members(codes).any(|code| code == chosen));
        option.active || self.held.is_none_or(is_held)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> RawValue {
        RawValue::Text(text.to_owned())
    }

    #[test]
    fn a_comma_is_a_point_where_it_can_be_nothing_else() {
        let read = |said: &str| decimal("n", &text(said), 3, (-9_999_999, 9_999_999)).ok();
        assert_eq!(read("12,5"), Some(Value::from(12_500i64)));
        assert_eq!(read("-0,25"), Some(Value::from(-250i64)));
        for bad in ["1,234", "1,234.5", "1.234,5", "1,2,3", "1,", ","] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(money("m", &text("12,50 EUR"), &["EUR"]).unwrap(), Value::from("12.50 EUR"));
    }

    #[test]
    fn days_are_days_of_the_calendar() {
        assert_eq!(date("d", &text("2024-02-29")).unwrap(), Value::from("2024-02-29"));
        for bad in [
            "2023-02-29",
            "20240229",
            "2024-2-9",
            "29.02.2024",
            "0000-01-01",
            "-000001-01-01",
            "2024-02-29T00:00:00",
            "",
            "9999-99-99",
        ] {
            assert!(date("d", &text(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn moments_are_read_with_a_zone_or_by_the_clock_on_the_wall() {
        let at = |said: &str| instant("at", &text(said), "Europe/Berlin").ok();
        let is = |moment: &str| Some(Value::from(moment.parse::<Timestamp>().unwrap()));
        assert_eq!(at("2026-03-01T09:30:00Z"), is("2026-03-01T09:30:00Z"));
        assert_eq!(at("2026-03-01T09:30"), is("2026-03-01T08:30:00Z"));
        assert_eq!(at("2026-07-01 09:30:15"), is("2026-07-01T07:30:15Z"));
        assert_eq!(at("2026-10-25T02:30"), is("2026-10-25T00:30:00Z"), "the first of two");
        for bad in
            ["2026-03-01", "09:30", "2026-03-01T09:30[Mars/Base]", "2026-13-01T09:30", "now", ""]
        {
            assert_eq!(at(bad), None, "{bad}");
        }
    }

    #[test]
    fn addresses_lead_to_the_web_and_hide_nothing() {
        for good in [
            "https://example.org",
            "HTTP://example.org:8080/a?b=c#d",
            "https://[::1]/",
            "https://bücher.example/ü",
        ] {
            assert_eq!(link("u", &text(good)).unwrap(), Value::from(good));
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "//example.org",
            "example.org",
            "https://",
            "https:///x",
            "https://example.org/ x",
            "https://example.org/\u{202e}gpj",
            "https://bank.example@evil.example/",
            "https://example.org/\"onclick=x",
            "java\nscript://x",
            "https://\u{200b}example.org",
        ] {
            assert!(link("u", &text(bad)).is_err(), "{bad}");
        }
        assert!(link("u", &text(&format!("https://example.org/{}", "x".repeat(2_000)))).is_err());
    }

    proptest! {
        #[test]
        fn a_moment_shown_is_the_moment_read(micros in 0i64..4_000_000_000_000_000, zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])) {
            let at = Timestamp::from_micros(micros);
            let shown = local(at, zone);
            let read = instant("at", &text(&shown), zone).unwrap();
            let Value::Int(read) = read else { panic!("{read:?}") };
            // Where the clock is set back, one of two moments is meant; they look the same.
            prop_assert_eq!(local(Timestamp::from_micros(read), zone), shown);
        }

        #[test]
        fn no_text_makes_it_stumble(said in "\\PC{0,40}") {
            let raw = text(&said);
            let outcomes = [
                decimal("f", &raw, 2, (-100, 100)),
                money("f", &raw, &["EUR", "JPY"]),
                date("f", &raw),
                instant("f", &raw, "Europe/Berlin"),
                link("f", &raw),
            ];
            for outcome in outcomes {
                prop_assert!(matches!(outcome, Ok(_) | Err(Error::Invalid(_))));
            }
        }
    }
}
