//! What business runs on.

use super::{Case, Topic, case};

pub(super) const ERP: Topic = Topic {
    category: "Applications › ERP",
    service: "ERP",
    team: "Business applications",
    weight: 10,
    cases: ORDERS,
};

const ORDERS: &[Case] = &[
    case(
        "Order {order} cannot be released",
        "Order **{order}** stays at *checking*. Colleagues released others of the same customer today.",
        "Credit check waits for an answer that never came.",
        "Sent the check again; the order was released at once.",
    ),
    case(
        "ERP extremely slow for the last hours",
        "Each mask takes half a minute. The whole sales floor is affected.",
        "Statistics of a large table outdated after the month end load.",
        "Refreshed the statistics; response times are back below a second.",
    )
    .wide(),
    case(
        "Delivery note shows the wrong quantity",
        "Delivery note for {order} says 120, the order says 12.",
        "Unit conversion of the article maintained twice.",
        "Corrected the unit and cancelled the wrong note.",
    )
    .of("Shipping"),
    case(
        "Error *period closed* when posting",
        "Posting an invoice of last month ends with *period closed*, though accounting says it is open.",
        "Period open for the group but not for this company code.",
        "Opened the period for the company code until the closing date.",
    ),
    case(
        "Batch print of invoices did not run last night",
        "No invoices came out of the night run; 340 are missing.",
        "Run waited for a printer that was replaced yesterday.",
        "Pointed the run at the new printer and started it by hand.",
    )
    .of("Invoicing"),
    case(
        "Article search finds nothing with umlauts",
        "Searching for articles with ä, ö or ü finds nothing since the update.",
        "Index built with another character table.",
        "Rebuilt the search index.",
    )
    .wide(),
    case(
        "Field for customs number is greyed out",
        "We need to fill in the customs number of new articles and the field is grey.",
        "Role lost the field with the last transport.",
        "Field released for the role again.",
    ),
    case(
        "Delivery note {order} prints twice",
        "Each delivery note comes out two times since the weekend.",
        "Output was started by the old and the new job.",
        "Switched the old job off.",
    )
    .of("Shipping"),
    case(
        "Stock of a part is negative after the count",
        "After the stock count the ERP shows minus 40 pieces.",
        "Count was booked before the goods issue of {order}.",
        "Reversed and booked in the right order.",
    ),
];

pub(super) const TIME: Topic = Topic {
    category: "Applications › Time recording",
    service: "Time recording",
    team: "Business applications",
    weight: 4,
    cases: HOURS,
};

const HOURS: &[Case] = &[
    case(
        "Clocking terminal at {site} does not take cards",
        "The terminal at {site} beeps twice and shows *unknown card* for everybody.",
        "Terminal lost its card list after the update.",
        "Card list loaded again; bookings of the morning entered by hand.",
    )
    .wide(),
    case(
        "Bookings of last week are missing",
        "My bookings from Tuesday to Thursday are missing in the monthly sheet.",
        "Terminal buffered them and sent them under the wrong date.",
        "Bookings moved to the right days.",
    ),
    case(
        "Holiday balance is wrong",
        "It shows 4 days left, by my count it must be 11.",
        "Carry-over from last year not transferred for part-time contracts.",
        "Carry-over corrected for all affected contracts.",
    )
    .of("Leave requests"),
    case(
        "Time terminal at {site} is an hour late",
        "All bookings at {site} are one hour behind since Sunday.",
        "Terminal does not know of summer time.",
        "Set the zone and corrected the bookings of two days.",
    )
    .wide(),
    case(
        "Overtime of last week is missing",
        "My sheet shows no overtime although I stayed three evenings.",
        "Approval by the supervisor was outstanding.",
        "Supervisor has approved; shown after the nightly run.",
    )
    .coded("advice"),
];

pub(super) const PAYROLL: Topic = Topic {
    category: "Applications › Payroll portal",
    service: "Payroll portal",
    team: "Business applications",
    weight: 2,
    cases: PAY,
};

const PAY: &[Case] = &[
    case(
        "Payslip of this month cannot be opened",
        "The list shows the payslip, opening it gives an empty page.",
        "Document service stopped after the night run.",
        "Restarted the service; payslips open again.",
    ),
    case(
        "Payroll portal shows a certificate warning",
        "The browser warns that the page of the payroll portal is not safe.",
        "Intermediate certificate missing since the renewal.",
        "Installed the complete chain.",
    )
    .wide(),
    case(
        "Registration letter for the portal never came",
        "I never got the letter with my first code.",
        "Sent to an old postal address.",
        "Address corrected and a new letter ordered.",
    ),
    case(
        "Payslip of last month cannot be opened",
        "The portal shows it in the list, then an empty page.",
        "File was created without its last page.",
        "Created it anew and checked ten others.",
    ),
    case(
        "Bank details changed but the old account is shown",
        "I changed my bank account two weeks ago.",
        "Change waits for approval by a person who has left.",
        "Passed the approval to the deputy.",
    ),
];

pub(super) const EXPENSES: Topic = Topic {
    category: "Applications › Travel expenses",
    service: "Travel expenses",
    team: "Business applications",
    weight: 3,
    cases: TRAVEL,
};

const TRAVEL: &[Case] = &[
    case(
        "Receipt upload fails",
        "Uploading receipts ends with *unexpected error* whatever the size.",
        "File names with spaces are refused since the last release.",
        "Names without spaces work until the vendor delivers the repair.",
    )
    .coded("workaround"),
    case(
        "Trip cannot be submitted",
        "The button stays grey; all fields are filled in.",
        "Cost centre ended with the reorganisation.",
        "Corrected the cost centre; trip submitted.",
    ),
    case(
        "Wrong exchange rate for trip to Oslo",
        "The rate used is from last year and makes a difference of 90 €.",
        "Rate table not loaded this month.",
        "Rates loaded and the trip computed again.",
    ),
    case(
        "Receipt photo is refused as too large",
        "The telephone takes photos of 14 MB and the portal takes 10.",
        "Limit is as intended.",
        "Showed how to send the photo in medium size.",
    )
    .coded("workaround"),
    case(
        "Exchange rate of a trip is from another day",
        "For the trip on the 3rd the rate of the 12th was taken.",
        "Rate table had a gap over the holiday.",
        "Filled the gap and calculated the trip again.",
    ),
];

pub(super) const INTRANET: Topic = Topic {
    category: "Applications › Intranet",
    service: "Intranet",
    team: "Business applications",
    weight: 3,
    cases: PAGES,
};

const PAGES: &[Case] = &[
    case(
        "Canteen menu shows last week",
        "The canteen page still shows last week's menu.",
        "Import file arrived with another name.",
        "File renamed, import made tolerant of it.",
    ),
    case(
        "Intranet search is empty",
        "The search on the intranet returns nothing for any word.",
        "Search service out of memory.",
        "Gave the service more memory and rebuilt the index.",
    )
    .wide(),
    case(
        "Cannot edit our team's page",
        "The edit button on our team's page is gone since {colleague} left.",
        "Only owner of the page was removed.",
        "Two new owners entered.",
    ),
    case(
        "Old phone list is found first",
        "People find the phone list of two years ago first and call wrong numbers.",
        "Old document still published.",
        "Withdrew the old list.",
    )
    .coded("fixed"),
    case(
        "Search on the intranet finds only old pages",
        "Searching for *holiday form* brings the one from three years ago first.",
        "Index has not run since the last update.",
        "Rebuilt the index; it runs nightly again.",
    ),
    case(
        "Canteen menu on the intranet is from last week",
        "The page with the menu did not change on Monday.",
        "Kitchen saved it under another name.",
        "Linked the right file and told the kitchen.",
    )
    .coded("advice"),
];

pub(super) const QUALITY: Topic = Topic {
    category: "Applications › Quality database",
    service: "Quality database",
    team: "Databases",
    weight: 4,
    cases: MEASURED,
};

const MEASURED: &[Case] = &[
    case("Test reports cannot be saved", "Saving a test report in the calibration lab ends with *timeout*. Reports pile up on paper.", "Lock held by a query of the monthly report.", "Ended the query and moved the report to the night.").wide(),
    case("Chart of measured values has gaps", "The chart for station {station} has gaps every full hour.", "Transfer job overlaps with itself.", "Job set to wait for its predecessor; gaps filled from the station's memory."),
    case("Certificate shows the wrong inspector", "Certificates show {colleague} as inspector for work I did.", "Terminal shared without changing the user.", "Corrected the certificates and set an automatic sign-out.").coded("advice"),
    case("Quality database asks for a licence", "At start it says the licence ends in three days.", "Renewal was bought but not installed.", "Installed the renewed licence."),
    case(
        "Calibration certificate shows the wrong customer",
        "The certificate for order {order} names somebody else.",
        "Template took the delivery address of the last order.",
        "Corrected the template and reissued three certificates.",
    ).of("Calibration certificates"),
];
