//! What the API says of the operations on the settings.

use axum::http::Method;
use serde_json::json;

use super::super::counted::count_schema;
use super::super::{ADMINISTERS, OVERSEES, lately};
use super::PATH;
use crate::endpoint::Needs;
use crate::openapi::{Operation, Parameter, Schema};

/// The name of their schema.
pub(super) const SETTINGS: &str = "OrganisationSettings";

fn name() -> Schema {
    Schema::text().at_most(200).example("Alder Works")
}

fn zone() -> Schema {
    Schema::text().about("By its IANA name.").example("Europe/Berlin")
}

fn language() -> Schema {
    Schema::text().about("By its code.").example("de")
}

fn said() -> Schema {
    let reads = "The present moment as whoever chose neither reads it.";
    Schema::object()
        .required("name", name())
        .required("time_zone", zone())
        .required("language", language())
        .required("reads", Schema::text().about(reads))
}

/// The settings as they are answered.
pub(super) fn settings() -> Schema {
    let preview = said()
        .required("renames", Schema::flag().about("Whether the name would be another."))
        .required(
            "time_zone_changes_for",
            count_schema()
                .or_null()
                .about("People whose time zone would be another; null for none."),
        )
        .required(
            "language_changes_for",
            count_schema()
                .or_null()
                .about("People for whom another language would count; null for none."),
        );
    said()
        .required(
            "without_time_zone",
            count_schema().about("Active people who chose no time zone."),
        )
        .required("without_language", count_schema().about("Active people who chose no language."))
        .optional("preview", preview.about("What would hold and change, where it was asked."))
        .example(json!({
            "name": "Alder Works", "time_zone": "UTC", "language": "en",
            "reads": "2 Mar 2026, 09:00 UTC",
            "without_time_zone": { "number": 412, "more": false },
            "without_language": { "number": 398, "more": false },
            "preview": {
                "name": "Alder Works", "time_zone": "Europe/Berlin", "language": "en",
                "reads": "2 Mar 2026, 10:00 CET", "renames": false,
                "time_zone_changes_for": { "number": 412, "more": false },
                "language_changes_for": null,
            },
        }))
}

fn operation(method: Method, below: &str, id: &str, needs: Needs, summary: &str) -> Operation {
    let path = format!("/api/v1{PATH}{below}");
    Operation::new(method, path, id, needs).summary(summary).tag("Administration")
}

fn replies(operation: Operation) -> Operation {
    operation.reply(200, "The settings", Some(Schema::named(SETTINGS)))
}

pub(super) fn read() -> Operation {
    let summary = "Read or try out name, time zone and language of the organisation";
    let about = "Say what would change with this in place of what holds.";
    let read = operation(Method::GET, "", "read_organisation_settings", OVERSEES, summary)
        .parameter(Parameter::query("name", about, name()))
        .parameter(Parameter::query("time_zone", about, zone()))
        .parameter(Parameter::query("language", about, language()));
    replies(read)
}

pub(super) fn set() -> Operation {
    let body = Schema::object()
        .optional("name", name())
        .optional("time_zone", zone())
        .optional("language", language())
        .about("What is left out stays as it is.")
        .with("additionalProperties", false);
    let summary = "Set name, time zone and language of the organisation; they hold at once";
    let set = operation(Method::PUT, "", "set_organisation_settings", ADMINISTERS, summary)
        .body(body)
        .body_example(json!({ "time_zone": "Europe/Berlin", "language": "de" }));
    replies(set)
}

pub(super) fn history() -> Operation {
    let summary = "What was done to the settings of the organisation last";
    let id = "read_organisation_settings_history";
    lately::described(operation(Method::GET, "/history", id, OVERSEES, summary))
}
