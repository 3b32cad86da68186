//! The inbox as a page.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use desk::Error;
use desk::input::{RawInput, RawValue};
use desk::notification::InboxPart;

use super::api::line;
use super::decode::{After, Asked, until};
use super::lines::{self, Names};
use super::{Doing, act, give_up};
use crate::endpoint::{Door, Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::{Member, see, see_with};
use crate::input::Raw;
use crate::page::{EmptyState, InboxFragment, InboxPage, InboxView, Link, Pager, QueueLink, Toast};
use crate::query::ListRequest;
use crate::reply::{draw, toast};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// Where the page is.
const PATH: &str = "/notifications";

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let mine = Needs::SignedIn;
    endpoints
        .page(Method::GET, PATH, mine, show)
        .page(Method::POST, format!("{PATH}/read"), mine, read_until)
        .page(Method::POST, format!("{PATH}/{{notification}}/read"), mine, read)
        .page(Method::DELETE, format!("{PATH}/{{notification}}/read"), mine, unread);
}

async fn show(State(site): State<Site>, member: Member, request: ListRequest) -> Result<Response> {
    // What there is to do comes first; whoever wants all of it says so.
    let asked = Asked::read(request, member.agent.person, true)?;
    draw_part(&site, &member, asked).await
}

/// The inbox as it is now: all of the page, or the part that changes.
async fn draw_part(site: &Site, member: &Member, asked: Asked) -> Result<Response> {
    let (agent, of) = (member.agent.clone(), asked.clone());
    let (part, names) = site
        .read(move |tx| {
            let part = of.part(tx, &agent)?;
            let names = lines::names(tx, &part.lines)?;
            Ok((part, names))
        })
        .await?;
    give_up(site, &member.agent, part.gone.clone());
    let (shell, inbox) = (member.shell(), lay_out(site, member, &asked, &part, &names));
    if member.wants_fragment() {
        draw(&InboxFragment { shell, inbox })
    } else {
        draw(&InboxPage { shell, inbox })
    }
}

fn lay_out(
    site: &Site,
    member: &Member,
    asked: &Asked,
    part: &InboxPart,
    names: &Names,
) -> InboxView {
    let (t, kinds) = (&member.t, site.kinds());
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let listed = part.lines.iter();
    let lines: Vec<_> =
        listed.map(|one| lines::line(&reader, member, &kinds, one, names)).collect();
    let newest = part.lines.first().map(|one| one.line.id.to_string());
    let any_unread = lines.iter().any(|line| line.is_unread);
    let page = |asked: &Asked| format!("{PATH}?{}", asked.address());
    InboxView {
        views: views(member, asked),
        about: asked.about.as_ref().map(|_| {
            let all = Asked { about: None, after: None, ..asked.clone() };
            Link::new(page(&all), t.text("inbox-everything"))
        }),
        until: newest.filter(|_| any_unread).unwrap_or_default(),
        view: asked.address(),
        number: asked.about.clone().unwrap_or_default(),
        pager: Pager {
            next: part.next.map(|last| {
                let after = After::line(site.cursors(), member.agent.person, last);
                page(&Asked { after: Some(after), ..asked.clone() })
            }),
            ..Pager::default()
        },
        empty: EmptyState {
            heading: t.text(if asked.unread { "inbox-all-read" } else { "inbox-empty" }),
            text: t.text(if asked.unread { "inbox-all-read-text" } else { "inbox-empty-text" }),
            action: None,
        },
        lines,
    }
}

/// What is unread, and all.
fn views(member: &Member, asked: &Asked) -> Vec<QueueLink> {
    [("inbox-unread", true), ("inbox-all", false)]
        .into_iter()
        .map(|(label, unread)| {
            let view = Asked { unread, after: None, ..asked.clone() };
            QueueLink {
                link: Link::new(format!("{PATH}?{}", view.address()), member.t.text(label)),
                current: asked.unread == unread,
                count: String::new(),
            }
        })
        .collect()
}

async fn read_until(
    State(site): State<Site>,
    member: Member,
    Raw(mut raw): Raw,
) -> Result<Response> {
    let view = view(&site, &member, &mut raw)?;
    let (until, _) = until(raw)?;
    let doing = Doing::ReadUntil(until, view.about.clone());
    act(&site, &member.agent, doing).await?;
    answer(&site, &member, view, "read-all").await
}

async fn read(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    Raw(mut raw): Raw,
) -> Result<Response> {
    let view = view(&site, &member, &mut raw)?;
    one(&site, &member, Doing::Read(line(&id)?)).await?;
    answer(&site, &member, view, "read").await
}

async fn unread(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    Raw(mut raw): Raw,
) -> Result<Response> {
    let view = view(&site, &member, &mut raw)?;
    one(&site, &member, Doing::Unread(line(&id)?)).await?;
    answer(&site, &member, view, "unread").await
}

/// A line that has been told anew under another identity since the page was drawn is shown so.
async fn one(site: &Site, member: &Member, doing: Doing) -> Result<()> {
    match act(site, &member.agent, doing).await {
        Ok(_) | Err(Error::NotFound) => Ok(()),
        Err(other) => Err(other.into()),
    }
}

/// The part of the inbox from which a form was sent.
fn view(site: &Site, member: &Member, raw: &mut RawInput) -> Result<Asked> {
    let address = match raw.take("view") {
        Some(RawValue::Text(text)) => text,
        None | Some(RawValue::Null) => String::new(),
        Some(_) => return Err(Failure::Desk(Error::invalid("view", "not_text"))),
    };
    let request = ListRequest::parse(&address, Door::Page, site.cursors())?;
    Asked::read(request, member.agent.person, true)
}

/// The same part as it is now; without scripts by way of a redirect.
async fn answer(site: &Site, member: &Member, view: Asked, did: &str) -> Result<Response> {
    let said = member.t.text_of("inbox-done", did);
    if !member.wants_fragment() {
        let path = format!("{PATH}?{}", view.address());
        // One line more or less says so itself.
        return Ok(if did == "read-all" { see_with(&path, &said) } else { see(&path) });
    }
    let response = draw_part(site, member, view).await?;
    Ok(if did == "read-all" { toast(response, &Toast::success(&said)) } else { response })
}
