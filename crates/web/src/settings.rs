//! How this node is reached and what it allows.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use db::Timestamp;
use desk::file::Shelf;
use desk::keys::Secret;
use desk::list::LONGEST;
use desk::setup::Code;
use ipnet::IpNet;

use crate::allowance::Rate;

/// An origin as browsers send it: `https://desk.example.org`, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// Text that is no origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write an origin as scheme and host, like https://desk.example.org, without a path")]
pub struct OriginError;

impl Origin {
    /// Reads an origin; a slash at the end is forgiven.
    ///
    /// # Errors
    /// When it is anything but `http://` or `https://` and a host with an optional port.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = host.filter(|host| !host.is_empty()).ok_or(OriginError)?;
        if host.contains(|c: char| c.is_whitespace() || c.is_control() || "/?#@\\".contains(c)) {
            return Err(OriginError);
        }
        Ok(Origin(text))
    }

    /// Whether browsers reach it encrypted.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The origin as text, without a slash at the end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether a `Host` header names it.
    #[must_use]
    pub fn is_at(&self, host: &str) -> bool {
        self.0.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(host))
    }

    /// Whether an `Origin` header names it.
    #[must_use]
    pub fn is(&self, header: &str) -> bool {
        self.0.eq_ignore_ascii_case(header)
    }
}

/// What surrounds this node on its machine.
pub trait Host: std::fmt::Debug + Send + Sync {
    /// What is there now. Blocks the calling thread for a moment.
    fn look(&self) -> Surroundings;
}

/// What was found around a node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Bytes free where the data directory lies; nothing where that cannot be told.
    pub disk_free: Option<u64>,
    /// The last backup.
    pub backup: LastBackup,
}

/// When the last backup was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LastBackup {
    /// None is made by this node.
    #[default]
    Elsewhere,
    /// One is to be made, and none has been.
    Never,
    /// The directory of backups cannot be read.
    Unreadable,
    /// At this moment.
    At(Timestamp),
}

/// The settings of the HTTP edge.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Under which addresses browsers know this installation. Empty: under whatever host they name.
    pub origins: Vec<Origin>,
    /// Proxies in front of this node: only what they forward of whoever they speak to is believed.
    pub proxies: Vec<IpNet>,
    /// Whether this node itself speaks TLS.
    pub speaks_tls: bool,
    /// The command that makes the first administrator, with this installation's own data
    /// directory or database, shown while there is none.
    pub add_administrator: String,
    /// The code with which a browser may set the installation up while nobody administers it; without
    /// one only the command can.
    pub setup: Option<Arc<Code>>,
    /// The program's version.
    pub version: &'static str,
    /// The longest body of a request, in bytes.
    pub body_limit: usize,
    /// How long a request may take before it is given up.
    pub patience: Duration,
    /// How long one look at a list, a count or groups may take before it is ended.
    pub looking: Duration,
    /// How many snapshots are read at once; each holds a thread.
    pub readers: usize,
    /// Where files are kept; without it none are taken.
    pub shelf: Option<Shelf>,
    /// What places in lists are sealed with; without it a secret of this process alone, so that pages
    /// last no longer than it does.
    pub cursors: Option<Secret>,
    /// What secrets are sealed with that must be read again; without it a secret of this process alone,
    /// so that second factors set up meanwhile last no longer than it does.
    pub seals: Option<Secret>,
    /// How many writes wait for their commit at once; each holds a thread.
    pub writers: usize,
    /// How many requests a token may make; nothing: as many as it likes.
    pub rate: Option<Rate>,
    /// Whether requests are traced, so that their spans say what they were.
    pub traced: bool,
    /// What surrounds this node; without it nothing is told of it.
    pub host: Option<Arc<dyn Host>>,
}

impl Settings {
    /// Whether a cookie that is set in answer to a request may be sent encrypted only: when every
    /// address is https, or none is named and the request came so.
    #[must_use]
    pub fn secure_cookies(&self, came_encrypted: bool) -> bool {
        match self.origins.is_empty() {
            true => came_encrypted,
            false => self.origins.iter().all(Origin::is_https),
        }
    }

    /// Whether this is a proxy in front of this node. An IPv4 address is one however it is written.
    #[must_use]
    pub fn is_proxy(&self, ip: IpAddr) -> bool {
        self.proxies.iter().any(|net| net.contains(&ip.to_canonical()))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            origins: Vec::new(),
            proxies: Vec::new(),
            speaks_tls: false,
            add_administrator: "mainstay user add --email you@example.org --name \"Your name\" --role administrator"
                .to_owned(),
            setup: None,
            version: env!("CARGO_PKG_VERSION"),
            body_limit: 256 * 1024,
            patience: Duration::from_secs(30),
            looking: LONGEST,
            readers: 16,
            shelf: None,
            cursors: None,
            seals: None,
            writers: 48,
            rate: None,
            traced: false,
            host: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_and_host() {
        let origin = Origin::parse("https://Desk.example.org:8443/").unwrap();
        assert!(origin.is_https());
        assert!(origin.is("https://desk.example.org:8443"));
        for bad in
            ["desk.example.org", "https://", "https://a/b", "ftp://a", "https://u@h", "https://a b"]
        {
            assert_eq!(Origin::parse(bad), Err(OriginError), "{bad}");
        }
    }

    #[test]
    fn cookies_are_secure_only_where_browsers_come_encrypted() {
        let of = |origins: &[&str]| Settings {
            origins: origins.iter().map(|o| Origin::parse(o).unwrap()).collect(),
            ..Settings::default()
        };
        assert!(!of(&[]).secure_cookies(false) && of(&[]).secure_cookies(true));
        assert!(of(&["https://a"]).secure_cookies(false));
        assert!(!of(&["https://a", "http://b"]).secure_cookies(true));
    }
}
