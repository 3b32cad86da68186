//! The words of all documents.

use std::collections::HashMap;

use ::search::{allowed_slips, keys_of_term, keys_of_typed, slips_between};
use db::sea_query::{Alias, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use db::{Insert, Over, ReadTx, Tx, Value};

use super::among::{AT_ONCE, among};
use super::source::value;
use crate::Result;

/// Letters by which words are grouped.
const HEAD: usize = 3;
/// Words read of one group, the commonest first.
const OF_HEAD: u64 = 1_000;
/// Words that begin with what was typed, at most; the commonest.
const BEGUN: usize = 48;
/// Words that may have been meant, read at most.
const NEAR: u64 = 1_000;
/// Words that may have been meant, tried at most.
const TRIED: usize = 8;

/// A word of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownTerm {
    pub(super) term: String,
    pub(super) id: i64,
    /// Documents that hold it.
    pub(super) documents: i64,
}

/// How often a word is, each step twice as often.
fn often(documents: i64) -> i64 {
    i64::from(u64::try_from(documents).unwrap_or(0).checked_ilog2().map_or(0, |n| n + 1))
}

/// The words of these that are known.
pub(super) fn known(tx: &ReadTx<'_>, words: &[&str]) -> Result<HashMap<String, KnownTerm>> {
    let mut known = HashMap::with_capacity(words.len());
    for some in words.chunks(AT_ONCE) {
        let terms: Vec<Vec<u8>> = some.iter().map(|word| word.as_bytes().to_vec()).collect();
        let mut select = columns();
        select.and_where(among("term", &terms));
        for term in read(tx, &select)? {
            known.insert(term.term.clone(), term);
        }
    }
    Ok(known)
}

/// The words with these identities.
pub(super) fn by_id(tx: &ReadTx<'_>, ids: &[i64]) -> Result<HashMap<i64, KnownTerm>> {
    let mut known = HashMap::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let mut select = columns();
        select.and_where(among("id", some));
        for term in read(tx, &select)? {
            known.insert(term.id, term);
        }
    }
    Ok(known)
}

/// Words that begin with this, the commonest first.
pub(super) fn beginning(tx: &ReadTx<'_>, with: &str) -> Result<Vec<KnownTerm>> {
    let mut of_group = columns();
    of_group
        .and_where(Expr::col(Alias::new("head")).eq(value(head(with))))
        .order_by(Alias::new("often"), Order::Desc)
        .order_by(Alias::new("term"), Order::Desc)
        .limit(OF_HEAD);
    // In a group of very many, numbers mostly, rare ones would be out of sight: also by the alphabet.
    let mut by_alphabet = columns();
    by_alphabet
        .and_where(Expr::col(Alias::new("term")).gte(value(with.as_bytes())))
        .order_by(Alias::new("term"), Order::Asc)
        .limit(u64::try_from(BEGUN).unwrap_or(0));
    let mut found = read(tx, &of_group)?;
    found.extend(read(tx, &by_alphabet)?);
    found.retain(|known| known.term.starts_with(with));
    found.sort_by(|a, b| b.documents.cmp(&a.documents).then_with(|| a.term.cmp(&b.term)));
    found.dedup_by_key(|known| known.id);
    found.truncate(BEGUN);
    Ok(found)
}

/// Words that may have been meant by one that was typed, the likeliest first: known ones, and those
/// that wait to be known, each with how many documents hold it.
pub(super) fn near(
    tx: &ReadTx<'_>,
    typed: &str,
    waiting: HashMap<&str, i64>,
) -> Result<Vec<String>> {
    let keys = keys_of_typed(typed);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let (term, slip) = (Alias::new("search_term"), Alias::new("search_slip"));
    let mut select = columns();
    select
        .join(
            JoinType::InnerJoin,
            slip.clone(),
            Expr::col((slip, Alias::new("term_id"))).equals((term.clone(), Alias::new("id"))),
        )
        .and_where(among("slip", &keys))
        // Both engines leave out the same, should there ever be so many.
        .order_by((term.clone(), Alias::new("often")), Order::Desc)
        .order_by((term, Alias::new("term")), Order::Asc)
        .limit(NEAR);
    let mut found: HashMap<String, i64> =
        read(tx, &select)?.into_iter().map(|known| (known.term, known.documents)).collect();
    for (word, documents) in waiting {
        *found.entry(word.to_owned()).or_default() += documents;
    }
    Ok(likeliest(typed, found))
}

/// Those of these words that may have been meant by one that was typed, the likeliest first.
fn likeliest(typed: &str, words: HashMap<String, i64>) -> Vec<String> {
    let most = allowed_slips(typed);
    // Few people mistype the first letter.
    let first = typed.chars().next();
    let mut near: Vec<(usize, bool, i64, String)> = words
        .into_iter()
        .filter_map(|(word, documents)| {
            let slips = slips_between(typed, &word, most).filter(|slips| *slips > 0)?;
            Some((slips, word.chars().next() != first, -often(documents), word))
        })
        .collect();
    near.sort();
    near.truncate(TRIED);
    near.into_iter().map(|(.., word)| word).collect()
}

/// Adds words, and the keys by which they are found when mistyped.
pub(super) fn add(tx: &Tx<'_>, terms: &[KnownTerm]) -> Result<()> {
    count(tx, terms)?;
    let slips: Vec<[Value; 2]> = terms
        .iter()
        .flat_map(|known| {
            keys_of_term(&known.term).into_iter().map(|key| [key.into(), known.id.into()])
        })
        .collect();
    let into = Insert { table: "search_slip", columns: &["slip", "term_id"], over: None };
    Ok(tx.insert(into, &slips)?)
}

/// Writes down in how many documents words are.
pub(super) fn count(tx: &Tx<'_>, terms: &[KnownTerm]) -> Result<()> {
    let into = Insert {
        table: "search_term",
        columns: &["term", "id", "head", "documents", "often"],
        over: Some(Over { key: &["term"], columns: &["documents", "often"] }),
    };
    let row = |known: &KnownTerm| -> [Value; 5] {
        [
            known.term.as_bytes().into(),
            known.id.into(),
            head(&known.term).into(),
            known.documents.into(),
            often(known.documents).into(),
        ]
    };
    Ok(tx.insert(into, &terms.iter().map(row).collect::<Vec<_>>())?)
}

/// Takes words away that no document holds any more.
pub(super) fn remove(tx: &Tx<'_>, terms: &[KnownTerm]) -> Result<()> {
    let ids: Vec<i64> = terms.iter().map(|known| known.id).collect();
    for some in ids.chunks(AT_ONCE) {
        tx.change(
            Query::delete().from_table(Alias::new("search_term")).and_where(among("id", some)),
        )?;
    }
    for known in terms {
        let keys = keys_of_term(&known.term);
        if !keys.is_empty() {
            tx.change(
                Query::delete()
                    .from_table(Alias::new("search_slip"))
                    .and_where(among("slip", &keys))
                    .and_where(Expr::col(Alias::new("term_id")).eq(value(known.id))),
            )?;
        }
    }
    Ok(())
}

fn columns() -> SelectStatement {
    let term = Alias::new("search_term");
    Query::select()
        .columns(["term", "id", "documents"].map(|c| (term.clone(), Alias::new(c))))
        .from(term)
        .to_owned()
}

fn read(tx: &ReadTx<'_>, select: &SelectStatement) -> Result<Vec<KnownTerm>> {
    tx.select(select)?
        .into_iter()
        .map(|row| {
            let mut c = row.columns();
            let term: Vec<u8> = c.next()?;
            let term = String::from_utf8_lossy(&term).into_owned();
            Ok(KnownTerm { term, id: c.next()?, documents: c.next()? })
        })
        .collect()
}

/// A word's first letters.
fn head(term: &str) -> Vec<u8> {
    let end = term.char_indices().nth(HEAD).map_or(term.len(), |(at, _)| at);
    term.as_bytes().get(..end).unwrap_or_default().to_vec()
}
