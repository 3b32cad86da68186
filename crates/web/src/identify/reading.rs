//! What was opened of restricted records is written down before it is told.

use std::sync::{Mutex, PoisonError};

use axum::http::{Method, Uri};
use desk::access::{Agent, Opened, write_down};
use desk::{Context, Result};
use tokio::sync::oneshot;

use crate::site::Site;

/// Somebody whose answer waits until what it tells has been written down.
struct Waiting {
    ctx: Context,
    opened: Vec<Opened>,
    way: String,
    done: oneshot::Sender<Result<()>>,
}

/// Writes reads down, those that come together in one transaction: all of a day stand in one chain,
/// and writing them one by one they would keep running into each other.
#[derive(Default)]
pub(crate) struct Reading {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

/// Writes down which restricted records somebody was let in to while their request was worked on;
/// returns after the commit. Only then may the answer leave. What stands after the `?` is left out:
/// filters hold names of people.
///
/// # Errors
/// When it cannot be written: then nothing may be told.
pub(crate) async fn written_down(
    site: &Site,
    ctx: &Context,
    agent: &Agent,
    method: &Method,
    uri: &Uri,
) -> Result<()> {
    let opened = agent.reads.take();
    if opened.is_empty() {
        return Ok(());
    }
    let way = format!("{method} {}", uri.path());
    loop {
        let (done, mut heard) = oneshot::channel();
        let own = Waiting { ctx: ctx.clone(), opened: opened.clone(), way: way.clone(), done };
        site.reading().enter(own);
        let turn = site.reading().turn.lock().await;
        if let Ok(outcome) = heard.try_recv() {
            return outcome;
        }
        let all = site.reading().leave();
        write(site, all).await;
        drop(turn);
        // Whoever wrote may have gone away in the middle of it; then it is written again.
        if let Ok(outcome) = heard.try_recv() {
            return outcome;
        }
    }
}

async fn write(site: &Site, all: Vec<Waiting>) {
    type Line = (Context, Vec<Opened>, String);
    let lines: Vec<Line> =
        all.iter().map(|one| (one.ctx.clone(), one.opened.clone(), one.way.clone())).collect();
    let outcome = site
        .write(move |tx| {
            lines.iter().try_for_each(|(ctx, opened, way)| write_down(tx, ctx, opened, way))
        })
        .await;
    for one in all {
        // Nobody may wait for it any more.
        drop(one.done.send(outcome.clone()));
    }
}

impl Reading {
    fn enter(&self, one: Waiting) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    }

    fn leave(&self) -> Vec<Waiting> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
