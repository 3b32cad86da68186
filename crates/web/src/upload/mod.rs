//! Files on their way in: large, slow, and from whoever may send them.
//!
//! A body of files is read piece by piece and written to the disk as it comes; no more than a piece
//! of it is in memory. It has patience of its own: as long as bytes keep coming, within an hour.

#[cfg(test)]
mod fuzzed;
mod intake;
mod multipart;
mod part;
mod small;
mod source;

use axum::http::Method;

pub(crate) use intake::{Intake, Taken};
pub(crate) use small::{SmallFile, whole};
pub(crate) use source::{Opened, Parcel, drain_body};

/// Whether a request brings files: every kind of record takes them below its number.
pub(crate) fn is_upload(method: &Method, path: &str) -> bool {
    *method == Method::POST && path.ends_with("/files")
}
