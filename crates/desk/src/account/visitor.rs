//! From where somebody comes, as far as it can be known.

/// Characters kept of what a browser says of itself.
const LONGEST: usize = 300;

/// The address a request came from, and what its sender says it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The address; of an IPv6 address its network.
    pub address: String,
    /// What the browser says of itself, its `User-Agent`; empty when it says nothing.
    pub device: String,
}

impl Visitor {
    /// Somebody at an address with a browser that says this of itself.
    #[must_use]
    pub fn new(address: impl Into<String>, device: &str) -> Self {
        let plain = device.chars().filter(|c| !c.is_control());
        Visitor { address: address.into(), device: plain.take(LONGEST).collect() }
    }
}

impl From<&str> for Visitor {
    fn from(address: &str) -> Self {
        Visitor::new(address, "")
    }
}

impl From<&String> for Visitor {
    fn from(address: &String) -> Self {
        Visitor::new(address, "")
    }
}
