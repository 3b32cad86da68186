//! The key a request came with, and what it asks for as a digest.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, header};
use db::Id;
use desk::Fault;
use desk::account::ApiToken;
use desk::idempotency::Keyed;
use sha2::{Digest, Sha256};

use crate::failure::{Failure, Place, Result};
use crate::identify::Visit;
use crate::input;
use crate::site::Site;
use crate::upload::is_upload;

/// The header.
pub(crate) const NAME: &str = "Idempotency-Key";
const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
/// Where a password is sent.
const SECRETS: [&str; 2] = ["/api/v1/me/password", "/api/v1/me/second-factor"];
/// The longest key, in characters.
const LONGEST: usize = 255;

/// The key of a request that changes something; what only reads needs none.
///
/// # Errors
/// When it is no key, or two.
pub(super) fn of(request: &Request) -> Result<Option<String>> {
    if request.method().is_safe() {
        return Ok(None);
    }
    let mut values = request.headers().get_all(HEADER).iter();
    let Some(value) = values.next() else { return Ok(None) };
    if values.next().is_some() {
        return Err(refused("duplicate"));
    }
    let text = value.to_str().ok().filter(|text| (1..=LONGEST).contains(&text.len()));
    let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
    text.map(|text| Some(text.to_owned())).ok_or_else(|| refused("idempotency_key"))
}

fn refused(code: &'static str) -> Failure {
    Failure::Request(Place::Header, vec![Fault::new(NAME, code)])
}

/// What is asked, with the body read; files are not: of them it counts how long they are.
///
/// # Errors
/// When the body cannot be read, or files do not say how long they are.
pub(super) async fn read(
    site: &Site,
    token: Id<ApiToken>,
    key: String,
    request: Request,
) -> Result<(Keyed, Request)> {
    let (parts, body) = request.into_parts();
    let mut sum = Sha256::new();
    sum.update(parts.method.as_str());
    sum.update(b" ");
    sum.update(parts.uri.path_and_query().map_or("", |path| path.as_str()));
    sum.update(b"\n");
    // Of secrets too: what is kept must not be something to try passwords on.
    let by_length = is_upload(&parts.method, parts.uri.path())
        || SECRETS.iter().any(|secret| parts.uri.path().starts_with(secret));
    let body = if by_length {
        let length = parts.headers.get(header::CONTENT_LENGTH);
        sum.update(length.ok_or_else(|| refused("idempotency_length"))?.as_bytes());
        body
    } else {
        let bytes = input::read(&parts.headers, body, site.settings().body_limit).await?;
        sum.update(&bytes);
        Body::from(bytes)
    };
    // Never the id the request brought: who sends one twice would count as one and the same request.
    let request = site.chance().id::<Visit>(site.now()).to_string();
    let keyed = Keyed { token, key, digest: sum.finalize().to_vec(), request, at: site.now() };
    Ok((keyed, Request::from_parts(parts, body)))
}
