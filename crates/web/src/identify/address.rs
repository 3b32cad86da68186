//! Where a request comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use desk::account::Visitor;

use crate::site::Site;

/// The address of the one who asks; nothing when the request came through no socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

impl FromRequestParts<Site> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(ClientAddress(peer.map(|peer| behind(peer, &parts.headers, &site.settings().proxies))))
    }
}

/// The address a chain of known proxies vouches for: the last one in it that is not such a proxy.
/// What stands before that was written by the sender and proves nothing.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let chain: Vec<IpAddr> =
        lines.flat_map(|line| line.split(',')).filter_map(|ip| ip.trim().parse().ok()).collect();
    chain.into_iter().rev().find(|ip| !proxies.contains(ip)).unwrap_or(peer)
}

impl ClientAddress {
    /// Who comes from it, as far as they say.
    pub(crate) fn visitor(self, headers: &HeaderMap) -> Visitor {
        let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Visitor::new(self.text(), said.unwrap_or_default())
    }

    /// The address as text, for counting attempts. Of an IPv6 address its network: one household
    /// or one attacker has all the addresses below it.
    pub(crate) fn text(self) -> String {
        match self.0 {
            None => "local".to_owned(),
            Some(IpAddr::V4(ip)) => ip.to_string(),
            Some(IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.to_string(),
                None => Ipv6Addr::from_bits(ip.to_bits() & !u128::from(u64::MAX)).to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_known_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers
            .insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 203.0.113.7, 10.0.0.2"));
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(behind(ip("10.0.0.1"), &headers, &proxies), ip("203.0.113.7"));
        assert_eq!(behind(ip("198.51.100.9"), &headers, &proxies), ip("198.51.100.9"));
        assert_eq!(behind(ip("10.0.0.1"), &HeaderMap::new(), &proxies), ip("10.0.0.1"));
    }
}
