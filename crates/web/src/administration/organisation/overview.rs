//! All sorts on one page: what each is for, and how many there are.

use axum::extract::State;
use axum::response::Response;
use desk::foundation::{self, Asked, SORTS};

use super::of::{called, path_of, say};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Cell, Link, Section, SectionRow, SectionsPage};
use crate::reply::draw;
use crate::site::Site;

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    let agent = member.agent.clone();
    let counts = site.read(move |tx| {
        let asked = Asked { active: Some(true), ..Asked::default() };
        let count = |sort| {
            let found = foundation::list(tx, &agent, sort, &asked)?;
            Ok((sort, found.items.len(), found.more))
        };
        SORTS.into_iter().map(count).collect::<desk::Result<Vec<_>>>()
    });
    let t = &member.t;
    let row = |(sort, count, more): (_, usize, bool)| {
        let count = if more { format!("{count}+") } else { count.to_string() };
        let count = t.text_with("organisation-count", &[("count", count.as_str().into())]);
        SectionRow {
            link: Link::new(path_of(sort), called(t, sort)),
            cells: vec![Cell::Text(say(t, "lead", sort)), Cell::Text(count)],
            forms: Vec::new(),
        }
    };
    draw(&SectionsPage {
        place: None,
        heading: t.text("nav-organisation"),
        lead: t.text("organisation-lead"),
        sections: vec![Section {
            anchor: "sorts",
            heading: t.text("organisation-sorts"),
            rows: counts.await?.into_iter().map(row).collect(),
            ..Section::default()
        }],
        shell: member.shell(),
    })
}
