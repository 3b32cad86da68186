//! Wi-Fi, remote access, cables, the way out, shares, telephones and meetings.

use super::{Case, Topic, case};

pub(super) const WIFI: Topic = Topic {
    category: "Network › Wi-Fi",
    service: "Wi-Fi",
    team: "Network",
    weight: 8,
    cases: WIFIS,
};

const WIFIS: &[Case] = &[
    case(
        "Wi-Fi drops out in {room}",
        "In {room} the Wi-Fi connection breaks every ten minutes, in calls always at the worst moment. In the corridor it is fine.",
        "Access point above {room} reports many retries on the 5 GHz band.",
        "Moved the access point to another channel and lowered its power. No drop in two days of watching.",
    ),
    case(
        "No Wi-Fi at {site} at all",
        "Nobody at {site} can connect since about 20 minutes. Handhelds and laptops alike.",
        "Controller lost the site after a power cut; the tunnel does not come up.",
        "Restarted the site's controller and renewed its tunnel. All access points are back.",
    )
    .wide(),
    case(
        "Guest Wi-Fi voucher is not accepted",
        "We have visitors in {room} and none of the five vouchers works.",
        "Voucher batch had expired yesterday.",
        "Issued new vouchers valid for the visit.",
    )
    .of("Guest Wi-Fi"),
    case(
        "Wi-Fi slow since the office was rearranged",
        "Since the shelves were moved downloads crawl at the window side.",
        "Metal shelf directly in front of the access point.",
        "Mounted the access point on the other wall.",
    ),
    case(
        "Laptop does not remember the company Wi-Fi",
        "Each morning I must choose the network and type my password.",
        "Profile came from the old image.",
        "Removed the old profile and installed the managed one.",
    ),
];

pub(super) const VPN: Topic = Topic {
    category: "Network › Remote access",
    service: "Remote access",
    team: "Network",
    weight: 9,
    cases: VPNS,
};

const VPNS: &[Case] = &[
    case(
        "VPN connects but nothing can be reached",
        "The VPN client says connected, yet no share, no ERP, no intranet. Internet works.",
        "Client got an address from the pool of the old gateway.",
        "Removed the old gateway from the profile; routes are set correctly now.",
    ),
    case(
        "VPN asks for the second factor without end",
        "I confirm on the phone, the client asks again, five times in a row, and then says *timeout*.",
        "Phone clock is four minutes slow.",
        "Set the phone to automatic time; the first confirmation counts again.",
    ),
    case(
        "Remote access breaks off after one hour",
        "Exactly one hour after connecting the VPN ends and my unsaved work with it.",
        "Session limit of the group was set for test accounts.",
        "Moved the account to the right group with the twelve hour limit.",
    ),
    case(
        "Remote access down for everybody",
        "Several people working from home report that the VPN does not answer since 07:40.",
        "Gateway certificate ended at 07:38.",
        "New certificate installed on both gateways; a reminder is set for the next one.",
    )
    .wide(),
    case(
        "VPN very slow from home",
        "Opening a drawing through the VPN takes minutes. My home line is fast.",
        "Traffic to the video service went through the tunnel.",
        "Excluded video meetings from the tunnel for this profile.",
    ),
    case(
        "VPN client missing after reinstallation",
        "{laptop} was reinstalled last week and the VPN client is not there.",
        "Package assigned to the old device name.",
        "Assigned the package to {laptop}; it installed at the next start.",
    ),
];

pub(super) const WIRED: Topic = Topic {
    category: "Network › Wired network",
    service: "Office network",
    team: "Network",
    weight: 5,
    cases: WIREDS,
};

const WIREDS: &[Case] = &[
    case(
        "Network socket {port} is dead",
        "At the desk by the window in {room} socket **{port}** gives no link. The cable works at the next desk.",
        "Port was shut after a loop last spring.",
        "Enabled the port and checked it with a tester.",
    ),
    case(
        "Whole row of desks without network",
        "Six desks in {room} lost the network at the same moment.",
        "Access switch lost its power supply.",
        "Replaced the power supply of the switch.",
    )
    .wide(),
    case(
        "New machine on the line gets no address",
        "The new measuring station at {site} does not get an address on socket {port}.",
        "Unknown device is put into quarantine as intended.",
        "Registered the station and put it into the right network.",
    )
    .of("Production network"),
    case(
        "Network slow in the afternoon",
        "Between 14:00 and 16:00 copying files takes ten times as long as in the morning at {site}.",
        "Backup of the file server runs at the wrong hour since the clock change.",
        "Moved the backup to the night.",
    ),
];

pub(super) const INTERNET: Topic = Topic {
    category: "Network › Internet",
    service: "Internet access",
    team: "Network",
    weight: 4,
    cases: INTERNETS,
};

const INTERNETS: &[Case] = &[
    case(
        "Supplier portal is blocked",
        "The portal where we order packaging is blocked as *uncategorised*. We need it every day.",
        "Site changed its address and lost its category.",
        "Released the new address after checking it.",
    ),
    case(
        "Internet very slow at {site}",
        "Web pages take half a minute to open at {site}; inside everything is fast.",
        "Line of the provider runs with errors since the works in the street.",
        "Provider repaired the line; speed measured as ordered.",
    )
    .wide(),
    case(
        "Download of large files stops at 2 GB",
        "Downloads of construction data from our partner stop at 2 GB each time.",
        "Scanner refuses files above its limit.",
        "Set up a transfer area for this partner.",
    )
    .coded("workaround"),
    case(
        "Supplier portal is blocked as unknown",
        "The new portal of our carrier opens a warning page.",
        "Category of the site not yet known.",
        "Allowed for Purchasing after a check.",
    ),
];

pub(super) const SHARES: Topic = Topic {
    category: "Data › File share",
    service: "File shares",
    team: "Servers and storage",
    weight: 6,
    cases: SHARED,
};

const SHARED: &[Case] = &[
    case(
        "Folder on share {share} has disappeared",
        "The folder *Offers* on **{share}** was there on Friday and is gone today.",
        "Moved by accident into the neighbouring folder.",
        "Moved the folder back; nothing was lost.",
    ),
    case(
        "No access to share {share}",
        "Since I changed departments I get *access denied* on {share}. My new team works there every day.",
        "Group membership was not part of the move.",
        "Added to the group of {share} after the owner agreed.",
    ),
    case(
        "Share {share} is full",
        "Saving on {share} fails with *not enough space*.",
        "Quota reached; a third of it are copies of old projects.",
        "Archived finished projects together with the owner.",
    ),
    case(
        "File locked by somebody who is on leave",
        "A calculation on {share} is locked by a colleague on leave. We need to write to it today.",
        "Open handle from a session left running for nine days.",
        "Closed the forgotten session; the file can be written.",
    ),
    case(
        "All shares unreachable at {site}",
        "Drive letters show a red cross for everybody at {site}.",
        "Name service of the site answered with an old address.",
        "Corrected the name service and cleared its cache.",
    )
    .wide(),
];

pub(super) const TELEPHONE: Topic = Topic {
    category: "Communication › Telephone",
    service: "Telephony",
    team: "Telephony",
    weight: 5,
    cases: TELEPHONES,
};

const TELEPHONES: &[Case] = &[
    case(
        "Desk phone {ext} does not ring",
        "Calls to extension **{ext}** go straight to voice mail although nothing is set.",
        "Forwarding set on the exchange, not on the device.",
        "Removed the forwarding that was set during the last holiday.",
    ),
    case(
        "Callers cannot hear us on the hotline",
        "On the order hotline customers hear nothing while we hear them well.",
        "Session border device drops one direction after the address change.",
        "Corrected the address on the border device; tested with ten calls.",
    )
    .of("Hotline")
    .wide(),
    case(
        "Headset crackles in every call",
        "The headset at extension {ext} crackles; another headset is fine.",
        "Microphone boom loose.",
        "Exchanged the headset.",
    ),
    case(
        "Group pickup does not work for the new colleague",
        "{colleague} cannot pick up calls of our group from extension {ext}.",
        "Extension missing in the pickup group.",
        "Added extension {ext} to the group.",
    )
    .of("Hotline"),
    case(
        "Wrong name shown when calling out",
        "When I call colleagues my predecessor's name is shown.",
        "Directory entry not updated at the change of desk.",
        "Updated the directory entry of {ext}.",
    ),
    case(
        "Voice mail greeting names a former colleague",
        "Callers of {ext} hear the name of somebody who left.",
        "Greeting was never recorded anew.",
        "Set back to the standard greeting.",
    ),
];

pub(super) const VIDEO: Topic = Topic {
    category: "Communication › Video meeting",
    service: "Video meetings",
    team: "Telephony",
    weight: 5,
    cases: VIDEOS,
};

const VIDEOS: &[Case] = &[
    case(
        "Meeting room system in {room} does not start a call",
        "The panel in {room} stays at *preparing* when we join a meeting. We had to use a laptop on a chair.",
        "Room account password had expired.",
        "Renewed the room account and excluded it from expiry.",
    ).of("Meeting rooms"),
    case(
        "Echo in every meeting from {room}",
        "Everybody else complains about echo when we talk from {room}.",
        "Two microphones active at once.",
        "Switched off the second microphone and saved the profile.",
    ).of("Meeting rooms"),
    case(
        "Screen sharing shows a frozen picture",
        "Others see only the first picture I share, it never moves.",
        "Graphics driver and meeting program do not get along in this version.",
        "Installed the driver released last week.",
    ),
    case(
        "External guests cannot join our meetings",
        "Guests wait in the lobby and nobody is shown the request.",
        "Lobby setting changed with the last policy.",
        "Hosts are asked again; tested with an outside account.",
    )
    .wide(),
    case(
        "Camera in {room} shows the ceiling",
        "Since the cleaning everybody in **{room}** is above the picture.",
        "Preset of the camera was lost.",
        "Stored the preset again and locked it.",
    ).of("Meeting rooms"),
];
