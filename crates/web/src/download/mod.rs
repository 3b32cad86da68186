//! Files on their way out: streamed, in part where that is asked for, and never run by a browser as
//! if they were pages of ours.

#[cfg(test)]
mod fuzzed;
mod range;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use desk::file::{Kept, Shelf};
use files::{Reader, Showing, disposition, is_drawable, sent_as};
use futures_util::stream;

use crate::failure::Result;
use crate::site::Site;
use range::{Asked, asked};

/// Nothing may run, load or be framed, whatever the file is and however it is opened.
const SANDBOX: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'";
/// Kept by the browser, but asked about each time: a file can be withdrawn.
const ASK: &str = "private, no-cache";
/// A small picture is asked for with every page; for a few minutes it may be shown unasked.
const KEEP: &str = "private, max-age=300";

/// What is to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Sending {
    kept: Kept,
    media: String,
    name: String,
    showing: Showing,
    caching: &'static str,
}

/// Marks an answer that no layer may encode: its length and its parts are those of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AsItIs;

impl Sending {
    /// A file, to be saved; a picture may be shown.
    pub(crate) fn file(kept: Kept, media: &str, name: &str) -> Self {
        let showing = if is_drawable(media) { Showing::Inline } else { Showing::Attachment };
        Sending { kept, media: media.to_owned(), name: name.to_owned(), showing, caching: ASK }
    }

    /// A picture drawn small.
    pub(crate) fn picture(kept: Kept, media: &str, name: &str) -> Self {
        Sending { caching: KEEP, showing: Showing::Inline, ..Sending::file(kept, media, name) }
    }

    fn tag(&self) -> String {
        format!("\"{}\"", self.kept.key.digest)
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let mut put = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        put(header::CONTENT_TYPE, sent_as(&self.media));
        put(header::CONTENT_DISPOSITION, &disposition(self.showing, &self.name));
        put(header::CONTENT_SECURITY_POLICY, SANDBOX);
        put(header::CACHE_CONTROL, self.caching);
        put(header::ACCEPT_RANGES, "bytes");
        put(header::ETAG, &self.tag());
        headers
    }
}

/// Sends a file, or the part of it that was asked for.
///
/// # Errors
/// When it cannot be read.
pub(crate) async fn send(
    site: &Site,
    shelf: &Shelf,
    request: &HeaderMap,
    sending: Sending,
) -> Result<Response> {
    let (size, tag) = (sending.kept.size, sending.tag());
    let mut headers = sending.headers();
    let (status, range) = match asked(request, &tag, size) {
        Asked::Known => return Ok(bare(StatusCode::NOT_MODIFIED, headers)),
        Asked::Beyond => {
            headers.insert(header::CONTENT_RANGE, text(&format!("bytes */{size}")));
            headers.remove(header::CONTENT_DISPOSITION);
            return Ok(bare(StatusCode::RANGE_NOT_SATISFIABLE, headers));
        }
        Asked::Whole => (StatusCode::OK, 0..size),
        Asked::Part(range) => {
            let told = format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1));
            headers.insert(header::CONTENT_RANGE, text(&told));
            (StatusCode::PARTIAL_CONTENT, range)
        }
    };
    headers.insert(header::CONTENT_LENGTH, (range.end - range.start).into());
    let (store, key) = (shelf.store.clone(), sending.kept.key);
    let reader = site.carry(move || Ok(store.read(&key, range)?)).await?;
    let mut response = (status, headers, body(site.clone(), reader)).into_response();
    response.extensions_mut().insert(AsItIs);
    Ok(response)
}

/// The pieces of a file as they are taken: none is read before the one before it has left.
fn body(site: Site, reader: Reader) -> Body {
    let pieces = stream::try_unfold((site, reader), |(site, mut reader)| async move {
        let read = site.carry(move || Ok((reader.piece()?, reader))).await;
        let (piece, reader) = read.inspect_err(|error| {
            tracing::error!(%error, "a file broke off while it was sent");
        })?;
        Ok::<_, desk::Error>(piece.map(|piece: Bytes| (piece, (site, reader))))
    });
    Body::from_stream(pieces)
}

fn text(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// An answer without a body.
fn bare(status: StatusCode, headers: HeaderMap) -> Response {
    let mut response = (status, headers).into_response();
    response.extensions_mut().insert(AsItIs);
    response
}
