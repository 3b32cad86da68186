//! Whether a request came encrypted, settled once at the outer edge.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::identify::FORWARDED_PROTO;
use crate::settings::Settings;
use crate::site::Site;

/// Puts into the header what is so, whatever the sender wrote there: everything further in looks at
/// that header alone. Only a known proxy may say that it was spoken to otherwise than we are.
pub(super) async fn settle(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    let scheme = scheme(site.settings(), peer, request.headers());
    request.headers_mut().insert(FORWARDED_PROTO, HeaderValue::from_static(scheme));
    next.run(request).await
}

fn scheme(settings: &Settings, peer: Option<SocketAddr>, headers: &HeaderMap) -> &'static str {
    let own = if settings.speaks_tls { "https" } else { "http" };
    if !peer.is_some_and(|peer| settings.is_proxy(peer.ip())) {
        return own;
    }
    // What the proxy itself added stands last.
    let line = headers.get_all(FORWARDED_PROTO).iter().next_back();
    let said = line.and_then(|line| line.to_str().ok()).and_then(|line| line.rsplit(',').next());
    match said.map(str::trim) {
        Some(said) if said.eq_ignore_ascii_case("https") => "https",
        Some(said) if said.eq_ignore_ascii_case("http") => "http",
        _ => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(speaks_tls: bool, peer: &str, said: &[&'static str]) -> &'static str {
        let proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let settings = Settings { proxies, speaks_tls, ..Settings::default() };
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append(FORWARDED_PROTO, HeaderValue::from_static(line));
        }
        scheme(&settings, peer.parse().ok(), &headers)
    }

    #[test]
    fn only_a_known_proxy_says_how_it_was_spoken_to() {
        let (proxy, stranger) = ("10.0.0.1:5000", "198.51.100.9:5000");
        assert_eq!(told(false, proxy, &["https"]), "https");
        assert_eq!(told(false, "[::ffff:10.0.0.1]:5000", &["https"]), "https");
        assert_eq!(told(false, stranger, &["https"]), "http");
        assert_eq!(told(true, stranger, &["http"]), "https");
        assert_eq!(told(false, "", &["https"]), "http", "no socket, nobody known");
    }

    #[test]
    fn what_the_proxy_added_itself_counts() {
        let proxy = "10.0.0.1:5000";
        assert_eq!(told(false, proxy, &["https", "http"]), "http");
        assert_eq!(told(false, proxy, &["https, http"]), "http");
        assert_eq!(told(false, proxy, &["http, HTTPS"]), "https");
        assert_eq!(told(true, proxy, &["gopher"]), "https");
        assert_eq!(told(true, proxy, &[]), "https");
    }
}
