//! A running server held to its description of the API, by Schemathesis: requests made up from the
//! description, and answers that have to be in it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::prerequisites::Node;
use crate::{process, root, tests_of_all};

/// As whom it is asked, for so many seconds each: an administrator reaches everything, an agent is
/// refused much.
const CALLERS: [(&str, &str); 2] = [("administrator", "60"), ("agent", "40")];
/// The same requests each time.
const SEED: &str = "20261127";

/// Builds the server first.
pub(crate) fn alone() -> Result<()> {
    let workspace = root::workspace()?;
    let target = root::target(&workspace);
    tests_of_all::build_server(&workspace, &Node::find(&target)?)?;
    hold(&workspace, &target.join("debug/mainstay"))
}

/// Holds a built server to its description.
pub(crate) fn hold(workspace: &Path, server: &Path) -> Result<()> {
    let own = workspace.join("crates/xtask/contract");
    let schemathesis = installed(workspace, &own.join("requirements.txt"))?;
    let data = root::target(workspace).join("contract");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let (desk, logins) = Desk::open(server, &data)?;
    // It looks for hooks where it runs, and writes beside them.
    std::fs::copy(own.join("hooks.py"), data.join("hooks.py"))?;
    let mut broken = Vec::new();
    for (role, seconds) in CALLERS {
        let email = logins.iter().find(|(of, _)| of == role).map(|(_, email)| email.as_str());
        let token = desk.token(server, &data, email.with_context(|| format!("no {role}"))?)?;
        let mut run = Command::new(&schemathesis);
        run.current_dir(&data).arg("--config-file").arg(own.join("schemathesis.toml"));
        run.args(["run", &format!("{}/api/v1/openapi.json", desk.address)]);
        run.args(["--max-time", seconds, "--seed", SEED, "--no-color"]);
        run.args(["--header", &format!("Authorization: Bearer {token}")]);
        println!("as {role}");
        if let Err(error) = process::run(&mut run) {
            broken.push(format!("as {role}: {error:#}"));
        }
    }
    if !broken.is_empty() {
        bail!("the API and its description differ; {}", broken.join("; "));
    }
    Ok(())
}

/// Schemathesis with all it needs, in an environment of its own that is made anew when what is pinned
/// has changed.
fn installed(workspace: &Path, pinned: &Path) -> Result<PathBuf> {
    let environment = root::target(workspace).join("tools/schemathesis");
    let (program, mark) = (environment.join("bin/schemathesis"), environment.join("pinned.txt"));
    let wanted = std::fs::read_to_string(pinned)?;
    if std::fs::read_to_string(&mark).ok().as_deref() != Some(wanted.as_str()) {
        process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let mut pip = Command::new(environment.join("bin/pip"));
        process::run(pip.args(["install", "--quiet", "--requirement"]).arg(pinned))?;
        std::fs::write(mark, wanted)?;
    }
    Ok(program)
}

/// A server over a made-up organisation; it ends with this.
struct Desk {
    server: Child,
    address: String,
}

impl Desk {
    /// With who can sign in, by role.
    fn open(server: &Path, data: &Path) -> Result<(Desk, Vec<(String, String)>)> {
        let mut command = Command::new(server);
        command.args(["demo", "--size", "small", "--json", "--listen", "127.0.0.1:0", "--data"]);
        command.arg(data).stdout(Stdio::piped()).stdin(Stdio::null());
        let mut child = command.spawn().context("the server does not start")?;
        let said = child.stdout.take().context("it says nothing")?;
        let mut desk = Desk { server: child, address: String::new() };
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let made: Value = serde_json::from_str(&lines.next().context("it made nothing up")?)?;
        let logins = made.get("logins").and_then(Value::as_array).into_iter().flatten();
        let text = |of: &Value, key| of.get(key).and_then(Value::as_str).map(str::to_owned);
        let logins = logins.filter_map(|login| Some((text(login, "role")?, text(login, "email")?)));
        let logins = logins.collect();
        let listening = lines.find(|line| line.contains("://")).context("it does not listen")?;
        let (_, rest) = listening.split_once("://").unwrap_or_default();
        let host = rest.split(|c: char| c == '/' || c == '"' || c.is_whitespace()).next();
        desk.address = format!("http://{}", host.unwrap_or_default());
        Ok((desk, logins))
    }

    fn token(&self, server: &Path, data: &Path, email: &str) -> Result<String> {
        let mut command = Command::new(server);
        command.args(["token", "add", "--json", "--name", "contract", "--user", email, "--data"]);
        let output = command.arg(data).stdin(Stdio::null()).output()?;
        let made: Value = serde_json::from_slice(&output.stdout).context("no token")?;
        Ok(made.get("token").and_then(Value::as_str).context("no token")?.to_owned())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}
