//! An archive being written: beside its name until all of it is safe on the disk.

use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::archive::Hashed;
use crate::manifest::Part;

/// What is gathered before it goes to the disk, in bytes.
const BUFFER: usize = 1 << 20;

/// An archive being written. Dropped before it is finished, it leaves nothing.
pub(crate) struct Writing {
    tar: Option<tar::Builder<BufWriter<File>>>,
    /// Whether it has its name.
    named: bool,
    draft: PathBuf,
    path: PathBuf,
    seconds: u64,
    parts: Vec<Part>,
    bytes: u64,
}

impl Writing {
    /// Begins an archive that must not be there yet; `seconds` since 1970 is when it was made.
    pub(crate) fn begin(path: &Path, seconds: u64) -> Result<Self> {
        if path.exists() {
            anyhow::bail!("{} is there already: name another file", path.display());
        }
        let mut draft = path.as_os_str().to_owned();
        draft.push(".part");
        let draft = PathBuf::from(draft);
        let file = private(&draft).with_context(|| format!("cannot write {}", draft.display()))?;
        let tar = Some(tar::Builder::new(BufWriter::with_capacity(BUFFER, file)));
        let (path, parts) = (path.to_owned(), Vec::new());
        Ok(Writing { tar, named: false, draft, path, seconds, parts, bytes: 0 })
    }

    /// The parts written so far.
    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Bytes written so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds a part that is told in JSON.
    pub(crate) fn json(&mut self, path: &str, what: &impl Serialize) -> Result<()> {
        let text = serde_json::to_vec_pretty(what)?;
        self.part(path, u64::try_from(text.len())?, text.as_slice())
    }

    /// Adds a part of a known length.
    pub(crate) fn part(&mut self, path: &str, size: u64, from: impl Read) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        let mut from = Hashed::new(from);
        let tar = self.tar.as_mut().context("the archive was finished")?;
        tar.append_data(&mut header, path, &mut from)
            .with_context(|| format!("cannot write {}", self.draft.display()))?;
        let (sha256, read) = from.end();
        anyhow::ensure!(read == size, "{path} has {read} bytes in place of {size}");
        self.bytes += size;
        self.parts.push(Part { path: path.to_owned(), size, sha256 });
        Ok(())
    }

    /// Makes it safe on the disk and gives it its name.
    pub(crate) fn finish(mut self) -> Result<()> {
        let tar = self.tar.take().context("the archive was finished")?;
        let finish = || -> std::io::Result<()> {
            let mut buffered = tar.into_inner()?;
            buffered.flush()?;
            buffered.get_ref().sync_all()?;
            give_name(&self.draft, &self.path)?;
            // A name that may not last is no backup.
            sync_directory(&self.path).inspect_err(|_| drop(fs::remove_file(&self.path)))
        };
        finish().with_context(|| format!("cannot write {}", self.path.display()))?;
        self.named = true;
        Ok(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.named {
            drop(fs::remove_file(&self.draft));
        }
    }
}

/// Unlike a rename, a link never takes the place of a file that is there; but not every file system,
/// such as those of many network disks, has links.
fn give_name(draft: &Path, path: &Path) -> std::io::Result<()> {
    match fs::hard_link(draft, path) {
        Ok(()) => {
            // Its other name is only in the way.
            let _left = fs::remove_file(draft);
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists || path.exists() => Err(error),
        Err(_) => fs::rename(draft, path),
    }
}

/// A new file that only its owner may read.
pub(crate) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> std::io::Result<()> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(directory) => File::open(directory)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn what_cannot_be_finished_leaves_nothing_and_takes_no_place() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("backup.tar");
        let mut writing = Writing::begin(&path, 0).unwrap();
        writing.part("a", 3, "abc".as_bytes()).unwrap();
        // Somebody else's file has taken the name meanwhile.
        std::fs::write(&path, "theirs").unwrap();
        assert!(writing.finish().is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "no draft");
        std::fs::remove_file(&path).unwrap();
        let writing = Writing::begin(&path, 0).unwrap();
        writing.finish().unwrap();
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "its name alone");
    }
}
