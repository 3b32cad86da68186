//! The page of the search.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use desk::Error;
use desk::search::{Answer, Asked as Looked, Found, RANKED};

use super::{PATH, look, read};
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::{Member, see};
use crate::page::{
    Badge, Choice, FormField, FoundFragment, Marked, SearchPage, SearchResult, Tone, pieces,
};
use crate::reply::draw;
use crate::site::Site;
use crate::work::Reader;

/// Results for whoever is still typing.
const WHILE_TYPING: usize = 8;

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let mut looked = read(query.as_deref())?;
    let typing = member.wants_fragment();
    if typing {
        looked.limit = looked.limit.min(WHILE_TYPING);
    }
    let kinds = site.kinds();
    let (agent, asked) = (member.agent.clone(), looked.clone());
    let answer = match looked.text.trim() {
        "" => Ok(Answer::default()),
        _ => site.read(move |tx| look(tx, &agent, &kinds, &asked)).await,
    };
    match answer {
        answer if typing => draw(&found(&site, &member, answer)?),
        Ok(answer) => {
            if let Some(path) = jump(&member, &looked, &answer) {
                return Ok(see(&path));
            }
            draw(&page(&site, &member, &looked, &answer))
        }
        // What cannot be looked for is told where it was typed.
        Err(Error::Invalid(faults)) if faults.iter().all(|fault| fault.field == "q") => {
            let mut page = page(&site, &member, &looked, &Answer::default());
            page.refused = faults.iter().map(|f| member.t.text_of("fault", f.code)).collect();
            draw(&page)
        }
        Err(other) => Err(crate::failure::Failure::in_query(other)),
    }
}

/// The best of what was found so far; nothing where what was typed is no search yet.
fn found(site: &Site, member: &Member, answer: desk::Result<Answer>) -> Result<FoundFragment> {
    let answer = match answer {
        Err(Error::Invalid(_)) => Answer::default(),
        answer => answer?,
    };
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let results = answer.results.iter().map(|found| result(member, &reader, found)).collect();
    Ok(FoundFragment { results })
}

/// Where a number alone leads.
fn jump(member: &Member, looked: &Looked, answer: &Answer) -> Option<String> {
    let number =
        answer.number.as_ref().filter(|_| looked.kind.is_none() && looked.open.is_none())?;
    let found = answer.results.iter().find(|found| found.heading.number == *number)?;
    Some(member.record_path(&found.heading.kind, number)).filter(|path| !path.is_empty())
}

fn page(site: &Site, member: &Member, looked: &Looked, answer: &Answer) -> SearchPage {
    let t = &member.t;
    let reader = Reader::new(t, site.now(), &member.agent.zone);
    let mut shell = member.shell();
    shell.asked.clone_from(&looked.text);
    SearchPage {
        asked: looked.text.trim().to_owned(),
        path: PATH,
        filters: filters(site, member, looked),
        refused: Vec::new(),
        notes: notes(t, answer),
        results: answer.results.iter().map(|found| result(member, &reader, found)).collect(),
        shell,
    }
}

/// Which kind, and whether open; a kind to choose only where there are several.
fn filters(site: &Site, member: &Member, looked: &Looked) -> Vec<FormField> {
    let t = &member.t;
    let any = || Choice::new("", t.text("search-any"));
    let read = desk::access::Action::Read;
    let known = site.kinds();
    let kinds = known.iter().filter(|kind| member.agent.may(kind.code, read));
    let kinds: Vec<Choice> =
        kinds.map(|kind| Choice::new(kind.code, t.text_of("nav", kind.path))).collect();
    let mut filters = Vec::new();
    if kinds.len() > 1 {
        let choices = std::iter::once(any()).chain(kinds).collect();
        filters.push(
            FormField::select("kind", t.text("search-kind"), choices)
                .with_value(looked.kind.clone().unwrap_or_default()),
        );
    }
    let choices = vec![
        any(),
        Choice::new("true", t.text("search-open")),
        Choice::new("false", t.text("search-over")),
    ];
    let set = looked.open.map(|open| open.to_string()).unwrap_or_default();
    filters.push(FormField::select("open", t.text("search-state"), choices).with_value(set));
    filters
}

/// What is to be known of the answer besides its results.
fn notes(t: &Translator, answer: &Answer) -> Vec<String> {
    let mut notes = Vec::new();
    for (typed, taken_for) in &answer.meant {
        let words = [("typed", Arg::Text(typed)), ("taken", Arg::Text(taken_for))];
        notes.push(t.text_with("search-meant", &words));
    }
    if answer.only_newest {
        let most = i64::try_from(RANKED).unwrap_or_default();
        notes.push(t.text_with("search-newest", &[("n", Arg::Number(most))]));
    } else if answer.more {
        notes.push(t.text("search-more"));
    }
    if answer.behind {
        notes.push(t.text("search-behind"));
    }
    notes
}

fn result(member: &Member, reader: &Reader, found: &Found) -> SearchResult {
    let (t, heading) = (&reader.t, &found.heading);
    let state = t.known(&format!("state-{}", heading.kind), &heading.state);
    let tone = if heading.is_open { Tone::Active } else { Tone::Muted };
    SearchResult {
        path: member.record_path(&heading.kind, &heading.number),
        number: heading.number.clone(),
        title: Marked(pieces(&heading.title, &found.shown.in_title)),
        state: Badge::new(state.unwrap_or_else(|| heading.state.clone()), tone),
        opened: reader.stamp(heading.opened_at),
        place: found.shown.excerpt.as_ref().map(|excerpt| place(t, &excerpt.field)),
        internal: found.shown.excerpt.as_ref().is_some_and(|excerpt| excerpt.internal),
        excerpt: found.shown.excerpt.as_ref().map(|excerpt| {
            let mut piece = pieces(&excerpt.piece.text, &excerpt.piece.hits);
            if excerpt.piece.cut_before {
                piece.insert(0, crate::page::Piece::plain("… "));
            }
            if excerpt.piece.cut_after {
                piece.push(crate::page::Piece::plain(" …"));
            }
            Marked(piece)
        }),
    }
}

/// What the text is called in which something was found.
fn place(t: &Translator, field: &str) -> String {
    t.known("search-in", field).or_else(|| t.known("field", field)).unwrap_or_default()
}
