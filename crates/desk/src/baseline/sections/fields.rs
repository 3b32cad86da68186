//! Fields that administrators added.

use std::collections::BTreeMap;

use db::{Chance, ReadTx, Timestamp, Tx};

use crate::baseline::Values;
use crate::baseline::section::{Section, Wanted, With};
use crate::baseline::values::{listed, maybe, number, said, text, values};
use crate::custom::{self, Alternative, Definition, Draft, Type, Words, decimal};
use crate::input::RawValue;
use crate::{Context, Error, Result, seen};

pub(super) struct Fields;

/// Between the parts of a line.
const BETWEEN: &str = ": ";

impl Section for Fields {
    fn code(&self) -> &'static str {
        "field"
    }

    fn key(&self) -> &'static [&'static str] {
        &["kind", "code"]
    }

    fn parts(&self) -> &'static [&'static str] {
        &[
            "type",
            "scale",
            "least",
            "most",
            "currencies",
            "audience",
            "labels",
            "help",
            "options",
            "option_labels",
            "states",
            "forms",
            "default",
            "active",
        ]
    }

    fn sets(&self) -> &'static [&'static str] {
        &["labels", "help", "option_labels", "states", "forms"]
    }

    fn read(&self, tx: &ReadTx<'_>, with: With<'_>) -> Result<Vec<Values>> {
        let known = |field: &&&Definition| with.kind(&field.kind).is_some();
        let all = custom::list(tx)?;
        Ok(all.iter().filter(known).map(|field| told(field)).collect())
    }

    fn put(&self, tx: &Tx<'_>, with: With<'_>, wanted: &Wanted<'_>) -> Result<()> {
        let kind = with.kind(&said(wanted.all, "kind"));
        let kind = kind.ok_or_else(|| Error::invalid("kind", "no_such"))?;
        let field = match find(tx, wanted.all)? {
            None => {
                let draft = Draft { code: Some(said(wanted.all, "code")), ..draft(wanted.all) };
                custom::create(tx, &ctx(with, wanted.all), with.agent, kind, draft)?
            }
            Some(known) => {
                let draft = changed(wanted);
                custom::edit(tx, with.ctx, with.agent, kind, (known.id, None), draft)?
            }
        };
        if wanted.changed.get("active") == Some(&RawValue::Flag(true)) && !field.active {
            custom::restore(tx, with.ctx, with.agent, kind, (field.id, None))?;
        }
        Ok(())
    }

    fn take(&self, tx: &Tx<'_>, with: With<'_>, entry: &Values) -> Result<bool> {
        let Some(field) = find(tx, entry)?.filter(|field| field.active) else { return Ok(false) };
        let Some(kind) = with.kind(&field.kind) else { return Ok(false) };
        custom::retire(tx, with.ctx, with.agent, kind, (field.id, None))?;
        Ok(true)
    }

    fn rests(&self) -> bool {
        true
    }

    fn is_ordered(&self) -> bool {
        true
    }

    fn arrange(&self, tx: &Tx<'_>, with: With<'_>, in_order: &[&Values]) -> Result<()> {
        let Some(kind) = in_order.first().and_then(|entry| with.kind(&said(entry, "kind"))) else {
            return Ok(());
        };
        let known = custom::list(tx)?;
        let of = |entry: &&Values| {
            let code = said(entry, "code");
            known.iter().find(|field| field.kind == kind.code && field.code == code && field.active)
        };
        let ids: Vec<_> = in_order.iter().filter_map(of).map(|field| field.id).collect();
        custom::order(tx, with.ctx, with.agent, kind, &ids)
    }
}

/// What a field is made with. Definitions are kept in memory for as long as the program runs, by what they
/// say: those of a plan have the same identities every time, so that plans do not add up.
fn ctx(with: With<'_>, values: &Values) -> Context {
    if !with.planning {
        return with.ctx.clone();
    }
    let mark = seen::mark([said(values, "kind"), said(values, "code")].into_iter());
    let chance = Chance::seeded(u64::from_str_radix(&mark, 16).unwrap_or(1));
    let then = Timestamp::from_micros(0);
    Context { now: then, occurred_at: then, chance, ..with.ctx.clone() }
}

fn find(tx: &ReadTx<'_>, values: &Values) -> Result<Option<&'static Definition>> {
    let (kind, code) = (said(values, "kind"), said(values, "code"));
    Ok(custom::list(tx)?.into_iter().find(|field| field.kind == kind && field.code == code))
}

/// A field as a text says it.
fn told(field: &Definition) -> Values {
    let (scale, least, most) = match &field.holds {
        Type::Line(most) | Type::Prose(most) => (None, None, Some(most.to_string())),
        Type::Number { scale, least, most } => {
            let bound = |number| Some(decimal::shortest(number, *scale));
            (Some(i64::from(*scale)), bound(*least), bound(*most))
        }
        _ => (None, None, None),
    };
    let currencies = match &field.holds {
        Type::Money(currencies) => currencies.clone(),
        _ => Vec::new(),
    };
    let line = |parts: &[&str]| parts.join(BETWEEN);
    let labels = field.words.iter().map(|words| line(&[&words.language, &words.label]));
    let help = field.words.iter().filter(|words| !words.help.is_empty());
    let help = help.map(|words| line(&[&words.language, &words.help]));
    let offered = || field.options.iter().filter(|option| option.active);
    let option_labels = offered().flat_map(|option| {
        option.labels.iter().map(|(language, label)| line(&[&option.code, language, label]))
    });
    let states = field.rules.iter().map(|(state, rule)| line(&[state, rule.code()]));
    let list = |all: Vec<String>| if all.is_empty() { RawValue::Null } else { RawValue::List(all) };
    let mut told = values([
        ("kind", text(field.kind.as_str())),
        ("code", text(field.code.as_str())),
        ("type", text(field.holds.code())),
        ("scale", number(scale)),
        ("least", maybe(least)),
        ("most", maybe(most)),
        ("currencies", list(currencies)),
        ("audience", text(field.audience.code())),
        ("labels", list(labels.collect())),
        ("help", list(help.collect())),
        ("options", list(offered().map(|option| option.code.clone()).collect())),
        ("option_labels", list(option_labels.collect())),
        ("states", list(states.collect())),
        ("forms", list(field.forms.clone())),
        ("default", field.fallback_given()),
        ("active", RawValue::Flag(field.active)),
    ]);
    // What a type has not is not said of it.
    let of_type = ["scale", "least", "most", "currencies", "options", "option_labels"];
    told.retain(|name, value| !of_type.contains(&name.as_str()) || *value != RawValue::Null);
    told
}

/// What is said of a field, all of it.
fn draft(values: &Values) -> Draft {
    let told = |name: &str| values.get(name).filter(|value| **value != RawValue::Null);
    let text = |name: &str| told(name).map(RawValue::shown);
    let list = |name: &str| values.contains_key(name).then(|| listed(values, name));
    Draft {
        code: None,
        holds: text("type"),
        scale: match told("scale") {
            Some(RawValue::Number(scale)) => Some(*scale),
            // What is no number is refused as one that cannot be.
            Some(_) => Some(-1),
            None => None,
        },
        least: text("least"),
        most: text("most"),
        currencies: list("currencies").filter(|all| !all.is_empty()),
        audience: text("audience"),
        words: values.contains_key("labels").then(|| words(values)),
        options: list("options").filter(|all| !all.is_empty()).map(|codes| options(values, codes)),
        rules: list("states").map(|all| all.iter().map(|line| halves(line)).collect()),
        forms: list("forms"),
        fallback: values.get("default").cloned(),
    }
}

/// What is to change of a field; what belongs together is said together.
fn changed(wanted: &Wanted<'_>) -> Draft {
    let mut values = wanted.changed.clone();
    for together in [["labels", "help"], ["options", "option_labels"]] {
        if together.iter().any(|name| values.contains_key(*name)) {
            for name in together {
                let all = wanted.all.get(name).cloned();
                values.extend(all.map(|value| (name.to_owned(), value)));
            }
        }
    }
    draft(&values)
}

/// The two parts of a line.
fn halves(line: &str) -> (String, String) {
    let (first, second) = line.split_once(':').unwrap_or((line, ""));
    (first.trim().to_owned(), second.trim().to_owned())
}

fn words(values: &Values) -> Vec<Words> {
    let help: BTreeMap<String, String> =
        listed(values, "help").iter().map(|line| halves(line)).collect();
    let labels = listed(values, "labels");
    let of = |line: &String| {
        let (language, label) = halves(line);
        let help = help.get(&language).cloned().unwrap_or_default();
        Words { language, label, help }
    };
    labels.iter().map(of).collect()
}

fn options(values: &Values, codes: Vec<String>) -> Vec<Alternative> {
    let lines = listed(values, "option_labels");
    let labels = |code: &str| {
        let own = lines.iter().map(|line| halves(line)).filter(|(of, _)| of == code);
        own.map(|(_, rest)| halves(&rest)).collect()
    };
    let of = |code: String| Alternative { labels: labels(&code), code, active: true };
    codes.into_iter().map(of).collect()
}
