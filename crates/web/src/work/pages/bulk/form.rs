//! The form of what the verb of a bulk edit is given.

use std::collections::BTreeMap;

use db::ReadTx;
use desk::bulk::{Bulk, inputs};
use desk::input::RawValue;
use desk::lifecycle::{InputField, Verb};

use super::super::choices;
use super::super::create::preview;
use super::super::own::Pages;
use super::Refused;
use super::typed::{EMPTY, can_be_empty, leaves};
use crate::identify::Member;
use crate::page::{BulkForm, FieldKind, FieldProblem, FormField, Inputs};

/// The form; nothing for a verb that asks for nothing. `fold` is what its fold says once there is a
/// preview.
pub(super) fn form<P: Pages>(
    tx: &ReadTx<'_>,
    member: &Member,
    (bulk, verb): (&Bulk, &'static Verb),
    refused: Option<&Refused>,
) -> desk::Result<Option<BulkForm>> {
    let t = &member.t;
    let takes = inputs(tx, &member.agent, P::KIND, verb)?;
    let problems = refused.map(|refused| refused.problems.clone()).unwrap_or_default();
    if takes.is_empty() && problems.is_empty() {
        return Ok(None);
    }
    let typed = refused.and_then(|refused| refused.typed.as_ref());
    let values = match typed {
        Some(typed) => typed.values.keys().map(|k| (k.clone(), typed.shown(k))).collect(),
        None => begun(bulk),
    };
    let fits = |input: &&InputField| leaves(verb, input.code) && can_be_empty(P::KIND, input.code);
    let own = Inputs {
        kind: P::KIND.code,
        choices: choices::to_work::<P>(tx, &member.agent, &takes)?,
        problems: problems.clone(),
        matrix: preview(t, &P::matrix(tx)?),
        zone: member.agent.zone.clone(),
        values: values.clone(),
        ..Inputs::default()
    };
    let mut fields = own.fields(t, verb.code, &takes);
    fields.iter_mut().filter(|field| leaves(verb, &field.name)).for_each(|field| {
        let leave = t.text("bulk-leave");
        if let FieldKind::Select { choices, .. } = &mut field.kind
            && let Some(none) = choices.iter_mut().find(|choice| choice.value.is_empty())
        {
            none.label = leave;
        }
    });
    let label = |code: &str| {
        let field = fields.iter().find(|field| field.name == code);
        field.map_or_else(|| code.to_owned(), |field| field.label.clone())
    };
    let tick = |input: &InputField| {
        let name = format!("{EMPTY}{}", input.code);
        FormField {
            kind: FieldKind::Checkbox,
            value: values.get(&name).cloned().unwrap_or_default(),
            ..FormField::text(&name, label(input.code))
        }
    };
    let empties = takes.iter().filter(fits).map(tick).collect();
    let any_left = takes.iter().any(|input| leaves(verb, input.code));
    // In the list of problems, away from its field, each begins with the field's label.
    let named = |problem: FieldProblem| match fields.iter().find(|f| f.name == problem.field) {
        Some(field) => {
            FieldProblem { message: format!("{}: {}", field.label, problem.message), ..problem }
        }
        None => problem,
    };
    Ok(Some(BulkForm {
        fold: String::new(),
        problems: problems.into_iter().map(named).collect(),
        hint: if any_left { t.text("bulk-form-hint") } else { String::new() },
        empties,
        submit: t.text("bulk-preview"),
        fields,
    }))
}

/// What was given before, as the form shows it again.
fn begun(bulk: &Bulk) -> BTreeMap<String, String> {
    let shown = |(name, value): (&String, &RawValue)| match value {
        RawValue::Null => (format!("{EMPTY}{name}"), "on".to_owned()),
        other => (name.clone(), other.shown()),
    };
    bulk.input.iter().map(shown).collect()
}
