//! The list of tokens.

use axum::extract::State;
use axum::response::Response;
use db::{ReadTx, Timestamp};
use desk::access::Agent;
use desk::account::{HeldToken, TokenPage, TokenQuery, TokenState, tokens};
use desk::people::Person;
use desk::{Error, Fault, Result as Desk};

use super::PATH;
use crate::account::token_marks;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::page::{Badge, Cell, Choice, Column, EmptyState, FormField, Link, TablePage, Tone};
use crate::query::ListRequest;
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;

/// What cursors of the list belong to.
const LIST: &str = "tokens";

/// A page of tokens, and the cursor of the one after.
pub(super) struct Read {
    pub(super) page: TokenPage,
    pub(super) next: Option<String>,
}

/// Reads what is asked for.
pub(super) fn read(
    tx: &ReadTx<'_>,
    agent: &Agent,
    request: &ListRequest,
    now: Timestamp,
) -> Desk<Read> {
    let page = tokens(tx, agent, &query(tx, agent, request)?, now)?;
    let next = page.next.map(|last| request.cursor(LIST, agent.person, last.bytes()));
    Ok(Read { page, next })
}

fn query(tx: &ReadTx<'_>, agent: &Agent, request: &ListRequest) -> Desk<TokenQuery> {
    let known = |name: &&String| ["person", "state"].contains(&name.as_str());
    if let Some(name) = request.equals.keys().find(|name| !known(name)) {
        return Err(Error::invalid(name.as_str(), "no_such_field"));
    }
    let state = match request.equals.get("state") {
        None => TokenState::Working,
        Some(code) => TokenState::from_code(code).ok_or_else(|| {
            let codes = TokenState::EVERY.map(TokenState::code).join(", ");
            Error::Invalid(vec![Fault::new("state", "option").with("options", codes)])
        })?,
    };
    let person = request.equals.get("person");
    let person = person.map(|who| Person::anybody(tx, "person", who)).transpose()?;
    let before = request.onward_from(LIST, agent.person)?;
    let person = person.map(|person| person.id);
    Ok(TokenQuery { person, state, before, limit: request.limit })
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    request: ListRequest,
) -> Result<Response> {
    let (agent, asked, now) = (member.agent.clone(), request.clone(), site.now());
    let found = site.read(move |tx| read(tx, &agent, &asked, now)).await;
    let Read { page, next } = found.map_err(Failure::in_query)?;
    let t = &member.t;
    let reader = Reader::new(t, now, &member.agent.zone);
    let column = |code: &str| Column::new(code, t.text_of("tokens-column", code));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("log-back")),
        heading: t.text("nav-tokens"),
        lead: t.text("tokens-lead"),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: filters(t, &request),
        path: PATH.to_owned(),
        filtered: !request.equals.is_empty(),
        columns: ["name", "person", "made", "used", "expires", "state"].map(column).into(),
        rows: page.tokens.iter().map(|held| row(&reader, held)).collect(),
        pager: request.pager(PATH, next.as_deref()),
        empty: EmptyState {
            heading: t.text("tokens-none"),
            text: t.text("tokens-none-text"),
            action: None,
        },
    })
}

fn filters(t: &Translator, request: &ListRequest) -> Vec<FormField> {
    let given = |name: &str| request.equals.get(name).cloned().unwrap_or_default();
    // Those that work come first: that is what is asked for most.
    let states = [TokenState::Working, TokenState::Idle, TokenState::Endless, TokenState::Any];
    let states =
        states.map(|state| Choice::new(state.code(), t.text_of("tokens-state", state.code())));
    vec![
        FormField::text("person", t.text("access-person")).with_value(given("person")),
        FormField::select("state", t.text("users-column-state"), states.into())
            .with_value(given("state")),
    ]
}

fn row(reader: &Reader, held: &HeldToken) -> Vec<Cell> {
    let (t, token) = (&reader.t, &held.token);
    let when = |at: Option<Timestamp>| at.map_or(Cell::Empty, |at| Cell::Time(reader.stamp(at)));
    let expires = match token.expires_at {
        Some(at) => Cell::Time(reader.stamp(at)),
        None => Cell::Text(t.text("token-endless")),
    };
    vec![
        Cell::Link(Link::new(format!("{PATH}/{}", token.id), token.name.as_str())),
        Cell::Person(held.owner.clone()),
        Cell::Time(reader.stamp(token.created_at)),
        when(token.used_at),
        expires,
        Cell::Badge(state(t, held, reader.now)),
    ]
}

/// How a token stands, in one badge: what is to be noticed comes before that it works.
pub(super) fn state(t: &Translator, held: &HeldToken, now: Timestamp) -> Badge {
    let token = &held.token;
    if token.revoked_at.is_some() {
        return Badge::new(t.text("tokens-revoked"), Tone::Muted);
    }
    if !token.works(now) {
        return Badge::new(t.text("tokens-over"), Tone::Muted);
    }
    if !held.owner_active {
        return Badge::new(t.text("tokens-rests"), Tone::Muted);
    }
    let mark = token_marks(t, token, now).into_iter().next();
    mark.unwrap_or_else(|| Badge::new(t.text("tokens-works"), Tone::Success))
}
