//! Definitions in the database, and what the logbook of settings says of them.

use std::collections::BTreeSet;

use db::{Insert, Tx, Value, params};

use super::{Definition, Type, decimal, edition};
use crate::journal::{self, Op, SetValue};
use crate::{Context, Result, search};

db::statements! {
    INSERT = "INSERT INTO custom_field (id, kind, code, type, scale, least, most, audience, fallback, place, active, version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    UPDATE = "UPDATE custom_field SET least = $2, most = $3, audience = $4, fallback = $5, active = $6, version = $7
        WHERE id = $1";
    FORGET_WORDS = "DELETE FROM custom_word WHERE field_id = $1";
    FORGET_OPTIONS = "DELETE FROM custom_option WHERE field_id = $1";
    FORGET_CURRENCIES = "DELETE FROM custom_currency WHERE field_id = $1";
    FORGET_RULES = "DELETE FROM custom_rule WHERE field_id = $1";
    FORGET_FORMS = "DELETE FROM custom_form WHERE field_id = $1";
}

/// Keeps a new definition.
pub(super) fn insert(tx: &Tx<'_>, ctx: &Context, definition: &Definition) -> Result<()> {
    let bounds = definition.holds.bounds();
    tx.execute(
        INSERT,
        params![
            definition.id,
            &definition.kind,
            &definition.code,
            definition.holds.code(),
            bounds.scale,
            bounds.least,
            bounds.most,
            definition.audience.code(),
            definition.fallback.as_ref(),
            definition.place,
            definition.active,
            definition.version,
            ctx.now
        ],
    )?;
    put_parts(tx, definition)?;
    finish(tx, ctx, "create_field", None, definition)
}

/// Keeps a definition that was changed, unless nothing was.
pub(super) fn save(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    known: &Definition,
    mut changed: Definition,
) -> Result<Definition> {
    if changed == *known {
        return Ok(changed);
    }
    changed.version = known.version + 1;
    let read_otherwise = (changed.audience, changed.active) != (known.audience, known.active);
    if read_otherwise && matches!(changed.holds, Type::Line(_) | Type::Prose(_) | Type::Url) {
        search::distrust(tx)?;
    }
    let bounds = changed.holds.bounds();
    tx.execute(
        UPDATE,
        params![
            changed.id,
            bounds.least,
            bounds.most,
            changed.audience.code(),
            changed.fallback.as_ref(),
            changed.active,
            changed.version
        ],
    )?;
    for forget in [FORGET_WORDS, FORGET_OPTIONS, FORGET_CURRENCIES, FORGET_RULES, FORGET_FORMS] {
        tx.execute(forget, params![changed.id])?;
    }
    put_parts(tx, &changed)?;
    finish(tx, ctx, verb, Some(known), &changed)?;
    Ok(changed)
}

/// The rows that hang on a definition, each table's in one statement.
fn put_parts(tx: &Tx<'_>, definition: &Definition) -> Result<()> {
    let place = |number: usize| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let own = definition.words.iter().map(|words| {
        vec!["".into(), (&words.language).into(), (&words.label).into(), (&words.help).into()]
    });
    let of_options = definition.options.iter().flat_map(|option| {
        option.labels.iter().map(|(language, label)| {
            vec![(&option.code).into(), language.into(), label.into(), "".into()]
        })
    });
    let words = own.chain(of_options).collect();
    put(tx, definition, "custom_word", &["option_code", "language", "label", "help"], words)?;
    let options = definition.options.iter().enumerate();
    let options = options
        .map(|(number, option)| vec![(&option.code).into(), place(number), option.active.into()])
        .collect();
    put(tx, definition, "custom_option", &["code", "place", "active"], options)?;
    if let Type::Money(currencies) = &definition.holds {
        let rows = currencies.iter().enumerate();
        let rows = rows.map(|(number, code)| vec![place(number), code.into()]).collect();
        put(tx, definition, "custom_currency", &["place", "currency"], rows)?;
    }
    let rules = definition.rules.iter();
    let rules = rules.map(|(state, rule)| vec![state.into(), rule.code().into()]).collect();
    put(tx, definition, "custom_rule", &["state", "rule"], rules)?;
    let forms = definition.forms.iter().map(|form| vec![form.into()]).collect();
    put(tx, definition, "custom_form", &["verb"], forms)
}

fn put(
    tx: &Tx<'_>,
    definition: &Definition,
    table: &'static str,
    columns: &[&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<()> {
    let columns: Vec<&str> = std::iter::once("field_id").chain(columns.iter().copied()).collect();
    let row = |row: Vec<Value>| -> Vec<Value> {
        std::iter::once(Value::from(definition.id)).chain(row).collect()
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    Ok(tx.insert(Insert { table, columns: &columns, over: None }, &rows)?)
}

/// Tells everybody that the definitions are others now, and the logbook in what.
fn finish(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    before: Option<&Definition>,
    after: &Definition,
) -> Result<()> {
    edition::renew(tx)?;
    let (old, new) = (before.map(lines).unwrap_or_default(), lines(after));
    let told = |op: Op, (field, line): &(&'static str, String)| SetValue {
        field,
        op,
        value: Some(line.clone()),
    };
    let mut values = vec![
        SetValue::set("field", after.id.to_string()),
        SetValue::set("kind", after.kind.clone()),
        SetValue::set("code", after.code.clone()),
    ];
    values.extend(old.difference(&new).map(|line| told(Op::Remove, line)));
    values.extend(new.difference(&old).map(|line| told(Op::Add, line)));
    journal::log_about(tx, ctx, &after.id.to_string(), verb, values)?;
    Ok(())
}

/// All a definition says, a line each, so that the logbook alone tells what it was at any time.
fn lines(definition: &Definition) -> BTreeSet<(&'static str, String)> {
    let mut lines = BTreeSet::new();
    let mut say = |part: &'static str, line: String| lines.extend([(part, line)]);
    say("type", definition.holds.code().to_owned());
    match &definition.holds {
        Type::Line(most) | Type::Prose(most) => say("most", most.to_string()),
        Type::Number { scale, least, most } => {
            say("scale", scale.to_string());
            say("least", decimal::shortest(*least, *scale));
            say("most", decimal::shortest(*most, *scale));
        }
        Type::Money(currencies) => say("currencies", currencies.join(" ")),
        _ => {}
    }
    say("audience", definition.audience.code().to_owned());
    for words in &definition.words {
        say("label", format!("{} {}", words.language, words.label));
        if !words.help.is_empty() {
            say("help", format!("{} {}", words.language, words.help));
        }
    }
    for (place, option) in definition.options.iter().enumerate() {
        let state = if option.active { "offered" } else { "not offered" };
        say("option", format!("{} {} {state}", place + 1, option.code));
        for (language, label) in &option.labels {
            say("option_label", format!("{} {language} {label}", option.code));
        }
    }
    for (state, rule) in &definition.rules {
        say("rule", format!("{state} {}", rule.code()));
    }
    definition.forms.iter().for_each(|form| say("form", form.clone()));
    definition.fallback.iter().for_each(|text| say("default", text.clone()));
    say("active", i64::from(definition.active).to_string());
    lines
}
