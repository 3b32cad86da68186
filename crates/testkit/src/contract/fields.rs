//! The fields table and the database's columns say the same, and what is given is kept.

use std::collections::BTreeSet;

use desk::Error;
use desk::field::{Field, RECORD_FIELDS};
use desk::input::RawValue;
use desk::journal::canonical;
use desk::work::Work;

use super::samples::Samples;
use super::trial::Trial;

/// Columns of `record` that are no fields: identity and kind, what follows from the state, the keys by
/// which a title is compared and sorted, and how long its texts are kept.
const NO_FIELDS: [&str; 9] = [
    "subject_id",
    "kind",
    "state_class",
    "is_open",
    "title_fold",
    "title_key",
    "withdrawn",
    "texts_erased_at",
    "written_at",
];

pub(super) fn are_the_columns<P: Work>(trial: &Trial<P>) {
    let kind = P::KIND;
    assert_eq!(columns(trial, "record"), names(RECORD_FIELDS), "the columns of record");
    assert_eq!(columns(trial, kind.table), names(kind.fields), "the columns of {}", kind.table);
    let mut codes = BTreeSet::new();
    for field in kind.all_fields() {
        assert!(codes.insert(field.code), "two fields are called {}", field.code);
        assert!(
            !web::RESERVED.contains(&field.code),
            "{} means something to every list",
            field.code
        );
        assert!(!field.code.contains('.'), "{}: codes with a dot are custom fields'", field.code);
    }
}

fn columns<P: Work>(trial: &Trial<P>, table: &str) -> BTreeSet<String> {
    let columns = trial.desk.db.read(|tx| tx.columns_of(table)).expect("a table");
    assert!(!columns.is_empty(), "there is no table {table}");
    columns.into_iter().filter(|column| !NO_FIELDS.contains(&column.as_str())).collect()
}

fn names(fields: &[Field]) -> BTreeSet<String> {
    fields.iter().filter_map(|field| field.column().map(str::to_owned)).collect()
}

/// What is given is found again, in memory as in the columns, in every state.
pub(super) fn keep_what_they_are_given<P: Work>(trial: &Trial<P>) {
    let opened = trial.open(&trial.desk.administrator, &trial.samples.whole(P::CREATE, 1));
    let number = opened.expect("a new record").number;
    let held = trial.snapshot(&number);
    for input in P::CREATE.iter().filter(|input| P::KIND.field(input.code).is_some()) {
        let given = trial.samples.canonical(input.kind, input.code, 1);
        assert_eq!(canonical(held.value(input.code)), Some(given), "{} when opened", input.code);
    }
    let edit = trial.verb("edit");
    trial
        .act(&trial.desk.administrator, &number, edit, trial.samples.whole(edit.inputs, 2))
        .unwrap_or_else(|error| panic!("editing everything: {error}"));
    let held = trial.snapshot(&number);
    for input in edit.inputs {
        assert!(
            P::KIND.field(input.code).is_some(),
            "edit takes {}, which is no field",
            input.code
        );
        let given = trial.samples.canonical(input.kind, input.code, 2);
        assert_eq!(canonical(held.value(input.code)), Some(given), "{} when edited", input.code);
    }
    for state in P::KIND.lifecycle.states {
        let number = trial.in_state(state.code);
        let (loaded, held) = (trial.load(&number), trial.snapshot(&number));
        for field in P::KIND.all_fields() {
            let value = held.value(field.code);
            assert_eq!(loaded.value(field), *value, "{} when {}", field.code, state.code);
            assert!(
                !field.always || *value != db::Value::Null,
                "{} is empty when {}",
                field.code,
                state.code
            );
        }
    }
}

/// Whatever a record refers to can be named as people name it; what there is none of is refused.
pub(super) fn take_what_people_say<P: Work>(trial: &Trial<P>) {
    let all = &trial.desk.administrator;
    for input in P::CREATE {
        let say = |words: &str| {
            let mut given = trial.samples.required(P::CREATE, 0);
            given.values.insert(input.code.to_owned(), RawValue::Text(words.to_owned()));
            trial.open(all, &given)
        };
        for words in Samples::words(input.kind) {
            let opened =
                say(words).unwrap_or_else(|error| panic!("{} = {words}: {error}", input.code));
            let held = canonical(trial.snapshot(&opened.number).value(input.code));
            assert_eq!(held, Some(trial.samples.canonical(input.kind, input.code, 0)), "{words}");
        }
        if !Samples::words(input.kind).is_empty() {
            for words in
                ["nobody@nowhere.example", "No Such Thing", "00000000000000000000000000000000"]
            {
                let Err(Error::Invalid(faults)) = say(words) else {
                    panic!("{} = {words}", input.code)
                };
                assert_eq!(
                    faults.first().map(|fault| fault.field.as_str()),
                    Some(input.code),
                    "{words}"
                );
            }
        }
    }
}
