//! Where what lies in an archive.

use std::io::Read;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// What the archive is; the first part.
pub(crate) const KEPT: &str = "mainstay.json";
/// What has to be there; the last part.
pub(crate) const MANIFEST: &str = "manifest.json";
/// Rows of a table lie in numbered pieces below its name.
pub(crate) const ROWS: &str = "rows/";
/// Contents of files lie under their keys.
pub(crate) const FILES: &str = "files/";

/// The path of a piece of a table.
pub(crate) fn piece(table: &str, number: u64) -> String {
    format!("{ROWS}{table}/{number:06}.zst")
}

/// The table a path holds rows of.
pub(crate) fn table_of(path: &str) -> Option<&str> {
    path.strip_prefix(ROWS)?.rsplit_once('/').map(|(table, _)| table)
}

/// Reads on, and knows the SHA-256 and the length of what it has read.
pub(crate) struct Hashed<R> {
    inner: R,
    digest: Sha256,
    size: u64,
}

impl<R: Read> Hashed<R> {
    pub(crate) fn new(inner: R) -> Self {
        Hashed { inner, digest: Sha256::new(), size: 0 }
    }

    /// The digest in hexadecimal digits, and the length in bytes.
    pub(crate) fn end(self) -> (String, u64) {
        (hex(&self.digest.finalize()), self.size)
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.digest.update(buffer.get(..read).unwrap_or_default());
        self.size += u64::try_from(read).unwrap_or(0);
        Ok(read)
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A kept content as something that is read.
pub(crate) struct Content {
    reader: files::Reader,
    piece: Bytes,
}

impl Content {
    pub(crate) fn of(reader: files::Reader) -> Self {
        Content { reader, piece: Bytes::new() }
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.piece.is_empty() {
            self.piece = self.reader.piece().map_err(std::io::Error::other)?.unwrap_or_default();
        }
        let length = self.piece.len().min(buffer.len());
        let taken = self.piece.split_to(length);
        for (place, byte) in buffer.iter_mut().zip(taken.iter()) {
            *place = *byte;
        }
        Ok(length)
    }
}
