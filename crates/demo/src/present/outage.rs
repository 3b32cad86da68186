//! The outage of the present: what is done about it, and three who reported it as well.

use super::Who::{Agent, Caller, Lead, Manager, Of};
use super::{ASSIGN, CERTIFICATE, COMMENT, NOTE, OUTAGE, START, Scene, act, portal, told};
use crate::cast::SERVICE_DESK;
use crate::deed::Deed::{Book, FinishTask, Join, Raise, Tag, Task, Tie, Watch};

pub(super) const REMOTE_ACCESS: Scene = told(
    95,
    (Caller, "phone"),
    "Remote access down for everybody",
    (1, 1),
    &[
        act(93, Agent, ASSIGN, &[("team", "Network"), ("assignee", "@Network")]),
        act(92, Agent, Tag, &[("tag", "outage")]),
        act(91, Of("Network"), START, &[]),
        act(
            88,
            Agent,
            Task,
            &[
                ("title", "Put a notice on the intranet"),
                ("team", SERVICE_DESK),
                ("assignee", "@agent"),
                ("stage", "1"),
            ],
        ),
        act(
            87,
            Agent,
            Task,
            &[
                ("title", "Tell the works and the warehouse by telephone"),
                ("team", SERVICE_DESK),
                ("assignee", "@lead"),
                ("due_at", "30"),
                ("stage", "2"),
            ],
        ),
        act(
            86,
            Agent,
            Task,
            &[
                ("title", "Write down what happened and what would have prevented it"),
                ("team", "Network"),
                ("due_at", "2880"),
                ("stage", "3"),
            ],
        ),
        act(84, Lead, Watch, &[]),
        act(80, Agent, FinishTask, &[]),
        act(
            74,
            Of("Network"),
            NOTE,
            &[(
                "body",
                "Both gateways answer, but the certificate they show has expired. Asked the certificate authority for a new one.",
            )],
        ),
        act(73, Of("Network"), Tie(CERTIFICATE), &[("relation", "relates_to")]),
        act(
            70,
            Lead,
            Raise,
            &[
                ("person", "@manager"),
                (
                    "reason",
                    "Nobody who works from home can work, and it is more than an hour since the first call.",
                ),
            ],
        ),
        act(
            66,
            Manager,
            NOTE,
            &[(
                "body",
                "Please write an update every half hour, I pass it on to the other departments.",
            )],
        ),
        act(
            61,
            Of("Network"),
            COMMENT,
            &[(
                "body",
                "We found the cause: a certificate of the gateway has expired. A new one is on its way; we expect to be back **within two hours**.",
            )],
        ),
        act(
            28,
            Of("Network"),
            COMMENT,
            &[(
                "body",
                "The new certificate is here. We install it on the second gateway first and try it with a few people.",
            )],
        ),
        act(
            20,
            Of("Network"),
            Book,
            &[("minutes", "70"), ("note", "Finding the cause, ordering the certificate")],
        ),
    ],
);

pub(super) const NOTHING_REACHED: Scene = portal(
    89,
    Caller,
    "VPN connects but nothing can be reached",
    (3, 2),
    &[
        act(82, Agent, ASSIGN, &[("team", "Network")]),
        act(82, Agent, Join(OUTAGE), &[]),
        act(
            81,
            Agent,
            COMMENT,
            &[(
                "body",
                "This is part of an outage we are working on. You need not do anything; we write here when it works again.",
            )],
        ),
    ],
);

pub(super) const ASKED_AGAIN: Scene = told(
    77,
    (Caller, "phone"),
    "VPN asks for the second factor without end",
    (3, 2),
    &[act(75, Agent, ASSIGN, &[("team", "Network")]), act(75, Agent, Join(OUTAGE), &[])],
);

pub(super) const SLOW_FROM_HOME: Scene = told(
    52,
    (Caller, "email"),
    "VPN very slow from home",
    (3, 3),
    &[act(45, Lead, ASSIGN, &[("team", "Network")]), act(44, Lead, Join(OUTAGE), &[])],
);
