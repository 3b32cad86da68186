//! From what was asked for to what is done.

use db::ReadTx;
use desk::access::Agent;
use desk::input::Input;
use desk::lifecycle::{InputField, Verb};
use desk::work::{New, Work};
use desk::{Context, Door, Error, Record, Result};

use crate::lifecycle::{self, LIFECYCLE, verb};
use crate::model::{__Name__, Changed};

impl Work for __Name__ {
    const CREATE: &'static [InputField] = lifecycle::CREATE;

    fn create(
        _: &ReadTx<'_>,
        ctx: &Context,
        agent: &Agent,
        new: New,
        input: &Input,
    ) -> Result<Changed> {
        let state = LIFECYCLE.state(LIFECYCLE.initial);
        let record = Record {
            id: new.id,
            number: new.number,
            title: input.text("title").unwrap_or_default(),
            description: input.text("description").unwrap_or_default(),
            state: state.ok_or_else(|| Error::Broken("no initial state".to_owned()))?,
            hold_reason: None,
            hold_until: None,
            priority: None,
            requester: Some(agent.person),
            opener: ctx.actor,
            assignee: None,
            team: None,
            company: agent.company,
            service: None,
            category: None,
            location: None,
            channel: if ctx.door == Door::Web { "portal" } else { "api" }.to_owned(),
            restricted: false,
            withdrawn: false,
            opened_at: ctx.occurred_at,
            updated_at: ctx.occurred_at,
            resolved_at: None,
            closed_at: None,
            next_due_at: None,
            parent: None,
            children: 0,
            escalation: None,
            escalated_to: None,
            escalations: None,
            satisfaction: None,
            satisfaction_comment: None,
            version: 0,
        };
        let impact = input.number("impact").ok_or_else(|| Error::invalid("impact", "required"))?;
        Ok(__Name__::open(__Name__ { record, impact }))
    }

    fn act(
        &self,
        _: &ReadTx<'_>,
        ctx: &Context,
        verb: &'static Verb,
        input: &Input,
    ) -> Result<Changed> {
        match verb.code {
            verb::START => self.start(ctx.actor),
            verb::FINISH => self.finish(ctx.occurred_at),
            verb::EDIT => self.edit(|it| edit(it, input)),
            verb::COMMENT | verb::NOTE => {
                Ok(self.say(verb.code, input.text("body").unwrap_or_default()))
            }
            other => Err(Error::Broken(format!("the verb {other} does nothing"))),
        }
    }
}

/// Writes the fields that were given; what cannot be empty keeps what it holds.
fn edit(it: &mut __Name__, input: &Input) {
    if let Some(title) = input.text("title") {
        it.record.title = title;
    }
    if input.has("description") {
        it.record.description = input.text("description").unwrap_or_default();
    }
    if let Some(impact) = input.number("impact") {
        it.impact = impact;
    }
}
