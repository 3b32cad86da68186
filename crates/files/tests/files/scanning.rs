//! A scanner that speaks the protocol of ClamAV's daemon.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;

use files::{Scanner, ScannerError, Verdict};

/// The harmless text every scanner takes for malware, in two halves: whole, it would keep this very
/// file off some machines.
const TEST_FILE: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD", "-ANTIVIRUS-TEST-FILE!$H+H*"];

fn content(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("content");
    std::fs::write(&path, bytes).unwrap();
    (place, path)
}

/// Reads what `INSTREAM` sends as the daemon does, up to `most` bytes; nothing when it is more.
fn instream(talk: &mut (impl Read + Write), most: usize) -> Option<Vec<u8>> {
    let mut command = [0; 10];
    talk.read_exact(&mut command).unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut content = Vec::new();
    loop {
        let mut length = [0; 4];
        talk.read_exact(&mut length).unwrap();
        let length = u32::from_be_bytes(length) as usize;
        if length == 0 {
            return Some(content);
        }
        if content.len() + length > most {
            return None;
        }
        let mut piece = vec![0; length];
        talk.read_exact(&mut piece).unwrap();
        content.extend(piece);
    }
}

/// Answers one content as the daemon does.
fn answer(talk: &mut (impl Read + Write)) {
    let text = match instream(talk, 1_000_000) {
        None => "INSTREAM size limit exceeded. ERROR\0",
        Some(content) if content == TEST_FILE.concat().as_bytes() => {
            "stream: Eicar-Test-Signature FOUND\0"
        }
        Some(_) => "stream: OK\0",
    };
    talk.write_all(text.as_bytes()).unwrap();
}

/// A daemon for so many contents; where it listens.
fn daemon(times: usize, answers: fn(&mut std::net::TcpStream)) -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for _ in 0..times {
            answers(&mut listener.accept().unwrap().0);
        }
    });
    address.parse().unwrap()
}

#[test]
fn malware_is_found_and_the_rest_is_clean() {
    let scanner = daemon(3, answer);
    let (_clean, path) = content(&vec![b'a'; 300_000]);
    assert_eq!(scanner.scan(&path), Ok(Verdict::Clean));
    let (_bad, path) = content(TEST_FILE.concat().as_bytes());
    assert_eq!(scanner.scan(&path), Ok(Verdict::Infected("Eicar-Test-Signature".to_owned())));
    std::fs::remove_file(&path).unwrap();
    assert!(scanner.scan(&path).is_err(), "a file that cannot be read is not clean");
}

#[test]
fn a_content_the_daemon_takes_not_is_told_so() {
    let scanner = daemon(1, answer);
    let (_place, path) = content(&vec![b'a'; 8_000_000]);
    assert_eq!(scanner.scan(&path), Err(ScannerError::TooLarge));
}

#[test]
fn silence_nonsense_and_absence_are_never_clean() {
    let (_place, path) = content(b"anything");
    let silent = daemon(1, |talk| drop(instream(talk, 1000)));
    let early = daemon(1, |_| {});
    let confused = daemon(1, |talk| {
        drop(instream(talk, 1000));
        talk.write_all(b"UNKNOWN COMMAND\0").unwrap();
    });
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string().parse::<Scanner>().unwrap()
    };
    for scanner in [silent, early, confused, nobody] {
        let refused = scanner.scan(&path).unwrap_err();
        assert!(matches!(refused, ScannerError::Failed(..)), "{refused}");
        assert!(refused.to_string().contains(&scanner.to_string()), "{refused}");
    }
}

#[cfg(unix)]
#[test]
fn a_daemon_is_reached_through_its_socket() {
    let place = tempfile::tempdir().unwrap();
    let socket = place.path().join("clamd.ctl");
    let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let serving = std::thread::spawn(move || answer(&mut listener.accept().unwrap().0));
    let scanner: Scanner = socket.to_str().unwrap().parse().unwrap();
    let (_content, path) = content(b"harmless");
    assert_eq!(scanner.scan(&path), Ok(Verdict::Clean));
    serving.join().unwrap();
}
