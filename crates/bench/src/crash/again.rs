//! Requests that were not answered, asked again under the same key: each is done once then, whether or
//! not it had been done before.

use std::io;

use anyhow::{Result, bail};
use serde_json::Value;

use super::ledger::Ledger;
use crate::http::{Answer, Client};

/// A request as it can be asked again.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) body: Value,
    /// The key it is asked under, which nothing else has.
    pub(crate) key: String,
}

/// What became of requests that were asked again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Again {
    /// How many were.
    pub(crate) asked: u64,
    /// How many had been done before.
    pub(crate) before: u64,
}

/// What somebody learnt who asked again.
enum Learnt {
    /// It is done, and this is the answer.
    Answer(Value),
    /// It had been done before; the answer is lost.
    Done,
}

impl Request {
    /// Asks.
    pub(crate) fn send(&self, http: &mut Client) -> io::Result<Answer> {
        http.send_under(&self.key, self.method, &self.path, &self.body)
    }

    /// Asks until it is known that it was done.
    fn settle(&self, http: &mut Client, again: &mut Again) -> Result<Learnt> {
        again.asked += 1;
        let answer = self.send(http)?;
        let body = answer.json();
        let code = body.get("code").and_then(Value::as_str);
        match (answer.status, code) {
            (200..=299, _) => {
                again.before += u64::from(answer.replayed);
                Ok(Learnt::Answer(body))
            }
            (409, Some("idempotency-unanswered")) => {
                again.before += 1;
                Ok(Learnt::Done)
            }
            (status, _) => bail!("{} {} asked again: {status}: {body}", self.method, self.path),
        }
    }
}

/// Asks again for all that was not answered. From then on all of it must be there.
pub(crate) fn ask_again(http: &mut Client, ledger: &mut Ledger) -> Result<Again> {
    let mut again = Again::default();
    for opened in &mut ledger.opened {
        let Some(request) = opened.unanswered.take() else { continue };
        if let Learnt::Answer(body) = request.settle(http, &mut again)? {
            opened.number = body.get("number").and_then(Value::as_str).map(str::to_owned);
        }
        opened.certain = true;
    }
    for deed in &mut ledger.deeds {
        let Some(request) = deed.unanswered.take() else { continue };
        request.settle(http, &mut again)?;
        deed.acknowledged = true;
    }
    Ok(again)
}
