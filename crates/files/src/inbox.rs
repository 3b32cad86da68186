//! Where what is being received lies until all of it is there.
//!
//! Whoever receives holds a lock on its file, so that whoever tidies up can tell what is under way
//! from what a process that died has left behind, also while several processes share the directory.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::digest::Hashing;
use crate::{Digest, Error, HEAD, Result};

/// A file younger than this may have been made a moment ago and not be locked yet.
const YOUNG: Duration = Duration::from_secs(60);
/// Where locks are not kept (some network file systems), only age tells.
const OLD: Duration = Duration::from_secs(48 * 3600);

/// A directory of what is being received.
#[derive(Debug, Clone)]
pub struct Inbox(PathBuf);

/// A content that is coming in.
#[derive(Debug)]
pub struct Receiving {
    file: File,
    path: Temporary,
    hashing: Hashing,
    size: u64,
    limit: u64,
    head: Vec<u8>,
}

/// A content that is there as a whole, safe on the disk, and not kept yet. It goes away with this
/// value.
#[derive(Debug)]
pub struct Received {
    /// Its SHA-256.
    pub digest: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// Its first bytes, [`HEAD`] at most.
    pub head: Vec<u8>,
    path: Temporary,
    /// Held for its lock.
    _file: File,
}

/// A file that is removed when nobody wants it any more.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // What cannot be removed now is found by the next sweep.
        drop(fs::remove_file(&self.0));
    }
}

impl Inbox {
    /// The inbox in this directory, which is made when missing.
    ///
    /// # Errors
    /// When the directory cannot be made.
    pub fn open(directory: &Path) -> Result<Inbox> {
        make_directory(directory).map_err(|e| Error::at(directory, &e))?;
        Ok(Inbox::at(directory))
    }

    /// The inbox in this directory, as it is there.
    pub(crate) fn at(directory: &Path) -> Inbox {
        Inbox(directory.to_owned())
    }

    /// Begins to receive at most `limit` bytes. `name` is unlike any other: hexadecimal digits of
    /// chance.
    ///
    /// # Errors
    /// [`Error::Full`], or when the directory cannot be written to.
    pub fn receive(&self, name: &str, limit: u64) -> Result<Receiving> {
        let path = self.0.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|e| Error::at(&path, &e))?;
        let path = Temporary(path);
        // Without locks the age of a file still tells; see `sweep`.
        drop(file.try_lock());
        let hashing = Hashing::default();
        Ok(Receiving { file, path, hashing, size: 0, limit, head: Vec::new() })
    }

    /// Removes what processes that died have left behind; how many files that were.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn sweep(&self, now: SystemTime) -> Result<usize> {
        let mut removed = 0;
        for entry in fs::read_dir(&self.0).map_err(|e| Error::at(&self.0, &e))? {
            let path = entry.map_err(|e| Error::at(&self.0, &e))?.path();
            match abandoned(&path, now)
                .and_then(|left| left.then(|| fs::remove_file(&path)).transpose())
            {
                Ok(done) => removed += usize::from(done.is_some()),
                // Somebody else tidied up at the same moment, or ended what was under way.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(Error::at(&path, &error)),
            }
        }
        Ok(removed)
    }
}

/// Whether nobody receives into this file any more.
fn abandoned(path: &Path, now: SystemTime) -> std::io::Result<bool> {
    let about = fs::metadata(path)?;
    let age = now.duration_since(about.modified()?).unwrap_or_default();
    if !about.is_file() || age < YOUNG {
        return Ok(false);
    }
    match File::open(path)?.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(_)) => Ok(age > OLD),
    }
}

impl Receiving {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when they are more than was allowed, [`Error::Full`] when there is no
    /// room; nothing is left then.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.size = self.size.saturating_add(more);
        if self.size > self.limit {
            return Err(Error::TooLarge(self.limit));
        }
        let wanted = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.hashing.add(bytes);
        self.file.write_all(bytes).map_err(|e| Error::at(&self.path.0, &e))
    }

    /// How much has come so far, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// All of it is there; returns when it is safe on the disk.
    ///
    /// # Errors
    /// [`Error::Full`], or when the disk fails.
    pub fn finish(self) -> Result<Received> {
        self.file.sync_all().map_err(|e| Error::at(&self.path.0, &e))?;
        Ok(Received {
            digest: self.hashing.end(),
            size: self.size,
            head: self.head,
            path: self.path,
            _file: self.file,
        })
    }
}

impl Received {
    /// Where it lies, for whoever reads it before it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path.0
    }
}

/// Makes a directory only its owner may enter.
pub(crate) fn make_directory(path: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
