//! Long work of the program itself, going on while people work.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::installation::Installation;
use crate::program::Program;
use crate::stopwatch::Stopwatch;

/// A command that takes its time.
#[derive(Debug)]
pub(super) struct LongWork {
    /// In the report.
    pub(super) name: &'static str,
    words: Vec<OsString>,
}

impl LongWork {
    /// A backup into a file.
    pub(super) fn backup(to: &Path) -> LongWork {
        LongWork { name: "backup", words: vec!["backup".into(), to.into()] }
    }

    /// An import of the log of another service desk.
    pub(super) fn import(log: &PathBuf) -> LongWork {
        LongWork { name: "import", words: vec!["import".into(), "incident-log".into(), log.into()] }
    }

    /// Begins it beside the running server.
    pub(super) fn begin(&self, program: &Program, on: &Installation) -> Result<Running> {
        let mut command = program.command(on, &self.words);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().with_context(|| format!("cannot begin the {}", self.name))?;
        Ok(Running { name: self.name, process, watch: Stopwatch::start() })
    }
}

/// Long work under way.
#[derive(Debug)]
pub(super) struct Running {
    name: &'static str,
    process: Child,
    watch: Stopwatch,
}

impl Running {
    /// Waits for its end; how long it took in all.
    pub(super) fn end(mut self) -> Result<Duration> {
        let status = self.process.wait()?;
        if !status.success() {
            bail!("the {} ended with {status}", self.name);
        }
        Ok(self.watch.elapsed())
    }
}
