//! Rows of custom values are held against the journal, down to what lists sort by.

use db::sea_query::{Alias, Expr, ExprTrait, Query};
use db::{Id, Value};
use desk::Kind;
use desk::journal::verify::{Against, verify_against};
use desk::work::Work;

use super::super::trial::Trial;
use super::{all_given, fields};

/// What is wrong with journal and rows.
fn broken<P: Work>(trial: &Trial<P>) -> Option<String> {
    let kinds: &'static [&'static Kind] = Box::leak(Box::new([P::KIND]));
    let against = Against { kinds, ..Against::default() };
    verify_against(&trial.desk.db, against).expect("a readable journal").broken
}

pub(super) fn holds<P: Work>(trial: &Trial<P>) {
    assert_eq!(broken(trial), None);
}

pub(in super::super) fn are_checked<P: Work>(trial: &Trial<P>) {
    let made = trial.desk.add_fields(P::KIND);
    let fields = fields(trial);
    let number = trial.fresh();
    let (all, edit) = (&trial.desk.administrator, trial.verb("edit"));
    trial.act(all, &number, edit, all_given(trial, &fields, 0)).expect("values");
    trial.act(all, &number, edit, all_given(trial, &fields, 1)).expect("other values");
    holds(trial);
    let id = trial.id(&number);
    for (definition, field) in made.iter().zip(&fields) {
        let mut tampered = vec![("opened_at", Value::from(1i64))];
        tampered.extend(match desk::custom::Compared::of(field.kind) {
            Some(desk::custom::Compared::Number) => vec![("number", Value::from(7i64))],
            Some(desk::custom::Compared::Reference) => {
                vec![("reference_id", Value::from(Id::<()>::fixed(9)))]
            }
            Some(desk::custom::Compared::Key) => {
                vec![("text_key", Value::from(vec![1u8])), ("text", "another".into())]
            }
            None => vec![("text", "another".into())],
        });
        for (column, value) in tampered {
            let before = set(trial, id.cast(), definition.id, column, value);
            let found = broken(trial).unwrap_or_else(|| panic!("{}.{column}", field.code));
            assert!(
                found.contains(&number) && found.contains(field.code),
                "{found:?} names {number}, {}",
                field.code
            );
            set(trial, id.cast(), definition.id, column, before);
        }
    }
    holds(trial);
}

/// Writes a column of a field's first row, as somebody with the database's password could; what it
/// held before.
fn set<P: Work>(
    trial: &Trial<P>,
    subject: Id<()>,
    field: Id<desk::custom::Definition>,
    column: &'static str,
    value: Value,
) -> Value {
    let done = trial.desk.db.write(move |tx| {
        let is = |column: &'static str, value: Value| Expr::col(Alias::new(column)).eq(value);
        let own = || {
            let of_field = is("subject_id", subject.into()).and(is("field_id", field.into()));
            of_field.and(is("ordinal", 0i64.into()))
        };
        let mut select = Query::select();
        select.column(Alias::new(column)).from(Alias::new("custom_value")).and_where(own());
        let before = tx.select(&select)?.first().map(|row| row.get(0)).transpose()?;
        let mut update = Query::update();
        update
            .table(Alias::new("custom_value"))
            .value(Alias::new(column), Expr::val(value.clone()))
            .and_where(own());
        assert_eq!(tx.change(&update)?, 1, "one row");
        Ok::<_, desk::Error>(before)
    });
    done.expect("a change past the program").unwrap_or(Value::Null)
}
