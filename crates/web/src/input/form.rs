//! Forms as browsers send them, `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use desk::Fault;
use desk::input::RawValue;

use super::text::{clean, pair, shown};
use crate::failure::{Failure, Result};
use crate::page::{CSRF_FIELD, METHOD_FIELD};

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
    let mut form = Form::default();
    for (index, raw) in text.split('&').filter(|raw| !raw.is_empty()).enumerate() {
        let (name, value) = pair(raw, index + 1)?;
        match name.as_str() {
            CSRF_FIELD => form.csrf = Some(value),
            METHOD_FIELD => form.method = Some(value),
            _ => form.pairs.push((name, value)),
        }
    }
    Ok(form)
}

impl Form {
    /// The fields as values: an empty one is said to be empty, a repeated one is refused.
    pub(crate) fn values(&self) -> (BTreeMap<String, RawValue>, Vec<Fault>) {
        let mut values = BTreeMap::new();
        let mut faults = Vec::new();
        for (name, value) in &self.pairs {
            let (text, dirty) = clean(value.clone());
            if dirty {
                faults.push(Fault::new(shown(name), "control"));
            }
            let value = if text.is_empty() { RawValue::Null } else { RawValue::Text(text) };
            if values.insert(name.clone(), value).is_some() {
                faults.push(Fault::new(shown(name), "duplicate"));
            }
        }
        (values, faults)
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
    fn a_field_sent_twice_is_refused_by_name() {
        let (_, faults) = decode(b"title=a&title=b").unwrap().values();
        assert_eq!(faults, [Fault::new("title", "duplicate")]);
    }
}
