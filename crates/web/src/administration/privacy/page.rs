//! The page on which a person is looked up, handed out and erased.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use desk::about::{CHAPTERS, read};
use desk::erasure::{erase_person, person_erased_at};
use desk::people::Person;
use desk::{Error, Result as Desk};

use super::PRIVACY_PATH;
use super::api::named;
use crate::export::about;
use crate::failure::{Failure, Result, problems};
use crate::i18n::Arg;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{
    Cell, FieldProblem, FormField, Link, PrivacyPage, Section, SectionRow, VerbForm,
};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::given_away;

/// Who was looked up, and how many things of each chapter are known; more than that are "more".
struct Found {
    person: Person,
    erased: bool,
    chapters: Vec<(&'static str, usize, bool)>,
}

/// What was typed and refused.
#[derive(Default)]
struct Refused {
    reason: String,
    problems: Vec<FieldProblem>,
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let who = request.take("person").unwrap_or_default();
    if let Some(name) = request.equals.keys().next() {
        return Err(Failure::query(name.as_str(), "no_such_field"));
    }
    draw(&site, &member, who, Refused::default()).await
}

async fn draw(site: &Site, member: &Member, who: String, refused: Refused) -> Result<Response> {
    let (agent, asked) = (member.agent.clone(), who.clone());
    let looked = site
        .read(move |tx| {
            if asked.trim().is_empty() {
                return Ok(None);
            }
            let person = Person::anybody(tx, "person", &asked)?;
            let erased = person_erased_at(tx, person.id)?.is_some();
            let chapter = |chapter| {
                let (rows, next) = read(tx, &agent, person.id, chapter, &[])?;
                Ok((chapter.code, rows.len(), next.is_some()))
            };
            let chapters = CHAPTERS.iter().map(chapter).collect::<Desk<Vec<_>>>()?;
            Ok(Some(Found { person, erased, chapters }))
        })
        .await;
    let (found, problems) = match looked {
        Ok(found) => (found, Vec::new()),
        Err(error @ Error::Invalid(_)) => (None, problems(&member.t, &error)),
        Err(other) => return Err(other.into()),
    };
    let status = match (problems.is_empty(), refused.problems.is_empty()) {
        (false, _) => StatusCode::BAD_REQUEST,
        (true, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, true) => StatusCode::OK,
    };
    let field = FormField::text("person", member.t.text("access-person")).with_value(who);
    let wrong = problems.first().map(|problem| problem.message.clone());
    let page = PrivacyPage {
        shell: member.shell(),
        path: PRIVACY_PATH.to_owned(),
        field: FormField { error: wrong, ..field },
        download: found.as_ref().map(|found| {
            let path = format!("/people/{}/export", found.person.id);
            Link::new(path, member.t.text("privacy-download"))
        }),
        sections: found.iter().map(|found| section(member, found, &refused)).collect(),
    };
    draw_with(status, &page)
}

fn section(member: &Member, found: &Found, refused: &Refused) -> Section {
    let t = &member.t;
    let name = [("name", Arg::Text(&found.person.name))];
    let known = |(code, count, more): &(&'static str, usize, bool)| {
        let said = [("count", Arg::Number(i64::try_from(*count).unwrap_or(i64::MAX)))];
        let count = t.text_with(if *more { "privacy-more-than" } else { "privacy-count" }, &said);
        let cells = vec![Cell::Text(count)];
        SectionRow { link: Link::new("", t.text_of("privacy", code)), cells, forms: Vec::new() }
    };
    let kept = found.chapters.iter().filter(|(_, count, _)| *count > 0);
    Section {
        anchor: "person",
        heading: t.text_with("privacy-of", &name),
        lead: t.text(if found.erased { "privacy-erased" } else { "privacy-known" }),
        rows: kept.map(known).collect(),
        forms: (!found.erased).then(|| form(member, &found.person, refused)).into_iter().collect(),
        ..Section::default()
    }
}

fn form(member: &Member, person: &Person, refused: &Refused) -> VerbForm {
    let t = &member.t;
    let own = refused.problems.iter().find(|problem| problem.field == "reason");
    let other = refused.problems.iter().find(|problem| problem.field != "reason");
    let reason = FormField::text("reason", t.text_of("field", "reason"));
    VerbForm {
        verb: "erase-person".to_owned(),
        path: format!("/people/{}/erasure", person.id),
        label: t.text("privacy-erase"),
        submit: t.text("privacy-erase-for-good"),
        hint: t.text("privacy-erase-hint"),
        danger: true,
        fields: vec![FormField {
            error: own.map(|problem| problem.message.clone()),
            required: true,
            ..reason.with_value(refused.reason.clone())
        }],
        error: other.map(|problem| problem.message.clone()),
        open: !refused.problems.is_empty(),
        ..VerbForm::default()
    }
}

pub(super) async fn export(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
) -> Result<Response> {
    about(&site, member.agent.clone(), who).await
}

pub(super) async fn erase(
    State(site): State<Site>,
    member: Member,
    Segment(who): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let (asked, raw) = (who.clone(), input.clone());
        site.write(move |tx| {
            let person = named(tx, &asked)?;
            erase_person(tx, &ctx, &agent, person.id, &raw)
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(()) => {
            let back = format!("{PRIVACY_PATH}?person={who}");
            Ok(given_away(&member, &back, &member.t.text("privacy-done")))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_))) => {
            let reason = input.values.get("reason").map(|value| value.shown()).unwrap_or_default();
            let refused = Refused { reason, problems: problems(&member.t, &error) };
            draw(&site, &member, who, refused).await
        }
        Err(other) => Err(other.into()),
    }
}
