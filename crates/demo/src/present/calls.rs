//! Calls of the last minutes: new, taken, given by rules, reported twice.

use super::Who::{Agent, Caller, Customer, Of, Program, Requester};
use super::{ASSIGN, COMMENT, LOCKED, NOTE, START, Scene, act, portal, told};
use crate::cast::{CUSTOMER_CARE, SERVICE_DESK};
use crate::deed::Deed::{FollowRules, Merge, Remind};

pub(super) const CARD_ASKED_FOR: Scene =
    portal(4, Requester, "Follow-me printing asks for the card again and again", (3, 3), &[]);

pub(super) const FROZEN_PICTURE: Scene =
    portal(7, Caller, "Screen sharing shows a frozen picture", (3, 3), &[]);

pub(super) const TERMINAL_STANDS: Scene = portal(
    12,
    Caller,
    "Terminal at station {station} stands still",
    (2, 1),
    &[act(12, Program, FollowRules, &[])],
);

pub(super) const STRANGE_MAIL: Scene = portal(
    17,
    Caller,
    "Strange mail pretending to be our bank",
    (3, 2),
    &[act(17, Program, FollowRules, &[])],
);

pub(super) const ACCOUNT_LOCKED: Scene = told(
    26,
    (Caller, "phone"),
    "Account locked",
    (3, 2),
    &[
        act(25, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(24, Agent, START, &[]),
        act(
            22,
            Agent,
            NOTE,
            &[(
                "body",
                "Locked by an old telephone that still tries the password of last month. Calling back in a minute.",
            )],
        ),
        act(21, Agent, Remind, &[("at", "45"), ("note", "Ask whether it stayed unlocked")]),
    ],
);

pub(super) const CANNOT_SIGN_IN: Scene =
    portal(19, Caller, "Cannot sign in at {site}", (3, 2), &[act(15, Agent, Merge(LOCKED), &[])]);

pub(super) const WRONG_LANGUAGE: Scene = portal(
    31,
    Customer,
    "Label printer at {station} prints the wrong language",
    (2, 2),
    &[
        act(31, Program, FollowRules, &[]),
        act(
            18,
            Of(CUSTOMER_CARE),
            COMMENT,
            &[("body", "Thank you, we have it. Which order was the last one with correct labels?")],
        ),
    ],
);

pub(super) const FACTOR_LOST: Scene =
    told(36, (Caller, "phone"), "Second factor lost with the old phone", (3, 2), &[]);

pub(super) const EMPTY_SCANNER: Scene = told(
    41,
    (Caller, "walk_in"),
    "Battery of {scanner} empty before the end of shift",
    (3, 3),
    &[],
);
