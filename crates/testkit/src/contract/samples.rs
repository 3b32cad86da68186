//! Values to give: one for every kind of field, and others for every turn.

use std::collections::BTreeMap;
use std::time::Duration;

use db::{Id, Timestamp, Tx};
use desk::Kind;
use desk::custom::{Alternative, decimal};
use desk::field::FieldKind;
use desk::input::{RawInput, RawValue};
use desk::lifecycle::InputField;
use desk::people::{Category, Choice, Location, Service};

use crate::{Desk, MORNING};

/// What can be given at a small desk.
pub(super) struct Samples {
    people: Vec<String>,
    teams: Vec<String>,
    companies: Vec<String>,
    services: Vec<String>,
    categories: Vec<String>,
    locations: Vec<String>,
    states: Vec<String>,
    lists: BTreeMap<String, Vec<String>>,
}

impl Samples {
    /// Furnishes the desk with two of everything a record can refer to.
    pub(super) fn lay_out(desk: &Desk, kind: &'static Kind) -> Samples {
        let desk = desk.clone();
        let handle = desk.db.clone();
        handle
            .write(move |tx| Samples::furnish(tx, &desk, kind))
            .expect("services, categories and locations for a record to refer to")
    }

    fn furnish(tx: &Tx<'_>, desk: &Desk, kind: &'static Kind) -> desk::Result<Samples> {
        let ctx = desk.context(&desk.administrator);
        let mut samples = Samples {
            people: ids([desk.agent.person, desk.network_agent.person]),
            teams: ids([desk.service_desk, desk.network]),
            companies: ids([desk.alder, desk.birch]),
            services: Vec::new(),
            categories: Vec::new(),
            locations: Vec::new(),
            states: kind.lifecycle.states.iter().map(|s| s.code.to_owned()).collect(),
            lists: BTreeMap::new(),
        };
        for name in ["First", "Second"] {
            samples.services.push(Service::create(tx, &ctx, desk.alder, name)?.id.to_string());
            samples
                .categories
                .push(Category::create(tx, &ctx, kind.code, None, name)?.id.to_string());
            samples
                .locations
                .push(Location::create(tx, &ctx, desk.alder, None, name)?.id.to_string());
        }
        for row in Choice::all(tx, kind.code)?.into_iter().filter(|row| row.active) {
            samples.lists.entry(row.list).or_default().push(row.code);
        }
        Ok(samples)
    }

    /// A value of a kind of field, as text; turn after turn another one, where there are others.
    pub(super) fn text(&self, of: FieldKind, code: &str, turn: usize) -> String {
        let pick = |from: &[String]| {
            assert!(!from.is_empty(), "{code}: there is nothing to choose from");
            from.iter().cycle().nth(turn).cloned().unwrap_or_default()
        };
        match of {
            FieldKind::Line(_) => format!("Sample {code} {turn}"),
            FieldKind::Prose(_) => format!("Sample {code} {turn}\n\nin two paragraphs"),
            FieldKind::Number(least, most) => {
                let places = usize::try_from(most.saturating_sub(least).saturating_add(1))
                    .unwrap_or(usize::MAX);
                (least + i64::try_from(turn % places).unwrap_or(0)).to_string()
            }
            FieldKind::Flag => turn.is_multiple_of(2).to_string(),
            FieldKind::Instant => moment(turn).to_string(),
            FieldKind::State => pick(&self.states),
            FieldKind::Options(codes) => {
                pick(&codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>())
            }
            FieldKind::Choice(list) => pick(self.lists.get(list).map_or(&[], Vec::as_slice)),
            FieldKind::Person => pick(&self.people),
            FieldKind::Team => pick(&self.teams),
            FieldKind::Company => pick(&self.companies),
            FieldKind::Service => pick(&self.services),
            FieldKind::Category => pick(&self.categories),
            FieldKind::Location => pick(&self.locations),
            // Of people, and asked of them; no record has one.
            FieldKind::Department => String::new(),
            // None that there is: who is whose child is no part of opening or of a verb.
            FieldKind::Record => format!("REC{turn:07}"),
            FieldKind::Decimal(scale, least, most) => {
                let step = i64::try_from(turn).unwrap_or(0) * 25 + 5;
                decimal::format((least.max(0) + step).min(most), scale)
            }
            FieldKind::Money(currencies) => {
                let codes: Vec<String> = currencies.iter().map(|c| (*c).to_owned()).collect();
                format!("{}.50 {}", 12 + turn, pick(&codes))
            }
            FieldKind::Date => format!("2026-03-{:02}", 1 + turn % 28),
            FieldKind::One(options) | FieldKind::Several(options) => pick(&offered(options)),
            FieldKind::Link => format!("https://example.org/{code}/{turn}"),
        }
    }

    /// The same value as the journal writes it.
    pub(super) fn canonical(&self, of: FieldKind, code: &str, turn: usize) -> String {
        match of {
            FieldKind::Instant => moment(turn).micros().to_string(),
            FieldKind::Flag => i64::from(turn.is_multiple_of(2)).to_string(),
            FieldKind::Decimal(scale, ..) => {
                let scaled = decimal::parse(&self.text(of, code, turn), scale);
                decimal::shortest(scaled.unwrap_or_default(), scale)
            }
            _ => self.text(of, code, turn),
        }
    }

    /// The words by which people name the value of the first turn, where it refers to something.
    pub(super) fn words(of: FieldKind) -> &'static [&'static str] {
        match of {
            FieldKind::Person => &["ada@alder.example", "ADA@Alder.example", "Ada Agent"],
            FieldKind::Team => &["Service desk"],
            FieldKind::Company => &["Alder Works"],
            FieldKind::Service | FieldKind::Category | FieldKind::Location => &["First"],
            _ => &[],
        }
    }

    /// Whether there is anything to give: a list may have no rows for this kind of record, and of the
    /// records there are, nothing is known here.
    pub(super) fn offers(&self, of: FieldKind) -> bool {
        of != FieldKind::Record
            && !matches!(of, FieldKind::Choice(list) if !self.lists.contains_key(list))
    }

    /// Whether the next turn brings another value.
    pub(super) fn varies(&self, input: &InputField) -> bool {
        self.text(input.kind, input.code, 0) != self.text(input.kind, input.code, 1)
    }

    /// Everything a verb takes.
    pub(super) fn whole(&self, inputs: &[InputField], turn: usize) -> RawInput {
        self.some(inputs.iter(), turn)
    }

    /// Only what a verb cannot do without.
    pub(super) fn required(&self, inputs: &[InputField], turn: usize) -> RawInput {
        self.some(inputs.iter().filter(|input| input.required), turn)
    }

    /// Everything a form asks for, as a browser sends it: a moment goes without its zone, which is
    /// UTC for everybody here.
    pub(super) fn typed(&self, inputs: &[InputField], turn: usize) -> RawInput {
        let mut typed = self.whole(inputs, turn);
        for moment in inputs.iter().filter(|input| input.kind == FieldKind::Instant) {
            if let Some(RawValue::Text(text)) = typed.values.get_mut(moment.code) {
                *text = text.trim_end_matches('Z').to_owned();
            }
        }
        typed
    }

    /// One field alone.
    pub(super) fn one(&self, input: &InputField, turn: usize) -> RawInput {
        self.some(std::iter::once(input), turn)
    }

    fn some<'a>(&self, inputs: impl Iterator<Item = &'a InputField>, turn: usize) -> RawInput {
        let value = |input: &InputField| RawValue::Text(self.text(input.kind, input.code, turn));
        RawInput { values: inputs.map(|i| (i.code.to_owned(), value(i))).collect(), version: None }
    }
}

fn offered(options: &[Alternative]) -> Vec<String> {
    options.iter().filter(|option| option.active).map(|option| option.code.clone()).collect()
}

/// A moment to come, another one each turn.
fn moment(turn: usize) -> Timestamp {
    MORNING.plus(Duration::from_secs(86_400 * (1 + u64::try_from(turn).unwrap_or(0))))
}

fn ids<T>(ids: [Id<T>; 2]) -> Vec<String> {
    ids.map(|id| id.to_string()).into()
}
