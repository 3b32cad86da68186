//! From a thread that may block to the body of an answer.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use http_body::Frame;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces that wait for a slow reader.
const WAITING: usize = 4;
/// How long it is waited for a reader who has stopped reading.
pub(super) const UNREAD: Duration = Duration::from_secs(60);

/// Why an export did not come to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    /// Nobody reads it any more.
    #[error("nobody reads it any more")]
    Unread,
    /// Its reader has stopped reading, and others wait.
    #[error("its reader has stopped reading")]
    Stalled,
    /// Whoever made it came to no end.
    #[error("it broke off")]
    Unfinished,
    /// The desk or the database failed.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// A file or a text could not be written.
    #[error("{0}")]
    Written(String),
}

/// A body, and what takes its pieces on a thread that may block.
pub(super) fn body(patience: Duration) -> (Sink, Stream) {
    let (sender, receiver) = channel(WAITING);
    let whole = Arc::<AtomicBool>::default();
    let stream = Stream { pieces: receiver, whole: Arc::clone(&whole), over: false };
    (Sink { pieces: sender, whole, patience }, stream)
}

/// Takes the pieces of a body.
pub(super) struct Sink {
    pieces: Sender<Bytes>,
    whole: Arc<AtomicBool>,
    patience: Duration,
}

impl Sink {
    /// Hands over a piece; waits while the reader is slow, but not for ever.
    pub(super) fn put(&mut self, piece: Vec<u8>) -> Result<(), Broken> {
        if piece.is_empty() {
            return Ok(());
        }
        let handed = async {
            tokio::time::timeout(self.patience, self.pieces.send(Bytes::from(piece))).await
        };
        match Handle::current().block_on(handed) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Broken::Unread),
            Err(_) => Err(Broken::Stalled),
        }
    }

    /// Says that this was all of it.
    pub(super) fn finish(self) {
        self.whole.store(true, Ordering::Release);
    }
}

/// A body whose pieces come from elsewhere. When they end before they are all there, its reader is
/// told that it is not whole.
pub(super) struct Stream {
    pieces: Receiver<Bytes>,
    whole: Arc<AtomicBool>,
    over: bool,
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        self.pieces.poll_recv(cx).map(|piece| match piece {
            Some(piece) => Some(Ok(Frame::data(piece))),
            None if self.over || self.whole.load(Ordering::Acquire) => None,
            None => {
                self.over = true;
                Some(Err(Broken::Unfinished))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    /// What of a body arrives, and whether it is whole.
    async fn read(stream: Stream) -> (Vec<u8>, bool) {
        let (mut stream, mut arrived) = (stream, Vec::new());
        loop {
            match stream.frame().await {
                None => return (arrived, true),
                Some(Err(_)) => return (arrived, false),
                Some(Ok(frame)) => {
                    arrived.extend_from_slice(&frame.into_data().unwrap_or_default())
                }
            }
        }
    }

    #[tokio::test]
    async fn a_body_is_whole_when_it_is_said_to_be() {
        let (mut sink, stream) = body(UNREAD);
        let writing = tokio::task::spawn_blocking(move || {
            for _ in 0..10 {
                sink.put(b"piece ".to_vec())?;
            }
            sink.finish();
            Ok::<_, Broken>(())
        });
        assert_eq!(read(stream).await, (b"piece ".repeat(10), true));
        writing.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn whoever_stops_reading_is_not_waited_for() {
        let (mut sink, stream) = body(Duration::from_millis(20));
        let writing = tokio::task::spawn_blocking(move || {
            loop {
                if let Err(broken) = sink.put(vec![1]) {
                    break broken;
                }
            }
        });
        assert!(matches!(writing.await.unwrap(), Broken::Stalled));
        assert_eq!(
            read(stream).await,
            (vec![1; WAITING], false),
            "and is told that more was to come"
        );
        let (mut sink, stream) = body(UNREAD);
        drop(stream);
        let put = tokio::task::spawn_blocking(move || sink.put(vec![1]));
        assert!(matches!(put.await.unwrap(), Err(Broken::Unread)));
    }
}
