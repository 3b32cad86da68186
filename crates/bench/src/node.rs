//! A server of the program, running.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Child;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::http::Client;
use crate::installation::Installation;
use crate::process::resident_kib;
use crate::program::Program;
use crate::stopwatch::{Stopwatch, pause};

/// How long a server may take to answer for the first time, recovery included.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; killed when dropped.
#[derive(Debug)]
pub(crate) struct Node {
    process: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From the start of the process to the first answer.
    pub(crate) took: Duration,
    log: PathBuf,
}

impl Node {
    /// Starts one and waits until it is ready.
    pub(crate) fn start(program: &Program, on: &Installation) -> Result<Node> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()?));
        std::fs::create_dir_all(on.data())?;
        let log = on.data().join("server.log");
        let output = File::options().create(true).append(true).open(&log)?;
        // What is measured is not how soon a token is told to wait.
        let words = ["serve", "--listen", &address.to_string(), "--api-rate", "0"];
        let mut command = program.command(on, &words);
        command.stdout(output.try_clone()?).stderr(output);
        let watch = Stopwatch::start();
        let process = command.spawn().context("cannot start the server")?;
        let mut node = Node { process, address, took: Duration::ZERO, log };
        node.wait(watch)?;
        node.took = watch.elapsed();
        Ok(node)
    }

    fn wait(&mut self, watch: Stopwatch) -> Result<()> {
        let mut client = Client::anonymous(self.address);
        while !client.get("/healthz").is_ok_and(|answer| answer.status == 200) {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended with {status}:\n{}", self.last_words());
            }
            if watch.reached(PATIENCE) {
                bail!("the server did not answer within {PATIENCE:?}:\n{}", self.last_words());
            }
            pause(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Whether the process has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }

    /// Ends it with SIGKILL: no destructor runs, nothing is flushed.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.process.kill().context("cannot kill the server")?;
        self.process.wait()?;
        Ok(())
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    /// Its memory that is resident, in KiB.
    pub(crate) fn resident_kib(&self) -> Result<u64> {
        resident_kib(self.process())
    }

    /// The end of its log.
    pub(crate) fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?.local_addr()?.port())
}
