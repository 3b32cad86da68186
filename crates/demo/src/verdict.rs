//! What those who asked say of how it went, once it is over: a part of them, and most are content.

use std::time::Duration;

use db::Timestamp;
use desk::Result;

use crate::deed::Deed;
use crate::phrases;
use crate::telling::Telling;

/// Of a hundred whose incident is over so many say how it went.
const ANSWERS: u64 = 22;
/// Of a hundred who do, so many write a word beside it.
const WORDS: u64 = 30;
/// What took longer than this wears people out.
const PATIENCE: Duration = Duration::from_secs(7 * 86_400);

/// How often each score is given in a hundred, from 1 to 5.
const CONTENT: &[(u64, u64)] = &[(1, 2), (2, 4), (3, 9), (4, 32), (5, 53)];
const TRIED: &[(u64, u64)] = &[(1, 16), (2, 24), (3, 27), (4, 22), (5, 11)];

impl Telling<'_> {
    /// Whoever asked says how it went, a while after it was closed; `resolved_at` is when it was solved.
    pub(crate) fn judge(&mut self, resolved_at: Timestamp, came_back: bool) -> Result<()> {
        if !self.setting.dice.percent(ANSWERS) {
            return Ok(());
        }
        let waited = resolved_at.since(self.opened_at) > PATIENCE;
        let scores = if came_back || waited { TRIED } else { CONTENT };
        let (score, _) = *self.setting.dice.weighed(scores, |(_, often)| *often)?;
        let mut words = vec![("satisfaction", score.to_string())];
        if self.setting.dice.percent(WORDS) {
            let said = match score {
                ..=3 if came_back => phrases::RETURNED,
                ..=3 if waited => phrases::WAITED,
                1 | 2 => phrases::DISAPPOINTED,
                3 => phrases::UNDECIDED,
                _ => phrases::CONTENT,
            };
            words.push(("satisfaction_comment", self.setting.phrase(said)?));
        }
        self.pass(20, 3 * 24 * 60);
        self.step(self.setting.requester, Deed::Rate, words);
        Ok(())
    }
}
