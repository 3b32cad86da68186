//! Whether those who listen still may, and what they may see by now.

use std::collections::{HashMap, HashSet};

use db::Id;
use desk::access::Agent;
use desk::account::Proof;
use desk::feed::Sight;
use desk::people::Person;

use super::guest::Ending;
use super::hub::Hub;
use crate::site::Site;

/// Reads everybody's permissions again, in a few statements for all of them. When that fails they
/// stay as they are: the next look is soon.
pub(super) async fn review(site: &Site, hub: &Hub) {
    let (people, proofs) = hub.known();
    let now = site.now();
    let read = site
        .read(move |tx| Ok((Agent::load_all(tx, &people)?, Proof::standing(tx, &proofs, now)?)));
    match read.await {
        Ok((agents, standing)) => hub.reconsider(site, &agents, &standing),
        Err(error) => tracing::warn!(%error, "those who listen cannot be looked up"),
    }
}

impl Hub {
    /// Lets those go on who are known, with what they may see now, and ends the others' streams.
    fn reconsider(
        &self,
        site: &Site,
        agents: &HashMap<Id<Person>, Agent>,
        standing: &HashSet<Proof>,
    ) {
        let kinds = site.kinds();
        let sights: HashMap<Id<Person>, Sight> =
            agents.iter().map(|(id, agent)| (*id, Sight::of(agent, &kinds))).collect();
        let mut state = self.state();
        let mut unknown = Vec::new();
        for (number, listener) in &mut state.listeners {
            let holds = standing.contains(&listener.guest.proof);
            match sights.get(&listener.guest.person).filter(|_| holds) {
                Some(sight) => listener.guest.sight = sight.clone(),
                None => unknown.push(*number),
            }
        }
        for number in unknown {
            if let Some(listener) = state.listeners.remove(&number) {
                listener.end(Ending::Unknown);
            }
        }
    }
}
