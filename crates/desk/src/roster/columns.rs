//! The columns of a table of people, by the names they have in English and German tables.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    First,
    Last,
    Email,
    Role,
    Team,
    Company,
    Location,
    Department,
    Language,
}

/// Names without spaces, dashes and capitals.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Name, &["name", "fullname", "displayname", "vollständigername", "anzeigename"]),
    (Column::First, &["firstname", "givenname", "vorname"]),
    (Column::Last, &["lastname", "surname", "familyname", "nachname", "familienname"]),
    (Column::Email, &["email", "mail", "emailaddress", "emailadresse", "mailadresse"]),
    (Column::Role, &["role", "roles", "rolle", "rollen"]),
    (Column::Team, &["team", "teams", "group", "groups", "gruppe", "gruppen"]),
    (Column::Company, &["company", "firma", "unternehmen"]),
    (Column::Location, &["location", "site", "office", "standort", "ort"]),
    (Column::Department, &["department", "departments", "abteilung", "bereich"]),
    (Column::Language, &["language", "sprache"]),
];

impl Column {
    /// The column with this heading.
    pub(super) fn of(heading: &str) -> Option<Column> {
        let plain: String =
            heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let found = NAMES.iter().find(|(_, names)| names.contains(&plain.as_str()));
        found.map(|(column, _)| *column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_both_languages_however_they_are_written() {
        for (heading, column) in [
            ("E-Mail-Adresse", Some(Column::Email)),
            (" e-mail ", Some(Column::Email)),
            ("EMAIL_ADDRESS", Some(Column::Email)),
            ("Full name", Some(Column::Name)),
            ("Vollständiger Name", Some(Column::Name)),
            ("Vorname", Some(Column::First)),
            ("Standort", Some(Column::Location)),
            ("Abteilung", Some(Column::Department)),
            ("Shoe size", None),
            ("", None),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }
}
