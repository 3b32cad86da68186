//! Hands what happened to everybody who may hear of it.

use axum::body::Bytes;
use desk::feed::{Batch, Seen, Sight, Step, told};
use serde_json::json;
use tokio::sync::mpsc::error::TrySendError;

use super::frame;
use super::guest::{Ending, Listener, Wants};
use super::hub::Hub;
use super::item;
use crate::work::Names;

/// Numbers of changed records told to a list at most; it looks again whatever they are.
const NUMBERS: usize = 50;

/// Entries on their way to everybody, written down once for all who see as far.
pub(super) struct News<'a> {
    steps: &'a [Step],
    names: &'a Names,
    inside: Vec<Option<Bytes>>,
    outside: Vec<Option<Bytes>>,
}

impl Hub {
    /// Hands a batch to everybody who listens, and moves on to its end.
    pub(super) fn publish(&self, batch: &Batch, names: &Names) {
        let mut state = self.state();
        let mut news = News::of(&batch.steps, names);
        let mut gone = Vec::new();
        for (number, listener) in &state.listeners {
            let (guest, from) = (&listener.guest, listener.from);
            let frames = news.for_reader((&guest.sight, &guest.wants), from, batch.last);
            if !frames.is_empty() && !send(listener, frames) {
                gone.push(*number);
            }
        }
        for number in gone {
            if let Some(listener) = state.listeners.remove(&number) {
                listener.end(Ending::Slow);
            }
        }
        self.move_to(&mut state, batch.last);
    }
}

/// Whether there was room.
pub(super) fn send(listener: &Listener, frames: Vec<Bytes>) -> bool {
    match listener.out.try_send(frames) {
        Ok(()) => true,
        // Whoever has gone gives the place up by itself.
        Err(TrySendError::Closed(_)) => true,
        Err(TrySendError::Full(_)) => false,
    }
}

impl<'a> News<'a> {
    pub(super) fn of(steps: &'a [Step], names: &'a Names) -> Self {
        let (inside, outside) = (vec![None; steps.len()], vec![None; steps.len()]);
        News { steps, names, inside, outside }
    }

    /// What somebody hears of it who has everything up to `from`.
    pub(super) fn for_reader(
        &mut self,
        (sight, wants): (&Sight, &Wants),
        from: i64,
        last: i64,
    ) -> Vec<Bytes> {
        match wants {
            Wants::Entries(kind) => self.entries(sight, *kind, from),
            Wants::Page { .. } => {
                let steps = self
                    .steps
                    .iter()
                    .filter(|step| step.position > from && told(step, sight).is_some());
                page(wants, steps, last).into_iter().collect()
            }
        }
    }

    fn entries(&mut self, sight: &Sight, kind: Option<&'static str>, from: i64) -> Vec<Bytes> {
        let mut frames = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            if step.position <= from || kind.is_some_and(|kind| kind != step.kind.code) {
                continue;
            }
            let Some(told) = told(step, sight) else { continue };
            let write = || {
                let item = item::item(step, &told, self.names);
                frame::event("entry", Some(step.position), &item)
            };
            let written = match told.seen {
                Seen::Inside => self.inside.get_mut(place),
                _ => self.outside.get_mut(place),
            };
            // What is said of other records differs from reader to reader.
            let frame = match written.filter(|_| step.ties.is_empty()) {
                Some(written) => written.get_or_insert_with(write).clone(),
                None => write(),
            };
            frames.push(frame);
        }
        frames
    }
}

/// That something happened to what a page shows; nothing where nothing did.
fn page<'a>(wants: &Wants, steps: impl Iterator<Item = &'a Step>, last: i64) -> Option<Bytes> {
    let Wants::Page { record, list } = wants else { return None };
    let (mut shown, mut listed) = (Vec::new(), Vec::new());
    for step in steps {
        if *record == Some(step.record.heading.id) {
            shown.push(json!({ "seq": step.seq, "verb": step.verb }));
        }
        let number = step.record.heading.number.as_str();
        if *list == Some(step.kind.code) && listed.len() < NUMBERS && !listed.contains(&number) {
            listed.push(number);
        }
    }
    let some = !shown.is_empty() || !listed.is_empty();
    some.then(|| frame::event("change", Some(last), &json!({ "record": shown, "list": listed })))
}
