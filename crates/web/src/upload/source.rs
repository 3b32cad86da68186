//! The body of an upload, read piece by piece; and the form in front of its files.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use http_body::Body as _;
use http_body_util::BodyExt;

use super::multipart::{Piece, Splitter};
use super::part::Head;
use crate::failure::{Failure, Result};

/// How long a sender may be silent.
const SILENCE: Duration = Duration::from_secs(30);
/// What may stand in all fields that are no files, in bytes.
const MOST_TEXT: usize = 64 * 1024;
/// How much of what was refused is still read, and how long: a sender that finds the connection
/// closed while it sends never reads why.
const MOST_DRAINED: u64 = 32 * 1024 * 1024;
const DRAINING: Duration = Duration::from_secs(10);

/// A body on its way.
#[derive(Debug)]
pub(super) struct Source(Body);

impl Source {
    pub(super) fn new(body: Body) -> Self {
        Source(body)
    }

    /// The next piece; nothing at the end.
    pub(super) async fn piece(&mut self) -> Result<Option<Bytes>> {
        loop {
            let frame = tokio::time::timeout(SILENCE, self.0.frame()).await;
            match frame.map_err(|_| Failure::Slow)? {
                None => return Ok(None),
                Some(Err(_)) => return Err(Failure::Malformed("the body ended early".to_owned())),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }

    /// How long the body says that it is, in bytes.
    pub(super) fn said(&self) -> Option<u64> {
        self.0.size_hint().exact()
    }

    /// Reads on for a while without keeping anything; what says that it is much longer than that is
    /// not read at all.
    pub(super) async fn drain(&mut self) {
        if self.said().is_some_and(|said| said > MOST_DRAINED) {
            return;
        }
        let mut drained = 0;
        let reading = async {
            while let Ok(Some(bytes)) = self.piece().await {
                drained += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                if drained > MOST_DRAINED {
                    break;
                }
            }
        };
        drop(tokio::time::timeout(DRAINING, reading).await);
    }
}

/// Reads on a body that is refused, so that its sender hears why.
pub(crate) async fn drain_body(body: Body) {
    Source::new(body).drain().await;
}

/// A form with files whose first fields were read.
#[derive(Debug)]
pub(crate) struct Opened {
    source: Source,
    splitter: Splitter,
    /// The fields that are no files, in the order sent.
    pub(crate) fields: Vec<(String, String)>,
    /// The file that begins, where reading stopped.
    next: Option<Head>,
    text: usize,
    most_text: usize,
}

/// A form with files, handed on from where its first fields were read to where its files are.
#[derive(Debug, Clone)]
pub(crate) struct Parcel(Arc<Mutex<Option<Opened>>>);

impl Parcel {
    pub(crate) fn new(opened: Opened) -> Self {
        Parcel(Arc::new(Mutex::new(Some(opened))))
    }

    /// The form; only once.
    pub(crate) fn take(&self) -> Option<Opened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Opened {
    /// Reads a form up to its first file.
    pub(crate) async fn open(headers: &HeaderMap, body: Body) -> Result<Opened> {
        Opened::open_with(headers, body, MOST_TEXT).await
    }

    /// As [`Opened::open`], with so many bytes at most in fields that are no files.
    pub(super) async fn open_with(
        headers: &HeaderMap,
        body: Body,
        most_text: usize,
    ) -> Result<Opened> {
        let boundary = boundary(headers)
            .ok_or_else(|| Failure::Malformed("multipart/form-data needs a boundary".to_owned()))?;
        let mut opened = Opened {
            source: Source::new(body),
            splitter: Splitter::new(&boundary),
            fields: Vec::new(),
            next: None,
            text: 0,
            most_text,
        };
        opened.next = opened.read_fields().await?;
        Ok(opened)
    }

    /// The next file that begins; fields before it are read.
    pub(super) async fn next_file(&mut self) -> Result<Option<Head>> {
        match self.next.take() {
            Some(head) => Ok(Some(head)),
            None => self.read_fields().await,
        }
    }

    /// The next of the content of the file that began; nothing at its end.
    pub(super) async fn content(&mut self) -> Result<Option<Bytes>> {
        match self.piece().await? {
            Some(Piece::Content(bytes)) => Ok(Some(bytes)),
            Some(Piece::End) => Ok(None),
            Some(Piece::Begin(_)) | None => Err(broken("a part does not end")),
        }
    }

    /// Reads on what is refused, so that its sender hears why.
    pub(crate) async fn drain(&mut self) {
        self.source.drain().await;
    }

    /// Reads fields until a file begins or the form ends.
    async fn read_fields(&mut self) -> Result<Option<Head>> {
        while let Some(piece) = self.piece().await? {
            let Piece::Begin(head) = piece else { return Err(broken("a part does not begin")) };
            if head.file.is_some() {
                return Ok(Some(head));
            }
            let mut value = Vec::new();
            while let Some(bytes) = self.content().await? {
                self.text += bytes.len();
                if self.text > self.most_text {
                    return Err(Failure::TooLarge(self.most_text));
                }
                value.extend_from_slice(&bytes);
            }
            let value = String::from_utf8(value).map_err(|_| broken("a field is not UTF-8"))?;
            self.fields.push((head.name, value));
        }
        Ok(None)
    }

    async fn piece(&mut self) -> Result<Option<Piece>> {
        loop {
            if let Some(piece) = self.splitter.next().map_err(|fault| broken(fault.0))? {
                return Ok(Some(piece));
            }
            match self.source.piece().await? {
                Some(bytes) => self.splitter.feed(&bytes),
                None if self.splitter.is_over() => return Ok(None),
                None => return Err(broken("the body ended early")),
            }
        }
    }
}

fn broken(what: &str) -> Failure {
    Failure::Malformed(what.to_owned())
}

/// The boundary that the head of the request names: at most 70 characters, which begin no line.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let named = value.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"'))
    })?;
    let fits =
        (1..=70).contains(&named.len()) && named.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    fits.then(|| named.to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_boundary_is_named_as_browsers_and_programs_do() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(text));
            boundary(&headers)
        };
        assert_eq!(of("multipart/form-data; boundary=----abc").as_deref(), Some("----abc"));
        assert_eq!(of("multipart/form-data; charset=x; Boundary=\"a b\"").as_deref(), Some("a b"));
        for bad in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
