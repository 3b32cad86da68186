//! Pieces of answers.

use std::convert::Infallible;

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, IntoResponseParts, Response, ResponseParts};

use crate::failure::Result;
use crate::page::Toast;

/// How many matches a list has in all, as `X-Total-Count`.
#[derive(Debug, Clone, Copy)]
pub struct TotalCount(pub u64);

/// Where what was made is.
#[derive(Debug, Clone)]
pub struct Location(pub String);

impl IntoResponseParts for TotalCount {
    type Error = Infallible;

    fn into_response_parts(
        self,
        mut response: ResponseParts,
    ) -> std::result::Result<ResponseParts, Infallible> {
        response.headers_mut().insert(HeaderName::from_static("x-total-count"), self.0.into());
        Ok(response)
    }
}

impl IntoResponseParts for Location {
    type Error = Infallible;

    fn into_response_parts(
        self,
        mut response: ResponseParts,
    ) -> std::result::Result<ResponseParts, Infallible> {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::LOCATION, value);
        }
        Ok(response)
    }
}

/// A page or fragment.
///
/// # Errors
/// When its template fails.
pub fn draw(page: &impl Template) -> Result<Response> {
    draw_with(StatusCode::OK, page)
}

/// A page or fragment with another status: a refused form shown again is 422.
///
/// # Errors
/// When its template fails.
pub fn draw_with(status: StatusCode, page: &impl Template) -> Result<Response> {
    Ok((status, Html(page.render()?)).into_response())
}

/// The same answer, with a message that htmx shows and that goes away by itself.
#[must_use]
pub fn toast(mut response: Response, toast: &Toast) -> Response {
    if let Ok(value) = HeaderValue::from_str(&toast.hx_trigger()) {
        response.headers_mut().insert(HeaderName::from_static("hx-trigger"), value);
    }
    response
}
