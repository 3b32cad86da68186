//! A small HTTP/1.1 client over one kept connection, so that measuring costs little beside what is
//! measured. It never tries anything twice: an answer that did not come is told as such.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// How long an answer may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer taken.
const LONGEST: usize = 64 << 20;

/// Who asks, over one connection at a time.
#[derive(Debug)]
pub(crate) struct Client {
    address: SocketAddr,
    /// The header line that says who asks.
    who: String,
    connection: Option<BufReader<TcpStream>>,
    request: String,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// Whether it had been given before, for the same key.
    pub(crate) replayed: bool,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Client {
    /// Somebody nobody knows.
    pub(crate) fn anonymous(address: SocketAddr) -> Self {
        Client { address, who: String::new(), connection: None, request: String::new() }
    }

    /// A script with a token.
    pub(crate) fn with_token(address: SocketAddr, token: &str) -> Self {
        Client { who: format!("Authorization: Bearer {token}\r\n"), ..Client::anonymous(address) }
    }

    /// A browser with a session.
    pub(crate) fn with_session(address: SocketAddr, secret: &str) -> Self {
        Client {
            who: format!("Cookie: mainstay_session={secret}\r\n"),
            ..Client::anonymous(address)
        }
    }

    /// Reads something.
    pub(crate) fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.send("GET", path, None)
    }

    /// Asks for something to be done.
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> io::Result<Answer> {
        self.send("POST", path, Some(body))
    }

    /// Sends a request and reads its answer. After an error the next request takes a new connection.
    pub(crate) fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> io::Result<Answer> {
        self.write_request(method, path, body, None);
        self.exchange()
    }

    /// As [`Client::send`], under a key.
    pub(crate) fn send_under(
        &mut self,
        key: &str,
        method: &str,
        path: &str,
        body: &Value,
    ) -> io::Result<Answer> {
        self.write_request(method, path, Some(body), Some(key));
        self.exchange()
    }

    fn exchange(&mut self) -> io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(self.address)?,
        };
        connection.get_mut().write_all(self.request.as_bytes())?;
        let (answer, keep) = read_answer(&mut connection)?;
        if keep {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    fn write_request(&mut self, method: &str, path: &str, body: Option<&Value>, key: Option<&str>) {
        let request = &mut self.request;
        request.clear();
        let body = body.map(Value::to_string).unwrap_or_default();
        request.push_str(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{}",
            self.address, self.who
        ));
        if let Some(key) = key {
            request.push_str(&format!("Idempotency-Key: {key}\r\n"));
        }
        if method != "GET" {
            request.push_str(&format!(
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        request.push_str("\r\n");
        request.push_str(&body);
    }
}

fn connect(address: SocketAddr) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    Ok(BufReader::with_capacity(64 << 10, stream))
}

fn read_answer(from: &mut impl BufRead) -> io::Result<(Answer, bool)> {
    let status = line(from)?;
    let status = status
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .ok_or_else(|| broken("no status"))?;
    let (mut length, mut chunked, mut keep, mut replayed) = (0, false, true, false);
    loop {
        let header = line(from)?;
        let Some((name, value)) = header.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().map_err(|_| broken("no length"))?,
            "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
            "idempotent-replayed" => replayed = value == "true",
            "connection" => keep = !value.eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let body = if chunked { read_chunks(from)? } else { read_exactly(from, length)? };
    Ok((Answer { status, body, replayed }, keep))
}

fn read_chunks(from: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(from)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default().trim(), 16);
        let size = size.map_err(|_| broken("no chunk size"))?;
        if size == 0 {
            while !line(from)?.is_empty() {}
            return Ok(body);
        }
        if body.len() + size > LONGEST {
            return Err(broken("too long"));
        }
        body.extend(read_exactly(from, size)?);
        line(from)?;
    }
}

fn read_exactly(from: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    if length > LONGEST {
        return Err(broken("too long"));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Ok(body)
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.by_ref().take(64 << 10).read_line(&mut line)?;
    if !line.ends_with('\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the answer has {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<(u16, Vec<u8>, bool)> {
        read_answer(&mut text.as_bytes()).map(|(answer, keep)| (answer.status, answer.body, keep))
    }

    #[test]
    fn answers_are_read_to_their_end_and_no_further() {
        let mut two = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok\
            HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n"
            .as_bytes();
        let (first, keep) = read_answer(&mut two).unwrap();
        assert_eq!((first.status, first.body.as_slice(), keep), (201, &b"ok"[..], true));
        let (second, keep) = read_answer(&mut two).unwrap();
        assert_eq!((second.status, second.body.as_slice(), keep), (200, &b"abcd"[..], false));
        assert!(two.is_empty());
    }

    #[test]
    fn an_answer_that_breaks_off_is_no_answer() {
        for cut in [
            "",
            "HTTP/1.1 201 Crea",
            "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n",
            "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\no",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        ] {
            assert!(read(cut).is_err(), "{cut:?}");
        }
    }
}
