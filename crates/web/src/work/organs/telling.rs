//! What a record's timeline says of its organs.

use desk::history::{Event, Past};
use desk::people::Person;
use desk::{assignment, file};

use super::efforts::duration;
use crate::i18n::Translator;
use crate::page::{Change, Shown};
use crate::work::Names;

/// Facts that hold a person's identity.
pub(in crate::work) const PEOPLE: &[&str] = &["watcher", "effort.person"];

/// Verbs that take something away: what they name was there before.
const TAKING: &[&str] = &["unlink", "unwatch", "untag", "remove_booking", "remove_child"];

/// What an event says of something that hangs on the record, as changes of it.
pub(in crate::work) fn changes(t: &Translator, event: &Event, names: &Names) -> Vec<Change> {
    let words = |(code, past): &(String, Past)| {
        let said = match past {
            Past::Held(text) => Shown::Text(words(t, event, code, text, names)?),
            Past::Erased => Shown::Erased,
            Past::Nothing => return None,
        };
        let label = t.known("fact", &code.replace('.', "_"))?;
        let takes =
            TAKING.contains(&event.verb.as_str()) || file::TAKING.contains(&event.verb.as_str());
        let (old, new) = match takes {
            true => (said, Shown::Empty),
            false => (Shown::Empty, said),
        };
        Some(Change { label, old, new })
    };
    event.facts.iter().filter_map(words).collect()
}

/// A fact in words; nothing for one that says nothing to a reader.
fn words(t: &Translator, event: &Event, code: &str, text: &str, names: &Names) -> Option<String> {
    match code {
        "link" => {
            let (relation, number) = text.split_once(' ')?;
            Some(format!("{} {number}", t.text_of("relation", relation)))
        }
        "watcher" => names.name(text.parse::<db::Id<Person>>().ok()),
        "bulk" => Some(t.text("bulk-one")),
        "spread" => {
            let count = text.parse().unwrap_or(0);
            Some(t.text_with("family-spread", &[("count", crate::i18n::Arg::Number(count))]))
        }
        assignment::FACT => {
            let how = event.fact(assignment::FACT_HOW).and_then(Past::held).unwrap_or_default();
            Some(t.text_of_with("assignment-told", how, &[("rule", text.into())]))
        }
        "tag" | "task" | "repeat" => Some(text.to_owned()),
        "effort" => Some(effort(t, event, names)),
        code if file::NAMES.contains(&code) => Some(text.to_owned()),
        code if file::IDENTITIES.contains(&code) => {
            names.name(text.parse::<db::Id<file::File>>().ok())
        }
        _ => None,
    }
}

/// What was booked: whose, how much, and what for.
fn effort(t: &Translator, event: &Event, names: &Names) -> String {
    let fact = |code: &str| event.fact(code).and_then(Past::held);
    let person = fact("effort.person").and_then(|id| names.name(id.parse::<db::Id<Person>>().ok()));
    let minutes = fact("effort.minutes").and_then(|m| m.parse().ok()).filter(|m| *m > 0);
    let time = minutes.map(|minutes| duration(t, minutes));
    let cost = fact("effort.cost").and_then(|cost| {
        let (minor, currency) = cost.split_once(' ')?;
        let minor = minor.parse().ok()?;
        let money = desk::effort::Money { minor, currency: currency.to_owned() };
        Some(super::efforts::amount(&money))
    });
    let note = fact("effort.note").map(ToOwned::to_owned);
    let said: Vec<String> = [person, time, cost, note].into_iter().flatten().collect();
    said.join(", ")
}

/// The headline of an organ's event; nothing where the kind has words of its own.
pub(in crate::work) fn headline(t: &Translator, verb: &str) -> Option<String> {
    t.known("did", verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Arg, Languages};

    /// Every verb an organ leaves in a record's history.
    const VERBS: &[&str] = &[
        "link",
        "unlink",
        "watch",
        "unwatch",
        "tag",
        "untag",
        "add_task",
        "edit_task",
        "complete_task",
        "skip_task",
        "reopen_task",
        "book",
        "correct_booking",
        "remove_booking",
        "merge",
        "unmerge",
        "split",
        "follow_up",
        "set_parent",
        "remove_parent",
        "add_child",
        "remove_child",
        "escalate_to_management",
        "deescalate",
        desk::assignment::VERB,
        "repeat",
        "pause_repeat",
        "resume_repeat",
        "end_repeat",
        "attach",
        "attach_internal",
        "detach",
        "detach_internal",
    ];

    #[test]
    fn every_organ_has_its_words() {
        let languages = Languages::embedded();
        for (code, _) in languages.choices() {
            let t = languages.translator(Some(code), None);
            for verb in VERBS {
                assert!(headline(&t, verb).is_some(), "{code}: did {verb}");
            }
            let ways = assignment::GIVES.iter().chain([&assignment::NOBODY]);
            for how in ways {
                assert!(t.known("assignment-told", how).is_some(), "{code}: {how}");
            }
            for relation in desk::link::CODES {
                assert!(t.known("relation", relation).is_some(), "{code}: {relation}");
            }
            let inputs = [
                desk::link::INPUTS,
                desk::merge::MERGE,
                desk::merge::SPLIT,
                desk::watch::INPUTS,
                desk::tag::INPUTS,
                desk::task::CREATE,
                desk::task::REASON,
                desk::effort::INPUTS,
                desk::due::reminder::INPUTS,
                desk::recurrence::INPUTS,
                desk::absence::INPUTS,
                desk::family::INPUTS,
                desk::closing::FOLLOW_UP,
                desk::closing::INPUTS,
                desk::escalation::INPUTS,
                desk::escalation::OF_TEAM,
                desk::escalation::OF_PERSON,
            ];
            for input in inputs.into_iter().flatten() {
                let own = t.known("ask-organ-book", input.code);
                let label = own.or_else(|| t.known("field", input.code));
                assert!(label.is_some(), "{code}: field {}", input.code);
            }
            for unit in desk::recurrence::UNITS {
                assert!(t.known("repeat-rule", unit).is_some(), "{code}: every {unit}");
                assert!(t.known("unit", unit).is_some(), "{code}: {unit}");
            }
            for why in [
                "hold_until",
                "recurring",
                "recurring_late",
                "resolved_long_ago",
                "requester_commented",
            ] {
                assert!(t.known("why", why).is_some(), "{code}: why {why}");
            }
            let (hours, minutes) = (Arg::Number(1), Arg::Number(5));
            let time = t.text_with("effort-time", &[("hours", hours), ("minutes", minutes)]);
            assert!(time.contains('1') && time.contains('5'), "{time}");
        }
    }
}
