//! What goes over one connection, plain or encrypted.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, header};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower::ServiceExt;

use crate::tls::Tls;

/// How long a connection may take to greet and to say what it wants; also how long it may be kept
/// idle.
const HEAD: Duration = Duration::from_secs(30);

/// HTTP/1.1 and HTTP/2, whichever a connection begins with.
pub(crate) fn protocol() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(HEAD).keep_alive_timeout(HEAD);
    builder
}

/// One connection, from greeting to farewell.
pub(crate) struct Conversation {
    pub(crate) protocol: Builder<TokioExecutor>,
    /// What asks it to end, after the answer under way.
    pub(crate) watcher: Watcher,
    pub(crate) router: Router,
    pub(crate) from: SocketAddr,
}

impl Conversation {
    /// Answers what comes, until nothing more does.
    pub(crate) async fn hold(self, stream: TcpStream, tls: Option<Tls>) {
        // Answers are written whole; waiting for more to send only delays them.
        drop(stream.set_nodelay(true));
        let Some(tls) = tls else { return self.answer(stream).await };
        match tokio::time::timeout(HEAD, tls.acceptor().accept(stream)).await {
            Ok(Ok(stream)) => self.answer(stream).await,
            Ok(Err(error)) => tracing::debug!(%error, "a connection was not greeted in TLS"),
            Err(_) => tracing::debug!("a connection never greeted"),
        }
    }

    async fn answer(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Conversation { protocol, watcher, router, from } = self;
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(from));
            name_host(&mut request);
            router.clone().oneshot(request)
        });
        let connection = protocol.serve_connection(TokioIo::new(stream), service).into_owned();
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection broke");
        }
    }
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
