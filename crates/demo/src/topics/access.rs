//! Passwords, locked accounts and rights.

use super::{Case, Topic, case};

pub(super) const PASSWORD: Topic = Topic {
    category: "Accounts › Password",
    service: "Accounts and sign-in",
    team: "Service desk",
    weight: 10,
    cases: PASSWORDS,
};

const PASSWORDS: &[Case] = &[
    case(
        "Forgot my password after the holidays",
        "I am back from three weeks of leave and cannot remember my password.",
        "Identity checked by call back on the registered number.",
        "Reset after a call back; showed the page to do it alone next time.",
    ),
    case(
        "Password expired while travelling",
        "My password ended yesterday and I cannot change it without the VPN, for which I need the password.",
        "Identity checked by call back; self-service was never registered.",
        "Set a first password and registered self-service together.",
    ),
    case(
        "New password works for mail but not for ERP",
        "After changing my password mail works, ERP says *wrong password*.",
        "ERP account still separate for this plant.",
        "Set the password in ERP as well; the account moves to single sign-on with the next wave.",
    ),
    case(
        "Password change is refused as too simple",
        "Whatever I type is refused as too simple although it has 12 characters.",
        "Contains part of the name, which the rule forbids.",
        "Explained the rule; a passphrase of four words was accepted.",
    )
    .coded("advice"),
    case(
        "Second factor lost with the old phone",
        "I got a new phone and returned the old one. Now I cannot confirm sign-ins any more.",
        "Identity checked in person at the desk.",
        "Removed the old device and registered the new one.",
    )
    .of("Second factor"),
    case(
        "Code for the second factor never arrives",
        "I enter my password, then nothing comes on the telephone.",
        "Old telephone number on record.",
        "Corrected the number and checked it with a test code.",
    )
    .of("Second factor"),
];

pub(super) const LOCKED: Topic = Topic {
    category: "Accounts › Locked account",
    service: "Accounts and sign-in",
    team: "Service desk",
    weight: 9,
    cases: LOCKS,
};

const LOCKS: &[Case] = &[
    case(
        "Account locked",
        "I typed my password wrong too often and now it says *account locked*.",
        "Five failures from {laptop}, no other source.",
        "Unlocked after checking the source of the failures.",
    ),
    case(
        "Account is locked again every hour",
        "It is the third time today that my account is locked. I do not type anything wrong.",
        "An old tablet keeps trying the previous password.",
        "Removed the stored password on the tablet.",
    ),
    case(
        "Cannot sign in at {site}",
        "Sign-in at {site} says *no logon server*. At Harbour Street it works.",
        "Site's directory server had stopped replicating.",
        "Replication repaired, sign-in works at the site.",
    )
    .wide(),
    case(
        "Temporary worker's account ended too early",
        "{colleague} stays until the end of the month, but the account was switched off today.",
        "End date of the contract not extended in the personnel system.",
        "Extended after the personnel department confirmed.",
    ),
    case(
        "Account of {colleague} locked again every morning",
        "It is unlocked in the evening and locked when the shift begins.",
        "A tablet at goods in still tries the old password.",
        "Removed the stored password from the tablet.",
    ),
];

pub(super) const RIGHTS: Topic = Topic {
    category: "Accounts › Access rights",
    service: "Accounts and sign-in",
    team: "Identity and access",
    weight: 6,
    cases: GRANTED,
};

const GRANTED: &[Case] = &[
    case(
        "Rights missing after moving to purchasing",
        "I moved to purchasing on the first and still have only my old rights.",
        "Move was entered with next month's date.",
        "Corrected the date; rights were given overnight.",
    )
    .of("Joiners and leavers"),
    case(
        "Can see salaries in the report folder",
        "In the report folder I can open a list with salaries. I do not think I should.",
        "Inherited right from a group that was widened last week.",
        "Right removed, owner informed, list of readers handed to data protection.",
    ),
    case(
        "{colleague} left but still gets mail to the distribution list",
        "{colleague} left in spring and still stands in our distribution list.",
        "List maintained by hand outside the leaver process.",
        "Removed from the list and the list tied to the personnel data.",
    )
    .of("Joiners and leavers"),
    case(
        "Approval rights do not arrive",
        "As deputy I should approve orders while {colleague} is away, but the button is grey.",
        "Delegation set for the wrong organisation unit.",
        "Delegation corrected; approvals possible since noon.",
    )
    .of("Purchase approvals"),
    case(
        "Read access to the {share} folder for a new colleague",
        "{colleague} starts with us on Monday and needs to read **{share}**.",
        "Owner of the folder has agreed in writing.",
        "Added to the reading group; takes effect at the next sign-in.",
    )
    .coded("advice"),
    case(
        "Right to approve orders is missing since the move to another department",
        "I moved to Purchasing and the order list has no approve button.",
        "Role of the old department was taken, the new one not given.",
        "Gave the approver role for the new cost centre.",
    )
    .of("Purchase approvals"),
];
