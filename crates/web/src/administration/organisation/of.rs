//! What sort of thing an address is about, and what the sorts are called.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use desk::foundation::{Item, Sort};

use super::PATH;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::site::Site;

/// The sort that the address names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Of(pub(super) &'static Sort);

impl FromRequestParts<Site> for Of {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        let path = parts.uri.path();
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        let below = path.strip_prefix(PATH).and_then(|below| below.split('/').nth(1));
        let sort = below.and_then(Sort::at).ok_or(Failure::Desk(desk::Error::NotFound))?;
        Ok(Of(sort))
    }
}

/// Where all of a sort are.
pub(super) fn path_of(sort: &Sort) -> String {
    format!("{PATH}/{}", sort.path)
}

/// Where one of them is.
pub(super) fn path_to(item: &Item) -> String {
    format!("{}/{}", path_of(item.sort), item.key)
}

/// What all of them are called.
pub(super) fn called(t: &Translator, sort: &Sort) -> String {
    t.text_of("organisation", sort.path)
}

/// What is said of a sort alone: `organisation-KEY-PATH`.
pub(super) fn say(t: &Translator, key: &str, sort: &Sort) -> String {
    t.text_of(&format!("organisation-{key}"), sort.path)
}

/// What a part, or the name, is called.
pub(super) fn label(t: &Translator, code: &str) -> String {
    t.text_of("organisation-part", code)
}
