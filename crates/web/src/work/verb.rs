//! Opening records and doing things to them, off the async threads.

use desk::access::Agent;
use desk::input::RawInput;
use desk::work::{self, Asked, Work};
use desk::{Committed, Context, Error, Result};

use crate::site::Site;

/// Numbers tried when one was taken from outside meanwhile.
const TRIES: u32 = 5;

/// Opens a record.
///
/// # Errors
/// As [`desk::work::create`].
pub async fn create<P: Work>(site: &Site, ctx: Context, agent: Agent, raw: RawInput) -> Result<Committed> {
    let numbers = site.numbers().clone();
    site.work(move |db| {
        for _ in 0..TRIES {
            let number = numbers.take(db, P::KIND.prefix)?;
            let (ctx, agent, raw) = (ctx.clone(), agent.clone(), raw.clone());
            match db.write(move |tx| work::create::<P>(tx, &ctx, &agent, number.clone(), &raw)) {
                Err(Error::Db(db::Error::Duplicate)) => {}
                done => return done,
            }
        }
        Err(Error::Broken(format!("{TRIES} numbers of {} in a row were taken", P::KIND.prefix)))
    })
    .await
}

/// Does what was asked to a record.
///
/// # Errors
/// As [`desk::work::act`].
pub async fn act<P: Work>(site: &Site, ctx: Context, agent: Agent, asked: Asked) -> Result<Committed> {
    site.write(move |tx| work::act::<P>(tx, &ctx, &agent, &asked)).await
}
