//! Contents in a bucket of an S3 service.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::path::Path;
use object_store::{
    ClientOptions, GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload,
    RetryConfig,
};
use tokio::runtime::Runtime;

use super::Key;
use crate::{Error, Reader, Received, Result};

/// What is sent in one request; a larger content goes in several. S3 takes no parts under 5 MiB but
/// the last, and no more than 10,000.
const PART: usize = 8 * 1024 * 1024;
/// How long the service may take to take a connection, and to say anything.
const CONNECT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(30);
/// How often and how long a request is repeated that the service could not answer.
const RETRIES: usize = 4;
const RETRYING: Duration = Duration::from_secs(30);

/// A bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    client: AmazonS3,
    prefix: Path,
    runtime: Own,
}

/// The client's own thread; clones share it.
#[derive(Debug, Clone)]
struct Own(Arc<Background>);

#[derive(Debug)]
struct Background(Option<Runtime>);

impl Drop for Background {
    fn drop(&mut self) {
        // The last owner may be an asynchronous task, in which nothing may wait for threads to end.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Own {
    fn start() -> Result<Own> {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("bucket").enable_all();
        let runtime = builder.build().map_err(|e| Error::Unusable(e.to_string()))?;
        Ok(Own(Arc::new(Background(Some(runtime)))))
    }

    /// Waits for what the client does. On a thread that may block.
    fn wait<T>(&self, what: impl Future<Output = object_store::Result<T>>) -> Result<T> {
        let runtime = self.0.0.as_ref();
        let runtime = runtime.ok_or_else(|| Error::Unusable("the client has ended".to_owned()))?;
        runtime.block_on(what).map_err(told)
    }
}

impl Bucket {
    pub(super) fn open(
        bucket: &str,
        prefix: &str,
        environment: &[(String, String)],
    ) -> Result<Bucket> {
        // Another part of the program may have chosen one already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut builder = AmazonS3Builder::new();
        for (name, value) in environment.iter().filter(|(name, _)| name.starts_with("AWS_")) {
            if let Ok(key) = name.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
                builder = builder.with_config(key, value);
            }
        }
        let http =
            environment.iter().any(|(name, told)| name == "AWS_ALLOW_HTTP" && told == "true");
        let client = builder
            .with_bucket_name(bucket)
            .with_client_options(
                ClientOptions::new()
                    .with_allow_http(http)
                    .with_connect_timeout(CONNECT)
                    .with_read_timeout(SILENCE)
                    // A large content may take long, as long as bytes keep coming.
                    .with_timeout_disabled(),
            )
            // Every service knows the single one.
            .with_disable_bulk_delete(true)
            .with_retry(RetryConfig {
                max_retries: RETRIES,
                retry_timeout: RETRYING,
                ..RetryConfig::default()
            })
            .build()
            .map_err(told)?;
        Ok(Bucket { client, prefix: Path::from(prefix), runtime: Own::start()? })
    }

    pub(super) fn keep(&self, key: &Key, received: &Received) -> Result<()> {
        let path = self.path(key);
        let failed = |e: std::io::Error| Error::at(received.path(), &e);
        let mut file = File::open(received.path()).map_err(failed)?;
        let mut next = || part(&mut file).map_err(failed);
        let first = next()?;
        if u64::try_from(first.len()).unwrap_or(u64::MAX) == received.size {
            return self.runtime.wait(self.client.put(&path, PutPayload::from(first))).map(drop);
        }
        let mut upload = self.runtime.wait(self.client.put_multipart(&path))?;
        let sent = self.send(&mut *upload, first, &mut next);
        if sent.is_err() {
            // Parts of an upload given up cost money until they are removed.
            drop(self.runtime.wait(upload.abort()));
        }
        sent
    }

    /// One part after the other: no more than one is in memory.
    fn send(
        &self,
        upload: &mut dyn MultipartUpload,
        first: Bytes,
        next: &mut impl FnMut() -> Result<Bytes>,
    ) -> Result<()> {
        let mut part = first;
        while !part.is_empty() {
            self.runtime.wait(upload.put_part(PutPayload::from(part)))?;
            part = next()?;
        }
        self.runtime.wait(upload.complete()).map(drop)
    }

    pub(super) fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self.runtime.wait(self.client.head(&self.path(key))) {
            Ok(about) => Ok(Some(about.size)),
            Err(Error::Missing(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) fn read(&self, key: &Key, bytes: Range<u64>) -> Result<Reader> {
        let length = bytes.end.saturating_sub(bytes.start);
        let options = GetOptions { range: Some(GetRange::Bounded(bytes)), ..GetOptions::default() };
        let found = self.runtime.wait(self.client.get_opts(&self.path(key), options))?;
        let pieces = found.into_stream();
        Ok(Reader::of_stream(Stream { pieces, runtime: self.runtime.clone() }, length))
    }

    pub(super) fn remove(&self, key: &Key) -> Result<()> {
        match self.runtime.wait(self.client.delete(&self.path(key))) {
            Err(Error::Missing(_)) => Ok(()),
            done => done,
        }
    }

    fn path(&self, key: &Key) -> Path {
        self.prefix.clone().join(key.directory()).join(key.name())
    }
}

/// A content on its way from the bucket.
pub(crate) struct Stream {
    pieces: BoxStream<'static, object_store::Result<Bytes>>,
    runtime: Own,
}

impl Stream {
    /// The next piece; nothing at the end.
    pub(crate) fn piece(&mut self) -> Result<Option<Bytes>> {
        let pieces = &mut self.pieces;
        self.runtime.wait(async { pieces.next().await.transpose() })
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}

/// The next part of a file; empty at its end.
fn part(file: &mut File) -> std::io::Result<Bytes> {
    let mut part = Vec::with_capacity(PART);
    let most = u64::try_from(PART).unwrap_or(u64::MAX);
    file.take(most).read_to_end(&mut part)?;
    Ok(part.into())
}

fn told(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { path, .. } => Error::Missing(path),
        other => Error::Unusable(other.to_string()),
    }
}
