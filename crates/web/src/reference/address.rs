//! Under which address this installation is shown to its reader.

use axum::http::{HeaderMap, Uri, header};

use crate::identify::is_encrypted;
use crate::settings::Origin;

/// What is shown where nothing tells the address.
const UNTOLD: &str = "https://desk.example.org";

/// The origin the reader came to, without a slash at the end. It is copied into a shell: a host that
/// is anything but a name or a number with a port is not shown. Where the installation says under
/// which addresses it is known, it is one of those, whatever host the request names.
pub(crate) fn origin(known: &[Origin], headers: &HeaderMap, uri: &Uri) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(|authority| authority.as_str()));
    let named = known.iter().find(|origin| host.is_some_and(|host| origin.is_at(host)));
    if let Some(origin) = named.or_else(|| known.first()) {
        return origin.text().to_owned();
    }
    match host.filter(|host| is_plain(host)) {
        Some(host) => {
            let scheme = if is_encrypted(headers) { "https" } else { "http" };
            format!("{scheme}://{host}")
        }
        None => UNTOLD.to_owned(),
    }
}

fn is_plain(host: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    !host.is_empty() && host.len() <= 255 && host.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn shown(known: &[&str], host: &str) -> String {
        let known: Vec<Origin> = known.iter().map(|text| Origin::parse(text).unwrap()).collect();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
        origin(&known, &headers, &Uri::from_static("/docs/api"))
    }

    #[test]
    fn the_installations_own_addresses_go_before_what_a_request_says() {
        let known = ["https://desk.example.org", "https://inside.example.org:8443"];
        assert_eq!(shown(&known, "INSIDE.example.org:8443"), known[1]);
        assert_eq!(shown(&known, "evil.example.net"), known[0]);
    }

    #[test]
    fn a_host_that_is_none_is_never_shown() {
        assert_eq!(shown(&[], "127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(shown(&[], "[::1]:8080"), "http://[::1]:8080");
        for hostile in ["", "a b", "a';reboot;'", "<script>", "$(reboot)", "a/b", "u@h", "a\"b"] {
            assert_eq!(shown(&[], hostile), UNTOLD, "{hostile}");
        }
        assert_eq!(shown(&[], &"a".repeat(256)), UNTOLD);
    }
}
