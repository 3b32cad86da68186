//! What stands in braces in a text, chosen once per incident so that report and repair agree.

use desk::Result;

use crate::cast::{Cast, Somebody};
use crate::dice::Dice;
use crate::organisation::{AT_HOME, SITES};

/// The fillings of one incident.
#[derive(Debug)]
pub(crate) struct Slots {
    fillings: Vec<(&'static str, String)>,
    /// Where it happens.
    pub(crate) location: &'static str,
}

const SHARES: &[&str] =
    &["Sales", "Projects", "Construction", "Purchasing", "Quality", "Personnel"];

/// What stands for something with a label on it.
const DEVICES: [&str; 4] = ["{laptop}", "{printer}", "{scanner}", "{station}"];

impl Slots {
    /// Chooses the fillings for something that happens to this person.
    pub(crate) fn choose(dice: &Dice, cast: &Cast, to: &Somebody) -> Result<Slots> {
        let parts = SITES
            .iter()
            .find(|(_, site, _)| *site == to.site)
            .map_or(&[][..], |(.., parts)| *parts);
        let location = if parts.is_empty() { to.site } else { *dice.one_of(parts)? };
        // Whoever has no desk at a site speaks of the one they come to.
        let site = if to.site == AT_HOME { "Harbour Street" } else { to.site };
        let number = |least, most| dice.between(least, most);
        let fillings = vec![
            ("{site}", site.to_owned()),
            ("{room}", format!("room {}.{:02}", number(0, 3), number(1, 40))),
            ("{laptop}", format!("LT-{}", number(2_000, 6_999))),
            ("{printer}", format!("PRN-{}", number(100, 179))),
            ("{scanner}", format!("SC-{:03}", number(1, 64))),
            ("{station}", format!("ST-{:02}", number(1, 24))),
            ("{port}", format!("{}/{}-{:02}", number(1, 4), number(1, 3), number(1, 48))),
            ("{ext}", number(2_100, 4_899).to_string()),
            ("{order}", format!("45{:06}", number(10_000, 999_999))),
            ("{share}", (*dice.one_of(SHARES)?).to_owned()),
            ("{colleague}", cast.requester(dice, to.side)?.name.clone()),
        ];
        Ok(Slots { fillings, location })
    }

    /// The device that a text speaks of.
    pub(crate) fn device(&self, text: &str) -> Option<&str> {
        let mut devices = self.fillings.iter().filter(|(slot, _)| DEVICES.contains(slot));
        devices.find(|(slot, _)| text.contains(slot)).map(|(_, filling)| filling.as_str())
    }

    /// A text with its braces filled in.
    pub(crate) fn fill(&self, text: &str) -> String {
        self.fillings
            .iter()
            .fold(text.to_owned(), |text, (slot, filling)| text.replace(slot, filling))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topics::TOPICS;

    #[test]
    fn no_brace_is_left_in_any_text() {
        let (dice, cast) = (Dice::new(1, 1), Cast::plan(1, 60).unwrap());
        let slots = Slots::choose(&dice, &cast, &cast.everybody()[0]).unwrap();
        for case in TOPICS.iter().flat_map(|topic| topic.cases) {
            for text in [case.title, case.description, case.note, case.fix] {
                assert!(!slots.fill(text).contains(['{', '}']), "{text}");
            }
        }
    }
}
