//! The lifecycle's table is what happens: whatever it allows is done and leads where it says,
//! whatever it does not allow is refused and leaves no trace.

use desk::Error;
use desk::lifecycle::{State, Verb};
use desk::work::Work;

use super::trial::Trial;

pub(super) fn is_what_happens<P: Work>(trial: &Trial<P>) {
    let life = P::KIND.lifecycle;
    assert_eq!(life.faults(), Vec::<String>::new(), "the table itself");
    for (place, verb) in life.verbs.iter().enumerate() {
        let twin = life.verbs.iter().skip(place + 1).find(|other| {
            other.code == verb.code || (other.method == verb.method && other.path == verb.path)
        });
        assert!(twin.is_none(), "{} and {twin:?} are told apart by nothing", verb.code);
    }
    for state in life.states {
        let number = trial.in_state(state.code);
        let record = trial.load(&number);
        assert_eq!(record.record().state.code, state.code, "where the way to {} led", state.code);
        for verb in life.verbs {
            match verb.target(state.code) {
                Some(target) => is_done(trial, &number, state, verb, target),
                None => is_refused(trial, &number, state, verb),
            }
        }
    }
}

fn is_done<P: Work>(
    trial: &Trial<P>,
    number: &str,
    state: &State,
    verb: &'static Verb,
    target: &str,
) {
    for (given, input) in [
        ("all", trial.samples.whole(verb.inputs, 1)),
        ("what is required", trial.samples.required(verb.inputs, 1)),
    ] {
        let done = trial.rehearse(&trial.desk.administrator, number, verb, input.clone());
        let after = match done {
            Ok(after) => after,
            // A rule beyond the table may need one of several inputs; it names which.
            Err(Error::Invalid(faults)) if given != "all" => {
                assert!(
                    faults.iter().all(|f| verb.inputs.iter().any(|i| i.code == f.field)),
                    "{} when {}: {faults:?} names no input",
                    verb.code,
                    state.code
                );
                continue;
            }
            Err(error) => panic!("{} when {}, given {given}: {error}", verb.code, state.code),
        };
        assert_eq!(after.record().state.code, target, "{} when {}", verb.code, state.code);
    }
}

fn is_refused<P: Work>(trial: &Trial<P>, number: &str, state: &State, verb: &'static Verb) {
    let (entries, effects) = (trial.history(number).len(), trial.effects(number));
    let refused =
        trial.act(&trial.desk.administrator, number, verb, trial.samples.whole(verb.inputs, 1));
    match refused {
        Err(Error::Refused(code)) => assert_eq!(code, verb.code),
        other => panic!("{} when {}: {other:?} instead of a refusal", verb.code, state.code),
    }
    let left = (trial.history(number).len(), trial.effects(number));
    assert_eq!(left, (entries, effects), "{} when {} left a trace", verb.code, state.code);
}
