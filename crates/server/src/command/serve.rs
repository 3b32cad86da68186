//! `mainstay serve`

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::serve::ListenerExt;
use clap::Args;
use tokio::sync::oneshot;
use web::{Origin, Settings, Site};

use crate::jobs::{self, Running};
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{asked_to_stop, runtime};
use crate::{log, practices, say};

/// How long requests may go on after the program was asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);

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
    /// Write the log as JSON
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        log::start(self.json, "info");
        // Bound first: an address in use is the commonest mistake, and found without waiting.
        let listener = listen(&self.listen)?;
        let ready = Ready::at(place)?;
        let running = match self.no_jobs {
            true => None,
            false => Some(Running::start(jobs::worker(place, &ready)?)?),
        };
        let settings = Settings {
            origins: self.origins,
            proxies: self.proxies,
            add_administrator: add_administrator(place),
            version: env!("CARGO_PKG_VERSION"),
            ..Settings::default()
        };
        let served = serve(listener, &ready, settings);
        if let Some(running) = running {
            running.stop()?;
        }
        served.map(|()| ExitCode::SUCCESS)
    }
}

/// Serves until asked to stop.
pub(crate) fn serve(listener: TcpListener, ready: &Ready, settings: Settings) -> Result<()> {
    let endpoints = practices::endpoints();
    let navigation = endpoints.navigation();
    let site = Site::new(
        ready.db.clone(),
        ready.clock.clone(),
        ready.chance.clone(),
        settings,
        navigation,
    );
    let service = web::app(&site, endpoints).into_make_service_with_connect_info::<SocketAddr>();
    let address = listener.local_addr()?;
    runtime()?.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?.tap_io(|stream| {
            // Answers are written whole; waiting for more to send only delays them.
            drop(stream.set_nodelay(true));
        });
        let (stop, stopped) = oneshot::channel::<Infallible>();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async {
            drop(stopped.await);
        });
        let serving = tokio::spawn(serving.into_future());
        say::line(&format!("Mainstay listens on http://{address}"));
        asked_to_stop().await?;
        tracing::info!("stopping; requests under way are answered first");
        drop(stop);
        match tokio::time::timeout(FAREWELL, serving).await {
            Ok(served) => served?.context("the server ended"),
            Err(_) => {
                tracing::warn!("gave up waiting for requests under way");
                Ok(())
            }
        }
    })
}

fn listen(address: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!("cannot listen on {address}: choose another address with --listen HOST:PORT, or stop what uses it")
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

fn add_administrator(place: &Place) -> String {
    format!(
        "read -rs PASSWORD && printf '%s\\n' \"$PASSWORD\" | mainstay user add {} --email you@example.org --name 'Your name' --role administrator --password-stdin",
        place.options()
    )
}
