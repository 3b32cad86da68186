//! What a state requires is there when it is entered and left; what it forbids is not written.

use desk::Error;
use desk::custom::{Draft, StateRule};
use desk::input::{RawInput, RawValue};
use desk::lifecycle::Verb;
use desk::work::Work;

use super::super::trial::Trial;
use super::held;

pub(in super::super) fn keep_the_rules_of_states<P: Work>(trial: &Trial<P>) {
    let life = P::KIND.lifecycle;
    let moves = life.verbs.iter().flat_map(|verb| verb.moves.iter().map(move |m| (verb, *m)));
    for (number, (verb, (from, to))) in moves.filter(|(_, (from, to))| from != to).enumerate() {
        required(trial, verb, (from, to), &format!("needed_{number}"));
    }
    opening(trial);
    for (rule, state) in [StateRule::ReadOnly, StateRule::Hidden]
        .into_iter()
        .flat_map(|rule| trial.verb("edit").moves.iter().map(move |(state, _)| (rule, *state)))
    {
        forbidden(trial, rule, state);
    }
}

fn one(code: &str, text: &str) -> RawInput {
    RawInput { values: [(code.to_owned(), RawValue::Text(text.to_owned()))].into(), version: None }
}

fn with_rule(code: &str, state: &str, rule: StateRule) -> Draft {
    Draft {
        rules: Some([(state.to_owned(), rule.code().to_owned())].into()),
        ..crate::fields::draft(code, "line")
    }
}

/// The record does not enter the state without it; with it, it does; and there it cannot be emptied.
fn required<P: Work>(trial: &Trial<P>, verb: &'static Verb, (from, to): (&str, &str), code: &str) {
    let number = trial.in_state(from);
    let made = trial.desk.add_field(P::KIND, with_rule(code, to, StateRule::Required));
    let all = &trial.desk.administrator;
    let entries = trial.history(&number).len();
    let mut input = trial.samples.whole(verb.inputs, 1);
    let refused = trial.act(all, &number, verb, input.clone());
    names(&refused, &made.code, "required", verb.code);
    assert_eq!(trial.history(&number).len(), entries, "{}: a refusal writes nothing", verb.code);
    input.values.extend(one(&made.code, "said").values);
    trial.act(all, &number, verb, input).unwrap_or_else(|e| panic!("{} with it: {e}", verb.code));
    let field = super::field(trial, &made);
    assert_eq!(held(trial, &number, field), "said".into(), "{}", verb.code);
    let edit = trial.verb("edit");
    if edit.target(to).is_some() {
        let emptied = trial.act(all, &number, edit, one(&made.code, ""));
        names(&emptied, &made.code, "required", "emptying it");
        trial.act(all, &number, edit, one(&made.code, "again")).expect("another value");
    }
    retire(trial, &made);
}

/// What the first state requires is required to open one.
fn opening<P: Work>(trial: &Trial<P>) {
    let initial = P::KIND.lifecycle.initial;
    let draft = with_rule("to_open", initial, StateRule::Required);
    let made = trial.desk.add_field(P::KIND, draft);
    let all = &trial.desk.administrator;
    let mut input = trial.samples.whole(P::CREATE, 0);
    names(&trial.open(all, &input), &made.code, "required", "opening one without");
    input.values.extend(one(&made.code, "said").values);
    let number = trial.open(all, &input).expect("opening one with it").number;
    assert_eq!(held(trial, &number, super::field(trial, &made)), "said".into());
    retire(trial, &made);
}

fn forbidden<P: Work>(trial: &Trial<P>, rule: StateRule, state: &str) {
    let number = trial.in_state(state);
    let made = trial
        .desk
        .add_field(P::KIND, with_rule(&format!("no_{}_{state}", rule.code()), state, rule));
    let edit = trial.verb("edit");
    let refused = trial.act(&trial.desk.administrator, &number, edit, one(&made.code, "x"));
    names(&refused, &made.code, rule.code(), state);
    if state == P::KIND.lifecycle.initial {
        let mut input = trial.samples.whole(P::CREATE, 0);
        input.values.extend(one(&made.code, "x").values);
        let refused = trial.open(&trial.desk.administrator, &input);
        names(&refused, &made.code, rule.code(), "opening one");
    }
    retire(trial, &made);
    let gone = trial.act(&trial.desk.administrator, &number, edit, one(&made.code, "x"));
    names(&gone, &made.code, "unknown", "what is retired");
}

fn names<T: std::fmt::Debug>(outcome: &Result<T, Error>, code: &str, why: &str, what: &str) {
    let Err(Error::Invalid(faults)) = outcome else { panic!("{what}: {outcome:?}") };
    let found: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(found, [(code, why)], "{what}");
}

fn retire<P: Work>(trial: &Trial<P>, made: &desk::custom::Definition) {
    let by = trial.desk.administrator.clone();
    let (ctx, id) = (trial.desk.context(&by), made.id);
    let retired =
        trial.desk.db.write(move |tx| desk::custom::retire(tx, &ctx, &by, P::KIND, (id, None)));
    retired.expect("a retired field");
}
