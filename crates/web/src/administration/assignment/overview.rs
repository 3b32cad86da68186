//! The rules of a kind on one page, with what they would do and who has how much.

use desk::assignment::{Candidate, Explained, Load, Outcome, Standing};
use desk::journal::Entry;
use desk::{Heading, Kind};

use super::super::log_names::LogNames;
use super::super::log_page::details;
use super::api::code_of;
use super::{anchor_of, path_of, tell};
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::page::{
    AssignmentPage, Badge, Cell, FormField, Link, PersonLoad, QueueLink, RuleChange, RuleLine,
    RuleTrial, TeamLoad, Tone, TriedRule,
};
use crate::work::Reader;

/// What the page is drawn from.
pub(super) struct Found {
    pub(super) kind: &'static Kind,
    pub(super) rules: Vec<Standing>,
    pub(super) loads: Vec<Load>,
    pub(super) history: Option<(Vec<Entry>, LogNames)>,
    pub(super) tried: Option<(Heading, Vec<Explained>)>,
}

/// A number that was asked for, and what is wrong with it.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) number: String,
    pub(super) problem: Option<String>,
}

pub(super) fn page(
    member: &Member,
    now: db::Timestamp,
    kinds: &[&'static Kind],
    found: &Found,
    asked: &Asked,
) -> AssignmentPage {
    let t = &member.t;
    let kind = found.kind;
    let changes = member.agent.administers();
    let tab = |one: &&'static Kind| QueueLink {
        link: Link::new(path_of(one), t.text_of("nav", one.path)),
        current: one.code == kind.code,
        count: String::new(),
    };
    let add = Link::new(format!("{}/new", path_of(kind)), t.text("assignment-add"));
    let reader = Reader::new(t, now, &member.agent.zone);
    let history = found.history.as_ref();
    AssignmentPage {
        heading: t.text("assignment-heading"),
        tabs: if kinds.len() > 1 { kinds.iter().map(tab).collect() } else { Vec::new() },
        add: changes.then_some(add),
        rules: lines(t, kind, &found.rules, changes),
        trial: trial(member, found, asked),
        loads: found.loads.iter().map(|load| team(t, load)).collect(),
        history: history
            .map(|(entries, names)| entries.iter().map(|one| change(&reader, one, names)).collect())
            .unwrap_or_default(),
        log: history.is_some().then(|| {
            Link::new(format!("{}/settings", super::super::AUDIT_PATH), t.text("assignment-log"))
        }),
        shell: member.shell(),
    }
}

fn lines(t: &Translator, kind: &Kind, rules: &[Standing], changes: bool) -> Vec<RuleLine> {
    let last = rules.len().saturating_sub(1);
    let line = |(at, standing): (usize, &Standing)| {
        let rule = &standing.rule;
        let path = if changes { format!("{}/{}", path_of(kind), rule.id) } else { String::new() };
        let (code, tone) = match (rule.active, standing.is_whole()) {
            (false, _) => ("off", Tone::Neutral),
            (true, false) => ("broken", Tone::Danger),
            (true, true) => ("on", Tone::Success),
        };
        RuleLine {
            anchor: anchor_of(rule),
            place: at.saturating_add(1),
            link: Link::new(path, &rule.name),
            condition: rule.condition.clone(),
            goes: tell::goes(t, standing),
            state: Badge::new(t.text_of("assignment-state", code), tone),
            wrong: tell::broken(t, standing),
            version: rule.version,
            active: rule.active,
            changes,
            can_rise: changes && at > 0,
            can_sink: changes && at < last,
        }
    };
    rules.iter().enumerate().map(line).collect()
}

fn trial(member: &Member, found: &Found, asked: &Asked) -> RuleTrial {
    let t = &member.t;
    let field = FormField {
        error: asked.problem.clone(),
        ..FormField::text("number", t.text("assignment-trial-number"))
    };
    let empty = RuleTrial {
        path: format!("{}#trial", path_of(found.kind)),
        fields: vec![field.with_value(&asked.number).at_most(40)],
        ..RuleTrial::default()
    };
    let Some((record, rules)) = &found.tried else { return empty };
    let followed = rules.iter().find_map(|one| match &one.outcome {
        Outcome::Gives(person) => Some((one, person.as_ref().map(|(_, name)| name.as_str()))),
        _ => None,
    });
    let said = match followed {
        Some((one, person)) => {
            let whom = tell::whom(t, person);
            let gaps = [("rule", Arg::Text(&one.rule.name)), ("whom", Arg::Text(&whom))];
            t.text_with("assignment-trial-gives", &gaps)
        }
        None => t.text("assignment-trial-none"),
    };
    let path = member.record_path(found.kind.code, &record.number);
    RuleTrial {
        record: Some(Link::new(path, format!("{} {}", record.number, record.title))),
        said,
        rules: rules.iter().map(|one| tried(t, one)).collect(),
        ..empty
    }
}

fn tried(t: &Translator, one: &Explained) -> TriedRule {
    let code = code_of(&one.outcome);
    let tone = match one.outcome {
        Outcome::Gives(_) => Tone::Success,
        Outcome::Broken(_) | Outcome::NoTeam => Tone::Danger,
        Outcome::Later | Outcome::Fails(_) | Outcome::Off => Tone::Neutral,
    };
    let said = match &one.outcome {
        Outcome::Gives(person) => tell::whom(t, person.as_ref().map(|(_, name)| name.as_str())),
        Outcome::Broken(problems) => tell::problems(t, problems).join(" "),
        Outcome::Fails(_) => t.text("assignment-trial-because"),
        Outcome::NoTeam => t.text("assignment-team-gone"),
        Outcome::Later | Outcome::Off => String::new(),
    };
    TriedRule {
        name: one.rule.name.clone(),
        outcome: Badge::new(t.text_of("assignment-outcome", code), tone),
        said,
        fails: match &one.outcome {
            Outcome::Fails(parts) => parts.clone(),
            _ => Vec::new(),
        },
    }
}

fn team(t: &Translator, load: &Load) -> TeamLoad {
    let next = load.next_in_turn().map(|one| one.person);
    let person = |one: &Candidate| person_load(t, one, next == Some(one.person));
    TeamLoad { team: load.name.clone(), people: load.people.iter().map(person).collect() }
}

/// Somebody with how many they have open.
pub(super) fn person_load(t: &Translator, one: &Candidate, next: bool) -> PersonLoad {
    let state = |code: &str, tone| Some(Badge::new(t.text_of("assignment-person", code), tone));
    PersonLoad {
        name: Cell::Person(one.name.clone()),
        open: t.text_with("assignment-open", &[("count", Arg::Number(one.open))]),
        state: match (one.works, one.away, next) {
            (false, ..) => state("idle", Tone::Neutral),
            (true, true, _) => state("away", Tone::Warning),
            (true, false, true) => state("next", Tone::Info),
            (true, false, false) => None,
        },
    }
}

fn change(reader: &Reader, entry: &Entry, names: &LogNames) -> RuleChange {
    let t = &reader.t;
    let who = entry.actor.and_then(|id| names.person(id)).map(str::to_owned);
    // The page says which kind it is of, and what is empty says nothing here.
    let mut told = entry.clone();
    told.values.retain(|v| v.field != "kind" && v.value.as_ref().is_some_and(|v| !v.is_empty()));
    RuleChange {
        at: reader.stamp(entry.occurred_at),
        who: who.unwrap_or_else(|| t.text("log-nobody")),
        what: t.text_of("did-log", &entry.verb),
        details: details(t, &told, names).lines().map(str::to_owned).collect(),
    }
}
