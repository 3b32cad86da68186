//! What a change of a field would do, in words and in JSON.

use desk::Kind;
use desk::custom::{Definition, Effect, Type, decimal};
use desk::retention::Count;
use serde_json::{Value, json};

use super::super::counted::worded;
use crate::i18n::{Arg, Translator};
use crate::page::Link;
use crate::query::encode;

/// The field, its kind and what it is to be.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) kind: &'static Kind,
    pub(super) after: &'a Definition,
}

/// In a sentence each, which leads to the records it is about where a list can show them.
pub(super) fn links(t: &Translator, of: Of<'_>, effects: &[Effect]) -> Vec<Link> {
    let link = |effect: &Effect| {
        let list = filter(of, effect).map(|q| format!("/{}?q={}", of.kind.path, encode(&q)));
        Link::new(list.unwrap_or_default(), sentence(t, of, effect))
    };
    effects.iter().map(link).collect()
}

fn sentence(t: &Translator, of: Of<'_>, effect: &Effect) -> String {
    let (number, more) = effect.count.unwrap_or_default();
    let (shown, number) = worded(Count { number, more });
    let about = match effect.code {
        "required" | "read_only" | "hidden" => {
            t.text_of(&format!("state-{}", of.kind.code), &effect.about)
        }
        "option" => {
            let option = of.after.option(&effect.about);
            option.map_or(effect.about.clone(), |option| option.label(t.language()).to_owned())
        }
        _ => effect.about.clone(),
    };
    let gaps = [
        ("count", Arg::Number(number)),
        ("shown", Arg::Text(&shown)),
        ("about", Arg::Text(&about)),
    ];
    t.text_of_with("fields-effect", effect.code, &gaps)
}

/// The filter of a list that shows the records it is about; nothing where no list can, or there are none.
fn filter(of: Of<'_>, effect: &Effect) -> Option<String> {
    effect.count.filter(|(number, more)| *number > 0 || *more)?;
    let (code, about) = (&of.after.code, &effect.about);
    match (effect.code, &of.after.holds) {
        ("required", _) => Some(format!("state = {about} and {code} is empty")),
        ("hidden", _) => Some(format!("state = {about} and {code} is not empty")),
        ("read_only", _) => Some(format!("state = {about}")),
        ("option", _) => Some(format!("{code} = \"{about}\"")),
        ("outside", Type::Number { scale, least, most }) => {
            let (least, most) =
                (decimal::shortest(*least, *scale), decimal::shortest(*most, *scale));
            Some(format!("{code} < {least} or {code} > {most}"))
        }
        ("retired" | "audience_internal" | "audience_public" | "shorter", _) => {
            Some(format!("{code} is not empty"))
        }
        _ => None,
    }
}

/// As the API gives them.
pub(super) fn present(t: &Translator, of: Of<'_>, effects: &[Effect]) -> Value {
    let one = |effect: &Effect| {
        json!({
            "code": effect.code,
            "about": effect.about,
            "number": effect.count.map(|(number, _)| number),
            "more": effect.count.is_some_and(|(_, more)| more),
            "filter": filter(of, effect),
            "detail": sentence(t, of, effect),
        })
    };
    effects.iter().map(one).collect()
}
