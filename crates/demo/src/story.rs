//! The story of one incident: who reports what, who does what about it, and when. Planned as plain
//! words, so that it goes through the same doors as what people type.

use db::Timestamp;
use desk::Result;

use crate::cast::{CUSTOMER_CARE, Cast, SERVICE_DESK, SITE_IT, Side, Somebody};
use crate::deed::Deed;
use crate::dice::Dice;
use crate::fields::{AFFECTED, DEVICE, WORKPLACE};
use crate::organisation::{AT_HOME, CUSTOMER_SERVICE};
use crate::outages::Outage;
use crate::phrases;
use crate::slots::Slots;
use crate::topics::{Case, TOPICS, Topic};

/// What a verb is given, by field.
pub(crate) type Words = Vec<(&'static str, String)>;

/// Somebody does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// When.
    pub(crate) at: Timestamp,
    /// Who, by address; nobody when the program itself does.
    pub(crate) by: Option<String>,
    /// What.
    pub(crate) deed: Deed,
    /// With what.
    pub(crate) words: Words,
}

/// A story from the report on; the first step opens the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Story {
    /// Its place among all stories, by which it is known.
    pub(crate) place: usize,
    /// What happens, in order.
    pub(crate) steps: Vec<Step>,
}

/// Everything that is known from the start.
pub(crate) struct Setting<'c> {
    pub(crate) dice: Dice,
    pub(crate) cast: &'c Cast,
    pub(crate) topic: &'static Topic,
    pub(crate) case: &'static Case,
    pub(crate) slots: Slots,
    pub(crate) requester: &'c Somebody,
    /// The team that takes the call.
    pub(crate) desk: &'static str,
    /// The team whose matter it is.
    pub(crate) expert: &'static str,
    pub(crate) impact: u64,
    pub(crate) urgency: u64,
}

/// Impact, urgency and how often they come together in a hundred.
const WEIGHTS: &[(u64, u64, u64)] =
    &[(3, 3, 40), (3, 2, 30), (2, 3, 10), (2, 2, 15), (3, 1, 4), (2, 1, 1)];
/// The same for what takes many people's work away.
const WIDE: &[(u64, u64, u64)] = &[(2, 2, 55), (2, 1, 22), (1, 2, 13), (1, 1, 10)];

/// Of a hundred who call while something is out of order, so many call for that.
const ALIKE: u64 = 75;

/// What goes wrong, and for whose people.
#[derive(Debug)]
pub(crate) struct Matter {
    pub(crate) dice: Dice,
    pub(crate) side: Side,
    pub(crate) topic: &'static Topic,
    pub(crate) case: &'static Case,
}

impl Matter {
    /// Chooses what the story at this place is about; most that happens while something is out of
    /// order is that.
    pub(crate) fn choose(seed: u64, place: usize, outage: Option<&Outage>) -> Result<Matter> {
        // Place 0 belongs to the cast, 1 to the calendar.
        let dice = Dice::new(seed, 2 + u64::try_from(place).unwrap_or(0));
        let side = if dice.percent(10) { Side::Customer } else { Side::Home };
        let (topic, case) = match outage {
            Some(outage) if dice.percent(ALIKE) => (outage.topic, outage.case),
            _ => {
                let topic = dice.weighed(TOPICS, |topic| topic.weight)?;
                (topic, dice.one_of(topic.cases)?)
            }
        };
        Ok(Matter { dice, side, topic, case })
    }
}

impl<'c> Setting<'c> {
    /// Chooses who has this trouble and how bad it is.
    pub(crate) fn choose(matter: Matter, cast: &'c Cast) -> Result<Setting<'c>> {
        let requester = cast.requester(&matter.dice, matter.side)?;
        let weights = if matter.case.wide { WIDE } else { WEIGHTS };
        let setting = Setting::of(matter, cast, requester, (3, 3))?;
        let (impact, urgency, _) = *setting.dice.weighed(weights, |(.., often)| *often)?;
        Ok(Setting { impact, urgency, ..setting })
    }

    /// Somebody has this trouble, which weighs so much: impact and urgency.
    pub(crate) fn of(
        matter: Matter,
        cast: &'c Cast,
        requester: &'c Somebody,
        (impact, urgency): (u64, u64),
    ) -> Result<Setting<'c>> {
        let Matter { dice, side, topic, case } = matter;
        let slots = Slots::choose(&dice, cast, requester)?;
        let (desk, expert) = match side {
            Side::Home => (SERVICE_DESK, topic.team),
            Side::Customer if dice.percent(35) => (CUSTOMER_CARE, SITE_IT),
            Side::Customer => (CUSTOMER_CARE, CUSTOMER_CARE),
        };
        Ok(Setting { dice, cast, topic, case, slots, requester, desk, expert, impact, urgency })
    }

    /// Whether people leave their beds for it.
    pub(crate) fn presses(&self) -> bool {
        self.impact + self.urgency <= 3
    }

    /// What the report says.
    pub(crate) fn report(&self) -> Words {
        let service = match self.requester.side {
            Side::Home => self.case.service.unwrap_or(self.topic.service),
            Side::Customer => CUSTOMER_SERVICE,
        };
        let mut words = vec![
            ("title", self.slots.fill(self.case.title)),
            ("description", self.slots.fill(self.case.description)),
            ("impact", self.impact.to_string()),
            ("urgency", self.urgency.to_string()),
            ("category", self.topic.category.to_owned()),
            ("service", service.to_owned()),
            ("location", self.slots.location.to_owned()),
        ];
        let spoken = [self.case.title, self.case.description];
        if let Some(device) = spoken.iter().find_map(|text| self.slots.device(text)) {
            words.push((DEVICE, device.to_owned()));
        }
        if self.case.wide {
            words.push((AFFECTED, self.dice.between(4, 160).to_string()));
        }
        if self.topic.service == "Remote access" {
            let place = if self.requester.site == AT_HOME { "home" } else { "road" };
            words.push((WORKPLACE, place.to_owned()));
        }
        words
    }

    /// One of these phrases.
    pub(crate) fn phrase(&self, all: &[&'static str]) -> Result<String> {
        Ok((*self.dice.one_of(all)?).to_owned())
    }

    /// Why it waits: the reason's code and a note.
    pub(crate) fn hold(&self) -> Result<(&'static str, String)> {
        let (code, _, notes) = self.dice.weighed(phrases::HOLDS, |(_, often, _)| *often)?;
        Ok((code, self.phrase(notes)?))
    }
}
