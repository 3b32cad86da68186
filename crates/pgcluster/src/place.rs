//! Where a cluster's directory lies.

use std::path::PathBuf;

use crate::settings::Settings;

/// Files in memory, on Linux.
const MEMORY: &str = "/dev/shm";
/// Bytes that must be free there: what a run of all tests has at one time, several times over.
const ROOM: u64 = 4 << 30;

/// Memory for a cluster that is worthless after a crash, where there is plenty; else where temporary
/// files go.
///
/// Each test has a database of its own, of some hundred files. On a disk's file system making and
/// removing them cost a fifth of the time of a run of tests, nearly all of it in looking for free inodes.
pub(crate) fn place_for(settings: &Settings) -> PathBuf {
    let has_room = || {
        let there = rustix::fs::statvfs(MEMORY).ok()?;
        let free = there.f_bavail.checked_mul(there.f_frsize)?;
        (free >= ROOM && writable()).then(|| PathBuf::from(MEMORY))
    };
    let in_memory = (!settings.is_durable()).then(has_room).flatten();
    in_memory.unwrap_or_else(std::env::temp_dir)
}

fn writable() -> bool {
    rustix::fs::access(MEMORY, rustix::fs::Access::WRITE_OK).is_ok()
}
