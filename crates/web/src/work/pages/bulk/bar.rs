//! What can be done to the rows of a list.

use desk::access::Agent;

use super::super::list::Look;
use super::super::list_path;
use super::super::own::Pages;
use super::super::words::Words;
use crate::i18n::Translator;
use crate::page::{BulkBar, BulkVerb};

/// The bar over a list; nothing for whoever may do nothing to its records, and over what was
/// withdrawn.
pub(in crate::work::pages) fn bar<P: Pages>(
    t: &Translator,
    agent: &Agent,
    look: &Look,
    total: String,
) -> Option<BulkBar> {
    let words = Words { t, kind: P::KIND };
    let may = P::KIND.lifecycle.verbs.iter().filter(|verb| agent.may(P::KIND.code, verb.action));
    let verbs: Vec<BulkVerb> = may
        .map(|verb| BulkVerb { code: verb.code.to_owned(), label: words.own("verb", verb.code) })
        .collect();
    let list = look.address();
    let list = list.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    let path = format!("{}/bulk", list_path(P::KIND));
    let offered = !verbs.is_empty() && !look.request.withdrawn;
    offered.then_some(BulkBar { path, list, total, verbs })
}
