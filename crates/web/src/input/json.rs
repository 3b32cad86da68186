//! JSON objects, one level deep, with every fault named.

use std::collections::BTreeMap;
use std::fmt;

use desk::Fault;
use desk::input::RawValue;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::text::{clean, shown};
use crate::failure::{Failure, Result};

/// What one member of the object holds, before it is judged.
enum Member {
    Value(RawValue),
    /// A number that is not a whole one that fits 64 bits.
    Number,
    /// A list or an object.
    Nested,
}

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
        let (value, code) = judged(member);
        faults.extend(code.map(|code| Fault::new(shown(&name), code)));
        if values.contains_key(&name) {
            faults.push(Fault::new(shown(&name), "duplicate"));
        }
        values.insert(name, value);
    }
    Ok((values, faults))
}

/// The value, and the code of what is wrong with it. What cannot be taken leaves no value.
fn judged(member: Member) -> (RawValue, Option<&'static str>) {
    match member {
        Member::Value(RawValue::Text(text)) => {
            let (text, dirty) = clean(text);
            (RawValue::Text(text), dirty.then_some("control"))
        }
        Member::Value(value) => (value, None),
        Member::Number => (RawValue::Null, Some("whole_number")),
        Member::Nested => (RawValue::Null, Some("nested")),
    }
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
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
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
        Ok(i64::try_from(number).map_or(Member::Number, |n| Member::Value(RawValue::Number(n))))
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<Member, E> {
        Ok(Member::Number)
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Text(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> std::result::Result<Member, E> {
        Ok(Member::Value(RawValue::Text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Member, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Member::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Member, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Member::Nested)
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
