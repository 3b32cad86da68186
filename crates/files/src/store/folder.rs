//! Contents in a directory of this machine, or one that several nodes share.

use std::fs::{self, File};
use std::io::{ErrorKind, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::Key;
use crate::inbox::make_directory;
use crate::{Error, Reader, Received, Result};

/// A directory of contents.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn open(directory: &Path) -> Result<Folder> {
        make_directory(directory).map_err(|e| Error::at(directory, &e))?;
        Ok(Folder::at(directory))
    }

    /// The folder at this place, as it is there.
    pub(super) fn at(directory: &Path) -> Folder {
        Folder(directory.to_owned())
    }

    /// Gives the received file a second name. Unlike a copy this costs nothing, and unlike a rename
    /// it never shows a file that is not whole.
    pub(super) fn keep(&self, key: &Key, received: &Received) -> Result<()> {
        let directory = self.0.join(key.directory());
        let path = directory.join(key.name());
        let put = || -> std::io::Result<()> {
            make_directory(&directory)?;
            match fs::hard_link(received.path(), &path) {
                Ok(()) => {}
                // The same content, kept by somebody who was faster.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) if is_elsewhere(&error) => copy(received.path(), &path)?,
                Err(error) => return Err(error),
            }
            // The name must be as safe as the bytes before anybody relies on it.
            sync_directory(&directory)?;
            sync_directory(&self.0)
        };
        put().map_err(|e| Error::at(&path, &e))
    }

    pub(super) fn size(&self, key: &Key) -> Result<Option<u64>> {
        let path = self.path(key);
        match fs::metadata(&path) {
            Ok(about) => Ok(Some(about.len())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::at(&path, &error)),
        }
    }

    pub(super) fn read(&self, key: &Key, bytes: Range<u64>) -> Result<Reader> {
        let path = self.path(key);
        let open = || -> std::io::Result<File> {
            let mut file = File::open(&path)?;
            file.seek(SeekFrom::Start(bytes.start))?;
            Ok(file)
        };
        match open() {
            Ok(file) => Ok(Reader::of_file(file, bytes.end.saturating_sub(bytes.start))),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                Err(Error::Missing(key.to_string()))
            }
            Err(error) => Err(Error::at(&path, &error)),
        }
    }

    pub(super) fn remove(&self, key: &Key) -> Result<()> {
        let path = self.path(key);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::at(&path, &error)),
            _ => Ok(()),
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.0.join(key.directory()).join(key.name())
    }
}

/// Whether the file system cannot give a second name: none of its files has two, or the inbox lies
/// on another.
fn is_elsewhere(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::CrossesDevices | ErrorKind::Unsupported | ErrorKind::PermissionDenied
    )
}

/// Copies beside the place first, so that a crash leaves no half content under its key.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let draft = to.with_extension("draft");
    fs::copy(from, &draft)?;
    File::open(&draft)?.sync_all()?;
    fs::rename(&draft, to)
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> std::io::Result<()> {
    Ok(())
}
