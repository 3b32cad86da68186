//! Files and the program as it is run: uploads that break off, a program that is killed in the
//! middle, contents larger than the memory they may take.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a failure is a failed test"
)]

mod installation;

use std::fs::{self, File, FileTimes};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, SystemTime};

use db::{Db, Location, Statement, params};
use desk::file::Shelf;
use serde_json::Value;
use testkit::Engine;

use installation::{Installation, Serving, last_line};

/// A server with an incident, and whoever may add files to it.
struct House {
    installation: Installation,
    serving: Serving,
    token: String,
    number: String,
}

impl House {
    fn on(engine: Engine, more: &[&str]) -> House {
        let installation = Installation::on(engine);
        let serving = installation.serve(more);
        assert!(installation.add_user("ada@example.org", "correct horse battery").status.success());
        let words = ["token", "add", "--user", "ada@example.org", "--name", "test"];
        let token = last_line(&installation.run(&words).stdout);
        let mut house = House { installation, serving, token, number: String::new() };
        let body = r#"{"title":"No network","impact":2,"urgency":2}"#;
        let head = "Content-Type: application/json\r\n";
        let (status, made) = house.ask("POST", "/api/v1/incidents", head, body.as_bytes());
        assert_eq!(status, 201, "{made}");
        let made: Value = serde_json::from_str(&made).unwrap();
        made["number"].as_str().unwrap().clone_into(&mut house.number);
        house
    }

    fn files(&self) -> String {
        format!("/api/v1/incidents/{}/files", self.number)
    }

    /// Sends the head of a request.
    fn begin(&self, method: &str, path: &str, head: &str, length: usize) -> TcpStream {
        let mut stream = TcpStream::connect(&self.serving.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n{head}Content-Length: {length}\r\nConnection: close\r\n\r\n",
            self.token
        )
        .unwrap();
        stream
    }

    fn ask(&self, method: &str, path: &str, head: &str, body: &[u8]) -> (u16, String) {
        let mut stream = self.begin(method, path, head, body.len());
        stream.write_all(body).unwrap();
        answer(stream)
    }

    /// The names of the incident's files.
    fn names(&self) -> Vec<String> {
        let (status, listed) = self.ask("GET", &self.files(), "", b"");
        assert_eq!(status, 200, "{listed}");
        let listed: Value = serde_json::from_str(&listed).unwrap();
        let items = listed["items"].as_array().unwrap();
        items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    }

    fn place(&self) -> PathBuf {
        self.installation.data.path().join("data/files")
    }

    /// What is being received.
    fn incoming(&self) -> Vec<PathBuf> {
        below(&self.place().join("incoming"))
    }

    /// The contents that are kept.
    fn kept(&self) -> Vec<PathBuf> {
        let directories = below(&self.place()).into_iter().filter(|d| !d.ends_with("incoming"));
        directories.flat_map(|directory| below(&directory)).collect()
    }

    fn check(&self) -> Value {
        let check = self.installation.run(&["check", "--json", "--hashes"]);
        assert_eq!(check.status.code(), Some(0), "{check:?}");
        serde_json::from_slice(&check.stdout).unwrap()
    }

    /// Killed, so that no destructor runs, and started again.
    fn killed_and_started(mut self, more: &[&str]) -> House {
        self.serving.child.kill().unwrap();
        self.serving.child.wait().unwrap();
        self.serving = self.installation.serve(more);
        self
    }

    fn db(&self) -> Db {
        let file = || Location::File(self.installation.data.path().join("data/mainstay.db"));
        let location = self.installation.database.as_ref().map(|d| d.location().clone());
        Db::open(&location.unwrap_or_else(file)).unwrap()
    }
}

fn answer(mut stream: TcpStream) -> (u16, String) {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split_whitespace().nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

fn below(directory: &Path) -> Vec<PathBuf> {
    fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Waits until something is so; there is no other sign of it from another process.
#[expect(clippy::disallowed_methods, reason = "polls another process")]
fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..2_000 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never: {what}");
}

static PIECE: [u8; 1 << 20] = [b'x'; 1 << 20];

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    for engine in Engine::BOTH {
        let house = House::on(engine, &[]);
        let whole = format!("{}?name=whole.bin", house.files());
        assert_eq!(house.ask("POST", &whole, "", b"whole").0, 201);
        let path = format!("{}?name=half.bin", house.files());
        let form = "Content-Type: multipart/form-data; boundary=B\r\n";
        let part =
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half.bin\"\r\n\r\n";
        for (head, begin) in [("", ""), (form, part)] {
            let mut stream = house.begin("POST", &path, head, 50 << 20);
            stream.write_all(begin.as_bytes()).unwrap();
            stream.write_all(&PIECE).unwrap();
            stream.write_all(&PIECE).unwrap();
            until("it is received", || !house.incoming().is_empty());
            drop(stream);
            until("it is gone", || house.incoming().is_empty());
        }
        assert_eq!((house.names(), house.kept().len()), (vec!["whole.bin".to_owned()], 1));
        let found = house.check();
        assert_eq!((&found["files"]["files"], &found["files"]["contents"]), (&1.into(), &1.into()));
    }
}

#[test]
fn what_is_too_large_is_told_and_leaves_nothing() {
    let house = House::on(Engine::Sqlite, &["--file-size", "1MiB"]);
    let path = format!("{}?name=large.bin", house.files());
    let large = vec![b'x'; (1 << 20) + 1];
    let (status, told) = house.ask("POST", &path, "", &large);
    assert_eq!(status, 422, "{told}");
    assert!(told.contains("file_too_large") && told.contains("large.bin"), "{told}");
    assert_eq!(house.ask("POST", &path, "", &large[1..]).0, 201);
    assert_eq!((house.incoming().len(), house.kept().len()), (0, 1));
}

#[test]
fn a_killed_program_leaves_what_the_next_start_tidies_up() {
    let house = House::on(Engine::Sqlite, &[]);
    let path = format!("{}?name=half.bin", house.files());
    let mut stream = house.begin("POST", &path, "", 50 << 20);
    stream.write_all(&PIECE).unwrap();
    until("it is received", || !house.incoming().is_empty());
    let house = house.killed_and_started(&[]);
    let left = house.incoming();
    assert_eq!(left.len(), 1, "a start right after leaves what may have been made this moment");
    let old = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH);
    File::options().write(true).open(&left[0]).unwrap().set_times(old).unwrap();
    let house = house.killed_and_started(&[]);
    assert_eq!(house.incoming(), Vec::<PathBuf>::new());
    assert_eq!(house.names(), Vec::<String>::new());
}

/// Keeps everybody from writing rows of files until told to stop.
fn lock(db: Db, locked: Sender<()>, release: Receiver<()>) {
    let statement = Statement::listed("LOCK TABLE file IN EXCLUSIVE MODE");
    let release = std::sync::Mutex::new(release);
    let held = db.write(move |tx| {
        tx.execute(statement, params![])?;
        locked.send(()).unwrap();
        release.lock().unwrap().recv().unwrap();
        Ok::<_, db::Error>(())
    });
    held.unwrap();
}

#[test]
fn killed_between_content_and_row_it_leaves_a_content_that_is_swept() {
    let house = House::on(Engine::Postgres, &["--no-jobs"]);
    let (locked, is_locked) = channel();
    let (release, released) = channel();
    let db = house.db();
    let locking = std::thread::spawn(move || lock(db, locked, released));
    is_locked.recv().unwrap();
    let path = format!("{}?name=lost.txt", house.files());
    let mut stream = house.begin("POST", &path, "", 4);
    stream.write_all(b"lost").unwrap();
    until("the content is kept", || !house.kept().is_empty());
    let house = house.killed_and_started(&["--no-jobs"]);
    release.send(()).unwrap();
    locking.join().unwrap();
    assert_eq!(house.names(), Vec::<String>::new());
    assert_eq!(house.kept().len(), 1);
    house.check();
    let (db, shelf) = (house.db(), shelf(&house));
    let later = db::Clock::system().now().plus(Duration::from_secs(2 * 24 * 3600));
    let swept = desk::file::sweep(&db, &shelf, later).unwrap();
    assert_eq!((swept.removed, house.kept().len()), (1, 0));
    house.check();
}

fn shelf(house: &House) -> Shelf {
    let place = files::Place::Folder(house.place());
    let store = files::Store::open(&place, &house.place().join("incoming"), &[]);
    Shelf::new(store.unwrap())
}

/// The most memory a process ever had, in KiB.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_file_takes_little_memory() {
    const MIB: usize = 160;
    let house = House::on(Engine::Sqlite, &["--file-size", "1GiB"]);
    let path = format!("{}?name=large.bin", house.files());
    assert_eq!(house.ask("POST", &path, "", &PIECE).0, 201);
    let before = peak(house.serving.child.id());
    let mut stream = house.begin("POST", &path, "", MIB << 20);
    for number in 0..MIB {
        let mut piece = PIECE;
        piece[..8].copy_from_slice(&number.to_be_bytes());
        stream.write_all(&piece).unwrap();
    }
    let (status, made) = answer(stream);
    assert_eq!(status, 201, "{made}");
    let made: Value = serde_json::from_str(&made).unwrap();
    let mut stream = house.begin("GET", made["items"][0]["content"].as_str().unwrap(), "", 0);
    let read = std::io::copy(&mut stream, &mut std::io::sink()).unwrap();
    assert!(read > (MIB << 20) as u64, "{read}");
    let grown = peak(house.serving.child.id()).saturating_sub(before);
    assert!(grown < 48 * 1024, "{grown} KiB more than before");
}
