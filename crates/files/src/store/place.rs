//! Naming a place where contents are kept.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// A place where contents are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A directory.
    Folder(PathBuf),
    /// A bucket of an S3 service; who may use it and where the service is stands in the
    /// environment, under the names the AWS command line uses.
    Bucket {
        /// The bucket's name.
        bucket: String,
        /// What the names in it begin with; empty for nothing.
        prefix: String,
    },
}

/// Text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("name a directory, or a bucket as s3://BUCKET/PREFIX")]
pub struct PlaceError;

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let Some(rest) = text.strip_prefix("s3://") else {
            let is_directory = !text.trim().is_empty() && !text.contains("://");
            return if is_directory { Ok(Place::Folder(text.into())) } else { Err(PlaceError) };
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let whole = |part: &str| {
            !part.is_empty() && part.chars().all(plain) && !part.chars().all(|c| c == '.')
        };
        if !whole(bucket) || !(prefix.is_empty() || prefix.split('/').all(whole)) {
            return Err(PlaceError);
        }
        Ok(Place::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Folder(directory) => write!(f, "{}", directory.display()),
            Place::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_or_a_bucket_is_named() {
        assert_eq!("/var/files".parse(), Ok(Place::Folder("/var/files".into())));
        let bucket = |bucket: &str, prefix: &str| {
            Ok(Place::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() })
        };
        assert_eq!("s3://desk".parse(), bucket("desk", ""));
        assert_eq!("s3://desk/a/b/".parse(), bucket("desk", "a/b"));
        for bad in ["", " ", "s3://", "s3:///x", "s3://b/../c", "s3://b//c", "s3://b c", "gs://b"] {
            assert_eq!(bad.parse::<Place>(), Err(PlaceError), "{bad}");
        }
    }
}
