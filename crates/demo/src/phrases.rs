//! What people at a service desk say to each other whatever the matter is.

/// What the desk writes when it takes a call over.
pub(crate) const TAKEN: &[&str] = &[
    "Thank you, we have your report and are looking into it.",
    "I have picked this up and will come back to you today.",
    "Thanks for the details. I can see the same here and am working on it.",
    "We are on it. If anything changes on your side, please write it here.",
    "I will try to reproduce this first and then call you.",
];

/// What is asked of the requester.
pub(crate) const QUESTIONS: &[&str] = &[
    "Does it still happen after a restart? And since when exactly?",
    "Could you attach the exact wording of the message, please?",
    "Is a colleague next to you affected as well, or only you?",
    "Did anything change shortly before – a move, a new device, a new password?",
    "When would be a good time for me to connect to your screen for ten minutes?",
    "Are you in the office today or at home?",
    "Can you tell me the number on the sticker of the device?",
];

/// What the requester answers.
pub(crate) const ANSWERS: &[&str] = &[
    "Yes, still the same after a restart. It started this morning.",
    "Only me as far as I know. My neighbour can work normally.",
    "Two others here have it too.",
    "I am in the office until five, please just call.",
    "Nothing changed that I am aware of.",
    "It worked for an hour yesterday and then stopped again.",
    "I sent a picture of the message to the desk's mailbox.",
    "Any news? I have a deadline tomorrow.",
];

/// What the team tells the requester on the way.
pub(crate) const PROGRESS: &[&str] = &[
    "We found the cause and are preparing the repair.",
    "This takes longer than I hoped; I will update you by tomorrow noon.",
    "A colleague with more experience in this area is joining me.",
    "Please try again now and tell me what you see.",
    "I have a way around it for the time being, described in my mail to you.",
];

/// What the team notes for itself.
pub(crate) const NOTES: &[&str] = &[
    "Called twice, no answer. Left a message.",
    "Seen the same at another desk last month; comparing.",
    "Log collected, nothing unusual before the first failure.",
    "Reproduced on a test device.",
    "Checked the recent changes, none matches the time.",
    "Talked to the shift lead; they can do without it until tomorrow.",
    "Monitoring shows no alarm for the whole day.",
];

/// Why it is handed to another team.
pub(crate) const MISROUTED: &[&str] = &[
    "Not ours: the cause lies elsewhere. Passing it on.",
    "First look done, needs rights we do not have.",
    "Wrong queue, please take over.",
    "The symptom looks like ours but the logs point to you.",
];

/// Why it goes to a team that can do more.
pub(crate) const BEYOND: &[&str] = &[
    "Every means we have is tried; it needs somebody with access to the core systems.",
    "Comes back after each restart, so the cause lies deeper than we can look.",
    "The supplier asks for logs that only you can read.",
    "Second case this week with the same signs; please look at it as a whole.",
];

/// Why it is given to a colleague.
pub(crate) const HANDOVERS: &[&str] = &[
    "Handing over at the end of my shift.",
    "On leave from tomorrow; you know the background.",
    "You are on site today, could you take this one?",
];

/// Reasons to wait by the code of the reason, with a note.
pub(crate) const HOLDS: &[(&str, u64, &[&str])] = &[
    (
        "requester",
        50,
        &[
            "Waiting for an answer to our question.",
            "Requester is on leave until next week.",
            "Appointment for a remote session agreed.",
        ],
    ),
    (
        "supplier",
        22,
        &[
            "Ticket opened with the manufacturer.",
            "Spare part ordered.",
            "The provider promises a technician.",
        ],
    ),
    (
        "change",
        12,
        &[
            "Goes out with the next maintenance window.",
            "Needs the update planned for the weekend.",
        ],
    ),
    (
        "evidence",
        10,
        &[
            "Trace is running, waiting for the next occurrence.",
            "Asked the requester to note the time when it happens again.",
        ],
    ),
    (
        "problem",
        6,
        &["Same symptom as several others; the cause is being investigated in one place."],
    ),
];

/// Why its priority is set by hand.
pub(crate) const RAISED: &[&str] = &[
    "Month end closing depends on it.",
    "A customer visit is planned in that room.",
    "More people affected than first reported.",
    "Second report from the same site.",
];

/// Why it was opened again.
pub(crate) const REOPENED: &[&str] = &[
    "It came back this morning, same message.",
    "Worked for a day, now it fails again.",
    "Only half of it is fixed.",
    "I still cannot do what I reported.",
];

/// What follows a reopening.
pub(crate) const AGAIN: &[&str] = &[
    "The first repair did not hold; replaced it properly this time and watched it for a day.",
    "A second cause was hiding behind the first. Both are dealt with now.",
    "Applied the same repair to the remaining device as well and checked it together with the requester.",
];

/// Why it was withdrawn by the requester.
pub(crate) const WITHDRAWN: &[&str] = &[
    "Works again by itself, sorry for the noise.",
    "My mistake, I was using the old link.",
    "Not needed any more.",
    "Reported twice, please ignore this one.",
];

/// Why it was cancelled by the desk.
pub(crate) const REFUSED: &[&str] = &[
    "No incident: this is an order and goes through the catalogue.",
    "Reported twice by the same person.",
    "Advertising that slipped through, not a report.",
];

/// What a requester writes when it works.
pub(crate) const THANKS: &[&str] = &[
    "Works, thank you!",
    "Perfect, that was quick.",
    "All good again.",
    "Confirmed, you can close this.",
];

/// Words by which the desk finds things again.
pub(crate) const TAGS: &[&str] = &[
    "month end",
    "new starter",
    "on site",
    "spare part",
    "third time",
    "training",
    "warranty",
    "night shift",
    "customer visit",
    "old device",
];

/// How longer work is divided.
pub(crate) const PLANS: &[&[&str]] = &[
    &[
        "Order the spare part",
        "Agree on a time with the requester",
        "Put the old part into the return box",
    ],
    &["Collect the logs of the last week", "Send the logs to the manufacturer"],
    &["Try it on a test device", "Roll it out to one department", "Roll it out to everybody"],
    &["Ask the owner of the data", "Make the change", "Check it together with the requester"],
    &["Agree on a maintenance window", "Install the update", "Watch it for a day"],
];

/// What effort was booked for.
pub(crate) const EFFORT: &[&str] = &[
    "Remote session",
    "On site",
    "Analysis",
    "Repair and test",
    "Telephone with the manufacturer",
    "Setting it up again",
];

/// Why an outage is brought before who leads the team.
pub(crate) const FOR_THE_LEAD: &[&str] = &[
    "Many people at once; somebody has to tell the departments.",
    "It will take longer than an hour.",
    "Reports come in every minute.",
];

/// What the lead notes.
pub(crate) const LEADS: &[&str] = &[
    "I speak to the departments; please write here whatever you find.",
    "The desk has a notice on the intranet. Second pair of eyes is on its way to you.",
    "Informed the plant manager and the shift leads.",
];

/// What the desk does when many call.
pub(crate) const NOTICE: &str = "Put a notice on the intranet";

/// What is said in the course of an outage, stage by stage.
pub(crate) const OUTAGE: &[&[&str]] = &[
    &[
        "We know of the outage and are working on it. Please do not report it again.",
        "Several departments are affected. We are looking for the cause and will write here again.",
        "We are on it with two people. There is no need to call; news comes here.",
    ],
    &[
        "The cause is found. We are preparing the repair and test it before it goes to everybody.",
        "We know what it is now, and are making sure that it does not come back with the repair.",
        "Narrowed down. The repair takes a while longer, because we do it for one department first.",
    ],
    &[
        "The first departments can work again; the others follow step by step.",
        "The repair holds where we tried it. The rest follows within the hour.",
        "It looks good. We keep watching it before we say that it is over.",
    ],
];

/// What those are told who report what is known.
pub(crate) const KNOWN: &[&str] = &[
    "This is part of an outage we are working on. You will be told here when it is over.",
    "Thank you. Others have it too, and we are on it.",
    "We know of it; your report now belongs to the one at which we work on it.",
];

/// What people write who are content with how it went.
pub(crate) const CONTENT: &[&str] = &[
    "Quick and friendly, thank you.",
    "It was explained in words I understand.",
    "I knew at any time what was happening.",
    "Exactly what I needed. Thank you!",
    "Nobody made me feel stupid for asking.",
    "Better than last time. Keep it up.",
    "All good, and a kind word with it.",
    "I got an answer before I had finished my coffee.",
];

/// What those write who cannot make up their minds.
pub(crate) const UNDECIDED: &[&str] = &[
    "It works now, but I had to ask twice.",
    "Fine in the end. I would have liked a word in between.",
    "Solved, although I did not quite understand how.",
    "Friendly, but it took three questions until we understood each other.",
];

/// What those write who are not content.
pub(crate) const DISAPPOINTED: &[&str] = &[
    "I had to tell the same story to three people.",
    "The answer read as if nobody had looked at it.",
    "It works, but the tone could have been kinder.",
];

/// What those write who waited too long.
pub(crate) const WAITED: &[&str] = &[
    "I could hardly work for days.",
    "Nobody told me that it would take this long.",
    "The solution took ten minutes, the wait took far longer.",
];

/// What those write to whom it came back.
pub(crate) const RETURNED: &[&str] = &[
    "It was called solved although it came back soon after.",
    "Second attempt. The first one should have been checked with me.",
    "Now it holds, but I had to say so twice.",
];
