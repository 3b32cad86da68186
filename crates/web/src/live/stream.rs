//! The body of a stream: polled by its connection, without a task of its own.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use http_body::Frame;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep};

use super::frame;
use super::guest::Ending;
use super::hub::{Joined, Place};

/// How often there is a sign of life: proxies give silent connections up after half a minute.
const BEAT: Duration = Duration::from_secs(15);

/// A piece of what happened before the reader joined.
pub(super) enum Early {
    /// Some of it.
    Piece(Bytes),
    /// That was all of it. Without this word the rest could not be read, and the stream must end:
    /// what comes live would otherwise move the reader's position past what they missed.
    Whole,
}

/// What is sent over one connection.
pub(super) struct EventStream {
    opening: Option<Bytes>,
    /// What happened before the reader joined, while it is being read.
    early: Option<mpsc::Receiver<Early>>,
    live: mpsc::Receiver<Vec<Bytes>>,
    /// Frames of a batch that was taken, not yet sent.
    taken: std::vec::IntoIter<Bytes>,
    ending: Arc<OnceLock<Ending>>,
    place: Option<Place>,
    beat: Pin<Box<Sleep>>,
}

impl EventStream {
    pub(super) fn new(
        opening: Bytes,
        joined: Joined,
        early: Option<mpsc::Receiver<Early>>,
    ) -> Self {
        EventStream {
            opening: Some(opening),
            early,
            live: joined.live,
            taken: Vec::new().into_iter(),
            ending: joined.ending,
            place: Some(joined.place),
            beat: Box::pin(sleep(BEAT)),
        }
    }

    /// The next bytes; nothing when the stream is over.
    fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Some(opening) = self.opening.take() {
            return Poll::Ready(Some(opening));
        }
        if let Some(early) = &mut self.early {
            match early.poll_recv(cx) {
                Poll::Ready(Some(Early::Piece(bytes))) => return Poll::Ready(Some(bytes)),
                Poll::Ready(Some(Early::Whole)) => self.early = None,
                Poll::Ready(None) => return Poll::Ready(self.farewell()),
                Poll::Pending => return self.poll_beat(cx, false),
            }
        }
        if let Some(bytes) = self.taken.next() {
            return Poll::Ready(Some(bytes));
        }
        match self.live.poll_recv(cx) {
            Poll::Ready(Some(frames)) => {
                self.taken = frames.into_iter();
                Poll::Ready(self.taken.next())
            }
            Poll::Ready(None) => Poll::Ready(self.farewell()),
            Poll::Pending => self.poll_beat(cx, true),
        }
    }

    fn poll_beat(&mut self, cx: &mut Context<'_>, is_live: bool) -> Poll<Option<Bytes>> {
        match self.beat.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => Poll::Ready(Some(self.sign_of_life(is_live))),
        }
    }

    /// The position is read before the last look at what waits: whatever lies before it has been
    /// handed over by then, so that the reader's position never runs ahead of what it was told.
    fn sign_of_life(&mut self, is_live: bool) -> Bytes {
        let Some(place) = self.place.as_ref().filter(|_| is_live) else {
            return Bytes::from_static(b":\n\n");
        };
        let position = place.told();
        match self.live.try_recv() {
            Ok(frames) => {
                self.taken = frames.into_iter();
                self.taken.next().unwrap_or_else(|| frame::beat(position))
            }
            Err(_) => frame::beat(position),
        }
    }

    /// The last words, once: why it ends, and that the reader may come back.
    fn farewell(&mut self) -> Option<Bytes> {
        self.place.take()?;
        let why = self.ending.get().copied().unwrap_or(Ending::Stopping);
        Some(frame::event("end", None, &json!({ "reason": why.code() })))
    }
}

impl HttpBody for EventStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let polled = self.poll_bytes(cx);
        if let Poll::Ready(Some(_)) = polled {
            #[expect(clippy::disallowed_methods, reason = "when the next sign of life is due")]
            let due = Instant::now() + BEAT;
            self.beat.as_mut().reset(due);
        }
        polled.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
