//! What a change would do, in words and in JSON.

use desk::foundation::{Effect, Item};
use desk::retention::Count;
use serde_json::{Value, json};

use super::super::counted::worded;
use crate::i18n::{Arg, Translator};

/// In sentences.
pub(super) fn words(t: &Translator, item: &Item, effects: &[Effect]) -> String {
    effects.iter().map(|effect| sentence(t, item, effect)).collect::<Vec<_>>().join(" ")
}

fn sentence(t: &Translator, item: &Item, effect: &Effect) -> String {
    let (number, more) = effect.count.unwrap_or_default();
    let (shown, number) = worded(Count { number, more });
    let (old, new) = effect.companies.clone().unwrap_or_default();
    let gaps = [
        ("name", Arg::Text(&item.name)),
        ("count", Arg::Number(number)),
        ("shown", Arg::Text(&shown)),
        ("old", Arg::Text(&old)),
        ("new", Arg::Text(&new)),
    ];
    t.text_of_with("organisation-effect", effect.code, &gaps)
}

/// As the API gives them.
pub(super) fn present(t: &Translator, item: &Item, effects: &[Effect]) -> Value {
    let one = |effect: &Effect| {
        json!({
            "code": effect.code,
            "number": effect.count.map(|(number, _)| number),
            "more": effect.count.is_some_and(|(_, more)| more),
            "detail": sentence(t, item, effect),
        })
    };
    effects.iter().map(one).collect()
}
