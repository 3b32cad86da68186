//! What is being worked on.

use super::Who::{Administrator, Agent, Caller, Lead, Manager, Of, Requester};
use super::{ASSIGN, COMMENT, NOTE, START, Scene, act, portal, told};
use crate::cast::SERVICE_DESK;
use crate::deed::Deed::{Tag, Task, Watch};

pub(super) const MEETING_ROOM: Scene = told(
    48,
    (Caller, "phone"),
    "Meeting room system in {room} does not start a call",
    (2, 2),
    &[
        act(46, Lead, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@lead")]),
        act(43, Lead, START, &[]),
        act(42, Lead, Tag, &[("tag", "customer visit")]),
        act(
            39,
            Lead,
            NOTE,
            &[(
                "body",
                "Visitors come in two hours. If it is not up half an hour before, we move them to the large room.",
            )],
        ),
    ],
);

pub(super) const DARK_SCREEN: Scene = portal(
    64,
    Requester,
    "Second screen stays dark on the dock",
    (3, 3),
    &[
        act(58, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(55, Agent, START, &[]),
        act(
            34,
            Agent,
            COMMENT,
            &[(
                "body",
                "Does the screen show anything for a moment when you plug the dock in again? And which of the two sockets is it in?",
            )],
        ),
    ],
);

pub(super) const SLOW_ERP: Scene = told(
    72,
    (Caller, "phone"),
    "ERP extremely slow for the last hours",
    (1, 2),
    &[
        act(
            69,
            Agent,
            ASSIGN,
            &[("team", "Business applications"), ("assignee", "@Business applications")],
        ),
        act(66, Of("Business applications"), START, &[]),
        act(63, Of("Business applications"), Tag, &[("tag", "month end")]),
        act(
            50,
            Of("Business applications"),
            NOTE,
            &[(
                "body",
                "One report of the controlling department holds all processors. Stopping it needs a yes from above.",
            )],
        ),
        act(
            49,
            Of("Business applications"),
            Task,
            &[
                ("title", "Agree that the running report is stopped"),
                ("assignee", "@manager"),
                ("due_at", "60"),
                ("stage", "1"),
                ("mandatory", "true"),
            ],
        ),
        act(
            49,
            Of("Business applications"),
            Task,
            &[
                ("title", "Move the report to the night"),
                ("team", "Databases"),
                ("assignee", "@administrator"),
                ("due_at", "1440"),
                ("stage", "2"),
            ],
        ),
        act(40, Administrator, Watch, &[]),
        act(
            38,
            Of("Business applications"),
            COMMENT,
            &[(
                "body",
                "We know which report slows everything down and are deciding right now whether to stop it.",
            )],
        ),
    ],
);

pub(super) const MISSING_BOOKINGS: Scene = portal(
    126,
    Manager,
    "Bookings of last week are missing",
    (3, 3),
    &[
        act(
            105,
            Lead,
            ASSIGN,
            &[("team", "Business applications"), ("assignee", "@Business applications")],
        ),
        act(90, Of("Business applications"), START, &[]),
        act(
            68,
            Of("Business applications"),
            COMMENT,
            &[(
                "body",
                "The terminal at the gate kept them and did not send them. They will be there tomorrow morning.",
            )],
        ),
    ],
);

pub(super) const NEW_POSITION: Scene = told(
    310,
    (Caller, "email"),
    "Rights missing after moving to purchasing",
    (3, 2),
    &[
        act(
            300,
            Agent,
            ASSIGN,
            &[("team", "Identity and access"), ("assignee", "@Identity and access")],
        ),
        act(280, Of("Identity and access"), START, &[]),
        act(275, Of("Identity and access"), Tag, &[("tag", "new position")]),
        act(
            270,
            Of("Identity and access"),
            Task,
            &[
                ("title", "Confirm which rights the new position needs"),
                ("assignee", "@manager"),
                ("due_at", "480"),
                ("stage", "1"),
                ("mandatory", "true"),
            ],
        ),
        act(
            270,
            Of("Identity and access"),
            Task,
            &[
                ("title", "Take the rights of the old position away"),
                ("team", "Identity and access"),
                ("assignee", "@Identity and access"),
                ("stage", "2"),
            ],
        ),
    ],
);
