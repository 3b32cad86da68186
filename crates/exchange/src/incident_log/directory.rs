//! Who and what a log names, made known here once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use anyhow::Result;
use db::{Id, Tx};
use desk::Context;
use desk::people::{Category, Choice, Company, Location, NewPerson, Person, Team};

use super::Destination;
use super::column::Column;
use super::label::{Label, Labels};
use super::log::Case;
use super::progress::{Progress, Stage, Stopped};
use super::row::Row;
use super::source::{Book, Family};
use super::state::{self, Seen, code_of};

/// New names in one transaction.
const AT_ONCE: usize = 500;
/// Between a category and its subcategory in an outside id.
pub(super) const TAB: char = '\t';
/// The list of how service was restored.
const CODES: &str = "resolution_code";
/// Where new rows of a list of choices go: below what is there.
const PLACE: i64 = 50;

/// What each label of a log is here.
#[derive(Debug, Default)]
pub(super) struct Directory {
    people: HashMap<(Family, Label), Id<Person>>,
    teams: HashMap<Label, Id<Team>>,
    locations: HashMap<Label, Id<Location>>,
    categories: HashMap<(Label, Label), Id<Category>>,
    codes: HashMap<Label, String>,
}

/// What a maker of a name needs.
struct Making<'t, 'c> {
    tx: &'t Tx<'c>,
    ctx: &'t Context,
    company: Id<Company>,
}

type Make = fn(&Making<'_, '_>, &str) -> desk::Result<Vec<u8>>;

impl Directory {
    /// Makes known whoever and whatever the log names and nobody has heard of.
    pub(super) fn prepare(
        to: &Destination,
        labels: &Labels,
        cases: &[Case],
        progress: &dyn Progress,
    ) -> Result<Directory> {
        let mut directory = Directory::default();
        for family in Family::ALL {
            // A person's label counts as it is written: two spaces make another label.
            let said = distinct(cases, |row| row.cell(family.column()));
            let wanted = said
                .into_iter()
                .filter(|l| labels.said(*l).is_some())
                .map(|l| (l, labels.text(l).to_owned()))
                .collect();
            let known = ensure(to, Book::people(family.source()), wanted, make_person, progress)?;
            directory
                .people
                .extend(known.into_iter().filter_map(|(l, b)| Some(((family, l), id(&b)?))));
        }
        let plain = |column: Column| -> Vec<(Label, String)> {
            let said = distinct(cases, |row| row.cell(column));
            said.into_iter().filter_map(|l| Some((l, labels.said(l)?.to_owned()))).collect()
        };
        let teams = ensure(to, Book::TEAMS, plain(Column::TEAM), make_team, progress)?;
        directory.teams.extend(teams.into_iter().filter_map(|(l, b)| Some((l, id(&b)?))));
        let locations =
            ensure(to, Book::LOCATIONS, plain(Column::LOCATION), make_location, progress)?;
        directory.locations.extend(locations.into_iter().filter_map(|(l, b)| Some((l, id(&b)?))));
        let pairs =
            distinct(cases, |row| (row.cell(Column::CATEGORY), row.cell(Column::SUBCATEGORY)));
        let pairs = pairs
            .into_iter()
            .filter_map(|pair| Some((pair, category_text(labels, pair)?)))
            .collect();
        let categories = ensure(to, Book::CATEGORIES, pairs, make_category, progress)?;
        directory.categories.extend(categories.into_iter().filter_map(|(l, b)| Some((l, id(&b)?))));
        let codes = ensure(to, Book::CODES, plain(Column::CODE), make_code, progress)?;
        directory
            .codes
            .extend(codes.into_iter().filter_map(|(l, b)| Some((l, String::from_utf8(b).ok()?))));
        make_reasons(to, labels, cases)?;
        Ok(directory)
    }

    pub(super) fn person(&self, family: Family, label: Label) -> Option<Id<Person>> {
        self.people.get(&(family, label)).copied()
    }

    pub(super) fn team(&self, label: Label) -> Option<Id<Team>> {
        self.teams.get(&label).copied()
    }

    pub(super) fn location(&self, label: Label) -> Option<Id<Location>> {
        self.locations.get(&label).copied()
    }

    pub(super) fn category(&self, category: Label, subcategory: Label) -> Option<Id<Category>> {
        self.categories.get(&(category, subcategory)).copied()
    }

    pub(super) fn code(&self, label: Label) -> Option<&str> {
        self.codes.get(&label).map(String::as_str)
    }

    /// How many of each the log names.
    pub(super) fn counts(&self) -> BTreeMap<String, u64> {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for family in Family::ALL {
            let of = self.people.keys().filter(|(f, _)| *f == family).count();
            counts.insert(family.column().name().to_owned(), count(of));
        }
        counts.insert(Column::TEAM.name().to_owned(), count(self.teams.len()));
        counts.insert(Column::LOCATION.name().to_owned(), count(self.locations.len()));
        counts.insert(Column::CATEGORY.name().to_owned(), count(self.categories.len()));
        counts.insert(Column::CODE.name().to_owned(), count(self.codes.len()));
        counts
    }
}

/// The outside id of a category: nothing without a category, since a subcategory alone has no
/// place in the tree.
fn category_text(labels: &Labels, (category, subcategory): (Label, Label)) -> Option<String> {
    let category = labels.said(category)?;
    Some(match labels.said(subcategory) {
        Some(subcategory) => format!("{category}{TAB}{subcategory}"),
        None => category.to_owned(),
    })
}

/// What the rows say there, each once, in the order in which the log first says it.
fn distinct<K: Ord>(cases: &[Case], key: impl Fn(&Row) -> K) -> BTreeSet<K> {
    cases.iter().flat_map(|case| &case.rows).map(key).collect()
}

/// What each of these is here, made where it was not.
fn ensure<K>(
    to: &Destination,
    book: Book,
    wanted: Vec<(K, String)>,
    make: Make,
    progress: &dyn Progress,
) -> Result<Vec<(K, Vec<u8>)>> {
    let mut known: HashMap<String, Vec<u8>> = to.db.read(|tx| book.all(tx))?.into_iter().collect();
    let missing: Vec<String> =
        wanted.iter().map(|(_, text)| text).filter(|t| !known.contains_key(*t)).cloned().collect();
    let total = u64::try_from(missing.len()).unwrap_or(0);
    let mut done = 0;
    for some in missing.chunks(AT_ONCE) {
        let (texts, ctx, company) = (some.to_vec(), to.context(), to.company);
        let made = to.db.write(move |tx| {
            let making = Making { tx, ctx: &ctx, company };
            texts
                .iter()
                .map(|text| Ok((text.clone(), find_or_make(&making, book, text, make)?)))
                .collect::<desk::Result<Vec<_>>>()
        })?;
        done += u64::try_from(made.len()).unwrap_or(0);
        known.extend(made);
        if progress.tell(Stage::Names, done, total) == ControlFlow::Break(()) {
            return Err(Stopped.into());
        }
    }
    Ok(wanted
        .into_iter()
        .filter_map(|(key, text)| Some((key, known.get(&text)?.clone())))
        .collect())
}

fn find_or_make(
    making: &Making<'_, '_>,
    book: Book,
    text: &str,
    make: Make,
) -> desk::Result<Vec<u8>> {
    // Another import may have come first.
    if let Some(inside) = book.inside(making.tx, text)? {
        return Ok(inside);
    }
    let inside = make(making, text)?;
    book.add(making.tx, text, &inside)?;
    Ok(inside)
}

/// Never somebody who is here already: an equal name is no proof of being the same person.
fn make_person(m: &Making<'_, '_>, text: &str) -> desk::Result<Vec<u8>> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(bytes(Person::create(m.tx, m.ctx, &NewPerson::named(name, m.company))?.id))
}

fn make_team(m: &Making<'_, '_>, text: &str) -> desk::Result<Vec<u8>> {
    if let Some(team) = Team::find_by_name(m.tx, text)? {
        return Ok(bytes(team.id));
    }
    Ok(bytes(Team::create(m.tx, m.ctx, m.company, text)?.id))
}

fn make_location(m: &Making<'_, '_>, text: &str) -> desk::Result<Vec<u8>> {
    if let Some(location) = Location::find_by_name(m.tx, m.company, text)? {
        return Ok(bytes(location.id));
    }
    Ok(bytes(Location::create(m.tx, m.ctx, m.company, None, text)?.id))
}

fn make_category(m: &Making<'_, '_>, text: &str) -> desk::Result<Vec<u8>> {
    let kind = incident::KIND.code;
    let node = |parent: Option<Id<Category>>, name: &str| -> desk::Result<Id<Category>> {
        match Category::find_by_name(m.tx, kind, parent, name)? {
            Some(category) => Ok(category.id),
            None => Ok(Category::create(m.tx, m.ctx, kind, parent, name)?.id),
        }
    };
    let (root, below) =
        text.split_once(TAB).map_or((text, None), |(root, below)| (root, Some(below)));
    let root = node(None, root)?;
    Ok(bytes(below.map_or(Ok(root), |below| node(Some(root), below))?))
}

/// A row of the list of resolution codes; one that says the same already is taken.
fn make_code(m: &Making<'_, '_>, text: &str) -> desk::Result<Vec<u8>> {
    let kind = incident::KIND.code;
    let stem = Some(code_of(text))
        .filter(|code| !code.is_empty())
        .unwrap_or_else(|| "imported".to_owned());
    let mut code = stem.clone();
    for number in 2.. {
        match Choice::find(m.tx, kind, CODES, &code)? {
            Some(there) if there.label == text => break,
            Some(_) => code = format!("{stem}_{number}"),
            None => {
                Choice::create(m.tx, m.ctx, &choice(CODES, &code, text))?;
                break;
            }
        }
    }
    Ok(code.into_bytes())
}

/// Reasons to wait the schema does not bring.
fn make_reasons(to: &Destination, labels: &Labels, cases: &[Case]) -> Result<()> {
    const LIST: &str = "hold_reason";
    let mut reasons: Vec<(String, String)> = Vec::new();
    for label in distinct(cases, |row| row.cell(Column::STATE)) {
        if let Some(Seen::Waiting(reason)) = state::read(labels.text(label)) {
            reasons.push((reason.code.into_owned(), reason.label.to_owned()));
        }
    }
    let kind = incident::KIND.code;
    let there = to.db.read(|tx| Choice::all(tx, kind))?;
    reasons.retain(|(code, _)| !there.iter().any(|c| c.list == LIST && c.code == *code));
    if reasons.is_empty() {
        return Ok(());
    }
    let ctx = to.context();
    to.db.write(move |tx| {
        for (code, label) in &reasons {
            if Choice::find(tx, kind, LIST, code)?.is_none() {
                Choice::create(tx, &ctx, &choice(LIST, code, label))?;
            }
        }
        Ok::<_, desk::Error>(())
    })?;
    Ok(())
}

fn choice(list: &str, code: &str, label: &str) -> Choice {
    Choice {
        kind: incident::KIND.code.to_owned(),
        list: list.to_owned(),
        code: code.to_owned(),
        label: label.to_owned(),
        place: PLACE,
        active: true,
    }
}

fn bytes<T>(id: Id<T>) -> Vec<u8> {
    id.bytes().to_vec()
}

fn id<T>(bytes: &[u8]) -> Option<Id<T>> {
    bytes.try_into().ok().map(Id::from_bytes)
}
