//! Listening, answering, and stopping without losing an answer.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use desk::file::Shelf;
use desk::keys::Secret;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpStream;
use tower::ServiceExt;
use web::{Settings, Site};

use crate::jobs::{self, Running};
use crate::place::Place;
use crate::ready::Ready;
use crate::stop::{Ears, runtime};
use crate::{practices, say};

/// How long requests may go on after the program was asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long a connection may take to say what it wants; also how long it may be kept idle.
const HEAD: Duration = Duration::from_secs(30);
/// What the secret is for that seals places in lists.
const CURSORS: &str = "cursors";
/// What the secret is for that seals others.
const SEALS: &str = "second-factor";
/// How long to wait when the system takes no more connections.
const BREATH: Duration = Duration::from_millis(100);

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

/// Serves until asked to stop, and does the background work unless that is left to workers.
pub(crate) fn serve(
    listener: TcpListener,
    place: &Place,
    ready: &Ready,
    shelf: Shelf,
    settings: Settings,
    with_jobs: bool,
) -> Result<()> {
    take_every_file();
    let running = match with_jobs {
        true => Some(Running::start(jobs::worker(place, ready, shelf.clone())?)?),
        false => None,
    };
    let cursors = Some(Secret::open(place.keys(), CURSORS, &ready.chance)?);
    let seals = Some(Secret::open(place.keys(), SEALS, &ready.chance)?);
    let settings = Settings { shelf: Some(shelf), cursors, seals, ..settings };
    let endpoints = practices::endpoints();
    let navigation = endpoints.navigation();
    let (db, clock, chance) = (ready.db.clone(), ready.clock.clone(), ready.chance.clone());
    let site = Site::new(db, clock, chance, settings, navigation);
    let router = web::app(&site, endpoints);
    let served = runtime()?.block_on(accept(listener, router, &site));
    if let Some(running) = running {
        running.stop()?;
    }
    served
}

async fn accept(listener: TcpListener, router: Router, site: &Site) -> Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (protocol, farewell) = (protocol(), GracefulShutdown::new());
    let mut stop = std::pin::pin!(Ears::open()?.asked());
    say::line(&format!("Mainstay listens on http://{}", listener.local_addr()?));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, from)) => converse(&protocol, &farewell, &router, stream, from),
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

fn protocol() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(HEAD).keep_alive_timeout(HEAD);
    builder
}

/// Answers what comes over one connection, in a task of its own.
fn converse(
    protocol: &Builder<TokioExecutor>,
    farewell: &GracefulShutdown,
    router: &Router,
    stream: TcpStream,
    from: SocketAddr,
) {
    // Answers are written whole; waiting for more to send only delays them.
    drop(stream.set_nodelay(true));
    let router = router.clone();
    let service =
        hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            router.clone().oneshot(request)
        });
    let connection = protocol.serve_connection(TokioIo::new(stream), service).into_owned();
    let connection = farewell.watch(connection);
    drop(tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection broke");
        }
    }));
}
