//! What is said over one connection, plain or encrypted.

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
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower::ServiceExt;
use web::Site;

use crate::tls::Tls;

/// How long a connection may take to greet and to say what it wants; also how long it may be kept
/// idle.
const HEAD: Duration = Duration::from_secs(30);

/// How connections are answered; clones share it.
#[derive(Clone)]
pub(crate) struct Conversation {
    protocol: Builder<TokioExecutor>,
    router: Router,
    site: Site,
    tls: Option<Tls>,
}

impl Conversation {
    /// Answers with this router, over TLS where there is any.
    pub(crate) fn with(router: Router, site: &Site, tls: Option<Tls>) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new());
        protocol.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
        protocol
            .http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(HEAD)
            .keep_alive_timeout(HEAD);
        Conversation { protocol, router, site: site.clone(), tls }
    }

    /// Answers what comes over one connection, in a task of its own; `farewell` waits for it.
    pub(crate) fn begin(
        &self,
        stream: TcpStream,
        from: SocketAddr,
        farewell: Option<&GracefulShutdown>,
    ) {
        let (own, watcher) = (self.clone(), farewell.map(GracefulShutdown::watcher));
        drop(tokio::spawn(own.hold(stream, from, watcher)));
    }

    /// From greeting to farewell.
    async fn hold(self, stream: TcpStream, from: SocketAddr, watcher: Option<Watcher>) {
        // Answers are written whole; waiting for more to send only delays them.
        drop(stream.set_nodelay(true));
        let Some(tls) = &self.tls else { return self.talk(stream, from, watcher).await };
        match tokio::time::timeout(HEAD, tls.acceptor().accept(stream)).await {
            Ok(Ok(stream)) => self.talk(stream, from, watcher).await,
            Ok(Err(error)) => tracing::debug!(%error, "a connection was not greeted in TLS"),
            Err(_) => tracing::debug!("a connection never greeted"),
        }
    }

    /// Answers until nothing more comes.
    async fn talk(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        from: SocketAddr,
        watcher: Option<Watcher>,
    ) {
        let (router, site) = (self.router, self.site);
        let service =
            service_fn(move |request| answer((router.clone(), site.clone()), request, from));
        let connection = self.protocol.serve_connection(TokioIo::new(stream), service).into_owned();
        let outcome = match watcher {
            Some(watcher) => watcher.watch(connection).await,
            None => connection.await,
        };
        if let Err(error) = outcome {
            tracing::debug!(%error, "a connection broke");
        }
    }
}

async fn answer(
    (router, site): (Router, Site),
    request: Request<Incoming>,
    from: SocketAddr,
) -> Result<Response<Body>, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(from));
    name_host(&mut request);
    let keeps_alive = request.version() < Version::HTTP_2;
    let mut response = router.oneshot(request).await?;
    // The next request is to go elsewhere: this node stops. HTTP/2 has a frame of its own for it.
    if keeps_alive && site.is_stopping() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response)
}

/// HTTP/2 names the host in the address itself; whoever asks for it looks at the header.
fn name_host<B>(request: &mut Request<B>) {
    if request.headers().contains_key(header::HOST) {
        return;
    }
    let host = request.uri().authority().map(|authority| authority.as_str().to_owned());
    if let Some(Ok(host)) = host.map(|host| HeaderValue::from_str(&host)) {
        request.headers_mut().insert(header::HOST, host);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_a_header_however_it_was_named() {
        let host_of = |builder: axum::http::request::Builder| {
            let mut request = builder.body(()).unwrap();
            name_host(&mut request);
            request.headers().get(header::HOST).map(|host| host.to_str().unwrap().to_owned())
        };
        let named = Request::builder().uri("https://desk.example.org:8443/x");
        assert_eq!(host_of(named).as_deref(), Some("desk.example.org:8443"));
        let both = Request::builder().uri("https://other/x").header(header::HOST, "desk");
        assert_eq!(host_of(both).as_deref(), Some("desk"));
        assert_eq!(host_of(Request::builder().uri("/x")), None);
    }
}
