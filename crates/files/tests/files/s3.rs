//! A small S3 service: enough of its protocol to keep contents, strict about what it is sent.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use files::{Digest, Place, Store};

const BUCKET: &str = "/desk/";

/// A service on a port of its own; it holds what it is sent in memory.
pub(crate) struct Service {
    address: String,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    objects: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    faults: Vec<String>,
    refuses: bool,
}

struct Request {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// Status, headers, body.
type Reply = (u16, Vec<(&'static str, String)>, Vec<u8>);

impl Service {
    pub(crate) fn start() -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let held = Arc::new(Mutex::new(Held::default()));
        let shared = Arc::clone(&held);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let held = Arc::clone(&shared);
                std::thread::spawn(move || converse(stream.unwrap(), &held));
            }
        });
        Service { address, held }
    }

    /// A store over it.
    pub(crate) fn store(&self, inbox: &Path) -> Store {
        let place: Place = "s3://desk/some/prefix".parse().unwrap();
        let environment = [
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ENDPOINT", &self.address),
            ("AWS_ALLOW_HTTP", "true"),
            ("HOME", "/nowhere"),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Store::open(&place, inbox, &environment).unwrap()
    }

    /// What was wrong with what it was sent.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.held.lock().unwrap().faults.clone()
    }

    /// How many uploads in parts were neither completed nor given up.
    pub(crate) fn unfinished(&self) -> usize {
        self.held.lock().unwrap().uploads.len()
    }

    pub(crate) fn refuse_everything(&self) {
        self.held.lock().unwrap().refuses = true;
    }
}

fn converse(stream: TcpStream, held: &Mutex<Held>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Some(request) = read(&mut reader) {
        let (status, headers, body) = answer(&mut held.lock().unwrap(), &request);
        let mut head = format!("HTTP/1.1 {status} X\r\n");
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        if !headers.iter().any(|(name, _)| *name == "content-length") {
            head += &format!("content-length: {}\r\n", body.len());
        }
        // A reader that has gone away is no fault.
        let sent = writer.write_all(format!("{head}\r\n").as_bytes());
        if sent.and_then(|()| writer.write_all(&body)).is_err() {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    };
    let query = query.split('&').filter(|p| !p.is_empty()).map(pair).collect();
    Some(Request { method, path: path.to_owned(), query, headers, body })
}

fn answer(held: &mut Held, request: &Request) -> Reply {
    let fault = fault(request);
    held.faults.extend(fault.map(|why| format!("{} {}: {why}", request.method, request.path)));
    if held.refuses {
        return error(403, "AccessDenied");
    }
    let (name, query) = (request.path.clone(), &request.query);
    match (request.method.as_str(), query.get("uploadId"), query.get("partNumber")) {
        ("POST", None, None) if query.contains_key("uploads") => {
            let id = format!("upload-{}", held.uploads.len());
            held.uploads.insert(id.clone(), BTreeMap::new());
            xml(&format!(
                "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        ("PUT", Some(id), Some(part)) => {
            let parts = held.uploads.get_mut(id).unwrap();
            parts.insert(part.parse().unwrap(), request.body.clone());
            (200, vec![("etag", format!("\"part-{part}\""))], Vec::new())
        }
        ("POST", Some(id), None) => complete(held, name, id, &request.body),
        ("DELETE", Some(id), None) => {
            held.uploads.remove(id);
            (204, Vec::new(), Vec::new())
        }
        ("PUT", None, None) => {
            held.objects.insert(name, request.body.clone());
            (200, vec![("etag", "\"whole\"".to_owned())], Vec::new())
        }
        ("DELETE", None, None) => {
            held.objects.remove(&name);
            (204, Vec::new(), Vec::new())
        }
        ("GET" | "HEAD", None, None) => give(held, &name, request),
        _ => error(400, "InvalidRequest"),
    }
}

fn complete(held: &mut Held, name: String, id: &str, list: &[u8]) -> Reply {
    let parts = held.uploads.remove(id).unwrap();
    let list = String::from_utf8(list.to_vec()).unwrap();
    let last = parts.len();
    for (place, (number, part)) in parts.iter().enumerate() {
        let named = list.contains(&format!("<PartNumber>{number}</PartNumber>"));
        let whole = place + 1 == last || part.len() >= 5 * 1024 * 1024;
        if !named || !whole || usize::try_from(*number).unwrap() != place + 1 {
            held.faults.push(format!("part {number} is not named, too small or out of order"));
        }
    }
    held.objects.insert(name, parts.into_values().flatten().collect());
    xml("<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>")
}

fn give(held: &Held, name: &str, request: &Request) -> Reply {
    let Some(object) = held.objects.get(name) else { return error(404, "NoSuchKey") };
    let mut headers = vec![
        ("etag", "\"whole\"".to_owned()),
        ("last-modified", "Mon, 02 Mar 2026 09:00:00 GMT".to_owned()),
    ];
    if request.method == "HEAD" {
        headers.push(("content-length", object.len().to_string()));
        return (200, headers, Vec::new());
    }
    let Some(range) = request.headers.get("range") else { return (200, headers, object.clone()) };
    let (from, to) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
    headers.push(("content-range", format!("bytes {from}-{to}/{}", object.len())));
    (206, headers, object[from..=to].to_vec())
}

/// What is wrong with a request: it must be signed, and for this very body.
fn fault(request: &Request) -> Option<String> {
    let header = |name: &str| request.headers.get(name).cloned().unwrap_or_default();
    let signed = header("authorization");
    if !signed.starts_with("AWS4-HMAC-SHA256 Credential=key/") || !signed.contains("Signature=") {
        return Some(format!("not signed: {signed}"));
    }
    if header("x-amz-content-sha256") != Digest::of(&request.body).to_string() {
        return Some("signed for another body".to_owned());
    }
    let ours = request.path.strip_prefix(BUCKET).is_some_and(|p| p.starts_with("some/prefix/"));
    (!ours).then(|| "not in our bucket".to_owned())
}

fn xml(text: &str) -> Reply {
    (200, vec![("content-type", "application/xml".to_owned())], text.as_bytes().to_vec())
}

fn error(status: u16, code: &str) -> Reply {
    let body = format!("<Error><Code>{code}</Code><Message>{code}</Message></Error>");
    (status, vec![("content-type", "application/xml".to_owned())], body.into_bytes())
}
