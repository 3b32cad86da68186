//! How a record ends that turned out to be another one: by its own verbs, the shortest way.

use db::{ReadTx, Value};

use crate::access::Agent;
use crate::field::{FieldKind, Home};
use crate::input::{Input, RawInput, RawValue};
use crate::lifecycle::{StateClass, Verb};
use crate::work::Work;
use crate::{Context, Error, Result};

/// Steps to the end at most.
const STEPS: usize = 6;

/// The record as it is when it has ended as a duplicate; nothing when it is over already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not do what ends it; [`Error::Refused`] when no verb ends it that
/// takes no more than a reason, or when it loses what could not be put back.
pub(super) fn end<P: Work>(
    tx: &ReadTx<'_>,
    ctx: &Context,
    agent: &Agent,
    source: &P,
) -> Result<Option<P>> {
    if !source.record().state.class.is_open() {
        return Ok(None);
    }
    let way = way::<P>(source.record().state.code).ok_or(Error::Refused("merge_no_end"))?;
    let facts = source.record().facts();
    let mut ended = source.clone();
    for verb in way {
        agent.require_with(P::KIND.code, verb.action, &facts)?;
        ended = ended.act(tx, ctx, verb, &reason::<P>(tx, agent, verb)?)?.after;
    }
    let own = P::KIND.fields.iter().filter(|field| matches!(field.home, Home::Side(_)));
    if own.into_iter().any(|field| ended.value(field) != source.value(field)) {
        return Err(Error::Refused("merge_no_end"));
    }
    Ok(Some(ended))
}

/// The fewest verbs that lead from a state to one in which it is over and none of which asks for more
/// than a text.
fn way<P: Work>(from: &'static str) -> Option<Vec<&'static Verb>> {
    let is_over = |code: &str| {
        P::KIND.lifecycle.state(code).is_some_and(|state| state.class == StateClass::Closed)
    };
    let mut ways: Vec<(&'static str, Vec<&'static Verb>)> = vec![(from, Vec::new())];
    for _ in 0..STEPS {
        let mut longer = Vec::new();
        for (state, way) in &ways {
            for verb in P::KIND.lifecycle.allowed(state).filter(|v| asks_little(v)) {
                let Some(to) = verb.target(state).filter(|to| to != state) else { continue };
                let next: Vec<_> = way.iter().copied().chain([verb]).collect();
                if is_over(to) {
                    return Some(next);
                }
                longer.push((to, next));
            }
        }
        // Lifecycles are small, but going round in them is no way anywhere.
        longer.retain(|(to, _)| ways.iter().all(|(been, _)| been != to));
        longer.dedup_by_key(|(to, _)| *to);
        ways = longer;
    }
    None
}

fn asks_little(verb: &Verb) -> bool {
    let is_text = |kind| matches!(kind, FieldKind::Line(_) | FieldKind::Prose(_));
    verb.inputs.iter().all(|input| !input.required || is_text(input.kind))
}

/// What a verb is told, in each text it asks for. Of which record it is a duplicate is told by the
/// link, to whoever sees that one too; this is read by all who see the source.
fn reason<P: Work>(tx: &ReadTx<'_>, agent: &Agent, verb: &'static Verb) -> Result<Input> {
    let asked = verb.inputs.iter().filter(|input| input.required);
    let values = asked
        .map(|input| (input.code.to_owned(), RawValue::Text("Duplicate".to_owned())))
        .collect();
    let raw = RawInput { values, version: None };
    Input::decode(tx, P::KIND, agent, verb.inputs, &raw, &|_| Value::Null)
}
