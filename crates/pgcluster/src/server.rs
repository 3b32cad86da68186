//! One run of the `postgres` program.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal};

use crate::account::Account;
use crate::binaries::Binaries;
use crate::processes;
use crate::settings::Settings;

const POLL: Duration = Duration::from_millis(10);
/// Recovery after a crash under load takes seconds; a machine that compiles beside it, longer.
const POLLS_TO_START: u32 = 6_000;
const POLLS_TO_STOP: u32 = 1_000;

/// The running server process.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
}

impl Server {
    /// Starts the server over an initialised directory and waits until it accepts connections.
    pub(crate) fn start(
        directory: &Path,
        binaries: &Binaries,
        account: Account,
        settings: &Settings,
        port: u16,
    ) -> Result<Self> {
        let log = File::options().create(true).append(true).open(directory.join("server.log"))?;
        let data = directory.join("data");
        let mut command = Command::new(&binaries.postgres);
        command.arg("-D").arg(&data);
        for parameter in settings.parameters(port) {
            command.args(["-c", &parameter]);
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        command.current_dir(directory);
        account.run(&mut command);
        let process = command.spawn().context("cannot start postgres")?;
        let mut server = Self { process };
        server.wait_until_ready(&data).with_context(|| last_words(directory))?;
        Ok(server)
    }

    /// The server writes `ready` into the eighth line of its lock file once it takes connections;
    /// a bare TCP connect would succeed while it is still recovering.
    fn wait_until_ready(&mut self, data: &Path) -> Result<()> {
        let own = self.process.id().to_string();
        for _ in 0..POLLS_TO_START {
            if let Some(status) = self.process.try_wait()? {
                bail!("postgres ended while starting: {status}");
            }
            let lock = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
            let mut lines = lock.lines().map(str::trim);
            if lines.next() == Some(&own) && lines.nth(6) == Some("ready") {
                return Ok(());
            }
            pause();
        }
        bail!("postgres did not accept connections within a minute");
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.process)
    }

    /// Kills the server and all its backends at once.
    pub(crate) fn kill(&mut self) {
        if let Ok(None) = self.process.try_wait() {
            processes::kill_with_children(self.pid());
        }
        let _already_gone = self.process.wait();
    }

    /// Ends the server without waiting for clients or the disk, but lets it give its shared memory
    /// back; killed ones leave a segment behind each time.
    pub(crate) fn stop_now(&mut self) {
        if let Ok(None) = self.process.try_wait() {
            processes::signal(self.pid(), Signal::QUIT);
        }
        for _ in 0..POLLS_TO_STOP {
            match self.process.try_wait() {
                Ok(None) => pause(),
                Ok(Some(_)) | Err(_) => return,
            }
        }
        self.kill();
    }

    /// Ends the server in good order: clients are cut off, everything is written.
    pub(crate) fn stop_cleanly(&mut self) -> Result<()> {
        if let Ok(None) = self.process.try_wait() {
            processes::signal(self.pid(), Signal::INT);
        }
        for _ in 0..POLLS_TO_START {
            if self.process.try_wait()?.is_some() {
                return Ok(());
            }
            pause();
        }
        bail!("postgres did not stop within a minute");
    }
}

/// A port nobody uses at this moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free loopback port")?;
    Ok(listener.local_addr()?.port())
}

fn last_words(directory: &Path) -> String {
    let log = fs::read_to_string(directory.join("server.log")).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    let tail = lines.get(lines.len().saturating_sub(12)..).unwrap_or_default();
    format!("the server's log ends with:\n{}", tail.join("\n"))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a foreign process starts and stops; it offers nothing to wait on but its lock file"
)]
fn pause() {
    thread::sleep(POLL);
}
