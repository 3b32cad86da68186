//! The extractor that gives a handler what was sent.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use desk::input::{RawInput, RawValue};
use desk::{Error, Fault};

use super::{Form, Kind, form, json, kind, read};
use crate::failure::{Failure, Result};
use crate::page::VERSION_FIELD;
use crate::site::Site;

/// What was sent in the body: a JSON object or a form. No body is no values; what cannot be taken
/// is refused before the handler runs.
#[derive(Debug, Clone)]
pub struct Raw(pub RawInput);

/// What was typed into a form, and what is already known to be wrong with it: for handlers that
/// show a refused form again. The faults come first in the refusal.
#[derive(Debug, Clone)]
pub struct Typed(pub RawInput, pub Vec<Fault>);

impl FromRequest<Site> for Raw {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self> {
        let Typed(input, faults) = Typed::from_request(request, site).await?;
        if faults.is_empty() { Ok(Raw(input)) } else { Err(Error::Invalid(faults).into()) }
    }
}

impl FromRequest<Site> for Typed {
    type Rejection = Failure;

    async fn from_request(request: Request, site: &Site) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        // A form sent to a page was read on the way here.
        if let Some(form) = parts.extensions.remove::<Form>() {
            return Ok(typed(form.values()));
        }
        let bytes = read(&parts.headers, body, site.settings().body_limit).await?;
        match kind(&parts.headers) {
            _ if bytes.is_empty() => Ok(Typed(RawInput::default(), Vec::new())),
            Kind::Json => Ok(typed(json::decode(&bytes)?)),
            Kind::Form => Ok(typed(form::decode(&bytes)?.values())),
            Kind::Multipart | Kind::Unsaid | Kind::Other => Err(Failure::MediaType),
        }
    }
}

/// Takes the version out of the values.
fn typed((mut values, mut faults): (BTreeMap<String, RawValue>, Vec<Fault>)) -> Typed {
    let version = match values.remove(VERSION_FIELD) {
        None | Some(RawValue::Null) => None,
        Some(RawValue::Number(number)) => Some(number),
        Some(RawValue::Text(text)) => Some(text.parse().unwrap_or(-1)),
        Some(RawValue::Flag(_) | RawValue::List(_)) => Some(-1),
    };
    if version.is_some_and(|version| version < 0) {
        faults.push(Fault::new(VERSION_FIELD, "whole_number"));
    }
    Typed(RawInput { values, version: version.filter(|version| *version >= 0) }, faults)
}
