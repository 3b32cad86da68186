//! Two people at once: one field clashes, another merges, and what a form shows undoes nothing.

use desk::Error;
use desk::input::{RawInput, RawValue};
use desk::work::Work;

use super::super::trial::Trial;
use super::{all_given, canonical, fields, given, held};

pub(in super::super) fn clash_as_others_do<P: Work>(trial: &Trial<P>) {
    trial.desk.add_fields(P::KIND);
    let fields = fields(trial);
    let (edit, desk) = (trial.verb("edit"), &trial.desk);
    let one = |code: &str, raw: RawValue, version: i64| RawInput {
        values: [(code.to_owned(), raw)].into(),
        version: Some(version),
    };
    for (place, field) in fields.iter().enumerate() {
        let other = fields.iter().cycle().nth(place + 1).expect("another field");
        let number = trial.fresh();
        let begun = trial.act(&desk.administrator, &number, edit, all_given(trial, &fields, 0));
        let base = begun.expect("values to begin with").version;
        let first = one(field.code, given(trial, field, 1), base);
        trial.act(&desk.administrator, &number, edit, first).expect("the first change");
        let late = one(field.code, given(trial, field, 2), base);
        // Of yes and no there is no third.
        let third = canonical(trial, field, 2);
        let is_third = [0, 1].iter().all(|turn| canonical(trial, field, *turn) != third);
        if is_third && !field.kind.is_several() {
            let Err(Error::Conflict(clashes)) = trial.act(&desk.administrator, &number, edit, late)
            else {
                panic!("{}: no conflict", field.code)
            };
            let [clash] = clashes.as_slice() else { panic!("{clashes:?}: one field clashes") };
            assert_eq!(clash.theirs, Some(canonical(trial, field, 1)), "{}: theirs", field.code);
            assert_eq!(clash.yours, Some(canonical(trial, field, 2)), "{}: yours", field.code);
        }
        // The whole form as it was shown, with another field changed.
        let mut form = all_given(trial, &fields, 0);
        form.values.insert(other.code.to_owned(), given(trial, other, 1));
        form.version = Some(base);
        trial
            .act(&desk.administrator, &number, edit, form)
            .expect("a form that changes another field");
        for (field, turn) in [(field, 1), (other, 1)] {
            let now = field.kind.canonical(&held(trial, &number, field));
            assert_eq!(now, Some(canonical(trial, field, turn)), "{}", field.code);
        }
    }
    super::check::holds(trial);
}
