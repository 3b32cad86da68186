//! Two people at once: the same field clashes and says both values, another one merges, and
//! nobody undoes what somebody else wrote by sending back what they were shown.

use desk::input::{RawInput, RawValue};
use desk::journal::canonical;
use desk::lifecycle::InputField;
use desk::work::{Asked, Work};
use desk::{Door, Error, Expected};

use super::course;
use super::trial::Trial;
use desk::field::FieldKind;

pub(super) fn nobody_undoes_anothers_work<P: Work>(trial: &Trial<P>) {
    same_field_clashes(trial);
    other_fields_merge(trial);
    what_was_shown_undoes_nothing(trial);
    moves_clash(trial);
    if_match_is_strict(trial);
    words_raise_no_version(trial);
}

/// A text and another field that the edit form takes, each with values to vary.
fn two_fields<P: Work>(trial: &Trial<P>) -> (&'static InputField, &'static InputField) {
    let inputs = trial.verb("edit").inputs;
    let is_text =
        |input: &&InputField| matches!(input.kind, FieldKind::Line(_) | FieldKind::Prose(_));
    let one = inputs.iter().find(is_text).expect("edit takes some text");
    let varies = |input: &&InputField| input.code != one.code && trial.samples.varies(input);
    (one, inputs.iter().find(varies).expect("edit takes two fields"))
}

fn seen(mut input: RawInput, version: i64) -> RawInput {
    input.version = Some(version);
    input
}

fn same_field_clashes<P: Work>(trial: &Trial<P>) {
    let (samples, desk, edit) = (&trial.samples, &trial.desk, trial.verb("edit"));
    let (one, _) = two_fields(trial);
    let number = trial.fresh();
    let base = trial.load(&number).record().version;
    let first = trial.act(&desk.team_lead, &number, edit, seen(samples.one(one, 1), base));
    assert_eq!(first.expect("the first change").version, base + 1);
    let entries = trial.history(&number).len();
    let second = trial.act(&desk.agent, &number, edit, seen(samples.one(one, 2), base));
    let Err(Error::Conflict(clashes)) = second else { panic!("{second:?} instead of a conflict") };
    let [clash] = clashes.as_slice() else { panic!("{clashes:?}: one field clashes") };
    assert_eq!(clash.field, one.code);
    assert_eq!(clash.theirs, Some(samples.canonical(one.kind, one.code, 1)), "what stands there");
    assert_eq!(
        clash.yours,
        Some(samples.canonical(one.kind, one.code, 2)),
        "what was to be written"
    );
    assert_eq!(trial.history(&number).len(), entries, "a conflict writes nothing");
    let again = trial.act(&desk.agent, &number, edit, seen(samples.one(one, 2), base + 1));
    assert_eq!(again.expect("the same change of who has seen it").version, base + 2);
}

fn other_fields_merge<P: Work>(trial: &Trial<P>) {
    let (samples, desk, edit) = (&trial.samples, &trial.desk, trial.verb("edit"));
    let (one, other) = two_fields(trial);
    let number = trial.fresh();
    let base = trial.load(&number).record().version;
    trial
        .act(&desk.team_lead, &number, edit, seen(samples.one(one, 1), base))
        .expect("the first change");
    let merged = trial.act(&desk.agent, &number, edit, seen(samples.one(other, 1), base));
    assert_eq!(merged.expect("a change of another field").version, base + 2);
    holds(trial, &number, one, 1);
    holds(trial, &number, other, 1);
}

/// A form sends back every field it showed; only what was typed over counts.
fn what_was_shown_undoes_nothing<P: Work>(trial: &Trial<P>) {
    let (samples, desk, edit) = (&trial.samples, &trial.desk, trial.verb("edit"));
    let (one, other) = two_fields(trial);
    let number = trial.fresh();
    let before = trial.snapshot(&number);
    let shown = |input: &InputField| match canonical(before.value(input.code)) {
        Some(text) if input.kind != FieldKind::Instant => RawValue::Text(text),
        _ => RawValue::Null,
    };
    let mut form = RawInput::default();
    form.values.extend(edit.inputs.iter().map(|input| (input.code.to_owned(), shown(input))));
    form.values.extend(samples.one(other, 1).values);
    trial.act(&desk.team_lead, &number, edit, samples.one(one, 1)).expect("somebody else's change");
    trial.act(&desk.agent, &number, edit, seen(form, before.version)).expect("the whole form");
    holds(trial, &number, one, 1);
    holds(trial, &number, other, 1);
}

fn holds<P: Work>(trial: &Trial<P>, number: &str, input: &InputField, turn: usize) {
    let held = canonical(trial.snapshot(number).value(input.code));
    assert_eq!(held, Some(trial.samples.canonical(input.kind, input.code, turn)), "{}", input.code);
}

/// A verb that moves the state clashes with a move made meanwhile, and merges with anything else.
fn moves_clash<P: Work>(trial: &Trial<P>) {
    let life = P::KIND.lifecycle;
    let moves = || {
        life.verbs
            .iter()
            .flat_map(|verb| verb.moves.iter().map(move |(from, to)| (verb, *from, *to)))
            .filter(|(_, from, to)| from != to)
    };
    let pairs = moves().flat_map(|(first, from, to)| {
        moves()
            .filter(move |(_, next, _)| *next == to)
            .map(move |(second, ..)| (first, from, second))
    });
    let all = &trial.desk.administrator;
    for (first, from, second) in pairs {
        let number = trial.in_state(from);
        let base = trial.load(&number).record().version;
        trial
            .act(all, &number, first, trial.samples.whole(first.inputs, 1))
            .expect("the first move");
        let late =
            trial.act(all, &number, second, seen(trial.samples.whole(second.inputs, 1), base));
        let Err(Error::Conflict(clashes)) = late else {
            panic!(
                "{} after {} by who saw {from}: {late:?} instead of a conflict",
                second.code, first.code
            )
        };
        assert!(clashes.iter().any(|clash| clash.field == "state"), "{clashes:?}");
    }
    let (one, _) = two_fields(trial);
    let (verb, from, _) = moves()
        .find(|(_, from, _)| trial.verb("edit").target(from).is_some())
        .expect("a move of what can be edited");
    let number = trial.in_state(from);
    let base = trial.load(&number).record().version;
    trial.act(all, &number, trial.verb("edit"), trial.samples.one(one, 1)).expect("an edit");
    let merged = trial.act(all, &number, verb, seen(trial.samples.whole(verb.inputs, 1), base));
    assert!(merged.is_ok(), "{} after an edit of {}: {merged:?}", verb.code, one.code);
}

fn if_match_is_strict<P: Work>(trial: &Trial<P>) {
    let (one, other) = two_fields(trial);
    let number = trial.fresh();
    let base = trial.load(&number).record().version;
    let edit = trial.verb("edit");
    let asked = |input, version| Asked {
        number: number.clone(),
        verb: edit,
        input,
        if_match: Some(Expected { version, fields: Vec::new() }),
    };
    let ask = |asked| trial.ask(&trial.desk.agent, Door::Api, asked);
    ask(asked(trial.samples.one(one, 1), base)).expect("a change for the present version");
    let stale = ask(asked(trial.samples.one(other, 1), base));
    assert!(matches!(stale, Err(Error::Stale { present }) if present == base + 1), "{stale:?}");
}

fn words_raise_no_version<P: Work>(trial: &Trial<P>) {
    for code in ["comment", "work_note"] {
        let verb = trial.verb(code);
        let number = trial.in_state(course::start_of(verb));
        let version = trial.load(&number).record().version;
        let said = trial.act(&trial.desk.agent, &number, verb, trial.samples.whole(verb.inputs, 0));
        assert_eq!(said.expect("something said").version, version, "{code}");
    }
}
