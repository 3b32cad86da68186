//! Where contents are kept: a folder, or a bucket of an S3 service.

mod bucket;
mod folder;
mod key;
mod place;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

pub(crate) use bucket::Stream;
pub use key::{Key, KeyError};
pub use place::{Place, PlaceError};

use crate::{Inbox, Reader, Received, Result};
use bucket::Bucket;
use folder::Folder;

/// Where contents are kept, with the inbox before it; clones share it.
#[derive(Debug, Clone)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    inbox: Inbox,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Folder(Folder),
    Bucket(Bucket),
}

impl Store {
    /// Opens the place, and makes its directory when missing. What is being received lies in
    /// `inbox`, best on the same file system. Of the `environment` a bucket's client reads keys,
    /// region and address of the service: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
    /// `AWS_REGION`, `AWS_ENDPOINT` and the others the AWS command line knows.
    ///
    /// # Errors
    /// When the directory cannot be made, or the bucket's settings are incomplete.
    pub fn open(place: &Place, inbox: &Path, environment: &[(String, String)]) -> Result<Store> {
        let kept = match place {
            Place::Folder(directory) => Kept::Folder(Folder::open(directory)?),
            Place::Bucket { bucket, prefix } => {
                Kept::Bucket(Bucket::open(bucket, prefix, environment)?)
            }
        };
        Ok(Store(Arc::new(Inner { inbox: Inbox::open(inbox)?, kept })))
    }

    /// As [`Store::open`], to read what is there: no directory is made, and nothing can be received
    /// unless they are there.
    ///
    /// # Errors
    /// When the bucket's settings are incomplete.
    pub fn to_read(place: &Place, inbox: &Path, environment: &[(String, String)]) -> Result<Store> {
        let kept = match place {
            Place::Folder(directory) => Kept::Folder(Folder::at(directory)),
            Place::Bucket { bucket, prefix } => {
                Kept::Bucket(Bucket::open(bucket, prefix, environment)?)
            }
        };
        Ok(Store(Arc::new(Inner { inbox: Inbox::at(inbox), kept })))
    }

    /// Where what is being received lies.
    #[must_use]
    pub fn inbox(&self) -> &Inbox {
        &self.0.inbox
    }

    /// Keeps what was received under a key; returns when it is durably there. What was received
    /// stays as it is, so that it can be kept under another key too. A second time does no harm.
    ///
    /// # Errors
    /// When there is no room, or the place cannot be written to.
    pub fn keep(&self, key: &Key, received: &Received) -> Result<()> {
        match &self.0.kept {
            Kept::Folder(folder) => folder.keep(key, received),
            Kept::Bucket(bucket) => bucket.keep(key, received),
        }
    }

    /// The length of what is kept under a key, in bytes; nothing when nothing is.
    ///
    /// # Errors
    /// When the place cannot be asked.
    pub fn size(&self, key: &Key) -> Result<Option<u64>> {
        match &self.0.kept {
            Kept::Folder(folder) => folder.size(key),
            Kept::Bucket(bucket) => bucket.size(key),
        }
    }

    /// Reads these bytes of what is kept under a key.
    ///
    /// # Errors
    /// [`crate::Error::Missing`] when nothing is kept there; when the place cannot be read.
    pub fn read(&self, key: &Key, bytes: Range<u64>) -> Result<Reader> {
        match &self.0.kept {
            Kept::Folder(folder) => folder.read(key, bytes),
            Kept::Bucket(bucket) => bucket.read(key, bytes),
        }
    }

    /// Removes what is kept under a key, if anything is.
    ///
    /// # Errors
    /// When the place cannot be written to.
    pub fn remove(&self, key: &Key) -> Result<()> {
        match &self.0.kept {
            Kept::Folder(folder) => folder.remove(key),
            Kept::Bucket(bucket) => bucket.remove(key),
        }
    }
}
