//! The works, the warehouse and what is kept safe for all of them.

use super::{Case, Topic, case};

pub(super) const SCANNERS: Topic = Topic {
    category: "Works › Warehouse scanner",
    service: "Warehouse scanners",
    team: "Workplace",
    weight: 5,
    cases: SCANNED,
};

const SCANNED: &[Case] = &[
    case(
        "Scanner {scanner} does not read small labels",
        "**{scanner}** reads large labels at once and small ones not at all. We type everything by hand.",
        "Lens scratched.",
        "Exchanged the scanner; the old one goes to repair.",
    ),
    case(
        "All scanners in dispatch offline",
        "All handhelds in dispatch show *no connection* and lorries are waiting.",
        "Address range of the handhelds used up.",
        "Widened the range and shortened the lease time.",
    )
    .wide(),
    case(
        "Scanner books into the wrong storage place",
        "Goods scanned at gate 3 are booked to gate 5 by {scanner}.",
        "Profile of another gate loaded.",
        "Loaded the right profile and locked the choice.",
    ),
    case(
        "Battery of {scanner} empty before the end of shift",
        "{scanner} is empty after five hours.",
        "Screen set to full brightness.",
        "Brightness automatic; battery lasts the shift.",
    )
    .coded("advice"),
    case(
        "Scanner {scanner} beeps but books nothing",
        "Every label gives a beep, the list stays empty.",
        "Session had run out in the background.",
        "Signed in again; session time raised to a shift.",
    ),
];

pub(super) const TERMINALS: Topic = Topic {
    category: "Works › Production terminal",
    service: "Production terminals",
    team: "Workplace",
    weight: 5,
    cases: STATIONS,
};

const STATIONS: &[Case] = &[
    case(
        "Terminal at station {station} stands still",
        "The terminal at **{station}** froze in the middle of an order. The line waits.",
        "Disk of the terminal fails.",
        "Exchanged the terminal for the spare and restored its profile.",
    )
    .wide(),
    case(
        "Touch screen at {station} reacts in the wrong place",
        "Touching a button at {station} presses the one above.",
        "Calibration lost after cleaning.",
        "Calibrated the screen.",
    ),
    case(
        "Work instructions are not shown",
        "Instead of the instruction a white page appears at {station}.",
        "Viewer does not open the new document format.",
        "Installed the new viewer on the terminals of the hall.",
    )
    .of("Work instructions"),
    case(
        "Torque values are not transferred",
        "Values of the screwdriver at {station} do not arrive in the record.",
        "Serial adapter came loose.",
        "Fixed the adapter; missing values taken from the tool's memory.",
    ),
    case(
        "Label printer at {station} prints the wrong language",
        "Labels at {station} come out in the language of the previous order.",
        "Template keeps the last language when none is set.",
        "Template corrected.",
    )
    .of("Label printing")
    .coded("fixed"),
];

pub(super) const RESTORE: Topic = Topic {
    category: "Data › Backup and restore",
    service: "Backup and restore",
    team: "Servers and storage",
    weight: 3,
    cases: RESTORED,
};

const RESTORED: &[Case] = &[
    case(
        "Please restore a deleted calculation",
        "I deleted *calculation_{order}.xlsx* on {share} by mistake, yesterday around noon.",
        "Version of yesterday 11:30 found.",
        "Restored the version of 11:30 next to the original place.",
    ),
    case(
        "Nightly backup of the file server failed",
        "Monitoring reports that the backup of the file server did not finish.",
        "Tape full; next one was not loaded.",
        "Loaded a new tape and repeated the backup successfully.",
    ),
    case(
        "Folder was overwritten with an old state",
        "Somebody copied an old state over our project folder on {share}.",
        "Snapshot of the morning is complete.",
        "Restored the folder from the snapshot of the morning; two files of the afternoon compared by hand.",
    ),
    case(
        "Cannot find old versions of a document",
        "Earlier I could open previous versions of a file, now the list is empty.",
        "Snapshots were paused during the storage move.",
        "Snapshots run again; versions from before the move are available on request.",
    )
    .coded("workaround"),
    case(
        "A drawing was overwritten with an older version",
        "The drawing for order {order} is from March again.",
        "Saved from an old copy on {laptop}.",
        "Restored the version of yesterday evening.",
    ),
];
