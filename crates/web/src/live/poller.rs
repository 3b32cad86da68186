//! The one who looks at the journal for everybody who listens to this node.

use std::time::Duration;

use desk::feed::{Readers, examine, speak};
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::guest::Wants;
use super::hub::Hub;
use super::{bell, item, review};
use crate::site::Site;
use crate::work::Names;

/// Entries handed on at once.
const BATCH: i64 = 200;
/// How often to look where nothing rings: other nodes write too.
const LOOK: Duration = Duration::from_millis(250);
/// How often to look where every commit of this process rings; others write seldom.
const RUNG: Duration = Duration::from_secs(1);
/// The least time between two looks, so that a storm of commits is told in a few batches.
const GAP: Duration = Duration::from_millis(50);
/// How often it is looked whether those who listen still may.
const REVIEW: Duration = Duration::from_secs(60);
/// The least time between two such looks when people or roles have changed.
const HASTE: Duration = Duration::from_secs(2);
/// How often it is looked whose inboxes have changed.
const BELLS: Duration = Duration::from_secs(1);

/// Looks until nobody listens any more.
pub(super) async fn run(site: Site, hub: Hub) {
    let (bell, rung) = hub.bell(&site);
    let look = if rung { RUNG } else { LOOK };
    let mut reviews = interval(REVIEW);
    reviews.set_missed_tick_behavior(MissedTickBehavior::Delay);
    reviews.tick().await;
    let mut bells = interval(BELLS);
    bells.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut counted = site.now();
    let mut is_hasty = false;
    while let Some(after) = hub.position() {
        let turned = turn(&site, &hub, after).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the journal cannot be looked at for those who listen");
            Turned::default()
        });
        if turned.settings && !is_hasty {
            is_hasty = true;
            reviews.reset_after(HASTE);
        }
        if turned.more {
            continue;
        }
        tokio::select! {
            () = bell.notified() => {}
            () = sleep(look) => {}
            _ = reviews.tick() => {
                is_hasty = false;
                review::review(&site, &hub).await;
            }
            _ = bells.tick() => counted = bell::ring(&site, &hub, counted).await,
        }
        sleep(GAP).await;
    }
}

/// What came of one look.
#[derive(Default)]
struct Turned {
    /// Whether there may be more to look at.
    more: bool,
    /// Whether people, roles or tokens may have changed.
    settings: bool,
}

async fn turn(site: &Site, hub: &Hub, after: i64) -> desk::Result<Turned> {
    let kinds = site.kinds();
    let programs =
        hub.state().listeners.values().any(|l| matches!(l.guest.wants, Wants::Entries(_)));
    let read = site.read(move |tx| {
        let mut batch = examine(tx, &kinds, Readers::Any, (after, BATCH))?;
        speak(tx, Readers::Any, &mut batch.steps)?;
        // Only programs are told names; pages look for themselves.
        let names = if programs { item::names(tx, batch.steps.iter())? } else { Names::default() };
        Ok((batch, names))
    });
    let (batch, names) = read.await?;
    let turned = Turned {
        more: i64::try_from(batch.examined).is_ok_and(|examined| examined >= BATCH),
        settings: batch.settings,
    };
    if batch.examined > 0 {
        let hub = hub.clone();
        site.render(move || {
            hub.publish(&batch, &names);
            Ok(())
        })
        .await?;
    }
    Ok(turned)
}
