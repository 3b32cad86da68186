//! The list of a kind of record: queue by queue and view by view, filtered, sorted, in the columns
//! its reader wants.

mod begun;
mod columns;
mod conditions;
mod filters;
mod groups;
mod look;
mod page;
mod tallies;
mod views;

use std::collections::HashMap;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::field::Field;
use desk::list::{By, Count, Grouped, group};
use desk::view::{self, View};
use desk::{Error, Fault};

pub(super) use columns::choose;
pub(super) use conditions::compile;
pub(crate) use conditions::marked;
pub(super) use look::Look;
pub(crate) use look::view_address;

use begun::Begun;
use tallies::{Key, Tallies};

use super::Names;
use super::own::Pages;
use super::queue::Queue;
use crate::failure::{Failure, Result};
use crate::identify::Member;
use crate::query::{ListRequest, encode};
use crate::reply::draw_with;
use crate::site::Site;
use crate::work::names::Wanted;
use crate::work::views::fields_for;
use crate::work::{Listing, Window, counted};

/// How long a page waits for its count. Without it, it comes without.
const PATIENCE: Duration = Duration::from_millis(20);
/// What every row shows first.
const HEAD: [&str; 2] = ["number", "title"];

/// What a page of a list shows.
struct Shown {
    look: Look,
    offered: Vec<Queue>,
    /// The views this reader sees.
    views: Vec<View>,
    /// The fields this reader may read on every record.
    visible: Vec<&'static Field>,
    columns: Vec<&'static Field>,
    window: Window,
    count: Option<Count>,
    /// How much there is in the queues and views at hand, as far as it was counted in time.
    tallies: HashMap<Key, Count>,
    groups: Option<(By, Grouped)>,
    /// The names that stand outside of the rows.
    names: Names,
    /// What is wrong with the filter; then there are no rows.
    wrong: Vec<Fault>,
    /// How many lines of the filter were asked for.
    lines: Option<usize>,
}

pub(super) async fn list<P: Pages>(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let lines = request.take(conditions::LINES).and_then(|lines| lines.parse().ok());
    let Asked { look, views, visible } = asked::<P>(&site, &member, request).await?;
    let columns = columns::columns::<P>(&visible, &look.request);
    let offered = Queue::offered::<P>(&member.agent);
    let counting = counting(&site, &member, &look);
    let tallies = Tallies::begin(&site, &member, &look, (&offered, &views));
    let (agent, now) = (member.agent.clone(), site.now());
    let (of, fields, shown, seen) = (look.clone(), visible.clone(), columns.clone(), views.clone());
    let read = site.look(move |tx| {
        let queue = of.queue_filter();
        let listing = Listing { kind: P::KIND, agent: &agent, request: &of.request, queue, now };
        rows(tx, &listing, &fields, &shown, &seen)
    });
    let Rows { window, groups, names, wrong } = match read.await {
        // It took too long: there are no rows, and what to do about it is said where the filter is.
        Err(Error::Invalid(wrong)) if is_about_filter(&wrong) => {
            Rows { window: Window::empty(), groups: None, names: Names::default(), wrong }
        }
        read => read.map_err(Failure::in_query)?,
    };
    let (count, tallies) = tokio::join!(counting.within(PATIENCE), tallies.within(PATIENCE));
    let count = count.flatten();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let shown = Shown {
        look,
        offered,
        views,
        visible,
        columns,
        window,
        count,
        tallies,
        groups,
        names,
        wrong,
        lines,
    };
    draw_with(status, &page::page::<P>(&site, &member, &shown))
}

/// Begins to count the list, aside of everything else.
fn counting(site: &Site, member: &Member, look: &Look) -> Begun<Option<Count>> {
    let (site, agent, look) = (site.clone(), member.agent.clone(), look.clone());
    Begun::new(async move {
        let filter = look.queue_filter();
        counted(&site, look.kind, agent, look.request, filter).await.ok()
    })
}

/// What was asked for, with what the answer depends on.
struct Asked {
    look: Look,
    views: Vec<View>,
    visible: Vec<&'static Field>,
}

/// What the address says, with the view it names and all others this reader sees.
async fn asked<P: Pages>(site: &Site, member: &Member, mut request: ListRequest) -> Result<Asked> {
    let offered = Queue::offered::<P>(&member.agent);
    let asked = request.take("queue").and_then(|code| Queue::from_code(&code));
    let asked = asked.filter(|queue| offered.contains(queue));
    let queue = asked.unwrap_or_else(|| Queue::first::<P>(&offered));
    let wanted: Option<Id<View>> = match request.view.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let agent = member.agent.clone();
    let (view, views, visible) = site
        .read(move |tx| {
            let view = wanted.map(|id| view::find(tx, &agent, id)).transpose()?;
            if view.as_ref().is_some_and(|view| view.kind != P::KIND.code) {
                return Err(Error::NotFound);
            }
            let views = view::list(tx, &agent, Some(P::KIND.code))?;
            Ok((view, views, fields_for(tx, P::KIND, &agent)?))
        })
        .await?;
    Ok(Asked { look: Look::new(P::KIND, queue, view, request), views, visible })
}

/// The fields this reader may read on every record of the kind.
async fn visible<P: Pages>(site: &Site, member: &Member) -> Result<Vec<&'static Field>> {
    let agent = member.agent.clone();
    Ok(site.read(move |tx| fields_for(tx, P::KIND, &agent)).await?)
}

/// The address of the list that a form of it asked for.
fn addressed<P: Pages>(request: ListRequest) -> String {
    let mut request = request;
    let queue = request.take("queue").map(|code| format!("queue={}&", encode(&code)));
    let own = format!("{}{}", queue.unwrap_or_default(), request.address());
    format!("{}?{}", super::list_path(P::KIND), own.trim_end_matches('&'))
}

/// What is read for a page, in one snapshot.
struct Rows {
    window: Window,
    groups: Option<(By, Grouped)>,
    names: Names,
    wrong: Vec<Fault>,
}

/// The rows; nothing but what is wrong where the filter cannot be taken.
fn rows(
    tx: &ReadTx<'_>,
    listing: &Listing<'_>,
    visible: &[&'static Field],
    columns: &[&'static Field],
    views: &[View],
) -> desk::Result<Rows> {
    let head = HEAD.iter().filter_map(|code| visible.iter().copied().find(|f| f.code == *code));
    let fields: Vec<_> = head.chain(columns.iter().copied()).collect();
    let mut wanted = Wanted::default();
    for view in views {
        wanted.person(view.owner);
        wanted.sharing(view.sharing);
    }
    listing.agent.teams.iter().for_each(|team| wanted.team(*team));
    for (code, text) in &listing.request.equals {
        if let Some(field) = visible.iter().find(|field| field.code == code) {
            wanted.text(field, text);
        }
    }
    let window = match listing.page(tx, &fields) {
        Ok(window) => window,
        Err(Error::Invalid(wrong)) if is_about_filter(&wrong) => {
            let names = wanted.find(tx, listing.kind)?;
            return Ok(Rows { window: Window::empty(), groups: None, names, wrong });
        }
        Err(other) => return Err(other),
    };
    let groups = match listing.request.group.as_str() {
        "" => None,
        path => {
            let by = By::read(tx, listing.reader(), path)?;
            let zone = &listing.agent.zone;
            let grouped = group(tx, listing.kind, &listing.query(tx)?, &by, zone)?;
            grouped.groups.iter().for_each(|one| wanted.of_kind(by.kind, &one.value));
            Some((by, grouped))
        }
    };
    Ok(Rows { window, groups, names: wanted.find(tx, listing.kind)?, wrong: Vec::new() })
}

fn is_about_filter(faults: &[Fault]) -> bool {
    faults.iter().all(|fault| fault.field == "q")
}
