//! The pages of what belongs to a person and to no single record: their tasks and reminders, what
//! they plan, when they are away.

mod absences;
mod recurrences;
mod reminders;
mod task;
mod tasks;

use axum::http::{Method, StatusCode};
use axum::response::Response;
use db::ReadTx;
use desk::Error;
use desk::access::{ANY_KIND, Action};

use crate::endpoint::{Endpoints, Needs, Place, Region};
use crate::failure::Result;
use crate::identify::Member;
use crate::page::{Section, SectionsPage, SectionsPart};
use crate::reply::draw_with;
use crate::site::Site;
use crate::work::pages::Refused;
use crate::work::{Reader, given_away};

/// Adds them to the edge.
pub(in crate::work) fn register(endpoints: &mut Endpoints) {
    let mine = Needs::SignedIn;
    let plans = Needs::May(ANY_KIND, Action::Plan);
    for place in [
        Place {
            region: Region::Own,
            label: "nav-tasks".to_owned(),
            path: "/tasks".to_owned(),
            icon: "list-checks",
            needs: mine,
        },
        Place {
            region: Region::Own,
            label: "nav-reminders".to_owned(),
            path: "/reminders".to_owned(),
            icon: "alarm-clock",
            needs: mine,
        },
        Place {
            region: Region::Own,
            label: "organ-recurrences".to_owned(),
            path: "/recurrences".to_owned(),
            icon: "repeat",
            needs: plans,
        },
    ] {
        endpoints.place(place);
    }
    endpoints
        .page(Method::GET, "/tasks", mine, tasks::list)
        .page(Method::GET, "/tasks/{task}", mine, task::show)
        .page(Method::GET, "/reminders", mine, reminders::show)
        .page(Method::DELETE, "/reminders/{reminder}", mine, reminders::remove)
        .page(Method::GET, "/recurrences", plans, recurrences::show)
        .page(Method::GET, "/absences", mine, absences::show)
        .page(Method::POST, "/absences", mine, absences::announce)
        .page(Method::DELETE, "/absences/{absence}", mine, absences::remove);
    task::register(endpoints);
}

/// Who reads a page of their own, and what was just refused on it.
struct Own<'a> {
    member: &'a Member,
    reader: &'a Reader,
    refused: Option<&'a Refused>,
}

/// A page of one's own: its path, its heading, and how its sections are read.
#[derive(Clone, Copy)]
struct OwnPage {
    /// Where it is.
    path: &'static str,
    /// The key of its heading.
    heading: &'static str,
    /// The key of the line under it; empty for none.
    lead: &'static str,
    sections: fn(&ReadTx<'_>, &Own<'_>) -> desk::Result<Vec<Section>>,
}

impl OwnPage {
    /// The page, or after a refusal the page with the form and why not.
    async fn draw(
        self,
        site: &Site,
        member: &Member,
        refused: Option<Refused>,
    ) -> Result<Response> {
        let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
        let status =
            if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let by = member.clone();
        let sections = site
            .read(move |tx| {
                let own = Own { member: &by, reader: &reader, refused: refused.as_ref() };
                (self.sections)(tx, &own)
            })
            .await?;
        if member.wants_fragment() && status != StatusCode::OK {
            return draw_with(status, &SectionsPart { shell: member.shell(), sections });
        }
        let lead = if self.lead.is_empty() { String::new() } else { member.t.text(self.lead) };
        let heading = member.t.text(self.heading);
        let shell = member.shell();
        draw_with(status, &SectionsPage { shell, place: None, heading, lead, sections })
    }

    /// What the browser gets after a form of the page was sent.
    async fn answer(
        self,
        site: &Site,
        member: &Member,
        did: desk::Result<()>,
        (word, refused): (&'static str, impl FnOnce(&Error) -> Refused),
    ) -> Result<Response> {
        match did {
            Ok(()) => Ok(given_away(member, self.path, &member.t.text_of("done", word))),
            Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
                self.draw(site, member, Some(refused(&error))).await
            }
            Err(other) => Err(other.into()),
        }
    }
}
