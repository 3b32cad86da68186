//! How a scene of the present becomes a story.

use std::time::Duration;

use db::Timestamp;
use desk::{Error, Result};
use incident::lifecycle::verb;

use crate::calendar::by_the_minute;
use crate::cast::{Cast, SERVICE_DESK, Side, Somebody};
use crate::dice::Dice;
use crate::plot::Plot;
use crate::present::{self, Act, Scene, Who};
use crate::story::{Matter, Setting, Story, Words};
use crate::telling::Telling;
use crate::topics::{Case, ROUTINE, TOPICS, Topic};

/// Fields whose words say in how many minutes.
const AHEAD: [&str; 3] = ["until", "due_at", "at"];

/// Plays a scene.
pub(crate) fn play(plot: &Plot, place: usize, scene: &'static Scene) -> Result<Story> {
    let dice = Dice::new(plot.begun.seed, 2 + u64::try_from(place).unwrap_or(0));
    let (topic, case) = titled(scene.title)?;
    let side = if scene.from == Who::Customer { Side::Customer } else { Side::Home };
    let matter = Matter { dice: dice.clone(), side, topic, case };
    let caller = plot.cast.requester(&dice, side)?;
    let mut players = Players { cast: &plot.cast, dice, caller, experts: Vec::new() };
    let requester = players.who(scene.from)?;
    let setting = Setting::of(matter, &plot.cast, requester, scene.weight)?;
    let now = plot.begun.now;
    let mut telling = Telling::begin(plot, setting, scene.at(now));
    let mut report = telling.setting.report();
    let opener = match scene.clerk {
        Some((clerk, channel)) => {
            report.push(("channel", channel.to_owned()));
            report.push(("requester", requester.email.clone()));
            report.push(("team", SERVICE_DESK.to_owned()));
            players.who(clerk)?
        }
        None => requester,
    };
    telling.step(opener, verb::CREATE, report);
    for act in scene.acts {
        telling.at = minutes_ago(now, act.ago);
        let deed = act.deed.placed(|row| plot.place_of(row));
        let deed = deed.ok_or_else(|| Error::Broken("no such scene".to_owned()))?;
        let words = words(&mut players, act, now)?;
        match act.who {
            Who::Program => telling.by_itself(deed, words),
            who => telling.step(players.who(who)?, deed, words),
        }
    }
    Ok(Story { place, steps: telling.steps(now) })
}

/// An instant so many minutes ago.
pub(crate) fn minutes_ago(now: Timestamp, minutes: u64) -> Timestamp {
    now.minus(Duration::from_secs(60 * minutes))
}

/// What an act is given, with addresses and instants in the place of what stands for them.
fn words(players: &mut Players<'_>, act: &'static Act, now: Timestamp) -> Result<Words> {
    let mut words = Words::new();
    for (field, text) in act.words {
        let text = match present::called(text) {
            Some(who) => players.who(who)?.email.clone(),
            None if AHEAD.contains(field) => {
                let minutes = text.parse::<u64>().map_err(|_| Error::Broken((*text).to_owned()))?;
                by_the_minute(now.plus(Duration::from_secs(60 * minutes))).to_string()
            }
            None => (*text).to_owned(),
        };
        words.push((field, text));
    }
    Ok(words)
}

/// Who plays in one scene.
struct Players<'c> {
    cast: &'c Cast,
    dice: Dice,
    /// Whose trouble it is, where that is nobody's with a login.
    caller: &'c Somebody,
    /// Of each team one, who stays the same.
    experts: Vec<(&'static str, &'c Somebody)>,
}

impl<'c> Players<'c> {
    fn who(&mut self, who: Who) -> Result<&'c Somebody> {
        let role = match who {
            Who::Caller | Who::Customer => return Ok(self.caller),
            Who::Of(team) => return self.expert(team),
            Who::Requester => "requester",
            Who::Agent => "agent",
            Who::Lead => "team_lead",
            Who::Manager => "manager",
            Who::Administrator => "administrator",
            Who::Program => return Err(Error::Broken("the program is nobody".to_owned())),
        };
        let found = self.cast.everybody().iter().find(|one| one.signs_in && one.role == role);
        found.ok_or_else(|| Error::Broken(format!("no login for {role}")))
    }

    fn expert(&mut self, team: &'static str) -> Result<&'c Somebody> {
        let known = self.experts.iter().find(|(of, _)| *of == team);
        if let Some((_, expert)) = known {
            return Ok(*expert);
        }
        let expert = self.cast.member(&self.dice, team)?;
        self.experts.push((team, expert));
        Ok(expert)
    }
}

/// The case with this title, and what it belongs to.
pub(crate) fn titled(title: &str) -> Result<(&'static Topic, &'static Case)> {
    let all = TOPICS.iter().chain(ROUTINE);
    let mut all = all.flat_map(|topic| topic.cases.iter().map(move |case| (topic, case)));
    let found = all.find(|(_, case)| case.title == title);
    found.ok_or_else(|| Error::Broken(format!("no case {title}")))
}
