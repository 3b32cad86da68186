//! Listening, answering, and stopping without losing an answer.

use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use desk::file::Shelf;
use desk::keys::{JournalKey, Secret};
use hyper_util::server::graceful::GracefulShutdown;
use web::{Settings, Site};

use crate::backups::Schedule;
use crate::conversation::Conversation;
use crate::jobs::{self, Running};
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::tls::Tls;
use crate::{practices, say, watching};

/// What the secret is for that seals places in lists.
const CURSORS: &str = "cursors";
/// What the secret is for that seals others.
const SEALS: &str = "second-factor";
/// How long requests may go on where nobody says otherwise.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long to wait when the system takes no more connections.
const BREATH: Duration = Duration::from_millis(100);
/// How long what was just sent over a connection taken before is waited for.
const REST: Duration = Duration::from_millis(200);

/// Who does the background work.
pub(crate) enum Work {
    /// This process, and makes backups where there is a schedule.
    Here(Option<Schedule>),
    /// Workers.
    Elsewhere,
}

/// Where it is listened, and how that ends.
pub(crate) struct Front {
    /// Where pages and API are.
    pub(crate) listener: TcpListener,
    /// What speaks TLS there; nothing where connections are plain.
    pub(crate) tls: Option<Tls>,
    /// Where measures are, if on a listener of their own.
    pub(crate) watch: Option<TcpListener>,
    /// How long requests are still taken after the program was asked to stop.
    pub(crate) notice: Duration,
    /// How long requests may go on after that.
    pub(crate) drain: Duration,
    /// Shown to whoever started it while nobody administers the installation.
    pub(crate) code: Option<String>,
}

impl Front {
    /// With nothing but pages and API, and the usual farewell.
    pub(crate) fn plain(listener: TcpListener) -> Self {
        let (notice, drain) = (Duration::ZERO, FAREWELL);
        Front { listener, tls: None, watch: None, notice, drain, code: None }
    }

    /// How addresses of it begin.
    fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }
}

/// Takes an address, before anything else is done: one that is in use is the commonest mistake.
pub(crate) fn listen(address: &str, flag: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!(
            "cannot listen on {address}: choose another address with --{flag} HOST:PORT, or stop what uses it"
        )
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until asked to stop, and does the background work unless that is left to workers.
pub(crate) fn serve(
    front: Front,
    place: &Place,
    ready: &Ready,
    shelf: Shelf,
    settings: Settings,
    work: Work,
) -> Result<()> {
    take_every_file();
    let running = match work {
        Work::Here(backups) => {
            Some(Running::start(jobs::worker(place, ready, shelf.clone(), backups)?)?)
        }
        Work::Elsewhere => {
            // Whoever works here looks at the keys as well.
            JournalKey::open(&ready.db, place.keys(), &ready.context())?;
            None
        }
    };
    let cursors = Some(Secret::open(place.keys(), CURSORS, &ready.chance)?);
    let seals = Some(Secret::open(place.keys(), SEALS, &ready.chance)?);
    let settings = Settings { shelf: Some(shelf), cursors, seals, ..settings };
    let endpoints = practices::endpoints();
    let navigation = endpoints.navigation();
    let (db, clock, chance) = (ready.db.clone(), ready.clock.clone(), ready.chance.clone());
    let site = Site::new(db, clock, chance, settings, navigation);
    let router = web::app(&site, endpoints);
    let served = runtime()?.block_on(accept(front, router, &site));
    if let Some(running) = running {
        running.stop()?;
    }
    served
}

async fn accept(front: Front, router: Router, site: &Site) -> Result<()> {
    let scheme = front.scheme();
    let listener = tokio::net::TcpListener::from_std(front.listener)?;
    let farewell = GracefulShutdown::new();
    let mut stop = std::pin::pin!(Ears::open()?.asked());
    let address = listener.local_addr()?;
    say::line(&format!("Mainstay listens on {scheme}://{address}"));
    if let Some(watch) = front.watch {
        watching::begin(watch, site)?;
    }
    if let Some(code) = front.code {
        invite(site, (scheme, address), &code);
    }
    if let Some(tls) = &front.tls {
        drop(tokio::spawn(tls.clone().watch()));
    }
    let open = Conversation::with(router, site, front.tls.clone());
    take(&listener, stop.as_mut(), &open, Some(&farewell)).await;
    // From now on nobody should be sent here; whoever comes meanwhile is still served.
    site.begin_to_stop();
    let notice = std::pin::pin!(tokio::time::sleep(front.notice));
    take(&listener, notice, &open, Some(&farewell)).await;
    // Whoever comes now is told so at once; what came before is finished.
    let closing = Conversation::with(web::closing(site), site, front.tls);
    let turned_away = tokio::spawn(async move {
        take(&listener, std::pin::pin!(std::future::pending()), &closing, None).await;
    });
    // A stream would never end by itself; its reader comes back and reaches another node.
    site.close_streams();
    tracing::info!(
        connections = farewell.count(),
        "stopping; requests under way are answered first"
    );
    // What somebody is just sending over a connection taken before is under way too.
    tokio::time::sleep(REST.min(front.drain)).await;
    if tokio::time::timeout(front.drain, farewell.shutdown()).await.is_err() {
        tracing::warn!("gave up waiting for requests under way");
    }
    turned_away.abort();
    Ok(())
}

/// Takes connections until then.
pub(crate) async fn take(
    listener: &tokio::net::TcpListener,
    mut until: Pin<&mut impl Future<Output = ()>>,
    conversation: &Conversation,
    farewell: Option<&GracefulShutdown>,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut until => return,
        };
        match accepted {
            Ok((stream, from)) => conversation.begin(stream, from, farewell),
            Err(error) => {
                // Out of file descriptors, mostly: connections that end give some back.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
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
