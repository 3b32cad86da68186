//! Listening, answering, and stopping without losing an answer.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use desk::file::Shelf;
use desk::keys::Secret;
use hyper_util::server::graceful::GracefulShutdown;
use web::{Settings, Site};

use crate::backups::Schedule;
use crate::conversation::{Conversation, protocol};
use crate::jobs::{self, Running};
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::tls::Tls;
use crate::{practices, say};

/// How long requests may go on after the program was asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// What the secret is for that seals places in lists.
const CURSORS: &str = "cursors";
/// What the secret is for that seals others.
const SEALS: &str = "second-factor";
/// How long to wait when the system takes no more connections.
const BREATH: Duration = Duration::from_millis(100);

/// Who does the background work.
pub(crate) enum Work {
    /// This process, and makes backups where there is a schedule.
    Here(Option<Schedule>),
    /// Workers.
    Elsewhere,
}

/// Where connections come in.
pub(crate) struct Door {
    pub(crate) listener: TcpListener,
    /// What speaks TLS over them; nothing where they are plain.
    pub(crate) tls: Option<Tls>,
}

impl Door {
    /// How addresses of it begin.
    fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }
}

/// Takes an address, before anything else is done: one that is in use is the commonest mistake.
pub(crate) fn listen(address: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!(
            "cannot listen on {address}: choose another address with --listen HOST:PORT, or stop what uses it"
        )
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until asked to stop, and does the background work unless that is left to workers. `code`
/// is shown to whoever started it while nobody administers the installation.
pub(crate) fn serve(
    door: Door,
    place: &Place,
    ready: &Ready,
    shelf: Shelf,
    settings: Settings,
    work: Work,
    code: Option<String>,
) -> Result<()> {
    take_every_file();
    let running = match work {
        Work::Here(backups) => {
            Some(Running::start(jobs::worker(place, ready, shelf.clone(), backups)?)?)
        }
        Work::Elsewhere => None,
    };
    let cursors = Some(Secret::open(place.keys(), CURSORS, &ready.chance)?);
    let seals = Some(Secret::open(place.keys(), SEALS, &ready.chance)?);
    let settings = Settings { shelf: Some(shelf), cursors, seals, ..settings };
    let endpoints = practices::endpoints();
    let navigation = endpoints.navigation();
    let (db, clock, chance) = (ready.db.clone(), ready.clock.clone(), ready.chance.clone());
    let site = Site::new(db, clock, chance, settings, navigation);
    let router = web::app(&site, endpoints);
    let served = runtime()?.block_on(accept(door, router, &site, code));
    if let Some(running) = running {
        running.stop()?;
    }
    served
}

async fn accept(door: Door, router: Router, site: &Site, code: Option<String>) -> Result<()> {
    let scheme = door.scheme();
    let Door { listener, tls } = door;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (protocol, farewell) = (protocol(), GracefulShutdown::new());
    let mut stop = std::pin::pin!(Ears::open()?.asked());
    let address = listener.local_addr()?;
    say::line(&format!("Mainstay listens on {scheme}://{address}"));
    if let Some(code) = code {
        invite(site, (scheme, address), &code);
    }
    if let Some(tls) = &tls {
        drop(tokio::spawn(tls.clone().watch()));
    }
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, from)) => {
                let conversation = Conversation {
                    protocol: protocol.clone(),
                    watcher: farewell.watcher(),
                    router: router.clone(),
                    from,
                };
                drop(tokio::spawn(conversation.hold(stream, tls.clone())));
            }
            Err(error) => {
                // Out of file descriptors, mostly: connections that end give some back.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    // A stream would never end by itself; its reader comes back and reaches another node.
    site.close_streams();
    tracing::info!(
        connections = farewell.count(),
        "stopping; requests under way are answered first"
    );
    if tokio::time::timeout(FAREWELL, farewell.shutdown()).await.is_err() {
        tracing::warn!("gave up waiting for requests under way");
    }
    Ok(())
}

/// Tells whoever started it how to set it up.
fn invite(site: &Site, (scheme, address): (&str, SocketAddr), code: &str) {
    let at = match site.settings().origins.first() {
        Some(origin) => origin.text().to_owned(),
        // Every address of this machine is none that a browser goes to.
        None if address.ip().is_unspecified() => format!("{scheme}://localhost:{}", address.port()),
        None => format!("{scheme}://{address}"),
    };
    say::line(&format!("Nobody administers it yet. Set it up at {at}/setup with this code:"));
    say::line(&format!("\n    {code}\n"));
}

/// Each connection is an open file, and a system's usual thousand are fewer than those who may
/// listen. Up to its own limit a process may have as many as it asks for.
fn take_every_file() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let all = Rlimit { current: limit.maximum, maximum: limit.maximum };
        if let Err(error) = setrlimit(Resource::Nofile, all) {
            tracing::warn!(%error, "the limit of open files stays as it is");
        }
    }
}
