//! Reading what is kept, piece by piece.

use std::fs::File;
use std::io::Read;

use bytes::Bytes;

use crate::store::Stream;
use crate::{Digest, Error, Result, digest::Hashing};

/// How much of a file on the disk is read at once.
const PIECE: usize = 256 * 1024;

/// A kept content, or a part of it, being read. Whoever has one reads on even when the content is
/// removed meanwhile.
#[derive(Debug)]
pub struct Reader {
    source: Source,
    /// What is still to come, in bytes.
    left: u64,
}

#[derive(Debug)]
enum Source {
    File(File),
    Bucket(Stream),
}

impl Reader {
    pub(crate) fn of_file(file: File, left: u64) -> Self {
        Reader { source: Source::File(file), left }
    }

    pub(crate) fn of_stream(stream: Stream, left: u64) -> Self {
        Reader { source: Source::Bucket(stream), left }
    }

    /// The next piece; nothing at the end. May block.
    ///
    /// # Errors
    /// When it cannot be read, or ends before it should.
    pub fn piece(&mut self) -> Result<Option<Bytes>> {
        if self.left == 0 {
            return Ok(None);
        }
        let piece = match &mut self.source {
            Source::Bucket(stream) => stream.piece()?.unwrap_or_default(),
            Source::File(file) => {
                let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
                let mut piece = vec![0; most];
                let read = file.read(&mut piece).map_err(|e| Error::Unusable(e.to_string()))?;
                piece.truncate(read);
                Bytes::from(piece)
            }
        };
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if length == 0 || length > self.left {
            return Err(Error::Unusable(
                "what is kept has another length than it should".to_owned(),
            ));
        }
        self.left -= length;
        Ok(Some(piece))
    }

    /// The rest in one piece.
    ///
    /// # Errors
    /// [`Error::TooLarge`] when it is longer than `most` bytes; as [`Reader::piece`].
    pub fn whole(mut self, most: u64) -> Result<Vec<u8>> {
        if self.left > most {
            return Err(Error::TooLarge(most));
        }
        let mut whole = Vec::with_capacity(usize::try_from(self.left).unwrap_or_default());
        while let Some(piece) = self.piece()? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    /// The digest of the rest.
    ///
    /// # Errors
    /// As [`Reader::piece`].
    pub fn digest(mut self) -> Result<Digest> {
        let mut hashing = Hashing::default();
        while let Some(piece) = self.piece()? {
            hashing.add(&piece);
        }
        Ok(hashing.end())
    }
}
