//! JSON objects, one level deep, with every fault named. Custom fields alone take more: numbers with
//! a point, lists of texts, and amounts of money as the API gives them.

use std::collections::BTreeMap;
use std::fmt;

use desk::Fault;
use desk::custom::PREFIX;
use desk::input::RawValue;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::SEVERAL;
use super::text::{clean, shown};
use crate::failure::{Failure, Result};

/// What one member of the object holds, before it is judged.
enum Member {
    Value(RawValue),
    /// A number that is not a whole one that fits 64 bits.
    Number(f64),
    /// A list of texts.
    Texts(Vec<String>),
    /// An amount and its currency, as one text.
    Money(String),
    /// Another list or object.
    Nested,
}

/// Significant digits that a number of JSON keeps on its way through any program.
const EXACT: usize = 15;

/// The members in the order sent, so that one sent twice is seen.
struct Members(Vec<(String, Member)>);

/// Reads an object's members.
pub(super) fn decode(body: &[u8]) -> Result<(BTreeMap<String, RawValue>, Vec<Fault>)> {
    let text = std::str::from_utf8(body).map_err(|error| {
        Failure::Malformed(format!("byte {} is not UTF-8", error.valid_up_to() + 1))
    })?;
    let members: Members =
        serde_json::from_str(text).map_err(|error| Failure::Malformed(error.to_string()))?;
    let mut values = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, member) in members.0 {
        let (value, code) = judged(&name, member);
        faults.extend(code.map(|code| Fault::new(shown(&name), code)));
        if values.contains_key(&name) {
            faults.push(Fault::new(shown(&name), "duplicate"));
        }
        values.insert(name, value);
    }
    Ok((values, faults))
}

/// The value, and the code of what is wrong with it. What cannot be taken leaves no value.
fn judged(name: &str, member: Member) -> (RawValue, Option<&'static str>) {
    let custom = name.starts_with(PREFIX);
    match member {
        Member::Value(RawValue::Text(text)) => {
            let (text, dirty) = clean(text);
            (RawValue::Text(text), dirty.then_some("control"))
        }
        Member::Value(value) => (value, None),
        Member::Number(number) if custom => exact(number),
        Member::Number(_) => (RawValue::Null, Some("whole_number")),
        Member::Texts(texts) if custom || SEVERAL.contains(&name) => {
            let (texts, dirty): (Vec<String>, Vec<bool>) = texts.into_iter().map(clean).unzip();
            (RawValue::List(texts), dirty.contains(&true).then_some("control"))
        }
        Member::Money(text) if custom => (RawValue::Text(text), None),
        Member::Texts(_) | Member::Money(_) | Member::Nested => (RawValue::Null, Some("nested")),
    }
}

/// A number with a point as it was written, unless it may have lost digits on its way.
fn exact(number: f64) -> (RawValue, Option<&'static str>) {
    let text = number.to_string();
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit);
    if digits.count() > EXACT {
        return (RawValue::Null, Some("exact_number"));
    }
    (RawValue::Text(text), None)
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(Place::Member)
    }
}

/// Where a value stands. Lists and objects inside a member's own list or object are read over
/// without going down into them, however deep they are.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Member,
    Inside,
}

impl<'de> DeserializeSeed<'de> for Place {
    type Value = Member;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<Member, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Null))
    }

    fn visit_bool<E>(self, flag: bool) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Flag(flag)))
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Number(number)))
    }

    fn visit_u64<E>(self, number: u64) -> std::result::Result<Member, E> {
        let whole = i64::try_from(number).ok();
        // Beyond 64 bits: the digits that are lost are more than are kept exactly anyway.
        Ok(whole.map_or(Member::Number(f64::MAX), |n| Member::Value(RawValue::Number(n))))
    }

    fn visit_f64<E>(self, number: f64) -> std::result::Result<Member, E> {
        Ok(Member::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Text(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Member, A::Error> {
        let (mut texts, mut others) = (Vec::new(), false);
        if self == Place::Inside {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Member::Nested);
        }
        while let Some(item) = seq.next_element_seed(Place::Inside)? {
            match item {
                Member::Value(RawValue::Text(text)) => texts.push(text),
                _ => others = true,
            }
        }
        Ok(if others { Member::Nested } else { Member::Texts(texts) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Member, A::Error> {
        let (mut amount, mut currency, mut others) = (None, None, false);
        if self == Place::Inside {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Member::Nested);
        }
        while let Some(name) = map.next_key::<String>()? {
            let text = match map.next_value_seed(Place::Inside)? {
                Member::Value(RawValue::Text(text)) => Some(text),
                Member::Value(RawValue::Number(number)) => Some(number.to_string()),
                Member::Number(number) => match exact(number) {
                    (RawValue::Text(text), None) => Some(text),
                    _ => None,
                },
                _ => None,
            };
            match name.as_str() {
                "amount" if amount.is_none() => amount = text,
                "currency" if currency.is_none() => currency = text,
                _ => others = true,
            }
        }
        Ok(match (amount, currency) {
            (Some(amount), Some(currency)) if !others => {
                Member::Money(format!("{amount} {currency}"))
            }
            _ => Member::Nested,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(body: &str) -> Vec<Fault> {
        decode(body.as_bytes()).unwrap().1
    }

    #[test]
    fn plain_values_are_taken_as_they_are() {
        let body = r#"{"title":"a\r\nb","impact":2,"urgent":true,"note":null,"empty":""}"#;
        let (values, faults) = decode(body.as_bytes()).unwrap();
        assert!(faults.is_empty());
        assert_eq!(values["title"], RawValue::Text("a\nb".to_owned()));
        assert_eq!(values["impact"], RawValue::Number(2));
        assert_eq!(values["urgent"], RawValue::Flag(true));
        assert_eq!(values["note"], RawValue::Null);
        assert_eq!(values["empty"], RawValue::Text(String::new()));
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        assert_eq!(faults(r#"{"a":1.5}"#), [Fault::new("a", "whole_number")]);
        assert_eq!(faults(r#"{"a":99999999999999999999}"#), [Fault::new("a", "whole_number")]);
        assert_eq!(
            faults(r#"{"a":[1],"b":{"c":1}}"#),
            [Fault::new("a", "nested"), Fault::new("b", "nested")]
        );
        assert_eq!(faults(r#"{"a":1,"a":2}"#), [Fault::new("a", "duplicate")]);
        assert_eq!(faults(r#"{"a":"\u0000"}"#), [Fault::new("a", "control")]);
    }

    #[test]
    fn custom_fields_take_what_the_api_gives_of_them() {
        let body = r#"{"x.a":12.5,"x.b":["p","q"],"x.c":{"amount":"12.50","currency":"EUR"},"x.d":{"currency":"JPY","amount":7},"x.e":[],"x.f":-0.0001}"#;
        let (values, faults) = decode(body.as_bytes()).unwrap();
        assert!(faults.is_empty(), "{faults:?}");
        let text = |text: &str| RawValue::Text(text.to_owned());
        assert_eq!(values["x.a"], text("12.5"));
        assert_eq!(values["x.b"], RawValue::List(vec!["p".to_owned(), "q".to_owned()]));
        assert_eq!(values["x.c"], text("12.50 EUR"));
        assert_eq!(values["x.d"], text("7 JPY"));
        assert_eq!(values["x.e"], RawValue::List(Vec::new()));
        assert_eq!(values["x.f"], text("-0.0001"));
    }

    #[test]
    fn nor_do_they_take_what_lost_digits_or_has_another_shape() {
        assert_eq!(faults(r#"{"x.a":0.1234567890123456}"#), [Fault::new("x.a", "exact_number")]);
        assert_eq!(faults(r#"{"x.a":1e300}"#), [Fault::new("x.a", "exact_number")]);
        assert_eq!(faults(r#"{"x.a":99999999999999999999}"#), [Fault::new("x.a", "exact_number")]);
        for other in [
            r#"[["a"]]"#,
            "[1]",
            "{}",
            r#"{"amount":1}"#,
            r#"{"amount":1,"currency":"EUR","tip":1}"#,
            r#"{"amount":{"amount":1,"currency":"EUR"},"currency":"EUR"}"#,
        ] {
            let body = format!(r#"{{"x.a":{other}}}"#);
            assert_eq!(faults(&body), [Fault::new("x.a", "nested")], "{other}");
        }
    }

    #[test]
    fn broken_json_is_told_by_its_place() {
        for (body, place) in [
            (&b"{\"a\":1,}"[..], "column 8"),
            (b"[1]", "an object"),
            (b"{\"a\":\"\xff\"}", "byte 7"),
            (b"{\"a\":1} x", "trailing"),
            (b"{\"a\":\"\\ud800\"}", "line 1"),
        ] {
            let Err(Failure::Malformed(at)) = decode(body) else { panic!("{body:?} was taken") };
            assert!(at.contains(place), "{at}");
        }
    }
}
