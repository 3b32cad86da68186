//! The list.

use axum::extract::State;
use axum::response::Response;
use db::ReadTx;
use desk::access::{Agent, Role};
use desk::account::{User, UserPage, UserQuery, users};
use desk::{Error, Result as Desk};

use super::PATH;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Badge, Cell, Choice, Column, EmptyState, FormField, Link, TablePage, Tone};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;

/// What cursors of the list belong to.
const LIST: &str = "users";

/// A page of users, and the cursor of the one after.
pub(super) struct Read {
    pub(super) page: UserPage,
    pub(super) next: Option<String>,
}

/// Reads what is asked for.
pub(super) fn read(tx: &ReadTx<'_>, agent: &Agent, request: &ListRequest) -> Desk<Read> {
    let page = users(tx, agent, &query(agent, request)?)?;
    let next = page.next.as_deref().map(|place| request.cursor(LIST, agent.person, place));
    Ok(Read { page, next })
}

fn query(agent: &Agent, request: &ListRequest) -> Desk<UserQuery> {
    if let Some(name) = request.equals.keys().find(|name| *name != "active") {
        return Err(Error::invalid(name.as_str(), "no_such_field"));
    }
    let active = match request.equals.get("active").map(String::as_str) {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) => return Err(Error::invalid("active", "flag")),
    };
    let after = request.onward(LIST, agent.person)?.unwrap_or_default();
    Ok(UserQuery { text: request.text.clone(), active, after, limit: request.limit })
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let (agent, asked) = (member.agent.clone(), request.clone());
    let found = site.read(move |tx| Ok((read(tx, &agent, &asked)?, Role::list(tx)?))).await;
    let (Read { page, next }, roles) = found.map_err(Failure::in_query)?;
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let column = |code: &str| Column::new(code, t.text_of("users-column", code));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("log-back")),
        heading: t.text("nav-users"),
        lead: t.text("users-lead"),
        actions: vec![Link::new(format!("{PATH}/new"), t.text("users-invite"))],
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: filters(t, &request),
        path: PATH.to_owned(),
        filtered: !request.equals.is_empty() || !request.text.is_empty(),
        columns: ["name", "email", "roles", "state", "signed_in"].map(column).into(),
        rows: page.users.iter().map(|user| row(&reader, &roles, user)).collect(),
        pager: request.pager(PATH, next.as_deref()),
        empty: EmptyState {
            heading: t.text("users-none"),
            text: t.text("users-none-text"),
            action: None,
        },
    })
}

fn filters(t: &Translator, request: &ListRequest) -> Vec<FormField> {
    let states = ["", "true", "false"].map(|value| {
        let word = if value.is_empty() { "any" } else { value };
        Choice::new(value, t.text_of("users-active", word))
    });
    let active = request.equals.get("active").cloned().unwrap_or_default();
    vec![
        FormField::text("text", t.text("users-search")).with_value(request.text.clone()),
        FormField::select("active", t.text("users-column-state"), states.into()).with_value(active),
    ]
}

fn row(reader: &Reader, roles: &[Role], user: &User) -> Vec<Cell> {
    let t = &reader.t;
    let role = |code: &String| {
        let known = roles.iter().find(|role| role.code == *code);
        known.map_or_else(|| code.clone(), |role| role.name.clone())
    };
    let names: Vec<String> = user.roles.iter().map(role).collect();
    let came = user.signed_in_at.map(|at| reader.stamp(at));
    vec![
        Cell::Link(Link::new(format!("{PATH}/{}", user.id), user.name.as_str())),
        Cell::text(user.email.clone()),
        Cell::text(Some(names.join(", ")).filter(|names| !names.is_empty())),
        Cell::Badge(state(t, user)),
        came.map_or(Cell::Empty, Cell::Time),
    ]
}

/// Whether somebody comes in, and if not, why.
pub(super) fn state(t: &Translator, user: &User) -> Badge {
    let (word, tone) = match (user.active, user.password_since.is_some()) {
        (false, _) => ("inactive", Tone::Muted),
        (true, false) => ("no-account", Tone::Neutral),
        (true, true) => ("active", Tone::Success),
    };
    Badge::new(t.text_of("users-state", word), tone)
}
