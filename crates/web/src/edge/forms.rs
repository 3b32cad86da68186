//! Forms sent to pages: who sent them, and the method an HTML form cannot say.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use desk::Error;
use desk::roster::LARGEST;

use crate::administration::WITH_A_SMALL_FILE;
use crate::endpoint::Door;
use crate::failure::{Failure, Result};
use crate::identify::{SESSION_COOKIE, read_cookie, same_origin};
use crate::input::{Form, Kind, decode_form, kind, read};
use crate::site::Site;
use crate::upload::{Opened, Parcel, is_upload, whole};

/// Refuses what another site's page sends; reads a posted form once and gives the request the
/// method it names. The API has neither cookies nor forms without a token, so nothing of this.
pub(super) async fn read_form(
    State(site): State<Site>,
    request: Request,
    next: Next,
) -> Result<Response> {
    if Door::of(request.uri().path()) == Door::Api {
        return Ok(next.run(request).await);
    }
    if !same_origin(request.method(), request.headers(), &site.settings().origins) {
        return Err(Failure::Forged);
    }
    let files = is_upload(request.method(), request.uri().path());
    match kind(request.headers()) {
        Kind::Form if request.method() == Method::POST => {}
        Kind::Multipart
            if request.method() == Method::POST
                && WITH_A_SMALL_FILE.contains(&request.uri().path()) =>
        {
            return read_small(&site, request, next).await;
        }
        Kind::Multipart if files => return read_files(&site, request, next).await,
        _ => return Ok(next.run(request).await),
    }
    let (mut parts, body) = request.into_parts();
    let bytes = read(&parts.headers, body, site.settings().body_limit);
    // Whoever is not known yet and sends slowly is not waited for, whatever the path.
    let bytes = tokio::time::timeout(site.settings().patience, bytes);
    let bytes = bytes.await.map_err(|_| Failure::Slow)??;
    let form = decode_form(&bytes)?;
    parts.method = match form.method.as_deref() {
        None => Method::POST,
        Some("delete") => Method::DELETE,
        Some("patch") => Method::PATCH,
        Some(_) => return Err(Failure::Desk(Error::invalid(crate::page::METHOD_FIELD, "no_such"))),
    };
    parts.extensions.insert(form);
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

/// Reads a form with one small file whole: people or settings that somebody takes in. Whoever comes
/// without a session is not listened to for long.
async fn read_small(site: &Site, request: Request, next: Next) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    let known = read_cookie(&parts.headers, SESSION_COOKIE).is_some();
    let most = if known { LARGEST } else { site.settings().body_limit };
    let reading = tokio::time::timeout(site.settings().patience, whole(&parts.headers, body, most));
    let (fields, file) = reading.await.map_err(|_| Failure::Slow)??;
    parts.extensions.insert(Form::of(fields));
    parts.extensions.insert(file);
    Ok(next.run(Request::from_parts(parts, Body::empty())).await)
}

/// Reads a form with files up to the first of them: the token stands before it, so that nobody's
/// files are taken in before it is known whose form it is.
async fn read_files(site: &Site, request: Request, next: Next) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    let opening = Opened::open(&parts.headers, body);
    let opening = tokio::time::timeout(site.settings().patience, opening).await;
    let opened = opening.map_err(|_| Failure::Slow)??;
    parts.extensions.insert(Form::of(opened.fields.clone()));
    parts.extensions.insert(Parcel::new(opened));
    Ok(next.run(Request::from_parts(parts, Body::empty())).await)
}
