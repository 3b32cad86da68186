//! Everything an installation keeps in one archive, the same whatever engine it runs on; and an
//! installation made from an archive.
//!
//! An archive is a tar file: what it is, the rows of every table in compressed pieces, the contents
//! of files, and at the end a manifest with the SHA-256 of every part. Without its manifest, or with
//! one that does not fit, nothing is restored from it. Keys are never in it: they have a file of
//! their own, so that whoever finds an archive cannot open what the keys seal.

mod archive;
#[cfg(test)]
mod fuzzed;
mod keep;
mod keys;
mod manifest;
mod reading;
mod restore;
mod rows;
mod take;
mod writing;

pub use keep::{Keep, KeepError};
pub use keys::{restore_keys, save_keys};
pub use manifest::{Kept, Manifest};
pub use restore::{Refused, Target, inspect, restore};
pub use take::{Source, take};

/// Is told how far a long backup or restore has come: what is under way, and bytes so far.
pub type Progress<'p> = &'p dyn Fn(&str, u64);
