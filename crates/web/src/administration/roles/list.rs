//! The list of roles.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use desk::roles::{Standing, standings};

use super::super::Kinds;
use super::PATH;
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{Badge, Cell, Column, EmptyState, Link, Pager, TablePage, Tone};
use crate::reply::draw;
use crate::site::Site;

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
) -> Result<Response> {
    let agent = member.agent.clone();
    let all = site.read(move |tx| standings(tx, &agent, &kinds.0)).await?;
    let t = &member.t;
    let column = |code: &str| Column::new(code, t.text_of("roles-column", code));
    let make = Link::new(format!("{PATH}/new"), t.text("roles-new"));
    draw(&TablePage {
        shell: member.shell(),
        place: Link::new("/", t.text("log-back")),
        heading: t.text("nav-roles"),
        lead: t.text("roles-lead"),
        actions: member.agent.administers().then_some(make).into_iter().collect(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: Vec::new(),
        path: PATH.to_owned(),
        filtered: false,
        columns: ["name", "code", "origin", "holders"].map(column).into(),
        rows: all.iter().map(|standing| row(t, standing)).collect(),
        pager: Pager::default(),
        empty: EmptyState::default(),
    })
}

fn row(t: &Translator, standing: &Standing) -> Vec<Cell> {
    let path = format!("{PATH}/{}", standing.role.code);
    vec![
        Cell::Link(Link::new(path, standing.role.name.as_str())),
        Cell::Text(standing.role.code.clone()),
        Cell::Badge(origin(t, standing)),
        Cell::Text(held_by(t, standing)),
    ]
}

/// Whether a role came with the installation, and as it is now.
pub(super) fn origin(t: &Translator, standing: &Standing) -> Badge {
    let (word, tone) = match (standing.is_ready, standing.differs.is_empty()) {
        (false, _) => ("roles-own", Tone::Info),
        (true, true) => ("roles-as-it-came", Tone::Muted),
        (true, false) => ("roles-changed", Tone::Warning),
    };
    Badge::new(t.text(word), tone)
}

/// How many people hold a role.
pub(super) fn held_by(t: &Translator, standing: &Standing) -> String {
    let gaps =
        [("people", Arg::Number(standing.holders)), ("resting", Arg::Number(standing.resting))];
    let key = if standing.resting > 0 { "roles-held-resting" } else { "roles-held" };
    t.text_with(key, &gaps)
}
