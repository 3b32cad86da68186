//! Opening a stream.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::Response;
use db::Id;
use desk::access::Agent;
use desk::feed::{Follow, Sight, Step, follow, head};
use desk::history::{Part, history_seen_by};
use desk::{Error, Record, find_heading, headings, notification};
use serde_json::json;
use tokio::sync::mpsc;

use super::asked::{Asked, last_event};
use super::guest::{Guest, Wants};
use super::hub::Joined;
use super::publish::News;
use super::stream::{Early, EventStream};
use super::{frame, item};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::{Caller, Member};
use crate::inbox;
use crate::openapi::{Operation, Parameter, Schema};
use crate::site::Site;

/// Entries read at once for somebody who comes back.
const AT_ONCE: usize = 200;
/// Pieces of the past that wait for a reader.
const PIECES: usize = 4;
/// The last entries of a record that are looked through for what its reader has not seen.
const LATEST: Part = Part { before: None, limit: 50 };

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let operation = Operation::new(
        Method::GET,
        "/api/v1/events/stream",
        "streamEvents",
        Needs::SignedIn,
    )
    .summary("What happens from now on, as server-sent events")
    .tag("Events")
    .parameter(Parameter::query("after", "A position to go on from.", Schema::number()))
    .parameter(Parameter::query("kind", "Only records of this kind.", Schema::text()))
    .parameter(Parameter::header(
        "Last-Event-ID",
        "The `id` of the last event received; goes before `after`.",
        Schema::number(),
    ))
    .reply(
        200,
        "`text/event-stream`: an event `entry` for each entry, its data a FeedItem and its id the position; `end` before the stream closes, with the reason.",
        None,
    );
    endpoints.api(operation, for_programs).page(Method::GET, "/events", Needs::SignedIn, for_pages);
}

async fn for_programs(
    State(site): State<Site>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let asked = Asked::parse(query.as_deref(), &["after", "kind"])?;
    let guest = Guest {
        person: caller.agent.person,
        proof: caller.proof,
        sight: Sight::of(&caller.agent, &site.kinds()),
        wants: Wants::Entries(asked.kind(&site.kinds())?),
        bell: None,
        after: last_event(&headers).or(asked.after()?),
    };
    let reader = (guest.sight.clone(), guest.wants.clone());
    let joined = site.live().join(&site, guest).await?;
    if joined.is_ahead {
        return Err(Failure::query("after", "ahead"));
    }
    Ok(answer(&site, opening(&site, &joined), joined, reader))
}

async fn for_pages(
    State(site): State<Site>,
    member: Member,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let asked = Asked::parse(query.as_deref(), &["record", "seen", "list"])?;
    let list = asked.list(&site.kinds())?;
    let seen = asked.number("seen", 0, i64::MAX)?;
    let (number, agent) = (asked.text("record").map(str::to_owned), member.agent.clone());
    let now = site.now();
    let (shown, unread) = site
        .read(move |tx| {
            let heading = number.as_deref().map(|n| find_heading(tx, &agent, n)).transpose()?;
            let unread = notification::unread(tx, agent.person, inbox::MOST)?;
            Ok((heading.map(|heading| heading.id), unread))
        })
        .await?;
    let guest = Guest {
        person: member.agent.person,
        proof: member.proof(),
        sight: Sight::of(&member.agent, &site.kinds()),
        wants: Wants::Page { record: shown, list },
        bell: Some((unread, now)),
        after: last_event(&headers),
    };
    let reader = (guest.sight.clone(), guest.wants.clone());
    let joined = site.live().join(&site, guest).await?;
    let mut opening = opening(&site, &joined);
    opening.extend(frame::event("inbox", None, &json!({ "unread": inbox::shown(unread) })));
    if let (Some(record), Some(seen), None) = (shown, seen, joined.again) {
        // Joined first, looked second: what happens between the two is told twice, never not at all.
        opening.extend(missed(&site, &member.agent, record, seen, joined.at).await?);
    }
    Ok(answer(&site, opening, joined, reader))
}

/// What happened to a record since its page was drawn, as an event; empty where nothing did.
async fn missed(
    site: &Site,
    agent: &Agent,
    record: Id<Record>,
    seen: i64,
    at: i64,
) -> Result<Vec<u8>> {
    let (kinds, agent) = (site.kinds(), agent.clone());
    let read = site.read(move |tx| {
        if head(tx, record)? <= seen {
            return Ok(Vec::new());
        }
        let found = headings(tx, &agent, &[record])?;
        let heading = found.first().ok_or(Error::NotFound)?;
        let kind = kinds.iter().find(|kind| kind.code == heading.kind).ok_or(Error::NotFound)?;
        let inside = heading.shows_inside(&agent);
        let events = history_seen_by(tx, kind, record, &agent, inside, LATEST)?.events;
        let news = events.into_iter().filter(|event| event.seq > seen);
        Ok(news.map(|event| json!({ "seq": event.seq, "verb": event.verb })).collect())
    });
    let news: Vec<serde_json::Value> = read.await?;
    let data = json!({ "record": news, "list": [] });
    Ok(if news.is_empty() { Vec::new() } else { frame::event("change", Some(at), &data).to_vec() })
}

/// How long to wait before coming back, told to each reader otherwise: when a node stops, they do
/// not all come to the next at once. The position goes along unless there is something before it.
fn opening(site: &Site, joined: &Joined) -> Vec<u8> {
    let retry = frame::retry(1_000 + site.chance().below(3_000));
    let position = joined.again.is_none().then_some(joined.place.told());
    let hello = frame::event("hello", position, &json!({ "position": joined.at }));
    [retry.as_bytes(), &hello].concat()
}

fn answer(site: &Site, opening: Vec<u8>, joined: Joined, reader: (Sight, Wants)) -> Response {
    let early = joined.again.map(|after| {
        let (out, early) = mpsc::channel(PIECES);
        drop(tokio::spawn(catch_up(site.clone(), reader, (after, joined.at), out)));
        early
    });
    let mut response = Response::new(Body::new(EventStream::new(opening.into(), joined, early)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // Some proxies hold answers back until they are whole, unless told not to.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// Reads what lies between somebody's last position and where they joined, no faster than they do.
async fn catch_up(
    site: Site,
    reader: (Sight, Wants),
    (mut after, to): (i64, i64),
    out: mpsc::Sender<Early>,
) {
    while after < to {
        let (kinds, reader) = (site.kinds(), reader.clone());
        let read = site.read(move |tx| {
            let kind = match reader.1 {
                Wants::Entries(kind) => kind,
                Wants::Page { .. } => None,
            };
            let asked = Follow { after, most: AT_ONCE, kind, by: None };
            let heard = follow(tx, &kinds, &reader.0, asked)?;
            let next = if heard.is_end { to } else { heard.next.min(to) };
            let steps: Vec<Step> =
                heard.steps.into_iter().filter(|step| step.position <= to).collect();
            let names = item::names(tx, steps.iter())?;
            let frames = News::of(&steps, &names).for_reader((&reader.0, &reader.1), after, next);
            Ok(([frames.concat().as_slice(), &frame::beat(next)].concat(), next))
        });
        let Ok((bytes, next)) = read.await.inspect_err(|error| {
            tracing::warn!(%error, "what somebody missed cannot be read; they will come back");
        }) else {
            return;
        };
        if out.send(Early::Piece(bytes.into())).await.is_err() {
            return;
        }
        after = next;
    }
    // Whoever has gone needs no last word.
    drop(out.send(Early::Whole).await);
}
