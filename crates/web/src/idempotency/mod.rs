//! `Idempotency-Key`: a program that lost an answer asks again, and what it asked for is not done
//! twice. The key is taken in the transaction of the change itself, so that it is known exactly when
//! the change was made; the answer is kept afterwards and given again for a day.

mod answer;
#[cfg(test)]
mod fuzzed;
mod key;

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use db::{Db, Id};
use desk::access::Agent;
use desk::account::ApiToken;
use desk::idempotency::{Before, Keyed};
use desk::{Context, Error};
use tracing::Instrument;

use crate::failure::{Failed, Failure, Result};
use crate::identify::written_down;
use crate::site::Site;

pub(crate) use key::NAME;

/// How often it is looked whether a request under way with the same key has been answered.
const LOOKS: u32 = 20;
/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(50);

tokio::task_local! {
    /// The request under way that came with a key.
    static KEYED: Keyed;
}

/// The database, as the request under way writes to it: where it came with a key, each of its writes
/// takes the key.
pub(crate) fn writing(db: &Db) -> Db {
    match KEYED.try_with(Clone::clone) {
        Ok(keyed) => db.beginning_with(move |tx| keyed.claim(tx)),
        Err(_) => db.clone(),
    }
}

/// Marks an answer that tells a secret: it is kept nowhere, and told to nobody again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ToldOnce;

/// Who asks, as it is needed to answer them.
#[derive(Debug, Clone)]
pub(crate) struct Asking {
    pub(crate) agent: Agent,
    pub(crate) ctx: Context,
    pub(crate) token: Id<ApiToken>,
}

/// Answers a request: as it was answered before, where it came with a key that was used for the same.
pub(crate) async fn answer(
    site: &Site,
    asking: Asking,
    request: Request,
    next: Next,
) -> Result<Response> {
    let Some(key) = key::of(&request)? else {
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let response = next.run(request).await;
        written_down(site, &asking.ctx, &asking.agent, &method, &uri).await?;
        return Ok(response);
    };
    let (keyed, request) = key::read(site, asking.token, key, request).await?;
    if let Some(before) = before(site, &keyed, LOOKS).await? {
        return Ok(before);
    }
    // By itself: whoever has gone away in the meantime asks again, and finds the answer kept.
    let site = site.clone();
    let done = tokio::spawn(do_once(site, asking, keyed, request, next).in_current_span());
    let lost = |lost| Err(Error::Broken(format!("a request with a key ended: {lost}")).into());
    done.await.unwrap_or_else(lost)
}

async fn do_once(
    site: Site,
    Asking { agent, ctx, .. }: Asking,
    keyed: Keyed,
    request: Request,
    next: Next,
) -> Result<Response> {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let response = KEYED.scope(keyed.clone(), next.run(request)).await;
    // What was opened only because it was written down is not told again without.
    let told_once = response.extensions().get::<ToldOnce>().is_some();
    let may_be_kept = agent.reads.is_empty() && !told_once;
    written_down(&site, &ctx, &agent, &method, &uri).await?;
    if response.status().is_success() {
        return answer::keep(&site, keyed, response, may_be_kept).await;
    }
    // The same may have come twice at once, and the other one was first.
    let looks = if is_superseded(&response) { LOOKS } else { 1 };
    match before(&site, &keyed, looks).await {
        Ok(Some(before)) => Ok(before),
        Err(Failure::Unanswered) if looks > 1 => Err(Failure::Unanswered),
        _ => Ok(response),
    }
}

/// The answer given before under this key; nothing when there was no such request. A request that is
/// under way is waited for, for so many looks.
async fn before(site: &Site, keyed: &Keyed, looks: u32) -> Result<Option<Response>> {
    for look in 1..=looks {
        let of = keyed.clone();
        match site.read(move |tx| of.before(tx)).await? {
            Before::Nothing => return Ok(None),
            Before::Otherwise => return Err(Failure::KeyReused),
            Before::Forgotten => return Err(Failure::Forgotten),
            Before::Answered(answer) => return answer::replay(&answer).map(Some),
            Before::Unanswered if look < looks => tokio::time::sleep(PAUSE).await,
            Before::Unanswered => {}
        }
    }
    Err(Failure::Unanswered)
}

fn is_superseded(response: &Response) -> bool {
    matches!(
        response.extensions().get::<Failed>(),
        Some(Failed(Failure::Desk(Error::Db(db::Error::Superseded))))
    )
}
