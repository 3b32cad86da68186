//! The program that is measured, used as anybody would from the command line.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::installation::Installation;

/// The address of the administrator of every installation here.
pub(crate) const ADMINISTRATOR: &str = "bench@mainstay.example";

/// The built program.
#[derive(Debug, Clone)]
pub(crate) struct Program(PathBuf);

impl Program {
    /// The program at a given place, or the workspace's, built as this one was.
    pub(crate) fn find(given: Option<PathBuf>) -> Result<Program> {
        if let Some(path) = given {
            return match path.is_file() {
                true => Ok(Program(path)),
                false => bail!("there is no program at {}", path.display()),
            };
        }
        let own = std::env::current_exe().context("the place of this program")?;
        let built = own.with_file_name("mainstay");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(["build", "--quiet", "--package", "mainstay", "--bin", "mainstay"])
            .current_dir(workspace);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let built_now = cargo.status().context("cannot run cargo")?.success();
        if !built_now {
            bail!("mainstay could not be built; --program PATH measures one that is there");
        }
        Ok(Program(built))
    }

    /// A command of the program on an installation.
    pub(crate) fn command(&self, on: &Installation, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(&self.0);
        command.args(arguments).arg("--data").arg(on.data());
        command.env_remove("MAINSTAY_DATABASE").stdin(Stdio::null());
        if let Some(url) = on.url("mainstay") {
            command.env("MAINSTAY_DATABASE", url);
        }
        command
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The program without an installation.
    pub(crate) fn bare(&self) -> Command {
        Command::new(&self.0)
    }

    /// Adds an administrator and gives a token for them.
    pub(crate) fn add_administrator(&self, on: &Installation) -> Result<String> {
        let user = [
            "user",
            "add",
            "--email",
            ADMINISTRATOR,
            "--name",
            "Bench",
            "--role",
            "administrator",
            "--password-stdin",
        ];
        let mut child =
            self.command(on, &user).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("no standard input")?.write_all(b"only for measuring\n")?;
        if !child.wait()?.success() {
            bail!("`mainstay user add` failed");
        }
        let output =
            self.output(on, &["token", "add", "--user", ADMINISTRATOR, "--name", "bench"])?;
        let token = output.lines().last().unwrap_or_default().trim().to_owned();
        if token.is_empty() { bail!("`mainstay token add` printed no token") } else { Ok(token) }
    }

    /// What `check --json` says; problems it finds are in there, not an error.
    pub(crate) fn check(&self, on: &Installation) -> Result<Value> {
        let output = self.command(on, &["check", "--json"]).stderr(Stdio::inherit()).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let last = text.lines().last().unwrap_or_default();
        serde_json::from_str(last).with_context(|| {
            format!("`mainstay check --json` ended with {} and said: {text}", output.status)
        })
    }

    /// The standard output of a command that must succeed.
    pub(crate) fn output(
        &self,
        on: &Installation,
        arguments: &[impl AsRef<OsStr>],
    ) -> Result<String> {
        let output = self.command(on, arguments).stderr(Stdio::inherit()).output()?;
        if !output.status.success() {
            let named: Vec<_> = arguments.iter().map(|a| a.as_ref().to_string_lossy()).collect();
            bail!("`mainstay {}` ended with {}", named.join(" "), output.status);
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
