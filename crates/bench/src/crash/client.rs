//! Somebody who opens incidents and works them, and writes down every acknowledgement.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use db::Chance;
use serde_json::{Value, json};

use super::again::Request;
use super::ledger::{Deed, Ledger, Opened};
use crate::http::Client;
use crate::stopwatch::pause;

/// How a client behaves.
#[derive(Clone, Copy)]
pub(crate) struct Manners<'m> {
    /// The run it works in.
    pub(crate) run: u32,
    /// What it shows.
    pub(crate) token: &'m str,
    /// Where the program listens.
    pub(crate) address: SocketAddr,
    /// Set when it shall end.
    pub(crate) stop: &'m AtomicBool,
    /// Whether it goes on after a request that failed, because the program lives on.
    pub(crate) stubborn: bool,
}

/// The title every incident of a run begins with.
pub(crate) fn titles_of(run: u32) -> String {
    format!("crash {run:05} ")
}

/// A verb of the life every incident is led through.
struct Stage {
    verb: &'static str,
    method: &'static str,
    path: &'static str,
    /// The field that takes the mark, if one does.
    mark: Option<&'static str>,
    /// What else is sent.
    fixed: &'static [(&'static str, &'static str)],
}

const fn stage(
    verb: &'static str,
    method: &'static str,
    path: &'static str,
    mark: Option<&'static str>,
) -> Stage {
    Stage { verb, method, path, mark, fixed: &[] }
}

/// The life; a client leaves it at a random place for the next incident.
const LIFE: &[Stage] = &[
    stage("comment", "POST", "comments", Some("body")),
    stage("start", "POST", "work", None),
    stage("work_note", "POST", "notes", Some("body")),
    Stage { fixed: &[("reason", "supplier")], ..stage("hold", "POST", "hold", Some("note")) },
    stage("resume", "DELETE", "hold", None),
    Stage { fixed: &[("code", "fixed")], ..stage("resolve", "POST", "resolution", Some("notes")) },
    stage("reopen", "DELETE", "resolution", Some("reason")),
    stage("comment", "POST", "comments", Some("body")),
    stage("cancel", "POST", "cancellation", Some("reason")),
];

/// What became of a request.
enum Told {
    /// It was done, and this was answered.
    Done(Value),
    /// Nobody knows whether it was done.
    Nothing,
}

/// Works until told to stop or, unless stubborn, until the program no longer answers.
pub(crate) fn work(manners: Manners<'_>, client: u8, seed: u64) -> Result<Ledger> {
    let chance = Chance::seeded(seed);
    let mut http = Client::with_token(manners.address, manners.token);
    let mut ledger = Ledger::default();
    for place in 0u32.. {
        if manners.stop.load(Ordering::Relaxed) {
            break;
        }
        let title = format!("{}client {client} incident {place}", titles_of(manners.run));
        if !lead(&mut http, manners, &chance, title, &mut ledger)? {
            if !manners.stubborn {
                break;
            }
            pause(Duration::from_millis(20));
        }
    }
    Ok(ledger)
}

/// Opens an incident and leads it through some of its life; false when an answer did not come.
fn lead(
    http: &mut Client,
    manners: Manners<'_>,
    chance: &Chance,
    title: String,
    ledger: &mut Ledger,
) -> Result<bool> {
    let body =
        json!({ "title": title, "description": "Made to be lost.", "impact": 2, "urgency": 3 });
    let path = "/api/v1/incidents".to_owned();
    let request = Request { method: "POST", path, body, key: title.replace(' ', "-") };
    let Told::Done(answer) = ask(http, manners, &request)? else {
        let unanswered = Some(request);
        ledger.opened.push(Opened { title, number: None, unanswered, certain: false });
        return Ok(false);
    };
    let number = answer
        .get("number")
        .and_then(Value::as_str)
        .context("a create without a number")?
        .to_owned();
    let (named, known) = (title.clone(), Some(number.clone()));
    ledger.opened.push(Opened { title: named, number: known, unanswered: None, certain: true });
    let stages = usize::try_from(chance.below(u64::try_from(LIFE.len())? + 1))?;
    for (place, stage) in LIFE.iter().take(stages).enumerate() {
        let mark = stage.mark.map(|_| format!("{title} stage {place}"));
        let fixed = stage.fixed.iter().map(|(field, text)| ((*field).to_owned(), json!(text)));
        let marked =
            stage.mark.zip(mark.as_ref()).map(|(field, mark)| (field.to_owned(), json!(mark)));
        let body = Value::Object(fixed.chain(marked).collect());
        let path = format!("/api/v1/incidents/{number}/{}", stage.path);
        let key = format!("{}-stage-{place}", title.replace(' ', "-"));
        let request = Request { method: stage.method, path, body, key };
        let acknowledged = matches!(ask(http, manners, &request)?, Told::Done(_));
        let unanswered = (!acknowledged).then_some(request);
        let (number, verb) = (number.clone(), stage.verb);
        ledger.deeds.push(Deed { number, verb, mark, acknowledged, unanswered });
        if !acknowledged {
            return Ok(false);
        }
    }
    Ok(true)
}

/// One request. A refusal is an error: nothing here asks for what is not allowed. A failure is no
/// answer when the database is what was killed, and an error when the program answers with one while
/// its file is there.
fn ask(http: &mut Client, manners: Manners<'_>, request: &Request) -> Result<Told> {
    let Request { method, path, .. } = request;
    match request.send(http) {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(Told::Done(answer.json())),
        Ok(answer) if manners.stubborn && answer.status >= 500 => Ok(Told::Nothing),
        Ok(answer) => bail!("{method} {path} was answered {}: {}", answer.status, answer.json()),
        Err(_) => Ok(Told::Nothing),
    }
}
