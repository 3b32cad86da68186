//! The inbox as a page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use desk::notification::{self, Inbox};

use super::decode::{self, place};
use super::{Doing, act, give_up, lines};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::{Member, see_with};
use crate::input::Raw;
use crate::page::{EmptyState, InboxPage, Link, Pager, QueueLink};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// Where the page is.
const PATH: &str = "/notifications";

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let mine = Needs::SignedIn;
    endpoints
        .page(Method::GET, PATH, mine, show)
        .page(Method::POST, format!("{PATH}/read"), mine, read_all)
        .page(Method::POST, format!("{PATH}/{{record}}/read"), mine, read)
        .page(Method::DELETE, format!("{PATH}/{{record}}/read"), mine, unread);
}

async fn show(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let asked = decode::inbox(request)?;
    let agent = member.agent.clone();
    let (part, names) = site
        .read(move |tx| {
            let part = notification::inbox(tx, &agent, asked)?;
            let names = lines::names(tx, &part.lines)?;
            Ok((part, names))
        })
        .await?;
    give_up(&site, &member.agent, part.gone);
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let kinds = site.kinds();
    let lines: Vec<_> = part
        .lines
        .iter()
        .map(|line| lines::line(&reader, &member, &kinds, line, &names))
        .collect();
    let t = &member.t;
    let next = part.next.map(|next| {
        format!("{PATH}?{}after={}", if asked.unread { "unread=true&" } else { "" }, place(next))
    });
    draw(&InboxPage {
        shell: member.shell(),
        heading: t.text("inbox-heading"),
        views: views(&member, asked),
        until: lines.first().map(|line| line.until.clone()).unwrap_or_default(),
        pager: Pager { summary: String::new(), previous: None, next },
        empty: EmptyState {
            heading: t.text(if asked.unread { "inbox-all-read" } else { "inbox-empty" }),
            text: t.text("inbox-empty-text"),
            action: None,
        },
        lines,
    })
}

/// All, and what is unread.
fn views(member: &Member, asked: Inbox) -> Vec<QueueLink> {
    let view = |label: &str, query: &str, current: bool| QueueLink {
        link: Link::new(format!("{PATH}{query}"), member.t.text(label)),
        current,
        count: String::new(),
    };
    vec![
        view("inbox-unread", "?unread=true", asked.unread),
        view("inbox-all", "", !asked.unread),
    ]
}

async fn read_all(State(site): State<Site>, member: Member, Raw(raw): Raw) -> Result<Response> {
    let until = decode::until(raw, site.now())?;
    answer(&site, &member, Doing::ReadAll(until), "read-all").await
}

async fn read(
    State(site): State<Site>,
    member: Member,
    Segment(record): Segment<String>,
    Raw(raw): Raw,
) -> Result<Response> {
    let until = decode::until(raw, site.now())?;
    answer(&site, &member, Doing::Read(record, until), "read").await
}

async fn unread(
    State(site): State<Site>,
    member: Member,
    Segment(record): Segment<String>,
) -> Result<Response> {
    answer(&site, &member, Doing::Unread(record), "unread").await
}

async fn answer(
    site: &Site,
    member: &Member,
    doing: Doing,
    did: &str,
) -> Result<Response> {
    act(site, &member.agent, doing).await?;
    Ok(see_with(PATH, &member.t.text_of("inbox-done", did)))
}
