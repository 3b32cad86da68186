//! Where settings name somebody or something in their texts: conditions of assignment rules, shared views,
//! and what comes round.

use std::collections::BTreeMap;

use db::{Id, ReadTx, params};

use crate::Result;
use crate::filter::{self, compared};
use crate::text::fold;

/// Texts of a sort that are looked at, at most: whoever asks waits for it.
const LOOKED_AT: i64 = 2_000;

db::statements! {
    RULES = "SELECT condition FROM assignment_rule WHERE active = 1 AND condition <> '' LIMIT $1";
    VIEWS = "SELECT q FROM saved_view WHERE shared_with IN ('team', 'company', 'everybody') AND q <> '' LIMIT $1";
    RECURRING = "SELECT input FROM recurrence WHERE paused = 0 LIMIT $1";
}

/// A sort of texts: the code of what it means that they name something, where they are, and what of one may
/// name something.
type Sort = (&'static str, db::Statement, fn(&str) -> Vec<String>);

/// Every sort.
const TEXTS: [Sort; 3] = [
    ("rules_naming", RULES, of_filter),
    ("views_naming", VIEWS, of_filter),
    ("recurring", RECURRING, of_input),
];

/// How many texts of each sort name what has this identity and these names, by the code of what that means,
/// and whether there may be more; those that none names are left out.
///
/// # Errors
/// When the database fails.
pub(crate) fn mentions<T>(
    tx: &ReadTx<'_>,
    id: Id<T>,
    names: &[&str],
) -> Result<Vec<(&'static str, (i64, bool))>> {
    let id = id.to_string();
    let words: Vec<String> = names
        .iter()
        .copied()
        .chain([id.as_str()])
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    for (code, texts, values) in TEXTS {
        let (mut looked_at, mut number) = (0, 0);
        for row in tx.rows(texts, params![LOOKED_AT + 1])? {
            looked_at += 1;
            let said = values(&row.get::<String>(0)?);
            let named = said.iter().any(|text| words.iter().any(|word| names_it(text, word)));
            number += i64::from(named);
        }
        let more = looked_at > LOOKED_AT;
        if number > 0 {
            found.push((code, (number, more)));
        }
    }
    Ok(found)
}

/// What a filter compares with. One that an older program wrote and this one cannot read is looked through
/// as it is.
fn of_filter(text: &str) -> Vec<String> {
    let said = filter::parse(text).map_or_else(|_| vec![text.to_owned()], |it| compared(&it));
    said.iter().map(|one| fold(one)).collect()
}

/// What a record that comes round is opened with, apart from what is written about it: references are
/// identities there.
fn of_input(text: &str) -> Vec<String> {
    let input: BTreeMap<String, String> = serde_json::from_str(text).unwrap_or_default();
    let written = ["title", "description"];
    let values = input.iter().filter(|(code, _)| !written.contains(&code.as_str()));
    values.map(|(_, value)| fold(value)).collect()
}

/// Whether a text has a word in it that is no part of a longer one.
fn names_it(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        [before, after].into_iter().flatten().all(|beside| !beside.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::{names_it, of_filter, of_input};

    fn names(texts: &[String], word: &str) -> bool {
        texts.iter().any(|text| names_it(text, word))
    }

    #[test]
    fn a_name_is_found_whole_where_something_is_compared_with_it() {
        for (text, found) in [
            ("team = \"Network\"", true),
            ("team = network", true),
            ("team in (\"network\", \"lifts\")", true),
            ("category under \"Hardware › Network\"", true),
            ("title contains \"network\"", false),
            ("team = \"subnetwork\"", false),
            ("a filter ( nobody can read: network", true),
            ("", false),
        ] {
            assert_eq!(names(&of_filter(text), "network"), found, "{text}");
        }
        for word in ["team", "open"] {
            assert!(!names(&of_filter("team = lifts and open = false"), word), "{word} is a field");
        }
    }

    #[test]
    fn what_comes_round_names_by_what_it_is_opened_with() {
        let input = r#"{"service":"01a2","team":"01b3","title":"Ask the service desk 01c4"}"#;
        for (word, found) in [("01a2", true), ("01b3", true), ("service", false), ("01c4", false)] {
            assert_eq!(names(&of_input(input), word), found, "{word}");
        }
    }
}
