//! Laptops, printers, screens, phones in the pocket.

use super::{Case, Topic, case};

pub(super) const LAPTOP: Topic = Topic {
    category: "Devices › Laptop",
    service: "Laptops and workplaces",
    team: "Workplace",
    weight: 13,
    cases: LAPTOPS,
};

const LAPTOPS: &[Case] = &[
    case("Laptop {laptop} does not start any more", "Since this morning **{laptop}** only shows a black screen. The power light blinks three times and goes out. I already tried another charger.", "Blink code three means memory. Replacement module is in stock.", "Replaced the memory module of {laptop}, ran the self-test twice without a fault and returned it to the desk."),
    case("Laptop gets very hot and loud", "The fan of {laptop} runs at full speed all day, even with only mail open. It becomes too hot to touch on the underside.", "Indexing service stuck at 100 % after the last update.", "Rebuilt the search index and cleaned the fan. Temperature is back to normal under load."),
    case("Battery lasts less than an hour", "I am often in meetings without a socket. {laptop} is two years old and the battery is empty after 50 minutes.", "Battery health reports 41 %.", "Battery replaced under warranty; it now lasts a full working day."),
    case("Update fails and starts over every morning", "Each day at start the machine installs updates for twenty minutes, reports that it could not finish and undoes everything.", "Not enough room on the system partition for the update.", "Removed old installation files, the update went through and does not return."),
    case("Keyboard: some keys type twice", "The letters e and n appear twice about every tenth time. It makes passwords a game of luck.", "Key contacts worn; same series had this before.", "Exchanged the keyboard of {laptop}."),
    case("Laptop loses the time after a weekend", "On Mondays the clock is wrong by days and then sign-in to everything fails until I correct it.", "Buffer battery empty, time service cannot step that far.", "New buffer battery fitted and time source corrected.").coded("fixed"),
    case("Disk nearly full, cannot save drawings", "Only 600 MB free on {laptop}. I work with large drawings and cannot save locally any more.", "120 GB of old meeting recordings in the profile.", "Moved the recordings to the team share and showed how to keep new ones there.").coded("advice"),
    case("Webcam shows only a black picture", "In every meeting program the camera picture is black. The light next to it does not come on.", "Privacy slider closed; easy to overlook on this model.", "The slider above the screen was closed. Opened it together on the phone.").coded("no_fault"),
    case(
        "Fan of {laptop} howls all day",
        "Since the last update {laptop} is loud and hot.",
        "Indexing service runs without end.",
        "Repaired the index; processor is quiet again.",
    ),
];

pub(super) const PRINTER: Topic = Topic {
    category: "Devices › Printer",
    service: "Printing",
    team: "Printing",
    weight: 10,
    cases: PRINTERS,
};

const PRINTERS: &[Case] = &[
    case(
        "Printer {printer} jams on every second sheet",
        "**{printer}** at {site} pulls two sheets and stops. We cleared the tray several times; after a few pages it jams again.",
        "Feed rollers are past 150,000 pages.",
        "Feed rollers replaced, 200 sheets printed without a jam.",
    ),
    case(
        "Nothing comes out of {printer}",
        "Jobs leave my list but nothing is printed on {printer}. No message, no light.",
        "Queue was paused on the print server after a broken document.",
        "Deleted the broken document and released the queue.",
    ),
    case(
        "Grey stripes on all prints",
        "Every page from {printer} has two grey stripes at the left edge. Delivery notes look unprofessional.",
        "Drum unit scratched.",
        "Drum unit replaced and calibrated.",
    ),
    case(
        "Follow-me printing asks for the card again and again",
        "I hold my card to {printer}, it shows my name and then asks for the card again. Colleagues have no trouble.",
        "Card was registered twice with different numbers.",
        "Removed the second card number; jobs are released at the first try.",
    ),
    case(
        "Scan to mail does not arrive",
        "Scans from {printer} to my own address do not arrive any more, not in junk either.",
        "Relay refuses since the certificate on the device ended.",
        "Installed a new certificate on {printer}; test scans arrive within seconds.",
    ).of("Scanning to e-mail"),
    case(
        "Labels are printed shifted by half a centimetre",
        "On the label printer in {site} the barcode is cut off at the bottom since the new roll was put in.",
        "Gap sensor not calibrated for the new label stock.",
        "Calibrated the sensor and saved the paper profile.",
    ).of("Label printing"),
    case(
        "Prints are always double sided",
        "Contracts must be single sided. Whatever I choose, {printer} prints on both sides.",
        "Default of the queue wins over the program's choice with the old driver.",
        "Updated the driver; the choice made in the program counts again.",
    ),
];

pub(super) const SCREEN: Topic = Topic {
    category: "Devices › Screen and dock",
    service: "Laptops and workplaces",
    team: "Workplace",
    weight: 6,
    cases: SCREENS,
};

const SCREENS: &[Case] = &[
    case(
        "Second screen stays dark on the dock",
        "With the docking station in {room} only one of two screens works. The other says *no signal*.",
        "Dock firmware three versions behind.",
        "Updated the dock's firmware; both screens come up at each start.",
    ),
    case(
        "Screen flickers every few seconds",
        "The right screen flickers when somebody walks past the desk. Not funny after an hour.",
        "Display cable half pulled out under the desk.",
        "Replaced the cable and fixed it to the desk.",
    ),
    case(
        "Dock does not charge the laptop",
        "{laptop} loses charge although it is connected to the dock in {room}.",
        "Power supply of the dock is the small model.",
        "Exchanged the power supply for the 130 W model.",
    ),
    case(
        "Desk in {room} has no dock",
        "I booked a desk in {room} for the week and the dock is missing.",
        "Dock was moved to the training room and never returned.",
        "Brought a dock from the store and labelled it for the room.",
    ),
    case(
        "Everything on the screen is huge",
        "After unplugging from the dock all windows are twice the size until I sign out.",
        "Different scaling on both screens, known behaviour of this program.",
        "Set both screens to the same scale.",
    )
    .coded("workaround"),
    case(
        "Second screen at the desk in {room} stays black",
        "The left screen works, the right one says *no signal*.",
        "Cable of the docking station loose.",
        "Fixed the cable.",
    ),
];

pub(super) const MOBILE: Topic = Topic {
    category: "Devices › Mobile phone",
    service: "Mobile phones",
    team: "Workplace",
    weight: 6,
    cases: MOBILES,
};

const MOBILES: &[Case] = &[
    case("Company phone does not receive mail", "My phone shows the last mail from yesterday evening. Calendar stands still too. On the laptop everything is there.", "Device fell out of management after the password change.", "Enrolled the phone again; mail and calendar are up to date."),
    case("Broken display on company phone", "The phone fell on concrete. The display is cracked and the lower third does not react.", "Spare of the same model available at Harbour Street.", "Handed out a spare phone with the number moved over; the old one goes to repair."),
    case("No mobile data abroad", "I am travelling and have calls but no data. The provider sent a text about a limit.", "Roaming pack missing on this contract.", "Booked the roaming pack; data works after switching flight mode on and off."),
    case("Phone asks for a code I never set", "After the update the phone asks for a six digit code. I used my fingerprint only and do not know it.", "Device supports remote reset of the code.", "Reset the code remotely and agreed a new one with the owner in person."),
    case("Photos of damages cannot be uploaded from the phone", "The upload of pictures in the complaints form stops at 10 % on mobile data, but works in the office.", "Pictures exceed the size the form accepts on slow links.", "Reduced the size setting of the camera for this form.").coded("workaround"),
    case(
        "Company telephone does not ring with the headset",
        "Calls reach the voice mail while music plays through the headset.",
        "Focus mode was on.",
        "Changed the focus mode for calls.",
    )
    .coded("advice"),
    case(
        "Roaming does not work on a business trip",
        "I am abroad until Thursday and have no data.",
        "Option was not booked for that country.",
        "Booked the option for a week.",
    ).of("Mobile data"),
];
