//! Keeping, reading and removing: the same in a folder and in a bucket.

use std::path::Path;

use files::{Digest, Error, Key, Place, Received, Store};
use tempfile::TempDir;

use crate::s3::Service;

/// A store of each kind, with what must outlive it.
fn each(test: impl Fn(&Store)) {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().join("files"));
    test(&Store::open(&place, &folder.path().join("files/incoming"), &[]).unwrap());
    let (inbox, service) = (tempfile::tempdir().unwrap(), Service::start());
    test(&service.store(inbox.path()));
    assert_eq!(service.faults(), Vec::<String>::new());
    assert_eq!(service.unfinished(), 0, "no upload in parts is left open");
}

fn receive(store: &Store, name: &str, content: &[u8]) -> Received {
    let mut receiving = store.inbox().receive(name, u64::MAX).unwrap();
    receiving.write(content).unwrap();
    receiving.finish().unwrap()
}

fn key(content: &[u8], keeping: u8) -> Key {
    Key { digest: Digest::of(content), keeping: [keeping; 16] }
}

#[test]
fn what_is_kept_comes_back_whole_and_in_part() {
    each(|store| {
        let content: Vec<u8> = (0..700_000u32).map(|n| (n * 31 % 251) as u8).collect();
        let (key, received) = (key(&content, 1), receive(store, "01", &content));
        assert_eq!(store.size(&key).unwrap(), None);
        assert!(matches!(store.read(&key, 0..1), Err(Error::Missing(_))));
        store.keep(&key, &received).unwrap();
        store.keep(&key, &received).unwrap();
        drop(received);
        assert_eq!(store.size(&key).unwrap(), Some(700_000));
        let whole = store.read(&key, 0..700_000).unwrap();
        assert_eq!(whole.digest().unwrap(), key.digest);
        for range in [0..1, 5..10, 699_999..700_000, 250_000..600_000] {
            let part = store.read(&key, range.clone()).unwrap().whole(1_000_000).unwrap();
            assert_eq!(part, content[range.start as usize..range.end as usize], "{range:?}");
        }
        assert!(matches!(
            store.read(&key, 0..700_000).unwrap().whole(1000),
            Err(Error::TooLarge(1000))
        ));
    });
}

#[test]
fn a_large_content_goes_in_parts() {
    each(|store| {
        let content: Vec<u8> = (0..20_000_000u32).map(|n| (n / 7 % 253) as u8).collect();
        let (key, received) = (key(&content, 1), receive(store, "01", &content));
        store.keep(&key, &received).unwrap();
        assert_eq!(store.size(&key).unwrap(), Some(20_000_000));
        assert_eq!(store.read(&key, 0..20_000_000).unwrap().digest().unwrap(), key.digest);
    });
}

#[test]
fn who_reads_reads_on_when_it_is_removed() {
    each(|store| {
        let content = vec![7; 600_000];
        let (key, received) = (key(&content, 1), receive(store, "01", &content));
        store.keep(&key, &received).unwrap();
        let mut reader = store.read(&key, 0..600_000).unwrap();
        let first = reader.piece().unwrap().unwrap().len();
        store.remove(&key).unwrap();
        store.remove(&key).unwrap();
        assert_eq!(store.size(&key).unwrap(), None);
        assert_eq!(reader.whole(600_000).unwrap().len(), 600_000 - first);
    });
}

#[test]
fn removing_one_keeping_leaves_another_of_the_same_content() {
    each(|store| {
        let (old, new) = (key(b"the same", 1), key(b"the same", 2));
        let received = receive(store, "01", b"the same");
        store.keep(&old, &received).unwrap();
        store.keep(&new, &received).unwrap();
        store.remove(&old).unwrap();
        assert_eq!(store.size(&new).unwrap(), Some(8));
    });
}

#[test]
fn what_is_shorter_than_it_should_be_is_an_error_and_no_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Place::Folder(folder.path().into()), &inbox_of(&folder), &[]).unwrap();
    let (key, received) = (key(b"content", 1), receive(&store, "01", b"content"));
    store.keep(&key, &received).unwrap();
    std::fs::write(folder.path().join(key.directory()).join(key.name()), b"cont").unwrap();
    assert!(store.read(&key, 0..7).unwrap().whole(100).is_err());
}

fn inbox_of(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("incoming")
}

#[test]
fn an_inbox_on_another_file_system_is_no_matter() {
    let (folder, memory) = (tempfile::tempdir().unwrap(), Path::new("/dev/shm"));
    if !memory.is_dir() {
        return;
    }
    let elsewhere = tempfile::tempdir_in(memory).unwrap();
    let store = Store::open(&Place::Folder(folder.path().into()), elsewhere.path(), &[]).unwrap();
    let (key, received) = (key(b"content", 1), receive(&store, "01", b"content"));
    store.keep(&key, &received).unwrap();
    store.keep(&key, &received).unwrap();
    assert_eq!(store.read(&key, 0..7).unwrap().whole(100).unwrap(), b"content");
}

#[test]
fn a_service_that_refuses_is_told_with_what_it_says() {
    let (inbox, service) = (tempfile::tempdir().unwrap(), Service::start());
    let store = service.store(inbox.path());
    service.refuse_everything();
    let received = receive(&store, "01", b"content");
    let error = store.keep(&key(b"content", 1), &received).unwrap_err();
    assert!(matches!(&error, Error::Unusable(text) if text.contains("AccessDenied")), "{error}");
    assert!(received.path().exists(), "it can be tried again");
}
