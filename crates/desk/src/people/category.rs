//! Categories: one tree per kind of record.

use std::collections::HashMap;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Id, ReadTx, Row, Tx, params};

use super::creation::log_creation;
use super::name::{checked_name, keep_name, taken};
use crate::foundation::DEEPEST;
use crate::{Context, Error, Result};

db::statements! {
    INSERT = "INSERT INTO category (id, kind, parent_id, parent_key, name, active) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_ID = "SELECT id, kind, parent_id, name, active FROM category WHERE id = $1";
    BY_NAME = "SELECT id, kind, parent_id, name, active FROM category
        WHERE kind = $1 AND parent_key = $2 AND name = $3";
    OF_KIND = "SELECT id, kind, parent_id, name, active FROM category WHERE kind = $1 AND active = 1 ORDER BY name";
}

/// Ids asked for in one statement.
const AT_ONCE: usize = 500;

/// A node of a tree of categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Identity.
    pub id: Id<Category>,
    /// The kind of record it is for.
    pub kind: String,
    /// The category it is part of; none at the root.
    pub parent: Option<Id<Category>>,
    /// Its own name, unique below its parent.
    pub name: String,
    /// Whether new records may be put there.
    pub active: bool,
}

impl Category {
    /// What stands between the names of a path, for people.
    pub const BETWEEN: &'static str = " › ";

    /// Adds a category below another, or at the root.
    ///
    /// # Errors
    /// [`Error::Invalid`] on `name` or `parent`.
    pub fn create(
        tx: &Tx<'_>,
        ctx: &Context,
        kind: &str,
        parent: Option<Id<Category>>,
        name: &str,
    ) -> Result<Category> {
        if let Some(parent) = parent {
            let above =
                Category::path(tx, parent)?.ok_or_else(|| Error::invalid("parent", "no_such"))?;
            if above.len() >= DEEPEST {
                return Err(Error::invalid("parent", "too_deep"));
            }
        }
        let id = ctx.chance.id(ctx.now);
        let name = checked_name("name", name)?;
        let category = Category { id, kind: kind.to_owned(), parent, name, active: true };
        let values = params![id, kind, parent, key(parent), &category.name, category.active];
        tx.execute(INSERT, values).map_err(taken("name"))?;
        keep_name(tx, id, &category.name)?;
        let values = [
            ("category", Some(id.to_string())),
            ("kind", Some(category.kind.clone())),
            ("parent", parent.map(|id| id.to_string())),
            ("name", Some(category.name.clone())),
        ];
        log_creation(tx, ctx, "create_category", Some(&id.to_string()), values)?;
        Ok(category)
    }

    /// The category with this identity.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(tx: &ReadTx<'_>, id: Id<Category>) -> Result<Option<Category>> {
        tx.row(BY_ID, params![id])?.map(read).transpose()
    }

    /// The category with this name below a parent, or at the root.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_by_name(
        tx: &ReadTx<'_>,
        kind: &str,
        parent: Option<Id<Category>>,
        name: &str,
    ) -> Result<Option<Category>> {
        tx.row(BY_NAME, params![kind, key(parent), name.trim()])?.map(read).transpose()
    }

    /// Every category of a kind new records may be put in, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list(tx: &ReadTx<'_>, kind: &str) -> Result<Vec<Category>> {
        tx.rows(OF_KIND, params![kind])?.into_iter().map(read).collect()
    }

    /// The categories from the root down to this one; nothing when it does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub fn path(tx: &ReadTx<'_>, id: Id<Category>) -> Result<Option<Vec<Category>>> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next.filter(|_| path.len() < DEEPEST) {
            let Some(category) = Category::find(tx, id)? else { return Ok(None) };
            next = category.parent;
            path.push(category);
        }
        path.reverse();
        Ok(Some(path))
    }

    /// The paths of many categories as text, `A › B`; one query per level of the tree.
    ///
    /// # Errors
    /// When the database fails.
    pub fn names(tx: &ReadTx<'_>, ids: &[Id<Category>]) -> Result<HashMap<Id<Category>, String>> {
        let mut known: HashMap<Id<Category>, (Option<Id<Category>>, String)> = HashMap::new();
        let mut wanted = ids.to_vec();
        for _ in 0..DEEPEST {
            wanted.retain(|id| !known.contains_key(id));
            wanted.sort_unstable();
            wanted.dedup();
            if wanted.is_empty() {
                break;
            }
            let found = level(tx, &wanted)?;
            wanted = found.iter().filter_map(|(_, parent, _)| *parent).collect();
            known.extend(found.into_iter().map(|(id, parent, name)| (id, (parent, name))));
        }
        Ok(ids
            .iter()
            .filter(|id| known.contains_key(id))
            .map(|id| (*id, text(*id, &known)))
            .collect())
    }
}

type Node = (Id<Category>, Option<Id<Category>>, String);

fn level(tx: &ReadTx<'_>, ids: &[Id<Category>]) -> Result<Vec<Node>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let select = Query::select()
            .columns(["id", "parent_id", "name"])
            .from("category")
            .and_where(Expr::col("id").is_in(some.iter().map(|id| id.bytes().to_vec())))
            .to_owned();
        for row in tx.select(&select)? {
            found.push((row.get(0)?, row.get(1)?, row.get(2)?));
        }
    }
    Ok(found)
}

fn text(id: Id<Category>, known: &HashMap<Id<Category>, (Option<Id<Category>>, String)>) -> String {
    let mut names = Vec::new();
    let mut next = Some(id);
    while let Some((parent, name)) =
        next.filter(|_| names.len() < DEEPEST).and_then(|id| known.get(&id))
    {
        names.push(name.as_str());
        next = *parent;
    }
    names.reverse();
    names.join(Category::BETWEEN)
}

/// NULLs would not be unique, so that a root is kept with empty bytes.
fn key(parent: Option<Id<Category>>) -> Vec<u8> {
    parent.map(|id| id.bytes().to_vec()).unwrap_or_default()
}

fn read(row: Row) -> Result<Category> {
    let mut columns = row.columns();
    Ok(Category {
        id: columns.next()?,
        kind: columns.next()?,
        parent: columns.next()?,
        name: columns.next()?,
        active: columns.next()?,
    })
}
