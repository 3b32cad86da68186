//! Asks ClamAV's daemon whether a content is malware, by its own protocol (`INSTREAM`).

use std::fmt;
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// How long the daemon may take to take a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// How long it may be silent; a large archive takes a while.
const SILENCE: Duration = Duration::from_secs(120);
/// What is sent at once.
const PIECE: usize = 64 * 1024;
/// Longer answers than the daemon has are not read.
const LONGEST_ANSWER: u64 = 4096;

/// Where a daemon that scans listens: `HOST:PORT`, or the path of its socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner(At);

#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    Network(String),
    Socket(PathBuf),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// Malware of this name.
    Infected(String),
}

/// Why nothing can be said about a content: then it must not be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScannerError {
    /// The daemon takes no content that large; the limit is in its own configuration.
    #[error("the scanner takes no file that large; raise its StreamMaxLength")]
    TooLarge,
    /// It could not be asked, or did not answer as it should.
    #[error("the scanner at {0}: {1}")]
    Failed(String, String),
}

/// Text that names no scanner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("name ClamAV's daemon as HOST:PORT, or by the path of its socket, /run/clamav/clamd.ctl")]
pub struct ScannerNameError;

impl FromStr for Scanner {
    type Err = ScannerNameError;

    fn from_str(text: &str) -> Result<Self, ScannerNameError> {
        let text = text.trim();
        if cfg!(unix) && text.starts_with('/') {
            return Ok(Scanner(At::Socket(text.into())));
        }
        let port = text.rsplit_once(':').filter(|(host, _)| !host.is_empty());
        match port.and_then(|(_, port)| port.parse::<u16>().ok()) {
            Some(port) if port > 0 => Ok(Scanner(At::Network(text.to_owned()))),
            _ => Err(ScannerNameError),
        }
    }
}

impl fmt::Display for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            At::Network(address) => f.write_str(address),
            At::Socket(path) => write!(f, "{}", path.display()),
        }
    }
}

/// A conversation with the daemon, whatever carries it.
trait Talk: Read + Write {}
impl<T: Read + Write> Talk for T {}

impl Scanner {
    /// Scans a file. Blocks until the daemon has answered.
    ///
    /// # Errors
    /// [`ScannerError`] when nothing can be said about it.
    pub fn scan(&self, path: &Path) -> Result<Verdict, ScannerError> {
        let failed = |why: String| ScannerError::Failed(self.to_string(), why);
        let mut file = File::open(path).map_err(|e| failed(e.to_string()))?;
        let mut talk = self.connect().map_err(|e| failed(e.to_string()))?;
        // The daemon may refuse in the middle and close: what it said then is what counts.
        let sent = send(&mut *talk, &mut file);
        let mut answer = Vec::new();
        let heard = talk.take(LONGEST_ANSWER).read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        match read(&answer) {
            Some(Ok(verdict)) if sent.is_ok() => Ok(verdict),
            // Found before the end was sent: more of it changes nothing.
            Some(Ok(found @ Verdict::Infected(_))) => Ok(found),
            Some(Err(error)) => Err(error),
            _ => Err(failed(match (sent, heard) {
                (Err(error), _) | (_, Err(error)) => error.to_string(),
                _ if answer.is_empty() => "it gave no answer".to_owned(),
                _ => format!("it answered {:?}", answer.trim_end_matches('\0')),
            })),
        }
    }

    fn connect(&self) -> std::io::Result<Box<dyn Talk>> {
        match &self.0 {
            At::Network(address) => {
                let mut refused = std::io::Error::other("no such host");
                for address in address.to_socket_addrs()? {
                    match TcpStream::connect_timeout(&address, CONNECT) {
                        Ok(stream) => {
                            stream.set_read_timeout(Some(SILENCE))?;
                            stream.set_write_timeout(Some(SILENCE))?;
                            return Ok(Box::new(stream));
                        }
                        Err(error) => refused = error,
                    }
                }
                Err(refused)
            }
            #[cfg(unix)]
            At::Socket(path) => {
                let stream = std::os::unix::net::UnixStream::connect(path)?;
                stream.set_read_timeout(Some(SILENCE))?;
                stream.set_write_timeout(Some(SILENCE))?;
                Ok(Box::new(stream))
            }
            #[cfg(not(unix))]
            At::Socket(_) => Err(std::io::Error::from(std::io::ErrorKind::Unsupported)),
        }
    }
}

/// Sends the command and the content: each piece after its length in four bytes, the most
/// significant first, and a length of nothing at the end.
fn send(talk: &mut dyn Talk, file: &mut File) -> std::io::Result<()> {
    talk.write_all(b"zINSTREAM\0")?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        let length = u32::try_from(read).map_err(std::io::Error::other)?;
        talk.write_all(&length.to_be_bytes())?;
        match piece.get(..read) {
            Some(bytes) if read > 0 => talk.write_all(bytes)?,
            _ => return talk.flush(),
        }
    }
}

/// What an answer says; nothing when it is none the daemon gives about a content.
fn read(answer: &str) -> Option<Result<Verdict, ScannerError>> {
    let answer = answer.split('\0').next().unwrap_or_default().trim_end();
    if answer.contains("size limit exceeded") {
        return Some(Err(ScannerError::TooLarge));
    }
    let said = answer.strip_prefix("stream: ")?;
    if said == "OK" {
        return Some(Ok(Verdict::Clean));
    }
    let name = said.strip_suffix(" FOUND").filter(|name| !name.is_empty())?;
    Some(Ok(Verdict::Infected(name.chars().filter(|c| !c.is_control()).take(200).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_daemon_is_named_by_address_or_socket() {
        for good in ["127.0.0.1:3310", "clamav:3310", "[::1]:3310", "/run/clamav/clamd.ctl"] {
            assert_eq!(good.parse::<Scanner>().map(|s| s.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "clamav", ":3310", "clamav:0", "clamav:x", "clamav:99999"] {
            assert_eq!(bad.parse::<Scanner>(), Err(ScannerNameError), "{bad}");
        }
    }

    #[test]
    fn only_a_plain_answer_clears_a_content() {
        assert_eq!(read("stream: OK\0"), Some(Ok(Verdict::Clean)));
        let found = Verdict::Infected("Eicar-Signature".to_owned());
        assert_eq!(read("stream: Eicar-Signature FOUND\0"), Some(Ok(found)));
        let limit = "INSTREAM size limit exceeded. ERROR\0";
        assert_eq!(read(limit), Some(Err(ScannerError::TooLarge)));
        for other in
            ["", "OK", "stream: ", "stream:  FOUND", "stream: OK then", "UNKNOWN COMMAND\0"]
        {
            assert!(!matches!(read(other), Some(Ok(Verdict::Clean))), "{other}");
        }
    }
}
