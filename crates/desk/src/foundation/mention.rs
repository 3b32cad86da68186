//! Where settings name somebody or something in their texts: conditions of assignment rules, shared views,
//! and what comes round.

use db::{Id, ReadTx, params};

use crate::Result;
use crate::text::fold;

/// Texts of a sort that are looked at, at most: whoever asks waits for it.
const LOOKED_AT: i64 = 2_000;

db::statements! {
    RULES = "SELECT condition FROM assignment_rule WHERE active = 1 AND condition <> '' LIMIT $1";
    VIEWS = "SELECT q FROM saved_view WHERE shared_with IN ('team', 'company', 'everybody') AND q <> '' LIMIT $1";
    RECURRING = "SELECT input FROM recurrence WHERE paused = 0 LIMIT $1";
}

/// The texts of each sort, with the code of what it means that they name something.
const TEXTS: [(&str, db::Statement); 3] =
    [("rules_naming", RULES), ("views_naming", VIEWS), ("recurring", RECURRING)];

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
    for (code, texts) in TEXTS {
        let (mut looked_at, mut number) = (0, 0);
        for row in tx.rows(texts, params![LOOKED_AT + 1])? {
            looked_at += 1;
            let text: String = row.get(0)?;
            let text = fold(&text);
            number += i64::from(words.iter().any(|word| names_it(&text, word)));
        }
        let more = looked_at > LOOKED_AT;
        if number > 0 {
            found.push((code, (number, more)));
        }
    }
    Ok(found)
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
    use super::names_it;

    #[test]
    fn a_name_is_found_whole() {
        for (text, found) in [
            ("team = \"network\"", true),
            ("team = network", true),
            ("team in ('network', \"lifts\")", true),
            ("category under \"hardware › network\"", true),
            ("title contains \"networking\"", false),
            ("team = \"subnetwork\"", false),
            ("", false),
        ] {
            assert_eq!(names_it(text, "network"), found, "{text}");
        }
    }
}
