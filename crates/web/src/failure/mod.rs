//! Why a request was not served, in the one form both doors translate.
//!
//! A handler returns `Result<_, Failure>` and knows nothing of how it will look. The failure
//! travels as a mark on an empty response; [`crate::edge`] turns the mark into problem+json for
//! the API, a toast for htmx, and a page or the sign-in form for a plain browser.

mod explain;
mod htmx;
mod page;
mod problem;

pub use explain::{explain, problems};
pub(crate) use explain::{said, told};
pub(crate) use htmx::fragment;
pub(crate) use page::{Asked, page};
pub use problem::URN;
pub(crate) use problem::problem;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::Fault;

/// A result of the HTTP edge.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a request was not served.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The desk refused or failed.
    Desk(desk::Error),
    /// A parameter of the address or a header cannot be taken.
    Request(Place, Vec<Fault>),
    /// The body cannot be read as what it says it is; the text says where.
    Malformed(String),
    /// The body is longer than this many bytes.
    TooLarge(usize),
    /// The body is of a type that is not taken here.
    MediaType,
    /// There is such a place, but not for this method.
    Method,
    /// The request does not prove that the person's own page sent it.
    Forged,
    /// The person must set up a second factor first.
    SecondFactor,
    /// Nobody administers the installation yet.
    Unattended,
    /// It took longer than anybody waits.
    Slow,
    /// The `Idempotency-Key` was used for something else before.
    KeyReused,
    /// It is being done under this `Idempotency-Key`, or was done and broken off before the answer.
    Unanswered,
    /// It was done and answered under this `Idempotency-Key` before; the answer is not kept.
    Forgotten,
}

/// Where in a request, apart from its body, a fault lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a parameter after the `?`.
    Query,
    /// In a header.
    Header,
}

/// The mark a failed response carries until it is rendered.
#[derive(Clone)]
pub(crate) struct Failed(pub(crate) Failure);

impl Failure {
    /// One fault in one parameter of the address.
    #[must_use]
    pub fn query(parameter: impl Into<String>, code: &'static str) -> Self {
        Failure::Request(Place::Query, vec![Fault::new(parameter, code)])
    }

    /// The same failure, saying that what is invalid stands in the address and not in a body.
    #[must_use]
    pub fn in_query(error: desk::Error) -> Self {
        match error {
            desk::Error::Invalid(faults) => Failure::Request(Place::Query, faults),
            other => Failure::Desk(other),
        }
    }

    /// The status it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        use desk::Error as E;
        match self {
            Failure::Desk(E::Invalid(_)) | Failure::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::Desk(E::NotFound) => StatusCode::NOT_FOUND,
            Failure::Desk(E::Forbidden(_)) | Failure::Forged | Failure::SecondFactor => {
                StatusCode::FORBIDDEN
            }
            Failure::Desk(E::Refused(_) | E::Merged(_) | E::Conflict(_))
            | Failure::Unanswered
            | Failure::Forgotten => StatusCode::CONFLICT,
            Failure::Desk(E::Stale { .. }) => StatusCode::PRECONDITION_FAILED,
            Failure::Desk(E::Unknown) => StatusCode::UNAUTHORIZED,
            Failure::Desk(E::Throttled(_)) => StatusCode::TOO_MANY_REQUESTS,
            Failure::Desk(E::Db(db::Error::Nul)) => StatusCode::BAD_REQUEST,
            Failure::Desk(E::Db(error)) => of_database(error),
            Failure::Desk(E::Broken(_)) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::Request(..) | Failure::Malformed(_) => StatusCode::BAD_REQUEST,
            Failure::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::Method => StatusCode::METHOD_NOT_ALLOWED,
            Failure::Desk(E::Unreachable { .. }) | Failure::Unattended | Failure::Slow => {
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }

    /// The stable code of the kind of failure: the end of the problem's type.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        use desk::Error as E;
        match self {
            Failure::Desk(E::Invalid(_)) => "invalid",
            Failure::Desk(E::NotFound) => "not-found",
            Failure::Desk(E::Forbidden(_)) => "forbidden",
            Failure::Desk(E::Refused(_) | E::Merged(_)) => "refused",
            Failure::Desk(E::Conflict(_)) => "conflict",
            Failure::Desk(E::Stale { .. }) => "stale",
            Failure::Desk(E::Unknown) => "not-signed-in",
            Failure::Desk(E::Throttled(_)) => "too-many-attempts",
            Failure::Desk(E::Db(db::Error::OutcomeUnknown)) => "outcome-unknown",
            Failure::Desk(E::Db(db::Error::Full)) => "disk-full",
            Failure::Desk(E::Db(db::Error::ReadOnly)) => "read-only",
            Failure::Desk(E::Db(error)) if error.is_transient() => "unavailable",
            Failure::Desk(E::Db(db::Error::Nul)) => "bad-request",
            Failure::Desk(E::Db(_) | E::Broken(_)) => "internal",
            Failure::Desk(E::Unreachable { .. }) => "unreachable",
            Failure::Request(..) => "bad-request",
            Failure::Malformed(_) => "malformed",
            Failure::TooLarge(_) => "too-large",
            Failure::MediaType => "media-type",
            Failure::Method => "method",
            Failure::Forged => "forged",
            Failure::SecondFactor => "second-factor-required",
            Failure::Unattended => "no-administrator",
            Failure::Slow => "too-slow",
            Failure::KeyReused => "idempotency-key-reused",
            Failure::Unanswered => "idempotency-unanswered",
            Failure::Forgotten => "idempotency-forgotten",
        }
    }

    /// The stable code of this very failure: the rule that refused, or else its kind.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Desk(desk::Error::Refused(code)) => code,
            Failure::Desk(desk::Error::Merged(_)) => "merged",
            Failure::Desk(desk::Error::Unreachable { what, .. }) => what,
            other => other.kind(),
        }
    }

    /// Seconds after which trying again may help.
    #[must_use]
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Failure::Desk(desk::Error::Throttled(seconds)) => Some((*seconds).max(1)),
            Failure::Desk(
                desk::Error::Db(db::Error::Full | db::Error::ReadOnly)
                | desk::Error::Unreachable { .. },
            ) => Some(60),
            Failure::Unattended => Some(10),
            Failure::Unanswered => Some(1),
            other => (other.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(1),
        }
    }
}

fn of_database(error: &db::Error) -> StatusCode {
    match error {
        db::Error::Busy | db::Error::Unavailable(_) | db::Error::Full | db::Error::ReadOnly => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<desk::Error> for Failure {
    fn from(error: desk::Error) -> Self {
        Failure::Desk(error)
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Failure::Desk(desk::Error::Db(error))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Failure::Desk(desk::Error::Broken(format!("a page could not be drawn: {error}")))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failed(self));
        response
    }
}
