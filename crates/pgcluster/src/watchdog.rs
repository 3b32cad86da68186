//! Removes the cluster when the process that owns it dies without running destructors.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Waits for the end of its input, then stops the server named in `postmaster.pid` and deletes the
/// directory. SIGQUIT is the server's immediate shutdown.
const SCRIPT: &str = r#"
cat >/dev/null
if read -r pid <"$1/data/postmaster.pid"; then kill -QUIT "$pid"; fi 2>/dev/null
sleep 1
rm -rf "$1"
"#;

/// A shell that holds the other end of a pipe.
///
/// Statics are never dropped and a killed test drops nothing, but the system closes a pipe whatever
/// happens. The kernel's own "signal me when my parent dies" follows the thread that started the
/// child, and test threads end early.
#[derive(Debug)]
pub(crate) struct Watchdog(Child);

impl Watchdog {
    pub(crate) fn over(directory: &Path) -> Result<Self> {
        let shell = Command::new("/bin/sh")
            .args(["-c", SCRIPT, "pgcluster-watchdog"])
            .arg(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Ctrl-C in a terminal reaches the whole process group; the watchdog must outlive it.
            .process_group(0)
            .spawn()
            .context("cannot start /bin/sh to watch over the cluster")?;
        Ok(Self(shell))
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _already_gone = self.0.wait();
    }
}
