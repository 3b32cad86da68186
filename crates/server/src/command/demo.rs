//! `mainstay demo`

use std::net::{SocketAddr, ToSocketAddrs};
use std::process::ExitCode;

use ::demo::{Login, ORGANISATION, PASSWORD, Scale, Summary, populate};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use desk::Error;
use serde_json::json;
use web::Settings;

use crate::place::Place;
use crate::ready::Ready;
use crate::serving::{Door, Work};
use crate::{files, progress, say, serving};

/// Serve a small made-up organisation to look around in
///
/// Made once, in a directory of its own; started again, it is as you left it. Its logins are known
/// to everybody, so it listens on this machine only.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay demo --listen 127.0.0.1:8080")]
pub(crate) struct Demo {
    /// Address and port to listen on, of this machine's loopback interface
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Another number makes another organisation
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How much is made the first time: 2,000 incidents, or a million in a good while; for another
    /// size later, name another directory with --data DIR
    #[arg(long, value_enum, default_value = "standard")]
    size: Size,
    /// Print the logins as one JSON object, and the log as JSON
    #[arg(long)]
    json: bool,
}

/// How large the organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Size {
    Standard,
    Large,
}

impl Size {
    fn scale(self) -> Scale {
        match self {
            Size::Standard => Scale::full(),
            Size::Large => Scale::large(),
        }
    }
}

impl Demo {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let listener = serving::listen(&loopback(&self.listen)?.to_string())?;
        let ready = Ready::named(place, ORGANISATION)?;
        if !self.json {
            say::line(&format!("Making up {ORGANISATION}; this takes a moment the first time."));
        }
        let scale = self.size.scale();
        let bar = progress::bar("Incidents", u64::try_from(scale.incidents).unwrap_or(0));
        let so_far = |done, _| bar.set_position(u64::try_from(done).unwrap_or(0));
        let made = populate(&ready.db, self.seed, ready.clock.now(), scale, &so_far);
        bar.finish_and_clear();
        let summary = match made {
            Err(Error::Refused("not_empty")) => {
                bail!("this installation holds real work: name an empty directory with --data DIR")
            }
            made => made?,
        };
        if self.json {
            say::json(&object(&summary));
        } else {
            lines(&summary).iter().for_each(|line| say::line(line));
        }
        let settings = Settings { version: env!("CARGO_PKG_VERSION"), ..Settings::default() };
        let shelf = files::open(place, ready.clock.now())?;
        let door = Door { listener, tls: None };
        serving::serve(door, place, &ready, shelf, settings, Work::Here(None), None)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The address, if only this machine can reach it.
fn loopback(listen: &str) -> Result<SocketAddr> {
    let mut found = listen
        .to_socket_addrs()
        .with_context(|| format!("{listen} is no address: use --listen HOST:PORT"))?;
    let all_ours = found.clone().all(|address| address.ip().is_loopback());
    match found.next() {
        Some(address) if all_ours => Ok(address),
        _ => bail!(
            "a demonstration's passwords are known to everybody: --listen takes an address of this machine alone, such as 127.0.0.1:8080"
        ),
    }
}

fn lines(summary: &Summary) -> Vec<String> {
    let mut lines = vec![format!(
        "{ORGANISATION}: {} people, {} teams, {} incidents, {} of them open.",
        summary.people, summary.teams, summary.incidents, summary.open
    )];
    lines.push(format!("Sign in with the password {PASSWORD} as one of:"));
    let role = |login: &Login| login.role.replace('_', " ");
    let logins = summary
        .logins
        .iter()
        .map(|login| format!("  {:<14} {:<36} {}", role(login), login.email, login.name));
    lines.extend(logins);
    lines
}

fn object(summary: &Summary) -> serde_json::Value {
    let logins: Vec<_> = summary
        .logins
        .iter()
        .map(|login| json!({ "role": login.role, "name": login.name, "email": login.email, "password": PASSWORD }))
        .collect();
    json!({
        "organisation": ORGANISATION,
        "people": summary.people,
        "teams": summary.teams,
        "incidents": summary.incidents,
        "open": summary.open,
        "logins": logins,
    })
}

#[cfg(test)]
mod tests {
    use super::loopback;

    #[test]
    fn only_this_machine_is_listened_to() {
        assert!(loopback("127.0.0.1:8080").is_ok());
        assert!(loopback("[::1]:8080").is_ok());
        for open in ["0.0.0.0:8080", "192.0.2.1:80", "[::]:8080", "nonsense"] {
            assert!(loopback(open).is_err(), "{open}");
        }
    }
}
