//! What is being received, and what a process that died leaves behind.

use std::fs::{self, FileTimes};
use std::time::{Duration, SystemTime};

use files::{Digest, Error, HEAD, Inbox};

const HOUR: Duration = Duration::from_secs(3600);

#[expect(clippy::disallowed_methods, reason = "files on a disk have the machine's time")]
fn now() -> SystemTime {
    SystemTime::now()
}

fn count(directory: &std::path::Path) -> usize {
    fs::read_dir(directory).unwrap().count()
}

#[test]
fn what_came_whole_is_known_by_its_bytes() {
    let place = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(&place.path().join("in")).unwrap();
    let content: Vec<u8> = (0..100_000u32).map(|n| (n % 251) as u8).collect();
    let mut receiving = inbox.receive("01", 100_000).unwrap();
    content.chunks(777).for_each(|piece| receiving.write(piece).unwrap());
    let received = receiving.finish().unwrap();
    assert_eq!((received.digest, received.size), (Digest::of(&content), 100_000));
    assert_eq!(received.head, content[..HEAD]);
    assert_eq!(fs::read(received.path()).unwrap(), content);
    drop(received);
    assert_eq!(count(&place.path().join("in")), 0);
}

#[test]
fn what_is_too_large_or_given_up_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(place.path()).unwrap();
    let mut receiving = inbox.receive("01", 10).unwrap();
    receiving.write(b"0123456789").unwrap();
    assert!(matches!(receiving.write(b"x"), Err(Error::TooLarge(10))));
    drop(receiving);
    let mut broken_off = inbox.receive("02", 10).unwrap();
    broken_off.write(b"012").unwrap();
    drop(broken_off);
    assert_eq!(count(place.path()), 0);
}

#[test]
fn only_what_nobody_receives_any_more_is_swept() {
    let place = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(place.path()).unwrap();
    let mut under_way = inbox.receive("01", 10).unwrap();
    under_way.write(b"012").unwrap();
    // As a process leaves it that was killed: nobody holds its lock.
    let left = place.path().join("02");
    fs::write(&left, b"half").unwrap();
    fs::create_dir(place.path().join("directory")).unwrap();
    assert_eq!(inbox.sweep(now()).unwrap(), 0, "it may have been made this moment");
    assert_eq!(inbox.sweep(now() + HOUR).unwrap(), 1);
    assert!(!left.exists());
    under_way.write(b"345").unwrap();
    let received = under_way.finish().unwrap();
    assert_eq!(inbox.sweep(now() + HOUR).unwrap(), 0, "held until it is kept");
    assert!(received.path().exists());
}

#[test]
fn a_killed_process_leaves_what_is_swept() {
    let place = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(place.path()).unwrap();
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "inbox::receives_until_it_is_killed", "--ignored"])
        .env("FILES_TEST_INBOX", place.path())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let path = place.path().join("ab");
    while fs::metadata(&path).map_or(0, |about| about.len()) == 0 {
        std::thread::yield_now();
    }
    assert_eq!(inbox.sweep(now() + HOUR).unwrap(), 0, "the other process is at it");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(inbox.sweep(now() + HOUR).unwrap(), 1);
}

/// The other process of the test above.
#[test]
#[ignore = "run by another test, and never ends by itself"]
fn receives_until_it_is_killed() {
    let Ok(place) = std::env::var("FILES_TEST_INBOX") else { return };
    let inbox = Inbox::open(place.as_ref()).unwrap();
    let mut receiving = inbox.receive("ab", u64::MAX).unwrap();
    receiving.write(b"the beginning").unwrap();
    loop {
        std::thread::park();
    }
}

#[cfg(unix)]
#[test]
fn what_is_received_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(&place.path().join("in")).unwrap();
    let receiving = inbox.receive("01", 10).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place.path().join("in")), 0o700);
    assert_eq!(mode(&place.path().join("in/01")), 0o600);
    drop(receiving);
    let old = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH);
    let left = fs::File::create(place.path().join("in/02")).unwrap();
    left.set_times(old).unwrap();
    drop(left);
    assert_eq!(inbox.sweep(now()).unwrap(), 1);
}
