//! Work that outlives the request it came from: a durable queue, schedules and the outbox, over the
//! database alone.
//!
//! A job is written in the transaction of the change that asks for it, so there is never one without
//! the other. Workers of any number of processes lease what is due and run it at least once; a
//! handler that calls [`JobContext::finish_in`] in its own transaction runs exactly once. What keeps
//! failing ends as a dead letter with its last error.
//!
//! ```text
//! enqueue ──▶ pending ──lease──▶ running ──done──▶ gone
//!                ▲                  │ failed, attempts left
//!                └──── backoff ─────┤
//!                                   └ no attempts left ──▶ dead
//! ```

mod backoff;
mod claim;
mod context;
mod drift;
mod heartbeat;
mod job;
mod lease;
mod list;
mod outbox;
mod registry;
mod schedule;
mod settle;
mod signal;
mod status;
mod trouble;
mod waits;
mod worker;

pub use context::JobContext;
pub use job::{Job, NewJob, enqueue};
pub use lease::{Lease, with_lease};
pub use list::{JobPlace, JobQuery, JobState, ListedJob, list};
pub use outbox::{Event, Subject, waiting_events};
pub use registry::Registry;
pub use signal::Signal;
pub use status::{DeadJob, FailedJob, Status, dead, discard, failed, queue_of_dead, retry, status};
pub use trouble::{end_trouble, tell_trouble, trouble, troubled_at};
pub use waits::{Waits, waits};
pub use worker::Worker;

/// Every static statement of this crate, for the test that prepares them all.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [
        claim::STATEMENTS,
        job::STATEMENTS,
        lease::STATEMENTS,
        list::STATEMENTS,
        outbox::STATEMENTS,
        settle::STATEMENTS,
        status::STATEMENTS,
        trouble::STATEMENTS,
        waits::STATEMENTS,
    ]
    .concat()
}
