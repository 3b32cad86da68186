//! A line that survives a redirect: what just happened, shown once above the next page.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::cookie::{read_cookie, set_cookie};
use crate::page::{Notice, Tone};

const COOKIE: &str = "mainstay_notice";
/// Longer lines are cut: a cookie is small.
const LONGEST: usize = 600;

/// Sends the browser to a path of ours with GET.
#[must_use]
pub fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Sends the browser to a path of ours, where it is told that something went well.
#[must_use]
pub fn see_with(path: &str, text: &str) -> Response {
    let mut response = see(path);
    let short: String = text.chars().take(LONGEST / 4).collect();
    if let Some(cookie) = set_cookie(COOKIE, &URL_SAFE_NO_PAD.encode(short), 60, false) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The line carried here.
pub(super) fn carried(headers: &HeaderMap) -> Option<Notice> {
    let value = read_cookie(headers, COOKIE)
        .filter(|value| !value.is_empty() && value.len() <= LONGEST * 2)?;
    let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))?;
    Some(Notice { tone: Tone::Success, text })
}

/// Forgets the line, after it was shown.
pub(crate) fn forgotten() -> Option<HeaderValue> {
    set_cookie(COOKIE, "", 0, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_arrives_as_it_was_said() {
        let response = see_with("/incidents", "INC1 wurde gelöst; gut = gemacht");
        let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
        let pair = cookie.split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(pair).unwrap());
        assert_eq!(carried(&headers).unwrap().text, "INC1 wurde gelöst; gut = gemacht");
    }
}
