//! One matrix as its page shows it: the grid, what it would change, and what was done to it.

use desk::input::RawInput;
use desk::journal::Entry;
use desk::priority::{Apart, Crossing, Matrix, Preview, Standing, apart_filter};

use super::super::counted::worded;
use super::super::lately;
use super::super::log_names::LogNames;
use super::grid::{Shown, cell_in_words, chosen, grid, priority_in_words};
use super::{PATH, sent};
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{Badge, FieldProblem, Link, SafeHtml, Section, SectionRow, Tone, Tried};
use crate::query::encode;
use crate::work::Reader;

/// What was typed or tried out for a kind, and what came of it.
#[derive(Default)]
pub(super) struct Trying<'a> {
    pub(super) input: Option<&'a RawInput>,
    pub(super) wanted: Option<(&'a Matrix, &'a Preview)>,
    /// Why it was not set.
    pub(super) error: Option<&'a str>,
    pub(super) problems: &'a [FieldProblem],
}

/// The section of a kind.
pub(super) fn section(
    member: &Member,
    standing: &Standing,
    trying: &Trying<'_>,
) -> Result<Section> {
    let t = &member.t;
    let value = |impact: i64, urgency: i64| match (trying.wanted, trying.input) {
        (Some((matrix, _)), _) => matrix.priority(impact, urgency).map(|level| level.to_string()),
        (None, Some(input)) => {
            let name = sent::cell(impact, urgency);
            input.values.get(&name).map(|_| input.shown(&name))
        }
        (None, None) => None,
    };
    let tried = trying.wanted.map(|found| tried(member, standing, found, trying.error));
    let shown = Shown { value: &value, problems: trying.problems, tried };
    let drawn = grid(member, standing, shown);
    let all = Link::new(apart_path(standing, &standing.matrix), t.text("priority-apart-see"));
    let now = SectionRow { link: all, ..SectionRow::default() };
    Ok(Section {
        anchor: standing.kind.code,
        heading: t.text_of("nav", standing.kind.path),
        lead: apart_in_words(t, standing, &standing.apart, "priority-apart"),
        body: Some(SafeHtml::drawn(&drawn)?),
        rows: (standing.apart.count.number > 0).then_some(now).into_iter().collect(),
        ..Section::default()
    })
}

/// What was done to the matrices last.
pub(super) fn history(
    member: &Member,
    reader: &Reader,
    entries: &[Entry],
    names: &LogNames,
) -> Section {
    lately::section(&member.agent, reader, entries, names)
}

/// The list of open records with another priority than a matrix says.
fn apart_path(standing: &Standing, matrix: &Matrix) -> String {
    format!("/{}?q={}", standing.kind.path, encode(&apart_filter(matrix)))
}

fn apart_in_words(t: &Translator, standing: &Standing, apart: &Apart, key: &str) -> String {
    let names = t.text_of("names", standing.kind.code);
    let (count, number) = worded(apart.count);
    let gaps = [
        ("number", Arg::Number(number)),
        ("count", Arg::Text(&count)),
        ("names", Arg::Text(&names)),
    ];
    t.text_with(key, &gaps)
}

fn tried(
    member: &Member,
    standing: &Standing,
    (matrix, preview): (&Matrix, &Preview),
    error: Option<&str>,
) -> Tried {
    let t = &member.t;
    let changes = preview.cells.iter().map(|cell| {
        let (before, after) = (priority_in_words(t, cell.before), priority_in_words(t, cell.after));
        let words = cell_in_words(t, (cell.impact, cell.urgency));
        let gaps = [
            ("cell", Arg::Text(&words)),
            ("before", Arg::Text(&before)),
            ("after", Arg::Text(&after)),
        ];
        // 1 is the most.
        let (word, tone) = match cell.after < cell.before {
            true => ("priority-raised", Tone::Info),
            false => ("priority-lowered", Tone::Warning),
        };
        (Badge::new(t.text(word), tone), t.text_with("priority-change", &gaps), String::new())
    });
    let odd = preview.crossings.iter().map(|crossing| crossed(t, crossing));
    let lead = match preview.cells.is_empty() {
        true => t.text("roles-no-effect"),
        false => apart_in_words(t, standing, &preview.apart, "priority-would-be-apart"),
    };
    let path = format!("{PATH}/{}", standing.kind.code);
    let example =
        |number: &str| Link::new(format!("/{}/{number}", standing.kind.path), number.to_owned());
    Tried {
        lead: error.map_or_else(String::new, |error| format!("{error} ")) + &lead,
        lines: changes.chain(odd).collect(),
        examples: preview.apart.examples.iter().map(|one| example(&one.number)).collect(),
        refusal: None,
        path: (member.agent.administers() && !preview.cells.is_empty()).then_some(path),
        chosen: chosen(matrix, standing.matrix.seen()),
    }
}

fn crossed(t: &Translator, crossing: &Crossing) -> (Badge, String, String) {
    let (more, less) = (cell_in_words(t, crossing.more), cell_in_words(t, crossing.less));
    let gaps = [("more", Arg::Text(&more)), ("less", Arg::Text(&less))];
    let badge = Badge::new(t.text("priority-odd"), Tone::Danger);
    (badge, t.text_with("priority-crossed", &gaps), String::new())
}
