//! What members hold in examples, by their names.

/// Rows of `member`, or of `thing.member` where the name alone is not enough: the thing is the member
/// that leads there or the name of its schema. Each is read as the type the schema asks for; `null`
/// stands where nothing is held.
const WORDS: &[(&str, &str)] = &[
    // People, teams and places.
    ("name", "Ada Agent"),
    ("email", "ada@example.org"),
    ("requester", "rosa@example.org"),
    ("requester.name", "Rosa Requester"),
    ("opener", "me"),
    ("assignee", "me"),
    ("person", "me"),
    ("actor", "me"),
    ("resolved_by", "null"),
    ("ended_by", "null"),
    ("stand_in", "null"),
    ("parent", "null"),
    ("team", "Service desk"),
    ("team.name", "Service desk"),
    ("TeamReference.name", "Service desk"),
    ("company", "Alder Works"),
    ("company.name", "Alder Works"),
    ("service", "E-mail"),
    ("service.name", "E-mail"),
    ("category", "Hardware"),
    ("category.name", "Hardware"),
    ("location", "Floor 3"),
    ("location.name", "Floor 3"),
    ("roles", "agent"),
    ("role", "agent"),
    ("role_name", "Agent"),
    ("language", "en"),
    ("time_zone", "Europe/Berlin"),
    ("zone", "Europe/Berlin"),
    // Records.
    ("kind", "incident"),
    ("number", "INC0000042"),
    ("numbers", "INC0000042"),
    ("target", "INC0000007"),
    ("target.number", "INC0000007"),
    ("about", "INC0000042"),
    ("title", "Printer on floor 3 is out of toner"),
    ("description", "It has printed blank pages since this morning."),
    ("state", "in_progress"),
    ("state_class", "open"),
    ("is_open", "true"),
    ("impact", "2"),
    ("urgency", "2"),
    ("priority", "3"),
    ("reopened", "0"),
    ("restricted", "false"),
    ("hold_reason", "supplier"),
    ("resolution_code", "fixed"),
    ("resolution_notes", "null"),
    ("priority_reason", "null"),
    ("version", "7"),
    ("channel", "phone"),
    // What is written to or about them.
    ("body", "The toner was replaced and a test page printed."),
    ("notes", "The toner was replaced and a test page printed."),
    ("note", "Replaced the toner"),
    ("reason", "It was reported twice."),
    ("tag", "vip"),
    ("starts", "vi"),
    ("text", "The toner was replaced and a test page printed."),
    ("typed", "tonre"),
    ("taken_for", "toner"),
    ("excerpt.field", "comment"),
    ("match", "words"),
    ("SearchAnswer.number", "null"),
    ("words", "toner"),
    ("hit", "false"),
    ("minutes", "45"),
    ("billable_minutes", "45"),
    ("billable", "true"),
    ("minor", "12990"),
    ("currency", "EUR"),
    ("cost", "12990"),
    ("stage", "1"),
    ("mandatory", "true"),
    ("editable", "true"),
    ("Task.number", "TSK0000042"),
    ("Task.title", "Order the part"),
    ("Task.description", "The one for the second floor."),
    ("at_time", "08:00"),
    ("Recurrence.title", "Check the backups of week {week}"),
    ("unit", "week"),
    ("starts_on", "2026-03-09"),
    ("next_at", "2026-03-09T07:00:00Z"),
    ("last", "null"),
    ("last_at", "null"),
    ("missed", "0"),
    ("fault", "null"),
    // Files.
    ("File.name", "screenshot.png"),
    ("media_type", "image/png"),
    ("size", "48213"),
    ("content", "/api/v1/incidents/INC0000042/files/019cb1f0a4c07d3c8f10b7a2c5d69a03/content"),
    ("thumbnail", "/api/v1/incidents/INC0000042/files/019cb1f0a4c07d3c8f10b7a2c5d69a03/thumbnail"),
    ("others", "0"),
    // History.
    ("seq", "2"),
    ("entry", "2"),
    ("verb", "assign"),
    ("door", "web"),
    ("field", "state"),
    ("fact", "comment"),
    ("old", "new"),
    ("new", "assigned"),
    ("value", "assigned"),
    ("facts.value", "The toner was replaced and a test page printed."),
    ("LogEntry.verb", "sign_in"),
    ("position", "1017"),
    ("ErasableValue.field", "comment"),
    ("ErasableValue.text", "The password is swordfish."),
    ("BulkItem.position", "1"),
    // Lists and what is kept of them.
    ("q", "state = on_hold and priority <= 2"),
    ("columns", "number,title,state"),
    ("sort", "-priority,updated_at"),
    ("group", "state"),
    ("View.name", "Old and urgent"),
    ("View.group", ""),
    ("View.team", "null"),
    ("View.company", "null"),
    ("changeable", "true"),
    ("pinned", "true"),
    ("next", "GhN2c1J0aGUgbmV4dCBwYWdlIG9mIHRoaXMgbGlzdA"),
    ("after", "GhN2c1J0aGUgbmV4dCBwYWdlIG9mIHRoaXMgbGlzdA"),
    ("before", "GhN2c1J0aGUgcGFnZSBiZWZvcmUgb2YgdGhpcyBsaXN0"),
    ("view", "019cb1f0a4c07d3c8f10b7a2c5d6df2c"),
    ("open", "true"),
    ("previous", "null"),
    ("limit", "50"),
    ("count", "17"),
    ("total", "17"),
    ("waiting", "0"),
    ("changed", "16"),
    ("unchanged", "1"),
    ("refused", "0"),
    ("BulkItem.refusal", "null"),
    ("outcome", "changed"),
    ("Bulk.state", "done"),
    ("score", "72"),
    ("same", "category"),
    ("rule", "assigned"),
    ("unread", "3"),
    ("wanted", "true"),
    ("usual", "true"),
    // Access, as it is explained.
    ("action", "read"),
    ("reach", "team"),
    ("tie", "team"),
    ("there", "true"),
    ("counts", "true"),
    ("holds", "true"),
    ("verdict", "true"),
    ("because", "reach"),
    ("grant", "null"),
    ("finding", "null"),
    ("active", "true"),
    // The installation.
    ("Status.version", "0.1.0"),
    ("database", "SQLite"),
    ("writes", "48213"),
    ("commits", "20117"),
    ("CustomField.code", "cost"),
    ("scale", "2"),
    ("forms", "edit"),
    ("offered", "true"),
    ("If-None-Match", "\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\""),
    ("Last-Event-ID", "1017"),
    // Moments, in the order in which they come.
    ("opened_at", "2026-03-02T09:00:00Z"),
    ("created_at", "2026-03-02T09:00:00Z"),
    ("updated_at", "2026-03-02T09:30:00Z"),
    ("hold_until", "null"),
    ("next_due_at", "null"),
    ("resolved_at", "null"),
    ("closed_at", "null"),
    ("ended_at", "null"),
    ("read_at", "null"),
    ("until", "2099-03-09T08:00:00Z"),
    ("due_at", "2099-03-09T08:00:00Z"),
    ("Reminder.at", "2099-03-09T08:00:00Z"),
    ("Reminder.note", "Ask whether it helped"),
    ("from", "2099-03-02T08:00:00Z"),
    ("Absence.note", "On leave"),
    ("relation", "caused_by"),
];

/// What stands in examples for a member of these things, the nearest first.
pub(super) fn word(things: &[&str], member: &str) -> Option<&'static str> {
    let of = |key: &str| WORDS.iter().find(|(name, _)| *name == key).map(|(_, word)| *word);
    let narrow = things.iter().find_map(|thing| of(&format!("{thing}.{member}")));
    narrow.or_else(|| of(member))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{WORDS, word};

    #[test]
    fn every_name_is_there_once() {
        let names: BTreeSet<&str> = WORDS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), WORDS.len());
    }

    #[test]
    fn the_nearer_name_comes_first() {
        assert_eq!(word(&["team", "Reference"], "name"), Some("Service desk"));
        assert_eq!(word(&["actor", "Reference"], "name"), Some("Ada Agent"));
        assert_eq!(word(&[], "nothing_of_ours"), None);
    }
}
