//! What is said over one connection.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, Version, header};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpStream;
use tower::ServiceExt;
use web::Site;

/// How long a connection may take to say what it wants; also how long it may be kept idle.
const HEAD: Duration = Duration::from_secs(30);

/// How connections are answered; clones share it.
#[derive(Clone)]
pub(crate) struct Conversation {
    protocol: Builder<TokioExecutor>,
    router: Router,
    site: Site,
}

impl Conversation {
    /// Answers with this router.
    pub(crate) fn with(router: Router, site: &Site) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new());
        protocol.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
        protocol
            .http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(HEAD)
            .keep_alive_timeout(HEAD);
        Conversation { protocol, router, site: site.clone() }
    }

    /// Answers what comes over one connection, in a task of its own; `farewell` waits for it.
    pub(crate) fn begin(
        &self,
        stream: TcpStream,
        from: SocketAddr,
        farewell: Option<&GracefulShutdown>,
    ) {
        // Answers are written whole; waiting for more to send only delays them.
        drop(stream.set_nodelay(true));
        let own = self.clone();
        let service = service_fn(move |request| answer(own.clone(), request, from));
        let connection = self.protocol.serve_connection(TokioIo::new(stream), service).into_owned();
        let told = |outcome: Result<(), _>| {
            if let Err(error) = outcome {
                let error: Box<dyn std::error::Error + Send + Sync> = error;
                tracing::debug!(%error, "a connection broke");
            }
        };
        match farewell {
            Some(farewell) => {
                let connection = farewell.watch(connection);
                drop(tokio::spawn(async move { told(connection.await) }));
            }
            None => drop(tokio::spawn(async move { told(connection.await) })),
        }
    }
}

async fn answer(
    conversation: Conversation,
    request: Request<Incoming>,
    from: SocketAddr,
) -> Result<Response<Body>, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    let keeps_alive = request.version() < Version::HTTP_2;
    let mut response = conversation.router.oneshot(request).await?;
    // The next request is to go elsewhere: this node stops. HTTP/2 has a frame of its own for it.
    if keeps_alive && conversation.site.is_stopping() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}
