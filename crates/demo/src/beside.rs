//! What hangs on a story's incident: tags, watchers, links, tasks and effort. On a few of a hundred
//! only, as in any house, and so that a very large history does not take much longer.

use std::time::Duration;

use desk::Result;

use crate::calendar::by_the_minute;
use crate::cast::Side;
use crate::deed::Deed;
use crate::phrases;
use crate::telling::Telling;

/// Minutes of a day.
const DAY: u64 = 24 * 60;

/// Of a hundred incidents so many have a tag, somebody who watches, and effort booked on them.
const TAGGED: u64 = 5;
const WATCHED: u64 = 3;
const BOOKED: u64 = 7;
/// Of a hundred that take longer than a day, so many are worked on in tasks.
const PLANNED: u64 = 12;
/// Due dates are set where they lie in the last days or ahead: everything that was ever due would
/// only have the program look at it once more.
const REMEMBERED: Duration = Duration::from_secs(3 * 86_400);

impl Telling<'_> {
    /// The desk sorts it in: with a word, with one before that was like it, with somebody who watches.
    pub(crate) fn mark(&mut self, alike: Option<usize>) -> Result<()> {
        let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
        if let Some(other) = alike {
            self.step(clerk, Deed::Tie(other), vec![("relation", "relates_to".to_owned())]);
        }
        if self.setting.dice.percent(TAGGED) {
            let tag = self.setting.phrase(phrases::TAGS)?;
            self.step(clerk, Deed::Tag, vec![("tag", tag)]);
        }
        if self.setting.dice.percent(WATCHED) {
            self.let_watch()?;
        }
        Ok(())
    }

    /// The team's lead keeps an eye on it, or a colleague of the requester's wants to know.
    fn let_watch(&mut self) -> Result<()> {
        match self.setting.cast.lead(self.team) {
            Some(lead) if self.setting.dice.percent(50) => self.step(lead, Deed::Watch, Vec::new()),
            _ => {
                let side = self.setting.requester.side;
                let colleague = self.setting.cast.requester(&self.setting.dice, side)?;
                if colleague.email != self.setting.requester.email {
                    let clerk = self.setting.cast.member(&self.setting.dice, self.setting.desk)?;
                    let person = vec![("person", colleague.email.clone())];
                    self.step(clerk, Deed::Watch, person);
                }
            }
        }
        Ok(())
    }

    /// Divides what takes longer into tasks; into how many.
    pub(crate) fn plan_tasks(&mut self, span: u64) -> Result<u64> {
        if span < DAY || !self.setting.dice.percent(PLANNED) {
            return Ok(0);
        }
        let plan = *self.setting.dice.one_of(phrases::PLANS)?;
        for (stage, title) in (1_u64..).zip(plan) {
            let mut words = vec![("title", (*title).to_owned()), ("stage", stage.to_string())];
            words.push(("team", self.team.to_owned()));
            words.push(("assignee", self.assignee.email.clone()));
            let due = self.at.plus(Duration::from_secs(60 * (span * stage / 3).max(DAY)));
            if due > self.now.minus(REMEMBERED) {
                words.push(("due_at", by_the_minute(due).to_string()));
            }
            if stage == 1 {
                words.push(("mandatory", "true".to_owned()));
            }
            self.step(self.assignee, Deed::Task, words);
        }
        Ok(u64::try_from(plan.len()).unwrap_or(0))
    }

    /// The task whose turn it is, is done.
    pub(crate) fn finish_task(&mut self) {
        self.step(self.assignee, Deed::FinishTask, Vec::new());
    }

    /// Whoever works on it books what it took; a customer is charged for it.
    pub(crate) fn book(&mut self) -> Result<()> {
        if self.setting.dice.percent(BOOKED) {
            self.book_some(&[10, 15, 20, 30, 45, 60, 90, 120])?;
        }
        Ok(())
    }

    /// Books one of these numbers of minutes.
    pub(crate) fn book_some(&mut self, minutes: &[u64]) -> Result<()> {
        let minutes = self.setting.dice.one_of(minutes)?.to_string();
        let mut words = vec![("minutes", minutes), ("note", self.setting.phrase(phrases::EFFORT)?)];
        if self.setting.requester.side == Side::Customer {
            words.push(("billable", "true".to_owned()));
        }
        self.step(self.assignee, Deed::Book, words);
        Ok(())
    }
}
