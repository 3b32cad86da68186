//! Suggestions below the form that opens a record, while it is filled in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use desk::search::Similar;

use super::{USUAL, look, so_far};
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Link, Shell, Tone};
use crate::reply::draw;
use crate::site::Site;
use crate::work::pages::Pages;

/// The part of the form with the suggestions.
#[derive(Debug, Clone, Template)]
#[template(path = "part/similar.html")]
struct Suggested {
    shell: Shell,
    records: Vec<Alike>,
}

/// A record that may be about the same.
#[derive(Debug, Clone)]
struct Alike {
    link: Link,
    state: Badge,
    /// Why it is suggested.
    why: String,
}

pub(super) async fn suggest<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Typed(input, _): Typed,
) -> Result<Response> {
    let agent = member.agent.clone();
    let found = site
        .read(move |tx| {
            if !agent.may(P::KIND.code, desk::access::Action::Read) {
                return Ok(Vec::new());
            }
            let typed = so_far(tx, &agent, P::KIND, &input)?;
            look(tx, &agent, P::KIND, &typed, USUAL)
        })
        .await?;
    let records = found.iter().map(|similar| alike(&member, similar)).collect();
    draw(&Suggested { shell: Shell::anonymous(member.t.clone(), ""), records })
}

fn alike(member: &Member, similar: &Similar) -> Alike {
    let (t, heading) = (&member.t, &similar.heading);
    let state = t.known(&format!("state-{}", heading.kind), &heading.state);
    let tone = if heading.is_open { Tone::Active } else { Tone::Muted };
    let path = member.record_path(&heading.kind, &heading.number);
    Alike {
        link: Link::new(path, format!("{} {}", heading.number, heading.title)),
        state: Badge::new(state.unwrap_or_else(|| heading.state.clone()), tone),
        why: why(t, similar),
    }
}

/// The words both share, and what else is the same.
fn why(t: &Translator, similar: &Similar) -> String {
    let words = similar.words.join(", ");
    let same: Vec<String> = similar.same.iter().map(|code| t.text_of("field", code)).collect();
    let mut said = Vec::new();
    if !words.is_empty() {
        said.push(t.text_with("similar-words", &[("words", Arg::Text(&words))]));
    }
    if !same.is_empty() {
        let same = same.join(", ");
        said.push(t.text_with("similar-same", &[("fields", Arg::Text(&same))]));
    }
    said.join(" ")
}
