//! What waits, for whom, and what comes round.

use super::Who::{Administrator, Agent, Caller, Lead, Of, Requester};
use super::{ASSIGN, COMMENT, HOLD, RESOLVE, START, Scene, act, portal, told};
use crate::cast::SERVICE_DESK;
use crate::deed::Deed::{Book, Repeat, Tag, Task};

pub(super) const GREY_STRIPES: Scene = told(
    155,
    (Caller, "email"),
    "Grey stripes on all prints",
    (3, 3),
    &[
        act(150, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(140, Agent, START, &[]),
        act(
            118,
            Agent,
            HOLD,
            &[
                ("reason", "supplier"),
                ("until", "1500"),
                ("note", "New drum ordered, promised for tomorrow."),
            ],
        ),
        act(
            117,
            Agent,
            Task,
            &[
                ("title", "Fit the new drum and print a test page"),
                ("assignee", "@agent"),
                ("due_at", "1560"),
            ],
        ),
        act(117, Agent, Book, &[("minutes", "15"), ("note", "Test prints, order")]),
    ],
);

pub(super) const ROAMING: Scene = told(
    205,
    (Caller, "phone"),
    "Roaming does not work on a business trip",
    (3, 2),
    &[
        act(200, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(195, Agent, START, &[]),
        act(
            190,
            Agent,
            COMMENT,
            &[(
                "body",
                "Please switch the phone off and on once you have landed, and tell us which network it shows.",
            )],
        ),
        act(
            189,
            Agent,
            HOLD,
            &[
                ("reason", "requester"),
                ("until", "240"),
                ("note", "In the air for the next hours."),
            ],
        ),
    ],
);

pub(super) const NO_DOCK: Scene = portal(
    260,
    Caller,
    "Desk in {room} has no dock",
    (3, 3),
    &[
        act(240, Lead, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@lead")]),
        act(235, Lead, START, &[]),
        act(
            170,
            Lead,
            HOLD,
            &[
                ("reason", "change"),
                ("until", "4320"),
                ("note", "Docks for the whole floor come with the move at the end of the week."),
            ],
        ),
    ],
);

pub(super) const RECEIPT: Scene = portal(
    390,
    Requester,
    "Receipt upload fails",
    (3, 3),
    &[
        act(380, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(372, Agent, START, &[]),
        act(365, Agent, COMMENT, &[("body", "Could you attach the file that is refused, please?")]),
        act(
            320,
            Requester,
            COMMENT,
            &[("body", "I sent it to your mailbox. It is a photo of the receipt, about 14 MB.")],
        ),
        act(
            44,
            Agent,
            RESOLVE,
            &[
                ("code", "workaround"),
                (
                    "notes",
                    "The portal takes files up to 10 MB. Take the photo with the travel app, which makes it smaller; that one went through.",
                ),
            ],
        ),
    ],
);

pub(super) const HEADSET: Scene = portal(
    430,
    Lead,
    "Headset crackles in every call",
    (3, 3),
    &[
        act(425, Agent, ASSIGN, &[("team", SERVICE_DESK), ("assignee", "@agent")]),
        act(420, Agent, Tag, &[("tag", "spare part")]),
    ],
);

pub(super) const PAYROLL: Scene = portal(
    510,
    Administrator,
    "Payroll portal shows a certificate warning",
    (3, 2),
    &[
        act(
            480,
            Lead,
            ASSIGN,
            &[("team", "Business applications"), ("assignee", "@Business applications")],
        ),
        act(460, Of("Business applications"), START, &[]),
    ],
);

pub(super) const TEST_CALL: Scene = portal(
    1_560,
    Lead,
    "Weekly test call from the emergency telephones",
    (3, 3),
    &[
        act(1_558, Lead, ASSIGN, &[("team", "Telephony"), ("assignee", "@Telephony")]),
        act(1_557, Lead, Repeat, &[("every", "1"), ("unit", "week"), ("at_time", "07:30")]),
        act(1_400, Of("Telephony"), START, &[]),
    ],
);

pub(super) const RESTORE_TEST: Scene = portal(
    4_400,
    Lead,
    "Monthly restore test of the file server",
    (3, 3),
    &[
        act(
            4_399,
            Lead,
            ASSIGN,
            &[("team", "Servers and storage"), ("assignee", "@Servers and storage")],
        ),
        act(4_398, Lead, Repeat, &[("every", "1"), ("unit", "month"), ("at_time", "06:00")]),
        act(3_000, Of("Servers and storage"), START, &[]),
        act(
            2_900,
            Of("Servers and storage"),
            Book,
            &[("minutes", "55"), ("note", "Restore and comparison")],
        ),
        act(
            2_890,
            Of("Servers and storage"),
            RESOLVE,
            &[("code", "fixed"), ("notes", "Restored and compared; no difference found.")],
        ),
    ],
);
