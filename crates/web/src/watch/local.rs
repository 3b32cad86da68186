//! Who may read measures on the port that serves everybody.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, header};

/// Whether somebody on this machine asks, and nobody through them: no proxy has passed it on, and the
/// address asked for is the machine's own, not a name that a page of somebody else's leads here by.
pub(super) fn is_from_here(extensions: &Extensions, headers: &HeaderMap) -> bool {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let passed_on = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"];
    peer.is_some_and(is_own)
        && !passed_on.iter().any(|name| headers.contains_key(*name))
        && headers.get(header::HOST).is_none_or(|host| host.to_str().is_ok_and(names_this_machine))
}

fn is_own(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

fn names_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, _)) => name,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(is_own)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asks(peer: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        is_from_here(&extensions, &map)
    }

    #[test]
    fn only_whoever_is_on_the_machine_itself_is_from_here() {
        assert!(asks("127.0.0.1:5", &[("host", "127.0.0.1:8080")]));
        assert!(asks("[::1]:5", &[("host", "[::1]:8080")]));
        assert!(asks("[::ffff:127.0.0.1]:5", &[("host", "localhost")]));
        assert!(!asks("10.0.0.7:5", &[("host", "localhost")]));
        assert!(
            !asks("127.0.0.1:5", &[("host", "desk.example.org")]),
            "through a proxy, or a page"
        );
        for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            assert!(!asks("127.0.0.1:5", &[("host", "localhost"), (header, "x")]), "{header}");
        }
        assert!(!is_from_here(&Extensions::new(), &HeaderMap::new()), "nobody knows from where");
    }
}
