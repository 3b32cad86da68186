//! The pages on which a rule is added or changed, and tried out before.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use db::Id;
use desk::assignment::{self, CONDITION, Preview, Rule, Standing};
use desk::input::{RawInput, RawValue};
use desk::{Error, Fault, Kind};

use super::super::Kinds;
use super::form::{self, Offered};
use super::{anchor_of, named, path_of};
use crate::failure::{Result, problems};
use crate::i18n::Arg;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::marked;

/// What a form about one rule is drawn with.
struct Drawn<'a> {
    kind: &'static Kind,
    id: Option<Id<Rule>>,
    /// What was typed; what is held, or what is usual, where nothing was.
    typed: Option<&'a RawInput>,
    faults: Vec<Fault>,
    preview: Option<Preview>,
}

pub(super) async fn new(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
) -> Result<Response> {
    let kind = named(&kinds, &code)?;
    draw(&site, &member, Drawn { kind, id: None, typed: None, faults: Vec::new(), preview: None })
        .await
}

pub(super) async fn show(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
) -> Result<Response> {
    let (kind, id) = (named(&kinds, &code)?, Some(id));
    draw(&site, &member, Drawn { kind, id, typed: None, faults: Vec::new(), preview: None }).await
}

async fn draw(site: &Site, member: &Member, drawn: Drawn<'_>) -> Result<Response> {
    let Drawn { kind, id, typed, faults, preview } = drawn;
    let (agent, now) = (member.agent.clone(), site.now());
    let (standing, offered): (Option<Standing>, Offered) = site
        .read(move |tx| {
            let standing = id.map(|id| assignment::find(tx, &agent, kind, now, id)).transpose()?;
            Ok((standing, Offered::find(tx, kind)?))
        })
        .await?;
    let values = match (typed, &standing) {
        (Some(typed), _) => shown(typed),
        (None, Some(standing)) => form::held(standing),
        (None, None) => form::usual(),
    };
    let mut page = form::page(member, kind, standing.as_ref(), &offered, &values);
    // A condition that was taken once and cannot be used any more is told as one just typed.
    let broken = standing.iter().filter(|_| typed.is_none()).flat_map(|one| &one.problems);
    let known: Vec<Fault> = broken.map(|problem| problem.fault(CONDITION)).collect();
    let of_condition = faults.iter().chain(&known).find(|fault| fault.field == CONDITION);
    let text = values.get(CONDITION).map_or("", String::as_str).trim();
    page.wrong = of_condition.and_then(|fault| marked(text, fault));
    page.preview = preview.map(|preview| form::told(member, kind, &preview));
    let refused = !faults.is_empty();
    let wrong = problems(&member.t, &Error::Invalid([faults, known].concat()));
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    draw_with(status, &page.refused(wrong))
}

fn shown(input: &RawInput) -> BTreeMap<String, String> {
    input.values.keys().map(|name| (name.clone(), input.shown(name))).collect()
}

/// What the form sent: a box without its tick is not sent at all.
fn whole(mut input: RawInput) -> RawInput {
    if input.values.contains_key("name") {
        input.values.entry("active".to_owned()).or_insert(RawValue::Flag(false));
    }
    input
}

pub(super) async fn create(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (kind, input) = (named(&kinds, &code)?, whole(input));
    let did = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        site.write(move |tx| assignment::create(tx, &ctx, &agent, kind, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    answer(&site, &member, (kind, None), &input, did).await
}

pub(super) async fn edit(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (kind, input) = (named(&kinds, &code)?, whole(input));
    let did = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        site.write(move |tx| assignment::edit(tx, &ctx, &agent, kind, id, &raw)).await
    } else {
        Err(Error::Invalid(faults))
    };
    answer(&site, &member, (kind, Some(id)), &input, did).await
}

/// The list, where the rule stands in it now; or the form with what is wrong.
async fn answer(
    site: &Site,
    member: &Member,
    (kind, id): (&'static Kind, Option<Id<Rule>>),
    input: &RawInput,
    did: desk::Result<Rule>,
) -> Result<Response> {
    match did {
        Ok(rule) => {
            let said = member.t.text_with("assignment-saved", &[("rule", Arg::Text(&rule.name))]);
            Ok(see_with(&format!("{}#{}", path_of(kind), anchor_of(&rule)), &said))
        }
        Err(Error::Invalid(faults)) => {
            let drawn = Drawn { kind, id, typed: Some(input), faults, preview: None };
            draw(site, member, drawn).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn preview_new(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(code): Segment<String>,
    typed: Typed,
) -> Result<Response> {
    tried(&site, &member, (named(&kinds, &code)?, None), typed).await
}

pub(super) async fn preview(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment((code, id)): Segment<(String, Id<Rule>)>,
    typed: Typed,
) -> Result<Response> {
    tried(&site, &member, (named(&kinds, &code)?, Some(id)), typed).await
}

async fn tried(
    site: &Site,
    member: &Member,
    (kind, id): (&'static Kind, Option<Id<Rule>>),
    Typed(input, faults): Typed,
) -> Result<Response> {
    let input = whole(input);
    let told = if faults.is_empty() {
        let (ctx, agent, raw) = (member.context(), member.agent.clone(), input.clone());
        site.read(move |tx| assignment::preview(tx, &ctx, &agent, kind, (id, &raw))).await
    } else {
        Err(Error::Invalid(faults))
    };
    let (preview, faults) = match told {
        Ok(preview) => (Some(preview), Vec::new()),
        Err(Error::Invalid(faults)) => (None, faults),
        Err(other) => return Err(other.into()),
    };
    draw(site, member, Drawn { kind, id, typed: Some(&input), faults, preview }).await
}
