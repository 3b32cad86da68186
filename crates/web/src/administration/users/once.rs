//! A link that is told once, where it leads, and how it is shown.

use axum::http::{HeaderMap, Uri};
use desk::account::{LinkKind, NewLink};

use crate::failure::Result;
use crate::i18n::Arg;
use crate::page::{Once, SET_PASSWORD_PATH, SafeHtml, Section, Shell};
use crate::reference::origin;
use crate::site::Site;
use crate::work::Reader;

/// The whole address. The secret stands after the `?`, which no log of ours holds.
pub(super) fn address(site: &Site, headers: &HeaderMap, uri: &Uri, link: &NewLink) -> String {
    let origin = origin(&site.settings().origins, headers, uri);
    format!("{origin}{SET_PASSWORD_PATH}?link={}", link.token)
}

/// A section that shows it to whoever hands it on.
pub(super) fn section(
    shell: Shell,
    reader: &Reader,
    name: &str,
    address: String,
    link: &NewLink,
) -> Result<Section> {
    let t = &reader.t;
    let until = reader.stamp(link.link.expires_at);
    let gaps = [("name", Arg::Text(name)), ("until", Arg::Text(&until.full))];
    let (heading, lead) = match link.link.kind {
        LinkKind::Invitation => ("users-invitation-made", "users-invitation-lead"),
        LinkKind::Reset => ("users-reset-made", "users-reset-lead"),
    };
    let once = Once { shell, label: t.text("users-link"), text: address };
    Ok(Section {
        anchor: "link",
        heading: t.text_with(heading, &gaps),
        lead: t.text_with(lead, &gaps),
        body: Some(SafeHtml::drawn(&once)?),
        ..Section::default()
    })
}
