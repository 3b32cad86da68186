//! Where a request comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use desk::account::Visitor;

use crate::settings::Settings;
use crate::site::Site;

/// The address of the one who asks; nothing when the request came through no socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

impl FromRequestParts<Site> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(ClientAddress(peer.map(|peer| behind(peer, &parts.headers, site.settings()))))
    }
}

/// The header in which proxies say whom they speak to.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The header that says whether a request came encrypted. The outer edge settles what stands in it.
pub(crate) const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// Whether a request came encrypted, to us or to a known proxy.
pub(crate) fn is_encrypted(headers: &HeaderMap) -> bool {
    headers.get(FORWARDED_PROTO).is_some_and(|scheme| scheme == "https")
}

/// The address a chain of known proxies vouches for: the last one in it that is not such a proxy.
/// What stands before that was written by the sender and proves nothing; nor does anything before an
/// entry that is no address.
fn behind(peer: IpAddr, headers: &HeaderMap, settings: &Settings) -> IpAddr {
    let mut known = peer;
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    let mut chain = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
    while settings.is_proxy(known) {
        match chain.next().and_then(read) {
            Some(before) => known = before,
            None => break,
        }
    }
    known
}

/// An entry, which some proxies write with its port.
fn read(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let plain = entry.trim_start_matches('[').trim_end_matches(']').parse().ok();
    plain.or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
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
mod fuzzed;

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn told(peer: &str, lines: &[&'static str]) -> IpAddr {
        let proxies = ["10.0.0.1", "10.9.0.0/16"].map(|net| {
            net.parse().or_else(|_| net.parse::<IpAddr>().map(ipnet::IpNet::from)).unwrap()
        });
        let settings = Settings { proxies: proxies.into(), ..Settings::default() };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
        }
        behind(ip(peer), &headers, &settings)
    }

    #[test]
    fn only_known_proxies_are_believed() {
        let chain = ["6.6.6.6, 203.0.113.7, 10.9.4.2"];
        assert_eq!(told("10.0.0.1", &chain), ip("203.0.113.7"));
        assert_eq!(told("::ffff:10.0.0.1", &chain), ip("203.0.113.7"));
        assert_eq!(told("198.51.100.9", &chain), ip("198.51.100.9"));
        assert_eq!(told("10.0.0.1", &[]), ip("10.0.0.1"));
        assert_eq!(told("10.0.0.1", &["6.6.6.6", "203.0.113.7"]), ip("203.0.113.7"));
    }

    #[test]
    fn what_stands_before_an_entry_that_is_no_address_is_not_believed() {
        assert_eq!(told("10.0.0.1", &["6.6.6.6, unknown"]), ip("10.0.0.1"));
        assert_eq!(told("10.0.0.1", &["6.6.6.6, 203.0.113.7:4711"]), ip("203.0.113.7"));
        assert_eq!(told("10.0.0.1", &["6.6.6.6, [2001:db8::7]:4711"]), ip("2001:db8::7"));
        assert_eq!(told("10.0.0.1", &["6.6.6.6, ,"]), ip("10.0.0.1"));
    }
}
