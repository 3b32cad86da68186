//! Forms as browsers send them, `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use desk::Fault;
use desk::custom::PREFIX;
use desk::input::RawValue;

use super::SEVERAL;
use super::text::{clean, pair, shown};
use crate::failure::{Failure, Result};
use crate::page::{CSRF_FIELD, METHOD_FIELD, VERSION_FIELD};

/// A form, read once by the layer in front of the router: what steers the request is taken out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// The CSRF token that came with it.
    pub(crate) csrf: Option<String>,
    /// The method an HTML form cannot say.
    pub(crate) method: Option<String>,
    /// The fields in the order sent.
    pairs: Vec<(String, String)>,
}

/// Reads a form.
pub(crate) fn decode(body: &[u8]) -> Result<Form> {
    let text = std::str::from_utf8(body).map_err(|error| {
        Failure::Malformed(format!("byte {} is not UTF-8", error.valid_up_to() + 1))
    })?;
    let raw = text.split('&').filter(|raw| !raw.is_empty()).enumerate();
    let pairs = raw.map(|(index, raw)| pair(raw, index + 1)).collect::<Result<Vec<_>>>()?;
    Ok(Form::of(pairs))
}

impl Form {
    /// A form with these fields.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut form = Form::default();
        for (name, value) in pairs {
            match name.as_str() {
                CSRF_FIELD => form.csrf = Some(value),
                METHOD_FIELD => form.method = Some(value),
                _ => form.pairs.push((name, value)),
            }
        }
        form
    }

    /// The fields as values: an empty one is said to be empty, a repeated one is refused, unless it
    /// is a field that may have several values.
    pub(crate) fn values(&self) -> (BTreeMap<String, RawValue>, Vec<Fault>) {
        let mut values = BTreeMap::new();
        let mut faults = Vec::new();
        for (name, value) in &self.pairs {
            // Every form says a version, empty where its page has none; some say their own beside it.
            if name.as_str() == VERSION_FIELD && value.is_empty() {
                continue;
            }
            let (text, dirty) = clean(value.clone());
            if dirty {
                faults.push(Fault::new(shown(name), "control"));
            }
            let value = if text.is_empty() { RawValue::Null } else { RawValue::Text(text) };
            match values.remove(name) {
                None => drop(values.insert(name.clone(), value)),
                Some(before) if name.starts_with(PREFIX) || SEVERAL.contains(&name.as_str()) => {
                    drop(values.insert(name.clone(), both(before, value)));
                }
                Some(_) => {
                    faults.push(Fault::new(shown(name), "duplicate"));
                    values.insert(name.clone(), value);
                }
            }
        }
        join_currencies(&mut values);
        (values, faults)
    }
}

/// What ends the name of the field that says in which currency an amount is.
pub(crate) const CURRENCY: &str = ".currency";

/// Two values under one name. A group of ticks is sent with an empty value in front, so that none
/// of them ticked is not the same as none of them shown.
fn both(before: RawValue, value: RawValue) -> RawValue {
    let texts = |value: RawValue| match value {
        RawValue::Text(text) => vec![text],
        RawValue::List(texts) => texts,
        _ => Vec::new(),
    };
    let mut all = texts(before);
    all.extend(texts(value));
    match all.pop() {
        None => RawValue::Null,
        Some(only) if all.is_empty() => RawValue::Text(only),
        Some(last) => {
            all.push(last);
            RawValue::List(all)
        }
    }
}

/// Puts a currency chosen beside an amount to the amount; without an amount it says nothing.
fn join_currencies(values: &mut BTreeMap<String, RawValue>) {
    let beside = |name: &String| name.starts_with(PREFIX) && name.ends_with(CURRENCY);
    let names: Vec<String> = values.keys().filter(|name| beside(name)).cloned().collect();
    for name in names {
        let currency = values.remove(&name);
        let amount = name.strip_suffix(CURRENCY).and_then(|amount| values.get_mut(amount));
        if let (Some(RawValue::Text(currency)), Some(RawValue::Text(amount))) = (currency, amount) {
            *amount = format!("{} {currency}", amount.trim());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_the_request_is_not_a_value() {
        let form = decode(b"csrf=t&_method=delete&version=3&title=a%0D%0Ab&note=").unwrap();
        assert_eq!((form.csrf.as_deref(), form.method.as_deref()), (Some("t"), Some("delete")));
        let (values, faults) = form.values();
        assert!(faults.is_empty());
        assert_eq!(values["title"], RawValue::Text("a\nb".to_owned()));
        assert_eq!(values["note"], RawValue::Null);
        assert_eq!(values.len(), 3);
    }

    #[test]
    fn a_custom_field_may_have_several_values_and_a_currency() {
        let sent = b"x.a=&x.a=p&x.a=q&x.b=&x.b=p&x.c=&x.d=12.50&x.d.currency=EUR&x.e=&x.e.currency=EUR&x.f.currency=EUR";
        let (values, faults) = decode(sent).unwrap().values();
        assert!(faults.is_empty());
        assert_eq!(values["x.a"], RawValue::List(vec!["p".to_owned(), "q".to_owned()]));
        assert_eq!(values["x.b"], RawValue::Text("p".to_owned()));
        assert_eq!((&values["x.c"], &values["x.e"]), (&RawValue::Null, &RawValue::Null));
        assert_eq!(values["x.d"], RawValue::Text("12.50 EUR".to_owned()));
        assert_eq!(values.len(), 5, "{values:?}");
    }

    #[test]
    fn a_field_sent_twice_is_refused_by_name() {
        let (_, faults) = decode(b"title=a&title=b").unwrap().values();
        assert_eq!(faults, [Fault::new("title", "duplicate")]);
    }
}
