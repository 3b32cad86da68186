//! All sorts on one page: what each is for, and how many there are.

use axum::extract::State;
use axum::response::Response;
use desk::foundation::{self, Asked, SORTS, Sort};

use super::PATH;
use super::of::{called, path_of, say};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Cell, Column, EmptyState, Link, Pager, TablePage};
use crate::reply::draw;
use crate::site::Site;

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    let agent = member.agent.clone();
    let counts = site.read(move |tx| {
        let asked = Asked { active: Some(true), ..Asked::default() };
        let count = |sort: &'static Sort| {
            let found = foundation::list(tx, &agent, sort, &asked)?;
            Ok((sort, found.items.len(), found.more))
        };
        SORTS.into_iter().map(count).collect::<desk::Result<Vec<_>>>()
    });
    let t = &member.t;
    let row = |(sort, count, more): (&'static Sort, usize, bool)| {
        let count = if more { format!("{count}+") } else { count.to_string() };
        vec![
            Cell::Link(Link::new(path_of(sort), called(t, sort))),
            Cell::Text(say(t, "lead", sort)),
            Cell::Text(count),
        ]
    };
    let column = |code: &str| Column::new(code, t.text_of("organisation-column", code));
    draw(&TablePage {
        place: Link::new("/", t.text("log-back")),
        heading: t.text("nav-organisation"),
        lead: t.text("organisation-lead"),
        actions: Vec::new(),
        tabs: Vec::new(),
        tabs_label: String::new(),
        filters: Vec::new(),
        path: PATH.to_owned(),
        filtered: false,
        columns: ["sort", "about", "count"].map(column).into(),
        rows: counts.await?.into_iter().map(row).collect(),
        pager: Pager::default(),
        empty: EmptyState::default(),
        shell: member.shell(),
    })
}
