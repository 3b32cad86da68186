//! What goes on at the present, row by row, so that whoever signs in finds something of theirs to look
//! at: calls of the last minutes, an outage with its family, what waits and for whom.

mod calls;
mod outage;
mod waiting;
mod work;

use db::Timestamp;

use crate::deed::Deed;
use crate::families::Family;
use crate::scene::minutes_ago;

use Deed::{Join, Verb};
use Who::{Administrator, Agent, Lead, Manager, Of};
use calls::{
    ACCOUNT_LOCKED, CANNOT_SIGN_IN, CARD_ASKED_FOR, EMPTY_SCANNER, FACTOR_LOST, FROZEN_PICTURE,
    STRANGE_MAIL, TERMINAL_STANDS, WRONG_LANGUAGE,
};
use outage::{ASKED_AGAIN, NOTHING_REACHED, REMOTE_ACCESS, SLOW_FROM_HOME};
use waiting::{GREY_STRIPES, HEADSET, NO_DOCK, PAYROLL, RECEIPT, RESTORE_TEST, ROAMING, TEST_CALL};
use work::{DARK_SCREEN, MEETING_ROOM, MISSING_BOOKINGS, NEW_POSITION, SLOW_ERP};

/// Somebody in a scene.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Whoever signs in as this.
    Requester,
    Agent,
    Lead,
    Manager,
    Administrator,
    /// Somebody of the house who has the trouble.
    Caller,
    /// Somebody of the customer's.
    Customer,
    /// One of a team.
    Of(&'static str),
    /// Nobody: it happens by itself.
    Program,
}

/// Somebody does something, so many minutes ago.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) ago: u64,
    pub(crate) who: Who,
    /// What; other incidents are named by the row of their scene.
    pub(crate) deed: Deed,
    /// With what: `@agent` stands for the address, and where an instant belongs a number for the
    /// minutes until then.
    pub(crate) words: &'static [(&'static str, &'static str)],
}

/// One incident of the present.
#[derive(Debug)]
pub(crate) struct Scene {
    ago: u64,
    pub(crate) from: Who,
    /// The title of the case it is.
    pub(crate) title: &'static str,
    /// Impact and urgency.
    pub(crate) weight: (u64, u64),
    /// Who took the call, and how it came in, where it was not written in the portal.
    pub(crate) clerk: Option<(Who, &'static str)>,
    pub(crate) acts: &'static [Act],
}

impl Scene {
    /// When it is opened.
    pub(crate) fn at(&self, now: Timestamp) -> Timestamp {
        minutes_ago(now, self.ago)
    }
}

/// The scenes of a history of so many incidents; none where there would be little else.
pub(crate) fn scenes(incidents: usize) -> &'static [Scene] {
    if incidents >= 2 * SCENES.len() { SCENES } else { &[] }
}

/// Who is meant by a word that stands for somebody.
pub(crate) fn called(word: &str) -> Option<Who> {
    Some(match word.strip_prefix('@')? {
        "agent" => Agent,
        "lead" => Lead,
        "manager" => Manager,
        "administrator" => Administrator,
        team => Of(crate::cast::TEAMS.iter().find(|known| known.name == team)?.name),
    })
}

/// The families among the scenes, by the place of each row.
pub(crate) fn families(
    scenes: &[Scene],
    now: Timestamp,
    placed: impl Fn(usize) -> Option<usize>,
) -> Vec<Family> {
    let parent_of = |scene: &Scene| {
        scene.acts.iter().find_map(|act| if let Join(row) = act.deed { Some(row) } else { None })
    };
    let family = |parent: usize| {
        let of = scenes.iter().enumerate().filter(|(_, scene)| parent_of(scene) == Some(parent));
        let mut children: Vec<usize> = of.filter_map(|(row, _)| placed(row)).collect();
        children.sort_unstable();
        let known = !children.is_empty();
        placed(parent).filter(|_| known).map(|parent| Family::of(parent, children, now))
    };
    (0..scenes.len()).filter_map(family).collect()
}

type Words = &'static [(&'static str, &'static str)];

const fn act(ago: u64, who: Who, deed: Deed, words: Words) -> Act {
    Act { ago, who, deed, words }
}

/// Written in the portal.
const fn portal(
    ago: u64,
    from: Who,
    title: &'static str,
    weight: (u64, u64),
    acts: &'static [Act],
) -> Scene {
    Scene { ago, from, title, weight, clerk: None, acts }
}

/// Told to the agent who has a login.
const fn told(
    ago: u64,
    (from, channel): (Who, &'static str),
    title: &'static str,
    weight: (u64, u64),
    acts: &'static [Act],
) -> Scene {
    Scene { ago, from, title, weight, clerk: Some((Agent, channel)), acts }
}

const ASSIGN: Deed = Verb("assign");
const START: Deed = Verb("start");
const NOTE: Deed = Verb("work_note");
const COMMENT: Deed = Verb("comment");
const HOLD: Deed = Verb("hold");
const RESOLVE: Deed = Verb("resolve");

/// The rows in which others name each other.
const OUTAGE: usize = 0;
const LOCKED: usize = 8;
const CERTIFICATE: usize = 23;

/// Every scene.
pub(crate) const SCENES: &[Scene] = &[
    REMOTE_ACCESS,
    NOTHING_REACHED,
    ASKED_AGAIN,
    SLOW_FROM_HOME,
    CARD_ASKED_FOR,
    FROZEN_PICTURE,
    TERMINAL_STANDS,
    STRANGE_MAIL,
    ACCOUNT_LOCKED,
    CANNOT_SIGN_IN,
    WRONG_LANGUAGE,
    FACTOR_LOST,
    EMPTY_SCANNER,
    MEETING_ROOM,
    DARK_SCREEN,
    SLOW_ERP,
    MISSING_BOOKINGS,
    GREY_STRIPES,
    ROAMING,
    NO_DOCK,
    NEW_POSITION,
    RECEIPT,
    HEADSET,
    PAYROLL,
    TEST_CALL,
    RESTORE_TEST,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deed::Deed::{Merge, Tie};
    use crate::scene::titled;

    #[test]
    fn every_scene_is_of_a_case_and_speaks_only_of_what_was_there() {
        for (row, scene) in SCENES.iter().enumerate() {
            let (_, case) = titled(scene.title).unwrap();
            assert!(case.title == scene.title && !scene.title.is_empty());
            assert!(scene.acts.iter().all(|act| act.ago <= scene.ago), "{}", scene.title);
            assert!(scene.acts.is_sorted_by(|a, b| a.ago >= b.ago), "{}", scene.title);
            for act in scene.acts {
                if let Tie(other) | Merge(other) | Join(other) = act.deed {
                    assert!(SCENES[other].ago > scene.ago && other != row, "{}", scene.title);
                }
                for (_, word) in act.words {
                    assert_eq!(word.starts_with('@'), called(word).is_some(), "{word}");
                }
            }
        }
        assert_eq!(SCENES[LOCKED].title, "Account locked");
        assert_eq!(SCENES[CERTIFICATE].title, "Payroll portal shows a certificate warning");
    }

    #[test]
    fn the_outage_of_the_present_has_its_family_and_every_login_something_of_theirs() {
        let families = families(SCENES, testkit::MORNING, Some);
        assert_eq!(families.len(), 1);
        assert_eq!((families[0].parent, families[0].last()), (OUTAGE, 3));
        for who in [Who::Requester, Agent, Lead, Manager, Administrator] {
            let own = |scene: &&Scene| {
                let acts = |act: &Act| {
                    let named = |(_, word): &(&str, &str)| called(word) == Some(who);
                    act.who == who || act.words.iter().any(named)
                };
                scene.from == who || scene.acts.iter().any(acts)
            };
            assert!(SCENES.iter().filter(own).count() >= 2, "{who:?}");
        }
    }
}
