//! Stories told together, in one transaction.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use db::{Db, Timestamp};
use desk::access::Agent;
use desk::numbers::Numbers;
use desk::{Practice, Result, task};
use incident::Incident;

use crate::deed::Deed;
use crate::enact::{Numbered, Stage};
use crate::families::Family;
use crate::plot::Plot;
use crate::story::Story;

/// Stories told in one transaction: enough that commits cost little, few enough that nobody else
/// waits long for theirs. With 64 of them as much time goes to SQLite's list of the pages a long
/// savepoint has touched as is saved in commits.
const BATCH: usize = 24;

/// How many of these places, not yet told, are told next: a family is told whole.
pub(crate) fn next(plot: &Plot, left: &[(usize, Timestamp)]) -> usize {
    let (mut looked_at, mut many) = (0, left.len().min(BATCH));
    while let Some((place, _)) = left.get(looked_at).filter(|_| looked_at < many) {
        if let Some(family) = plot.families.of(*place) {
            many = many.max(left.partition_point(|(other, _)| *other <= family.last()));
        }
        looked_at += 1;
    }
    many
}

/// Tells them.
pub(crate) fn tell(
    db: &Db,
    plot: &Plot,
    (agents, numbers): (&Arc<HashMap<String, Agent>>, &Numbers),
    places: &[(usize, Timestamp)],
) -> Result<()> {
    let mut stories = Vec::with_capacity(places.len());
    let mut numbered = BTreeMap::new();
    for (place, at) in places {
        let story = plot.story(*place, *at)?;
        let tasks = story.steps.iter().filter(|step| step.deed == Deed::Task);
        let tasks = tasks.map(|_| numbers.take(db, task::KIND.prefix)).collect::<Result<_>>()?;
        let incident = numbers.take(db, Incident::KIND.prefix)?;
        numbered.insert(*place, Numbered { incident, tasks });
        stories.push(story);
    }
    let together = together(plot, &stories);
    let (begun, agents) = (plot.begun, Arc::clone(agents));
    db.write(move |tx| {
        let stage = Stage { begun: &begun, agents: &agents, numbers: &numbered };
        for some in &together {
            let some: Vec<&Story> = some.iter().filter_map(|turn| stories.get(*turn)).collect();
            stage.enact(tx, &some)?;
        }
        Ok(())
    })
}

/// Which of the stories happen side by side: those of a family, where all of it is here. Of one that
/// was told in part before, which only somebody who took records away can bring about, each is told by
/// itself, behind what it belongs to.
fn together(plot: &Plot, stories: &[Story]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    for (turn, story) in stories.iter().enumerate() {
        let parent = plot.families.of(story.place).map(|family: &Family| family.parent);
        match groups.iter_mut().find(|(of, _)| parent.is_some() && *of == parent) {
            Some((_, group)) => group.push(turn),
            None => groups.push((parent, vec![turn])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
