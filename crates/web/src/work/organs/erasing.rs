//! The page on which values of one entry of a record's history are erased, for administrators.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use desk::access::Action;
use desk::custom::Catalogue;
use desk::erasure::{Erasable, INPUTS, erasable, erase_value};
use desk::field::Field;
use desk::{Committed, Error};

use super::api::find;
use super::form::Form;
use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{Cell, Link, Section, SectionRow, SectionsPage};
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::erasing::{ERASURE, VALUES};
use crate::work::label;
use crate::work::pages::{Pages, Refused};

/// Its form.
const WORD: &str = "erase";
/// Characters of a value by which it is recognised.
const SHORT: usize = 300;

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = Needs::May(P::KIND.code, Action::Administer);
    let record = format!("/{}/{{number}}", P::KIND.path);
    endpoints.page(Method::GET, format!("{record}{VALUES}"), may, show::<P>).page(
        Method::POST,
        format!("{record}{ERASURE}"),
        may,
        erase::<P>,
    );
}

async fn show<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, entry)): Segment<(String, i64)>,
) -> Result<Response> {
    draw::<P>(&site, &member, &number, entry, None).await
}

async fn draw<P: Pages>(
    site: &Site,
    member: &Member,
    number: &str,
    entry: i64,
    refused: Option<Refused>,
) -> Result<Response> {
    let (agent, asked) = (member.agent.clone(), number.to_owned());
    let found = site
        .read(move |tx| {
            let record = find(tx, &agent, P::KIND, &asked)?;
            let fields = Catalogue::of(tx, P::KIND)?;
            let values = erasable(tx, &agent, P::KIND, &record, entry)?.into_iter();
            let named = values.map(|value| (fields.ever(&value.field), value));
            Ok(named.collect::<Vec<_>>())
        })
        .await?;
    let t = &member.t;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let record = member.record_path(P::KIND.code, number);
    let path = format!("{record}/timeline/{entry}/values");
    let section = Section {
        anchor: "values",
        heading: t.text("erasing-values"),
        lead: if found.is_empty() { t.text("erasing-none") } else { t.text("erasing-lead") },
        rows: found.iter().map(|found| row(member, &path, found, refused.as_ref())).collect(),
        ..Section::default()
    };
    let said = [("entry", Arg::Number(entry)), ("number", Arg::Text(number))];
    let page = SectionsPage {
        shell: member.shell(),
        place: Some(Link::new(format!("{record}#entry-{entry}"), number)),
        heading: t.text_with("erasing-heading", &said),
        lead: String::new(),
        sections: vec![section],
    };
    draw_with(status, &page)
}

fn row(
    member: &Member,
    path: &str,
    (field, value): &(Option<&'static Field>, Erasable),
    refused: Option<&Refused>,
) -> SectionRow {
    let t = &member.t;
    // A field by its label; a fact as the timeline names it.
    let name = match field {
        Some(field) => label(t, field),
        None => t.known("fact", &value.field).unwrap_or_else(|| value.field.clone()),
    };
    let form = Form::new(WORD, format!("/{}/erasure", value.field), INPUTS).one_of(&value.field);
    let present = value.present.then(|| Cell::Text(t.text("erasing-present")));
    SectionRow {
        link: Link::new("", name),
        cells: [Cell::Text(short(&value.text))].into_iter().chain(present).collect(),
        forms: vec![form.drawn_at(t, &member.agent.zone, path, refused)],
    }
}

fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(SHORT).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

async fn erase<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, entry, code)): Segment<(String, i64, String)>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did: desk::Result<Committed> = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let (asked, raw, field) = (number.clone(), input.clone(), code.clone());
        site.write(move |tx| {
            let record = find(tx, &agent, P::KIND, &asked)?;
            erase_value(tx, &ctx, &agent, P::KIND, &record, (entry, &field), &raw)
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(_) => {
            let record = member.record_path(P::KIND.code, &number);
            Ok(see_with(&format!("{record}/timeline/{entry}/values"), &member.t.text("done-erase")))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let form = format!("{WORD}-{code}");
            let refused = Refused::new(&member.t, form, input, &["reason"], &error);
            draw::<P>(&site, &member, &number, entry, Some(refused)).await
        }
        Err(other) => Err(other.into()),
    }
}
