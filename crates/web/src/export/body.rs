//! From a thread that may block to the body of an answer.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Bytes, HttpBody};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender};

/// Why an export did not come to its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Broken {
    /// Nobody reads it any more.
    #[error("nobody reads it any more")]
    Unread,
    /// The desk or the database failed.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// A file or a text could not be written.
    #[error("{0}")]
    Written(String),
}

/// Takes the pieces of a body, on a thread that may block.
pub(super) struct Sink(Sender<Result<Bytes, Broken>>);

impl Sink {
    pub(super) fn new(sender: Sender<Result<Bytes, Broken>>) -> Sink {
        Sink(sender)
    }

    /// Hands over a piece; waits while the reader is slow.
    pub(super) fn put(&mut self, piece: Vec<u8>) -> Result<(), Broken> {
        if piece.is_empty() {
            return Ok(());
        }
        self.0.blocking_send(Ok(Bytes::from(piece))).map_err(|_| Broken::Unread)
    }

    /// Ends the body so that its reader knows it is not whole.
    pub(super) fn break_off(self, why: Broken) {
        drop(self.0.blocking_send(Err(why)));
    }
}

/// A body whose pieces come from elsewhere.
pub(super) struct Stream(Receiver<Result<Bytes, Broken>>);

impl Stream {
    pub(super) fn new(receiver: Receiver<Result<Bytes, Broken>>) -> Stream {
        Stream(receiver)
    }
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        self.0.poll_recv(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}
