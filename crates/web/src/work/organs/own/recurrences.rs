//! Everything that comes round where one plans.

use axum::extract::State;
use axum::response::Response;
use db::ReadTx;
use desk::recurrence::{self, Recurrence};
use desk::{Heading, headings};

use super::{Own, OwnPage};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Link, Section, SectionRow};
use crate::site::Site;
use crate::work::organs::recurrences::{cells, told};

const PAGE: OwnPage = OwnPage {
    path: "/recurrences",
    heading: "organ-recurrences",
    lead: "recurrences-lead",
    sections,
};

fn sections(tx: &ReadTx<'_>, own: &Own<'_>) -> desk::Result<Vec<Section>> {
    let t = &own.reader.t;
    let all = recurrence::planned(tx, &own.member.agent)?;
    let ids: Vec<_> = all.iter().map(|one| one.source).collect();
    let sources = headings(tx, &own.member.agent, &ids)?;
    let row = |one: &Recurrence| {
        let of: Option<&Heading> = sources.iter().find(|heading| heading.id == one.source);
        let path = of.map(|of| own.member.record_path(&of.kind, &of.number)).unwrap_or_default();
        SectionRow {
            link: Link::new(
                format!("{path}#recurrences"),
                format!("{}: {}", told(own.reader, one), one.title),
            ),
            cells: cells(own.reader, one),
            forms: Vec::new(),
        }
    };
    Ok(vec![Section {
        anchor: "planned",
        heading: t.text("recurrences-planned"),
        count: if all.is_empty() { String::new() } else { all.len().to_string() },
        lead: if all.is_empty() { t.text("recurrences-none") } else { String::new() },
        rows: all.iter().map(row).collect(),
        ..Section::default()
    }])
}

pub(super) async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    PAGE.draw(&site, &member, None).await
}
