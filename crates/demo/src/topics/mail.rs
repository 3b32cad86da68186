//! Mail and calendars.

use super::{Case, Topic, case};

pub(super) const SENDING: Topic = Topic {
    category: "Mail › Sending and receiving",
    service: "E-mail",
    team: "Messaging",
    weight: 8,
    cases: SENT,
};

const SENT: &[Case] = &[
    case("Mail to a customer comes back", "Each mail to one customer comes back with *550 relay not permitted*. Others there can be reached.", "Their server moved; our connector still points at the old one.", "Corrected the connector; queued mail was delivered."),
    case("Mail program hangs at start", "It shows *loading profile* and never gets further. Restarted {laptop} twice.", "Broken add-in of the meeting program.", "Disabled the add-in and repaired the profile."),
    case("Mail arrives hours late", "Mails from outside arrive two to three hours late since yesterday, for our whole department.", "Scanner queue backed up behind one very large attachment.", "Removed the stuck message and raised the alarm threshold.").wide(),
    case("Cannot send attachments above 5 MB", "I used to send drawings of 15 MB. Now everything above 5 MB is refused.", "Limit of the new policy applies to the wrong group.", "Limit for the group set back to 25 MB."),
    case("Signature contains the old address", "My signature still shows the address we left last year and I cannot change it.", "Template filled from the directory.", "Corrected the directory; the signature follows within an hour."),
    case("Search in mail finds nothing older than March", "Searching for an order finds only recent mail, though older ones are in the folders.", "Online archive not included in the search scope.", "Showed how to include the archive in the search.").coded("advice"),
];

pub(super) const CALENDAR: Topic = Topic {
    category: "Mail › Calendar",
    service: "Calendar",
    team: "Messaging",
    weight: 4,
    cases: DATES,
};

const DATES: &[Case] = &[
    case(
        "Meetings appear one hour late",
        "All meetings from our partner office are one hour late in my calendar.",
        "Time zone of the account set by hand.",
        "Set the time zone back to automatic.",
    ),
    case(
        "{colleague}'s calendar can no longer be opened",
        "I plan appointments for {colleague} and get *cannot open folder* since Monday.",
        "Delegation lost when the mailbox was moved.",
        "Granted the delegation again with the owner's consent.",
    ),
    case(
        "Two meetings stand in {room} at the same time",
        "{room} accepted two meetings for the same time and nobody was told.",
        "Automatic processing switched off for this room.",
        "Switched on conflict handling for the room and told both organisers.",
    )
    .of("Room booking"),
    case(
        "Declined meetings come back",
        "Meetings I declined are in my calendar again the next day.",
        "Phone and laptop fight over the same series.",
        "Removed the series on the phone and synchronised anew.",
    )
    .coded("workaround"),
    case(
        "Calendar lets {room} be booked twice",
        "Two groups stood before {room} at ten, both with a confirmation.",
        "Room accepts overlapping series.",
        "Switched overlapping off and told both organisers.",
    )
    .of("Room booking"),
];

pub(super) const MAILBOX: Topic = Topic {
    category: "Mail › Shared mailbox",
    service: "E-mail",
    team: "Messaging",
    weight: 4,
    cases: BOXES,
};

const BOXES: &[Case] = &[
    case(
        "Shared mailbox does not show up",
        "I joined the orders team and the shared mailbox does not appear in my program.",
        "Rights granted but automatic mapping switched off.",
        "Mapping switched on; the mailbox appears after a restart.",
    ).of("Shared mailboxes"),
    case(
        "Mail sent as the team goes out under my name",
        "Replies from the complaints mailbox show my own address to customers.",
        "Only *send on behalf* granted.",
        "Granted *send as* for the mailbox.",
    ).of("Shared mailboxes"),
    case(
        "Sent mail is missing in the shared mailbox",
        "What I send from the shared mailbox ends up in my own sent folder, so colleagues answer twice.",
        "Setting for copies of sent mail is off.",
        "Sent mail is kept in the shared mailbox now.",
    ).of("Shared mailboxes"),
    case(
        "Shared mailbox is missing after the new laptop",
        "With {laptop} I no longer see the mailbox of our group.",
        "Automatic mapping needs a restart.",
        "Mapped by hand; appears by itself next time.",
    ).of("Shared mailboxes"),
];

pub(super) const SPAM: Topic = Topic {
    category: "Mail › Junk and phishing",
    service: "E-mail",
    team: "Messaging",
    weight: 5,
    cases: JUNK,
};

const JUNK: &[Case] = &[
    case(
        "Strange mail pretending to be our bank",
        "The mail asks me to confirm a payment on a page that looks like our bank. I did not click.",
        "Same sender reached 14 mailboxes; link already dead.",
        "Removed the message from all mailboxes and blocked the sender. Well spotted.",
    ),
    case(
        "I clicked a link in a suspicious mail",
        "I clicked before thinking and typed my password. I am sorry. What now?",
        "Sessions ended, password reset, sign-ins of the last hour checked: no foreign access.",
        "Account secured, nothing was accessed. Short talk about what to look for.",
    )
    .coded("fixed"),
    case(
        "Invoices land in junk",
        "Invoices of our haulier go to junk each time, we nearly missed a deadline.",
        "Sender's domain has a broken signature.",
        "Added an exception and told the sender how to repair the signature.",
    )
    .coded("workaround"),
    case(
        "Flood of newsletters since last week",
        "About 80 newsletters a day since last week. I never subscribed.",
        "Address was entered in many forms by a bot.",
        "Filter rule set up, the flood ends in a separate folder and dries up.",
    ),
    case(
        "Invoices of a supplier land in quarantine",
        "Three invoices in a row were held back.",
        "Supplier's domain signs with an expired key.",
        "Released them and wrote to the supplier.",
    )
    .coded("workaround"),
];
