//! `mainstay serve`

use std::num::NonZeroU32;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use clap::Args;
use desk::people::has_administrator;
use desk::setup::Code;
use web::{Rate, Settings};

use crate::backups::Schedule;
use crate::config::{self, Config, Flags, Given, Serving};
use crate::host::Host;
use crate::place::Place;
use crate::ready::Ready;
use crate::serving::{Front, Work};
use crate::tls::Tls;
use crate::{files, serving, watching};

/// Serve pages and API
///
/// Every setting can also stand in the environment or in a file: see `mainstay config example`.
#[derive(Debug, Args)]
#[command(after_help = "\
Ends with Ctrl+C or SIGTERM after the requests under way are answered.

Example:
  mainstay serve --data /var/lib/mainstay --listen 0.0.0.0:8080 \\
    --origin https://desk.example.org --trusted-proxy 10.0.0.5")]
pub(crate) struct Serve {
    #[command(flatten)]
    flags: Flags<Serving>,
}

impl Serve {
    /// The settings given on the command line.
    pub(crate) fn given(&self) -> Given {
        self.flags.given()
    }

    pub(crate) fn run(config: &Config, place: &Place) -> Result<ExitCode> {
        let traces = place.log_and_trace(config)?;
        let listener = serving::listen(&config.get(&config::LISTEN)?, config::LISTEN.key())?;
        let watch = watching::listen(config)?;
        let ready = Ready::at(place)?;
        ready.db.tell_slow(config.get(&config::SLOW_STATEMENT)?);
        let tls = Tls::of(config, &ready.clock)?;
        let (setup, code) = invitation(&ready)?;
        let (notice, drain) = (config.get(&config::STOP_NOTICE)?, config.get(&config::STOP_DRAIN)?);
        let front = Front { listener, tls, watch, notice, drain, code };
        let backups = Schedule::of(config)?;
        let settings = Settings {
            setup,
            origins: config.all(&config::ORIGINS)?,
            proxies: config.all(&config::TRUSTED_PROXIES)?,
            speaks_tls: front.tls.is_some(),
            add_administrator: add_administrator(place),
            version: env!("CARGO_PKG_VERSION"),
            rate: rate(config)?,
            traced: traces.is_some(),
            host: Some(Arc::new(Host::of(place, backups.clone()))),
            ..Settings::default()
        };
        let shelf = files::shelf(config, place, ready.clock.now())?;
        let work = match config.get(&config::JOBS)? {
            true => Work::Here(backups),
            false => Work::Elsewhere,
        };
        serving::serve(front, place, &ready, shelf, settings, work)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The code that lets a browser set the installation up, and how it is shown, while nobody
/// administers it.
fn invitation(ready: &Ready) -> Result<(Option<Arc<Code>>, Option<String>)> {
    if ready.db.read(has_administrator)? {
        return Ok((None, None));
    }
    let (code, shown) = Code::draw(&ready.chance);
    Ok((Some(Arc::new(code)), Some(shown)))
}

/// How many requests a token may make; nothing where that is not bounded.
fn rate(config: &Config) -> Result<Option<Rate>> {
    let burst = config.get(&config::API_BURST)?;
    let per_second = NonZeroU32::new(config.get(&config::API_RATE)?);
    Ok(per_second.map(|per_second| Rate { per_second, burst }))
}

/// The command shown while nobody administers the installation. The password is asked for without
/// showing it, and never stands in a list of processes.
fn add_administrator(place: &Place) -> String {
    format!(
        "read -rs PASSWORD && printf '%s\\n' \"$PASSWORD\" | mainstay user add {} --email you@example.org --name 'Your name' --role administrator --password-stdin",
        place.options()
    )
}
