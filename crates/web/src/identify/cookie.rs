//! Cookies: which are read, and how the session's is set.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::page::CODE_PATH;

/// The cookie that holds the session's secret.
pub(crate) const SESSION_COOKIE: &str = "mainstay_session";

/// The cookie that holds what was told to somebody who is to give a code.
pub(crate) const STEP_COOKIE: &str = "mainstay_step";

/// The value of a cookie. Sent twice, the first counts: browsers send the more specific path first.
pub(crate) fn read_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// A cookie scripts cannot read, for this site only. `seconds` of 0 takes it away.
pub(crate) fn set_cookie(
    name: &str,
    value: &str,
    seconds: u64,
    secure: bool,
) -> Option<HeaderValue> {
    set_at("/", name, value, seconds, secure)
}

fn set_at(path: &str, name: &str, value: &str, seconds: u64, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}

/// The cookie of a session that begins.
pub(crate) fn started(secret: &str, seconds: u64, secure: bool) -> Option<HeaderValue> {
    set_cookie(SESSION_COOKIE, secret, seconds, secure)
}

/// Takes the session's cookie away.
pub(crate) fn ended(secure: bool) -> Option<HeaderValue> {
    set_cookie(SESSION_COOKIE, "", 0, secure)
}

/// The cookie of somebody who is to give a code; it goes to where that is given alone.
pub(crate) fn step_begun(secret: &str, seconds: u64, secure: bool) -> Option<HeaderValue> {
    set_at(CODE_PATH, STEP_COOKIE, secret, seconds, secure)
}

/// Takes that away.
pub(crate) fn step_over(secure: bool) -> Option<HeaderValue> {
    set_at(CODE_PATH, STEP_COOKIE, "", 0, secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; mainstay_session=xyz; b=2"));
        assert_eq!(read_cookie(&headers, SESSION_COOKIE), Some("xyz"));
        assert_eq!(read_cookie(&headers, "session"), None);
    }

    #[test]
    fn the_session_cookie_is_kept_from_scripts_and_other_sites() {
        let cookie = started("s", 60, true).unwrap();
        let text = cookie.to_str().unwrap();
        for part in ["mainstay_session=s", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!started("s", 60, false).unwrap().to_str().unwrap().contains("Secure"));
    }
}
