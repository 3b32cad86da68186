//! What nobody reports: checks that come round.

use super::{Case, Topic, case};

/// Checks, each of a topic that people report troubles of as well.
pub(crate) const ROUTINE: &[Topic] = &[
    Topic {
        category: "Communication › Telephone",
        service: "Telephony",
        team: "Telephony",
        weight: 0,
        cases: CALLS,
    },
    Topic {
        category: "Data › Backup and restore",
        service: "Backup and restore",
        team: "Servers and storage",
        weight: 0,
        cases: RESTORES,
    },
];

const CALLS: &[Case] = &[case(
    "Weekly test call from the emergency telephones",
    "Call the gatehouse from each emergency telephone and write down which one did not get through.",
    "Lift 2 at Harbour Street needs two attempts.",
    "All telephones got through.",
)];

const RESTORES: &[Case] = &[case(
    "Monthly restore test of the file server",
    "Restore one folder of last month into the test area and compare it with the original.",
    "Takes about an hour with the new tape drive.",
    "Restored and compared; no difference found.",
)];
