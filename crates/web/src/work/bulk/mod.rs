//! Bulk edits of every kind of record in the API, and what pages share with it.

mod answer;
mod api;
mod asked;
mod create;
mod describe;
mod paging;
mod words;

use desk::bulk::{self, Bulk, Hand, SMALL};
use desk::due::Works;
use desk::work::Work;
use desk::{Context, Error};

pub(super) use answer::bulk as told;
pub(super) use api::identity;
pub(super) use asked::Which;
pub(super) use create::{Move, go};
pub(super) use paging::{before, beyond, onward, part_of};
pub(super) use words::Labels;

use crate::endpoint::Endpoints;
use crate::site::Site;

/// How long the job leaves a bulk edit to the request that does it at once.
const HEAD_START: std::time::Duration = std::time::Duration::from_secs(20);

/// The kinds of record there are, as those who do something to them know them.
#[derive(Clone)]
pub(crate) struct Known(pub(crate) Works);

/// Adds what a kind of record has in the API.
pub(super) fn register<P: Work>(endpoints: &mut Endpoints) {
    endpoints.api(describe::create::<P>(), create::create::<P>);
}

/// Adds what belongs to no one kind.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    api::endpoints(endpoints);
    super::pages::bulk_endpoints(endpoints);
}

/// When the job begins: at once, or after whoever asked has had their own try.
fn begins(ctx: &Context, at_once: bool) -> db::Timestamp {
    if at_once { ctx.now.plus(HEAD_START) } else { ctx.now }
}

/// Whether a bulk edit is small enough to be gone over while whoever asked waits.
pub(super) fn is_small(bulk: &Bulk) -> bool {
    bulk.total <= SMALL
}

/// Goes over a small one while whoever asked waits, and reads how it is then. What is left over is
/// the job's.
pub(super) async fn at_once(
    site: &Site,
    known: &Known,
    agent: &desk::access::Agent,
    bulk: Bulk,
) -> desk::Result<Bulk> {
    if !is_small(&bulk) {
        return Ok(bulk);
    }
    let (works, agent, id) = (known.0.clone(), agent.clone(), bulk.id);
    let (clock, chance) = (site.clock().clone(), site.chance().clone());
    site.work(move |db| {
        // That it is to be done has been written; each record is one of its steps.
        let db = &db.plain();
        let hand = Hand { db, clock: &clock, chance: &chance, works: &works };
        match hand.go_on(id, &mut |_| true) {
            // It is the job's then.
            Ok(_) | Err(Error::Db(_)) => {}
            Err(other) => return Err(other),
        }
        db.read(|tx| bulk::find(tx, &agent, id))
    })
    .await
}
