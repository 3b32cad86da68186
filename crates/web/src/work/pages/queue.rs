//! The selections of a list that everybody has, whatever the kind.

use desk::Kind;
use desk::access::{Action, Agent};
use desk::work::Work;

use super::list_path;
use super::properties::can_be_given;
use super::words::Words;
use crate::page::{EmptyState, Link, QueueLink};

/// A selection. The address carries its code: `/incidents?queue=mine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Queue {
    /// Open, of a team the reader belongs to.
    Teams,
    /// Open, assigned to the reader.
    Mine,
    /// Open, of the reader's reach, assigned to nobody.
    Unassigned,
    /// Open, within the reader's reach.
    Open,
    /// Everything within the reader's reach.
    All,
}

impl Queue {
    /// All queues, in the order shown.
    const EVERY: [Self; 5] = [Self::Teams, Self::Mine, Self::Unassigned, Self::Open, Self::All];

    /// The code in the address.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Teams => "teams",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Open => "open",
            Self::All => "all",
        }
    }

    /// The queue with that code.
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|queue| queue.code() == code)
    }

    /// The queues that can hold anything for this person.
    pub(super) fn offered<P: Work>(agent: &Agent) -> Vec<Self> {
        let works = agent.may(P::KIND.code, Action::Work);
        let holds = |queue: &Self| match queue {
            Self::Teams => !agent.teams.is_empty() && can_be_given::<P>("team"),
            Self::Mine | Self::Unassigned => works,
            Self::Open | Self::All => true,
        };
        Self::EVERY.into_iter().filter(holds).collect()
    }

    /// The queue shown when none is asked for: the first of those that new work comes into.
    pub(super) fn first<P: Work>(offered: &[Self]) -> Self {
        let first = offered.first().copied().filter(|_| can_be_given::<P>("team"));
        first.unwrap_or(Self::Open)
    }

    /// What it holds, beyond what the reader may see, as a filter says it.
    pub(super) const fn filter(self) -> &'static str {
        match self {
            Self::Teams => "open = true and team in me.teams",
            Self::Mine => "open = true and assignee = me",
            Self::Unassigned => "open = true and assignee is empty",
            Self::Open => "open = true",
            Self::All => "",
        }
    }

    /// The address of the queue.
    pub(super) fn href(self, kind: &Kind) -> String {
        format!("{}?queue={}", list_path(kind), self.code())
    }

    /// The heading of its page; `own` for a reader who sees only what concerns them.
    pub(super) fn heading(self, words: Words<'_>, own: bool) -> String {
        if own {
            words.text_of("list-own-heading", self.code())
        } else {
            words.text_of("list-heading", self.code())
        }
    }

    /// A link to it; `shown` is whether the list shows a queue at all, and `current` which.
    pub(super) fn link(self, words: Words<'_>, current: Self, shown: bool) -> QueueLink {
        QueueLink {
            link: Link::new(self.href(words.kind), words.text_of("queue", self.code())),
            current: shown && self == current,
            count: String::new(),
        }
    }

    /// What stands in place of no rows; `own` for a reader who sees only what concerns them, `opens`
    /// for one who may open one.
    pub(super) fn empty(self, words: Words<'_>, own: bool, opens: bool) -> EmptyState {
        let (text, action) = match self {
            _ if own => (
                words.text_of("list-own-empty", self.code()),
                opens.then(|| Link::new(format!("{}/new", list_path(words.kind)), words.opening())),
            ),
            Self::Mine => {
                let next = Self::Unassigned;
                let action = Link::new(next.href(words.kind), words.t.text("list-see-unassigned"));
                (words.text_of("list-empty", self.code()), Some(action))
            }
            _ => (words.text_of("list-empty", self.code()), None),
        };
        EmptyState { heading: words.text_of("list-empty", "heading"), text, action }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Languages;

    #[test]
    fn every_queue_has_words_for_any_kind() {
        let languages = Languages::embedded();
        for (code, _) in languages.choices() {
            let t = languages.translator(Some(code), None);
            for queue in Queue::EVERY {
                let headings = ["queue", "list-heading", "list-own-heading"];
                for family in headings.into_iter().chain(["list-empty", "list-own-empty"]) {
                    assert!(t.known(family, queue.code()).is_some(), "{code} {family} {queue:?}");
                }
            }
        }
    }

    #[test]
    fn every_queue_is_found_by_its_own_code() {
        for queue in Queue::EVERY {
            assert_eq!(Queue::from_code(queue.code()), Some(queue));
        }
        assert_eq!(Queue::from_code("none"), None);
    }
}
