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

/// How long a connection of which the life is bounded may take to finish what is under way.
const FAREWELL: Duration = Duration::from_secs(10);

/// How connections are answered; clones share it.
#[derive(Clone)]
pub(crate) struct Conversation {
    /// How long one may last, where that is bounded.
    longest: Option<Duration>,
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
        Conversation { longest: None, protocol, router, site: site.clone(), tls }
    }

    /// Ends each connection after so long: what is under way then has as long again to come to its end,
    /// [`FAREWELL`] at most. For answers that are short, clients that come back, and listeners that bid
    /// nobody farewell.
    pub(crate) fn for_at_most(self, longest: Duration) -> Self {
        Conversation { longest: Some(longest), ..self }
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
        let (router, site, longest) = (self.router, self.site, self.longest);
        let service =
            service_fn(move |request| answer((router.clone(), site.clone()), request, from));
        let connection = self.protocol.serve_connection(TokioIo::new(stream), service).into_owned();
        let outcome = match (watcher, longest) {
            (Some(watcher), _) => watcher.watch(connection).await,
            (None, None) => connection.await,
            (None, Some(longest)) => {
                let mut connection = std::pin::pin!(connection);
                match tokio::time::timeout(longest, connection.as_mut()).await {
                    Ok(outcome) => outcome,
                    Err(_) => {
                        connection.as_mut().graceful_shutdown();
                        // Whoever does not take its answer is left behind.
                        tokio::time::timeout(longest.min(FAREWELL), connection)
                            .await
                            .unwrap_or(Ok(()))
                    }
                }
            }
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
    use std::io::{Read, Write};

    use axum::routing::get;
    use db::{Chance, Clock, Db, Location};
    use web::{Navigation, Settings};

    use super::*;

    /// A listener that answers with more than the system takes in for a client that does not read.
    fn listening(longest: Duration) -> (tokio::runtime::Runtime, SocketAddr, tempfile::TempDir) {
        let home = tempfile::tempdir().unwrap();
        let db = Db::open(&Location::File(home.path().join("x.db"))).unwrap();
        let chance = Chance::from_system().unwrap();
        let (settings, places) = (Settings::default(), Navigation::default());
        let site = Site::new(db, Clock::system(), chance, settings, places);
        let router = Router::new()
            .route("/short", get(|| async { "ok" }))
            .route("/long", get(|| async { vec![0_u8; 64 << 20] }));
        let conversation = Conversation::with(router, &site, None).for_at_most(longest);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            let never = std::pin::pin!(std::future::pending());
            crate::serving::take(&listener, never, &conversation, None).await;
        });
        (runtime, address, home)
    }

    fn ask(address: SocketAddr, said: &str) -> std::net::TcpStream {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(said.as_bytes()).unwrap();
        stream
    }

    #[test]
    fn whoever_says_little_or_reads_nothing_does_not_hold_a_connection_for_ever() {
        let (runtime, address, _home) = listening(Duration::from_millis(300));
        let soon = HEAD / 3;
        let began = Clock::system().steady();
        let mut answer = String::new();
        let mut quick = ask(address, "GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
        // Kept alive until its time is over, and then closed without a fault.
        quick.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ok"), "{answer}");
        let mut slow = ask(address, "GET /short HTTP/1.1\r\nHo");
        let mut none = Vec::new();
        drop(slow.read_to_end(&mut none));
        assert!(!none.starts_with(b"HTTP/1.1 200"), "half a request is answered");
        let took = Clock::system().steady().since(began);
        assert!(took < soon, "they held their connections for {took:?}");
        let began = Clock::system().steady();
        let mut deaf = ask(address, "GET /long HTTP/1.1\r\nHost: x\r\n\r\n");
        let closed = Duration::from_secs(3);
        runtime.block_on(async { tokio::time::sleep(closed).await });
        let mut all = Vec::new();
        drop(deaf.read_to_end(&mut all));
        assert!(all.len() < 64 << 20, "it waited for whoever reads nothing");
        assert!(Clock::system().steady().since(began) < closed * 5);
    }

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
