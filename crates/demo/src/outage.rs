//! How the stories of one outage go: the first report, and those that become its children.

use desk::Result;
use incident::lifecycle::verb;

use crate::calendar::later;
use crate::cast::Somebody;
use crate::deed::Deed;
use crate::dice::Dice;
use crate::families::{BETWEEN, Family};
use crate::phrases;
use crate::plot::Plot;
use crate::telling::Telling;

impl<'c> Telling<'c> {
    /// The first report of an outage, at which all of it is worked on.
    pub(crate) fn outage(&mut self, family: &Family, plot: &'c Plot) -> Result<()> {
        self.open()?;
        self.go_on(2, 6);
        let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
        (self.team, self.assignee) = (self.setting.expert, self.expert(family, plot)?);
        let words = [("team", self.team), ("assignee", &self.assignee.email)];
        self.step(clerk, verb::ASSIGN, words.map(|(field, text)| (field, text.to_owned())).into());
        self.step(clerk, Deed::Tag, vec![("tag", "outage".to_owned())]);
        self.go_on(1, 3);
        self.step(self.assignee, verb::START, Vec::new());
        let lead = self.setting.cast.lead(self.team);
        if let Some(lead) = lead.filter(|lead| lead.email != self.assignee.email) {
            let reason = self.setting.phrase(phrases::FOR_THE_LEAD)?;
            self.step(self.assignee, Deed::Raise, vec![("reason", reason)]);
            self.step(lead, verb::NOTE, vec![("body", self.setting.phrase(phrases::LEADS)?)]);
        }
        let notice = phrases::NOTICE.to_owned();
        self.step(
            clerk,
            Deed::Task,
            vec![("title", notice), ("team", self.setting.desk.to_owned())],
        );
        self.go_on(3, 9);
        self.step(clerk, Deed::FinishTask, Vec::new());
        for stage in phrases::OUTAGE {
            if self.at.plus(BETWEEN) >= family.resolved_at {
                break;
            }
            self.go_on(15, 35);
            self.say(self.assignee, verb::COMMENT, self.setting.phrase(stage)?)?;
        }
        self.at = family.resolved_at;
        self.book_some(&[60, 75, 90, 120, 150])?;
        self.resolve(self.setting.slots.fill(self.setting.case.fix), self.setting.case.code);
        self.end()
    }

    /// One more report of an outage that is known.
    pub(crate) fn one_of_many(&mut self, family: &Family, plot: &'c Plot) -> Result<()> {
        self.open()?;
        self.go_on(3, 12);
        let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
        self.step(clerk, verb::ASSIGN, vec![("team", self.setting.expert.to_owned())]);
        self.step(clerk, Deed::Join(family.parent), Vec::new());
        if self.setting.dice.percent(60) {
            self.say(clerk, verb::COMMENT, self.setting.phrase(phrases::KNOWN)?)?;
        }
        self.assignee = self.expert(family, plot)?;
        self.at = family.resolved_at;
        self.resolve(self.setting.slots.fill(self.setting.case.fix), self.setting.case.code);
        self.end()
    }

    /// Who works on all of it.
    fn expert(&self, family: &Family, plot: &'c Plot) -> Result<&'c Somebody> {
        let place = u64::try_from(family.parent).unwrap_or(0);
        plot.cast.member(&Dice::new(!plot.begun.seed, place), self.setting.expert)
    }

    /// Lets some minutes pass, whatever the hour.
    fn go_on(&mut self, least: u64, most: u64) {
        self.at = later(&self.setting.dice, self.at, least, most);
    }
}
