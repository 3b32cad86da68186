//! How much there is in the queues and views at hand, beside the list: a page waits for it no longer
//! than for the count of its list, and what is not counted by then is not shown.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::list::Count;
use desk::view::View;

use super::super::queue::Queue;
use super::begun::Begun;
use super::look::Look;
use crate::endpoint::Door;
use crate::identify::Member;
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::views::wish;
use crate::work::{Selected, counted_each};

/// What is counted: a queue by its code, or a view by its identity.
pub(super) type Key = String;

/// Counts under way.
pub(super) struct Tallies {
    so_far: Arc<Mutex<HashMap<Key, Count>>>,
    counting: Begun<()>,
}

/// The view's key.
pub(super) fn of_view(view: &View) -> Key {
    view.id.to_string()
}

impl Tallies {
    /// Begins to count the queues and the views that are pinned, but for the queue whose whole list is
    /// counted anyway. How much there is of everything says nothing to anybody.
    pub(super) fn begin(
        site: &Site,
        member: &Member,
        look: &Look,
        (offered, views): (&[Queue], &[View]),
    ) -> Self {
        let plain = ListRequest::parse("", Door::Page, site.cursors());
        let mut lists: Vec<(Key, Selected)> = Vec::new();
        if let Ok(plain) = plain {
            let shown = look.counts_queue();
            let queues = offered.iter().filter(|queue| **queue != Queue::All);
            for queue in queues.filter(|queue| shown != Some(**queue)) {
                let list = Selected { request: plain.clone(), queue: queue.filter() };
                lists.push((queue.code().to_owned(), list));
            }
            for view in views.iter().filter(|view| view.pinned_at.is_some()) {
                let mut request = plain.clone();
                wish(view, &mut request);
                lists.push((of_view(view), Selected { request, queue: "" }));
            }
        }
        let so_far = Arc::new(Mutex::new(HashMap::new()));
        let (keys, lists): (Vec<Key>, Vec<Selected>) = lists.into_iter().unzip();
        let (site, agent, kind) = (site.clone(), member.agent.clone(), look.kind);
        let told = Arc::clone(&so_far);
        let counting = Begun::new(async move {
            let tell = move |place: usize, count| {
                if let Some(key) = keys.get(place) {
                    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                    told.insert(key.clone(), count);
                }
            };
            if let Err(error) = counted_each(&site, kind, agent, lists, tell).await {
                tracing::debug!(%error, "not all was counted");
            }
        });
        Tallies { so_far, counting }
    }

    /// What has been counted by now, or within this time.
    pub(super) async fn within(self, patience: Duration) -> HashMap<Key, Count> {
        self.counting.within(patience).await;
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
