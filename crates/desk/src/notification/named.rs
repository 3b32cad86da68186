//! Whom a text means by a name behind an @: those whom its writer may name, and nobody else, so that
//! writing is no way to find out who exists.

use std::collections::{HashMap, HashSet};

use db::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use db::{Id, ReadTx, Value};

use super::mention::{Mention, mentions};
use crate::Result;
use crate::access::{Action, Agent, Facts, Reach};
use crate::people::{Company, Person};
use crate::text::fold;

/// Names or addresses looked up by one statement.
const AT_ONCE: usize = 500;
/// People of one name at most: a name shared by more names nobody.
const NAMESAKES: usize = 10;
/// People found by one statement at most.
const FOUND: u64 = 5_000;

/// Somebody whom a text may mean.
#[derive(Debug, Clone)]
struct Known {
    id: Id<Person>,
    fold: String,
    email: Option<String>,
    company: Id<Company>,
}

/// Everybody whom some texts may mean.
#[derive(Debug, Default)]
pub(super) struct Named {
    known: HashMap<String, Vec<Known>>,
}

impl Named {
    /// Looks up everybody whom these texts may mean: two statements for every few hundred names.
    pub(super) fn of<'a>(tx: &ReadTx<'_>, texts: impl Iterator<Item = &'a str>) -> Result<Self> {
        let (mut names, mut addresses) = (HashSet::new(), HashSet::new());
        for mention in texts.flat_map(mentions) {
            match mention {
                Mention::Address(address) => drop(addresses.insert(address)),
                Mention::Names(runs) => names.extend(runs.iter().map(|run| fold(run))),
            }
        }
        let mut named = Named::default();
        for (column, wanted) in [(("naming", "fold"), names), (("person", "email"), addresses)] {
            let wanted: Vec<String> = wanted.into_iter().collect();
            for some in wanted.chunks(AT_ONCE) {
                named.take(tx, &people(column, some))?;
            }
        }
        Ok(named)
    }

    fn take(&mut self, tx: &ReadTx<'_>, select: &SelectStatement) -> Result<()> {
        for row in tx.select(select)? {
            let mut c = row.columns();
            let known =
                Known { id: c.next()?, fold: c.next()?, email: c.next()?, company: c.next()? };
            let keys = [Some(known.fold.clone()), known.email.clone()];
            for key in keys.into_iter().flatten() {
                self.known.entry(key).or_default().push(known.clone());
            }
        }
        Ok(())
    }

    /// The people a mention means when this writer makes it on such a record.
    pub(super) fn meant(
        &self,
        mention: &Mention,
        (writer, kind, facts): (&Agent, &str, &Facts),
    ) -> Vec<Id<Person>> {
        let nameable = |known: &Known| match writer.permissions.reach(kind, Action::Read) {
            // Whoever sees only what is their own names those who are on it.
            None | Some(Reach::Own) => {
                let on_it = [facts.requester, facts.opener, facts.assignee];
                on_it.contains(&Some(known.id))
            }
            Some(_) => writer.knows(kind, known.company),
        };
        let of = |key: &str| -> Vec<Id<Person>> {
            let known = self.known.get(key).into_iter().flatten();
            let mut people: Vec<_> = known.filter(|one| nameable(one)).map(|one| one.id).collect();
            people.sort_unstable();
            people.dedup();
            if people.len() > NAMESAKES { Vec::new() } else { people }
        };
        match mention {
            Mention::Address(address) => of(address),
            // The longest run that is somebody's name: "Ada Agent", not "Ada".
            Mention::Names(runs) => runs
                .iter()
                .map(|run| of(&fold(run)))
                .find(|people| !people.is_empty())
                .unwrap_or_default(),
        }
    }
}

/// Active people by a column, by its index.
fn people(column: (&'static str, &'static str), wanted: &[String]) -> SelectStatement {
    let at = |(table, name): (&'static str, &'static str)| (Alias::new(table), Alias::new(name));
    Query::select()
        .column(at(("person", "id")))
        .column(at(("naming", "fold")))
        .column(at(("person", "email")))
        .column(at(("person", "company_id")))
        .from(Alias::new("person"))
        .inner_join(
            Alias::new("naming"),
            Expr::col(at(("naming", "id"))).equals(at(("person", "id"))),
        )
        .and_where(Expr::col(at(column)).is_in(wanted.iter().map(Value::from)))
        .and_where(Expr::col(at(("person", "active"))).eq(1i64))
        .limit(FOUND)
        .to_owned()
}
