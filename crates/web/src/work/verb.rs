//! Opening records and doing things to them, off the async threads.

use db::{ReadTx, Tx};
use desk::access::Agent;
use desk::input::RawInput;
use desk::work::{self, Asked, Work};
use desk::{Committed, Context, Error, Result};

use crate::site::Site;

/// Numbers tried when one was taken from outside meanwhile.
const TRIES: u32 = 5;

/// Opens a record. The answer is read in the same transaction: were it read afterwards and failed,
/// whoever asked would be told that nothing was done.
///
/// # Errors
/// As [`desk::work::create`].
pub async fn create<P, T, F>(
    site: &Site,
    ctx: Context,
    agent: Agent,
    raw: RawInput,
    answer: F,
) -> Result<T>
where
    P: Work,
    T: Send + 'static,
    F: Fn(&ReadTx<'_>, &Agent, Committed) -> Result<T> + Clone + Send + 'static,
{
    numbered(site, P::KIND.prefix, move |tx, number| {
        let done = work::create::<P>(tx, &ctx, &agent, number, &raw)?;
        answer(tx, &agent, done)
    })
    .await
}

/// Opens a record under the next free number. Whatever else it changes is changed in rows that two
/// cannot write at once, so that nothing more has to be kept apart.
///
/// # Errors
/// Whatever opening it refuses.
pub(super) async fn numbered<T, F>(site: &Site, prefix: &'static str, open: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(&Tx<'_>, String) -> Result<T> + Clone + Send + 'static,
{
    let numbers = site.numbers().clone();
    site.work(move |db| {
        for _ in 0..TRIES {
            let (number, open) = (numbers.take(db, prefix)?, open.clone());
            match db.add(move |tx| open(tx, number.clone())) {
                Err(Error::Db(db::Error::Duplicate)) => {}
                done => return done,
            }
        }
        Err(Error::Broken(format!("{TRIES} numbers of {prefix} in a row were taken")))
    })
    .await
}

/// Does what was asked to a record; the answer is read in the same transaction.
///
/// # Errors
/// As [`desk::work::act`].
pub async fn act<P, T, F>(
    site: &Site,
    ctx: Context,
    agent: Agent,
    asked: Asked,
    answer: F,
) -> Result<T>
where
    P: Work,
    T: Send + 'static,
    F: Fn(&ReadTx<'_>, &Agent, Committed) -> Result<T> + Send + 'static,
{
    site.write(move |tx| {
        let done = work::act::<P>(tx, &ctx, &agent, &asked)?;
        answer(tx, &agent, done)
    })
    .await
}
