//! `mainstay serve`

use std::net::IpAddr;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use web::{Origin, Settings};

use crate::backups::BackupArguments;
use crate::files::FileArguments;
use crate::place::Place;
use crate::rate::RateArguments;
use crate::ready::Ready;
use crate::serving::Work;
use crate::{log, serving};

/// Serve pages and API
#[derive(Debug, Args)]
#[command(after_help = "\
Ends with Ctrl+C or SIGTERM after the requests under way are answered.

Example:
  mainstay serve --data /var/lib/mainstay --listen 0.0.0.0:8080 \\
    --origin https://desk.example.org --proxy 10.0.0.5")]
pub(crate) struct Serve {
    /// Address and port to listen on
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Leave background work to workers
    #[arg(long)]
    no_jobs: bool,
    /// Address browsers know this installation by; may be given several times
    #[arg(long = "origin", value_name = "URL", value_parser = Origin::parse)]
    origins: Vec<Origin>,
    /// Proxy whose X-Forwarded-For is believed; may be given several times
    #[arg(long = "proxy", value_name = "IP")]
    proxies: Vec<IpAddr>,
    #[command(flatten)]
    files: FileArguments,
    #[command(flatten)]
    rate: RateArguments,
    #[command(flatten)]
    backups: BackupArguments,
    /// Write the log as JSON
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        log::start(self.json, "info,postgres=warn,tokio_postgres=warn");
        let listener = serving::listen(&self.listen)?;
        let ready = Ready::at(place)?;
        let settings = Settings {
            origins: self.origins,
            proxies: self.proxies,
            add_administrator: add_administrator(place),
            version: env!("CARGO_PKG_VERSION"),
            rate: self.rate.rate(),
            ..Settings::default()
        };
        let shelf = self.files.shelf(place, ready.clock.now())?;
        let work = match self.no_jobs {
            true => Work::Elsewhere,
            false => Work::Here(self.backups.schedule()?),
        };
        serving::serve(listener, place, &ready, shelf, settings, work)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The command shown while nobody administers the installation. The password is asked for without
/// showing it, and never stands in a list of processes.
fn add_administrator(place: &Place) -> String {
    format!(
        "read -rs PASSWORD && printf '%s\\n' \"$PASSWORD\" | mainstay user add {} --email you@example.org --name 'Your name' --role administrator --password-stdin",
        place.options()
    )
}
