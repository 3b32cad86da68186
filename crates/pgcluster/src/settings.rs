//! What a cluster promises to keep when it is killed.

/// How careful the cluster is with its disk, and how many connections it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    durable: bool,
    max_connections: u16,
}

impl Settings {
    /// As a production server behaves: an acknowledged commit survives `kill -9`.
    #[must_use]
    pub const fn durable() -> Self {
        Self { durable: true, max_connections: 200 }
    }

    /// For ordinary tests: never waits for the disk, and is worthless after a crash.
    #[must_use]
    pub const fn fast() -> Self {
        Self { durable: false, max_connections: 200 }
    }

    /// Takes this many connections in place of 200.
    #[must_use]
    pub const fn with_max_connections(mut self, connections: u16) -> Self {
        self.max_connections = connections;
        self
    }

    /// Whether what it acknowledged survives a crash.
    pub(crate) const fn is_durable(&self) -> bool {
        self.durable
    }

    /// The `name=value` pairs for the server's command line.
    pub(crate) fn parameters(&self, port: u16) -> Vec<String> {
        let care = if self.durable { "on" } else { "off" };
        let mut parameters = vec![
            "listen_addresses=127.0.0.1".to_owned(),
            format!("port={port}"),
            // A socket file would need a directory short enough for every system's limit.
            "unix_socket_directories=".to_owned(),
            format!("max_connections={}", self.max_connections),
            format!("fsync={care}"),
            format!("synchronous_commit={care}"),
            format!("full_page_writes={care}"),
            // Shared memory as files in the data directory goes away with it, even after SIGKILL.
            "dynamic_shared_memory_type=mmap".to_owned(),
            "TimeZone=UTC".to_owned(),
            "log_timezone=UTC".to_owned(),
        ];
        if !self.durable {
            // One cluster holds many small databases in a test run; writing them out helps nobody.
            parameters.push("checkpoint_timeout=1h".to_owned());
            parameters.push("max_wal_size=1GB".to_owned());
        }
        parameters
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::durable()
    }
}
