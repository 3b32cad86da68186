//! HTTPS from the program itself, and what proxies in front of it may say.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod installation;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use testkit::Engine;

use installation::{Installation, Serving, last_line};

const PASSWORD: &str = "correct horse battery";

/// A certificate of its own making for localhost, and its key, both as PEM.
struct Made {
    certificate: String,
    key: String,
}

fn made(last_year: i32) -> Made {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(last_year, 12, 31);
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().pem();
    Made { certificate, key: key.serialize_pem() }
}

/// Where a test keeps them.
struct Place(tempfile::TempDir);

impl Place {
    fn with(made: &Made) -> Place {
        let place = Place(tempfile::tempdir().unwrap());
        place.put(&made.certificate, &made.key);
        place
    }

    fn put(&self, certificate: &str, key: &str) {
        std::fs::write(self.certificate(), certificate).unwrap();
        std::fs::write(self.key(), key).unwrap();
    }

    fn certificate(&self) -> PathBuf {
        self.0.path().join("fullchain.pem")
    }

    fn key(&self) -> PathBuf {
        self.0.path().join("privkey.pem")
    }

    fn words(&self) -> [String; 4] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let (certificate, key) = (text(self.certificate()), text(self.key()));
        ["--tls-certificate".to_owned(), certificate, "--tls-key".to_owned(), key]
    }
}

type Secured = StreamOwned<ClientConnection, TcpStream>;

fn plain(serving: &Serving) -> TcpStream {
    let stream = TcpStream::connect(&serving.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Greets the server as somebody who believes any of these certificates.
fn greet(serving: &Serving, believed: &[&Made], protocols: &[&str]) -> Secured {
    let mut roots = RootCertStore::empty();
    for made in believed {
        roots.add(CertificateDer::from_pem_slice(made.certificate.as_bytes()).unwrap()).unwrap();
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, plain(serving));
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock).unwrap();
    }
    stream
}

fn is_served(stream: &Secured, made: &Made) -> bool {
    let own = CertificateDer::from_pem_slice(made.certificate.as_bytes()).unwrap();
    stream.conn.peer_certificates().unwrap()[0] == own
}

/// Asks over a connection that is kept, and reads the whole answer.
fn ask(stream: &mut (impl Read + Write), head: &str, body: &str) -> String {
    let length = body.len();
    write!(stream, "{head}\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
    stream.flush().unwrap();
    let mut answer = Vec::new();
    let mut some = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&answer).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).and_then(|l| l.lines().next());
            let whole = match length {
                Some(length) => body.len() >= length.parse().unwrap(),
                None => body.ends_with("0\r\n\r\n") || head.starts_with("http/1.1 303"),
            };
            if whole {
                return String::from_utf8_lossy(&answer).into_owned();
            }
        }
        let count = stream.read(&mut some).unwrap();
        assert!(count > 0, "broken off: {text}");
        answer.extend(&some[..count]);
    }
}

fn header<'a>(answer: &'a str, name: &str) -> Vec<&'a str> {
    let lines = answer.split("\r\n\r\n").next().unwrap().lines().skip(1);
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
}

/// Signs in, with more headers; the answer.
fn sign_in(stream: &mut (impl Read + Write), more: &str) -> String {
    let head =
        format!("POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded{more}");
    let body = format!("email=ada@example.org&password={}", PASSWORD.replace(' ', "+"));
    let answer = ask(stream, &head, &body);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    answer
}

fn cookie(answer: &str) -> &str {
    header(answer, "set-cookie").into_iter().find(|c| c.starts_with("mainstay_session=")).unwrap()
}

#[test]
fn https_is_served_with_both_protocols_and_browsers_are_told_to_stay() {
    let (house, made) = (Installation::on(Engine::Sqlite), made(2090));
    assert!(house.add_user("ada@example.org", PASSWORD).status.success());
    let place = Place::with(&made);
    let serving = house.serve(&place.words().each_ref().map(String::as_str));
    let both = greet(&serving, &[&made], &["h2", "http/1.1"]);
    assert_eq!(both.conn.alpn_protocol(), Some(&b"h2"[..]));
    assert!(is_served(&both, &made));
    let mut old = greet(&serving, &[&made], &["http/1.1"]);
    assert_eq!(old.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    let answer = ask(&mut old, "GET /healthz HTTP/1.1", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(header(&answer, "strict-transport-security"), ["max-age=31536000"]);
    // Nobody is believed who says otherwise.
    let forged = sign_in(&mut old, "\r\nX-Forwarded-Proto: http");
    assert!(cookie(&forged).contains("; Secure"), "{forged}");
    assert_eq!(header(&forged, "strict-transport-security").len(), 1);
    // What is not TLS gets no answer, and does no harm.
    let mut unencrypted = plain(&serving);
    unencrypted.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut got = Vec::new();
    drop(unencrypted.read_to_end(&mut got));
    assert!(!String::from_utf8_lossy(&got).contains("HTTP/1.1 200"));
    assert!(ask(&mut old, "GET /healthz HTTP/1.1", "").starts_with("HTTP/1.1 200"));
    drop(old);
    drop(both);
    assert_eq!(serving.stop(), Some(0));
}

#[expect(clippy::disallowed_methods, reason = "a poller of another process")]
fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..150 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("{what}: waited in vain");
}

#[test]
fn a_renewed_certificate_is_taken_without_breaking_connections() {
    let (house, one, two) = (Installation::on(Engine::Sqlite), made(2090), made(2091));
    let place = Place::with(&one);
    let serving = house.serve(&place.words().each_ref().map(String::as_str));
    let mut kept = greet(&serving, &[&one], &["http/1.1"]);
    assert!(ask(&mut kept, "GET /healthz HTTP/1.1", "").starts_with("HTTP/1.1 200"));
    // Half a renewal: the certificate is there, its key is not yet.
    place.put(&two.certificate, &one.key);
    wait_for("half a renewal is told", || serving.said().contains("stays the one of before"));
    assert!(is_served(&greet(&serving, &[&one, &two], &[]), &one));
    place.put(&two.certificate, &two.key);
    wait_for("the new one is served", || is_served(&greet(&serving, &[&one, &two], &[]), &two));
    assert!(is_served(&kept, &one));
    assert!(ask(&mut kept, "GET /healthz HTTP/1.1", "").starts_with("HTTP/1.1 200"));
}

#[test]
fn what_cannot_be_served_is_told_by_its_file_before_anything_is_served() {
    let (house, one, two) = (Installation::on(Engine::Sqlite), made(2090), made(2090));
    let place = Place::with(&one);
    let refused = |words: &[String]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = house.run(&[&["serve", "--listen", "127.0.0.1:0"], &words[..]].concat());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        last_line(&output.stderr)
    };
    let names = |path: &Path, line: &str, what: &str| {
        assert!(line.contains(path.to_str().unwrap()) && line.contains(what), "{line}");
    };
    place.put(&one.certificate, &two.key);
    names(&place.key(), &refused(&place.words()), "is not the key of the certificate in");
    place.put(&one.certificate, "not a key");
    names(&place.key(), &refused(&place.words()), "holds no private key");
    place.put(&one.key, &one.key);
    names(&place.certificate(), &refused(&place.words()), "holds no certificate");
    place.put("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n", &one.key);
    names(&place.certificate(), &refused(&place.words()), "is not PEM");
    std::fs::remove_file(place.certificate()).unwrap();
    names(&place.certificate(), &refused(&place.words()), "cannot be read");
    let [flag, file, ..] = place.words();
    assert!(refused(&[flag, file]).contains("--tls-key FILE"));
}

#[test]
fn a_certificate_that_has_ended_is_served_with_a_warning() {
    let (house, made) = (Installation::on(Engine::Sqlite), made(2021));
    let place = Place::with(&made);
    let serving = house.serve(&place.words().each_ref().map(String::as_str));
    let log = serving.said();
    assert!(log.contains("the certificate ended on 2021-12-31"), "{log}");
    assert!(log.contains(place.certificate().to_str().unwrap()), "{log}");
}

#[test]
fn only_trusted_proxies_say_where_a_request_came_from_and_how() {
    let forwarded = "\r\nX-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https";
    for (words, believed) in [
        (&["--trusted-proxy", "127.0.0.0/8"][..], true),
        (&["--trusted-proxy", "10.0.0.0/8"], false),
        (&[], false),
    ] {
        let house = Installation::on(Engine::Sqlite);
        assert!(house.add_user("ada@example.org", PASSWORD).status.success());
        let serving = house.serve(words);
        let mut stream = plain(&serving);
        let answer = sign_in(&mut stream, forwarded);
        assert_eq!(cookie(&answer).contains("; Secure"), believed, "{answer}");
        assert!(header(&answer, "strict-transport-security").is_empty(), "the proxy's affair");
        let secret = cookie(&answer).split(';').next().unwrap();
        let page = ask(&mut stream, &format!("GET /account HTTP/1.1\r\nCookie: {secret}"), "");
        let from = if believed { "from 203.0.113.9" } else { "from 127.0.0.1" };
        assert!(page.contains(from) && !page.contains("198.51.100.1"), "{page}");
    }
}
