//! The cluster: its directory, its port and the server over them.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::account::Account;
use crate::binaries::Binaries;
use crate::place::place_for;
use crate::server::{Server, free_port};
use crate::settings::Settings;
use crate::watchdog::Watchdog;

/// Between choosing a free port and listening on it, another process can take it.
const ATTEMPTS: u32 = 4;

/// A private PostgreSQL server with a data directory of its own; both go when it is dropped.
#[derive(Debug)]
pub struct Cluster {
    server: Server,
    binaries: Binaries,
    account: Account,
    settings: Settings,
    port: u16,
    // Fields drop in this order: the watchdog must be gone before its directory is.
    _watchdog: Watchdog,
    directory: TempDir,
}

impl Cluster {
    /// Whether this machine has what a cluster needs; nothing is started.
    ///
    /// # Errors
    /// When it has not; the message names the packages of each system.
    pub fn check_installed() -> Result<()> {
        Binaries::find().map(drop)
    }

    /// Starts a durable cluster: what it acknowledged survives [`Cluster::kill_hard`].
    ///
    /// # Errors
    /// When PostgreSQL 15 or newer is not installed (the message names the packages), or does not
    /// start.
    pub fn start() -> Result<Self> {
        Self::start_with(Settings::durable())
    }

    /// Starts a cluster that never waits for the disk, for tests that do not crash it.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_fast() -> Result<Self> {
        Self::start_with(Settings::fast())
    }

    /// Starts a cluster with these settings.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_with(settings: Settings) -> Result<Self> {
        let binaries = Binaries::find()?;
        let directory = tempfile::Builder::new()
            .prefix("mainstay-pg-")
            .permissions(std::fs::Permissions::from_mode(0o700))
            .tempdir_in(place_for(&settings))
            .context("cannot create a temporary directory")?;
        let account = Account::for_owner_of(directory.path())?;
        account.own(directory.path())?;
        let watchdog = Watchdog::over(directory.path())?;
        initialise(directory.path(), &binaries, account)?;
        let (server, port) = first_start(directory.path(), &binaries, account, &settings)?;
        Ok(Self { server, binaries, account, settings, port, _watchdog: watchdog, directory })
    }

    /// The URL of the maintenance database `postgres`.
    #[must_use]
    pub fn url(&self) -> String {
        self.database_url("postgres")
    }

    /// The URL of a database of this cluster, whether it exists yet or not.
    #[must_use]
    pub fn database_url(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// The loopback port, the same after a restart.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills the server and every backend with SIGKILL, at once and without a word.
    pub fn kill_hard(&mut self) {
        self.server.kill();
    }

    /// Starts the server again on the same port and data, after [`Cluster::kill_hard`] or in good
    /// order when it still runs.
    ///
    /// # Errors
    /// When the server does not stop, or does not come back; the end of its log is in the message.
    pub fn restart(&mut self) -> Result<()> {
        self.server.stop_cleanly()?;
        let directory = self.directory.path();
        self.server =
            Server::start(directory, &self.binaries, self.account, &self.settings, self.port)?;
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    #[cfg(test)]
    pub(crate) fn server(&self) -> &Server {
        &self.server
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server.stop_now();
    }
}

/// `initdb`, with the locale every platform understands; text is compared by the product's own keys,
/// so only the encoding matters.
fn initialise(directory: &Path, binaries: &Binaries, account: Account) -> Result<()> {
    let mut refusals = String::new();
    for locale in ["C.UTF-8", "C"] {
        let mut command = Command::new(&binaries.initdb);
        command.arg("-D").arg(directory.join("data"));
        command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8"]);
        command.args([&format!("--locale={locale}"), "--no-sync", "--no-instructions"]);
        command.current_dir(directory).stdin(Stdio::null());
        account.run(&mut command);
        let output = command.output().context("cannot run initdb")?;
        if output.status.success() {
            return Ok(());
        }
        refusals.push_str(&String::from_utf8_lossy(&output.stderr));
    }
    bail!("initdb failed in {}:\n{refusals}", directory.display())
}

fn first_start(
    directory: &Path,
    binaries: &Binaries,
    account: Account,
    settings: &Settings,
) -> Result<(Server, u16)> {
    let mut attempt = 1;
    loop {
        let port = free_port()?;
        match Server::start(directory, binaries, account, settings, port) {
            Ok(server) => return Ok((server, port)),
            Err(refusal) if attempt == ATTEMPTS => return Err(refusal),
            Err(_) => attempt += 1,
        }
    }
}
