//! A table of people, row by row, as it was written.

use std::collections::HashMap;

use super::columns::Column;
use super::encoding::{decode, delimiter};
use crate::people::normalise_email;
use crate::{Error, Fault, Result};

/// The most people taken at once.
pub const MOST_ROWS: usize = 10_000;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its rows, the heading and empty lines left out.
    pub rows: Vec<Row>,
    /// Headings nothing is known to do with.
    pub ignored: Vec<String>,
}

/// What one row says of a person; what it does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, the heading being line 1.
    pub line: u64,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// Roles, between semicolons or vertical bars.
    pub role: String,
    /// Teams, likewise.
    pub team: String,
    /// The company.
    pub company: String,
    /// The location.
    pub location: String,
    /// The department.
    pub department: String,
    /// The language.
    pub language: String,
    /// What is wrong with it whoever is known.
    pub faults: Vec<Fault>,
}

/// Reads a table from CSV, whatever its encoding and its delimiter.
///
/// # Errors
/// [`Error::Invalid`] on `file`, when it has no rows, too many, or no column for the address.
pub fn read(bytes: &[u8]) -> Result<Table> {
    // Of a line that ends in two characters the reader counts only half.
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let heading = match records.next() {
        None => return Err(Error::invalid("file", "required")),
        Some(heading) => heading.map_err(|error| broken(&error))?,
    };
    let columns: Vec<Option<Column>> = heading.iter().map(Column::of).collect();
    check_columns(&columns)?;
    let named = heading.iter().zip(&columns);
    let ignored = named.filter(|(name, column)| column.is_none() && !name.trim().is_empty());
    let ignored = ignored.map(|(name, _)| shortened(name)).collect();
    let mut rows: Vec<Row> = Vec::new();
    for record in records {
        let record = record.map_err(|error| broken(&error))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= MOST_ROWS {
            return Err(Error::Invalid(vec![
                Fault::new("file", "too_many_rows").with("most", MOST_ROWS),
            ]));
        }
        rows.push(Row { line: line_of(&text, &record), ..row(&columns, &record) });
    }
    if rows.is_empty() {
        return Err(Error::invalid("file", "no_rows"));
    }
    tell_repeated(&mut rows);
    Ok(Table { rows, ignored })
}

fn broken(error: &csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    Error::Invalid(vec![Fault::new("file", "csv").with("line", line)])
}

fn check_columns(columns: &[Option<Column>]) -> Result<()> {
    let mut faults = Vec::new();
    if !columns.contains(&Some(Column::Email)) {
        faults.push(Fault::new("file", "no_email_column"));
    }
    let known = || columns.iter().flatten();
    if known().enumerate().any(|(at, column)| known().take(at).any(|before| before == column)) {
        faults.push(Fault::new("file", "column_twice"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The line a row begins on. The reader counts empty lines before it to the row.
fn line_of(text: &str, record: &csv::StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let begin = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(begin..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(empty).unwrap_or(0)
}

fn row(columns: &[Option<Column>], record: &csv::StringRecord) -> Row {
    let mut row = Row::default();
    let (mut first, mut last) = ("", "");
    for (column, cell) in columns.iter().zip(record.iter()) {
        let cell = cell.trim();
        let into = match column {
            None => continue,
            Some(Column::First) => {
                first = cell;
                continue;
            }
            Some(Column::Last) => {
                last = cell;
                continue;
            }
            Some(Column::Name) => &mut row.name,
            Some(Column::Email) => &mut row.email,
            Some(Column::Role) => &mut row.role,
            Some(Column::Team) => &mut row.team,
            Some(Column::Company) => &mut row.company,
            Some(Column::Location) => &mut row.location,
            Some(Column::Department) => &mut row.department,
            Some(Column::Language) => &mut row.language,
        };
        cell.clone_into(into);
    }
    if row.name.is_empty() {
        format!("{first} {last}").trim().clone_into(&mut row.name);
    }
    // A cell beyond the headings comes from a delimiter nobody quoted: the others are shifted.
    if record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
        row.faults.push(Fault::new("row", "too_many_cells"));
    }
    let dirty = record.iter().any(|cell| cell.chars().any(char::is_control));
    if dirty {
        row.faults.push(Fault::new("row", "control_character"));
    }
    row
}

/// Of several rows with one address the first counts.
fn tell_repeated(rows: &mut [Row]) {
    let mut seen: HashMap<String, u64> = HashMap::new();
    for row in rows {
        let Ok(email) = normalise_email(&row.email) else { continue };
        match seen.get(&email) {
            Some(line) => row.faults.push(Fault::new("email", "repeated").with("line", line)),
            None => drop(seen.insert(email, row.line)),
        }
    }
}

fn shortened(heading: &str) -> String {
    heading.trim().chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(outcome: Result<Table>) -> Vec<&'static str> {
        match outcome {
            Err(Error::Invalid(faults)) => faults.iter().map(|fault| fault.code).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_table_is_read_as_its_maker_wrote_it() {
        let table = read(
            "\u{feff}Vorname;Nachname;E-Mail;Rolle;Gruppe;Schuhgröße\r\n\
             Ada;Keller;ADA@example.org;agent;Service desk;38\r\n\r\n\
             ;;ben@example.org\r\n\
             \"Cleo\";\"de \"\"la\"\" Cruz\";cleo@example.org;;\"a;b\";1;9\r\n"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(table.ignored, ["Schuhgröße"]);
        let [ada, ben, cleo] = &table.rows[..] else { panic!("{table:?}") };
        assert_eq!((ada.line, ada.name.as_str()), (2, "Ada Keller"));
        assert_eq!((ada.role.as_str(), ada.team.as_str()), ("agent", "Service desk"));
        assert_eq!((ben.line, ben.name.as_str(), ben.email.as_str()), (4, "", "ben@example.org"));
        assert_eq!(cleo.name, "Cleo de \"la\" Cruz");
        assert_eq!(cleo.faults, [Fault::new("row", "too_many_cells")]);
    }

    #[test]
    fn of_one_address_the_first_row_counts() {
        let table = read(b"email\na@example.org\nb@example.org\n A@Example.org \nx\nx\n").unwrap();
        let repeated: Vec<usize> = table.rows.iter().map(|row| row.faults.len()).collect();
        assert_eq!(repeated, [0, 0, 1, 0, 0]);
        assert_eq!(table.rows[2].faults[0].details, [("line", "2".to_owned())]);
    }

    #[test]
    fn what_is_no_table_of_people_is_refused_whole() {
        assert_eq!(faults(read(b"")), ["required"]);
        assert_eq!(faults(read(b"email\n\n \n")), ["no_rows"]);
        assert_eq!(faults(read(b"name,role\nAda,agent\n")), ["no_email_column"]);
        assert_eq!(faults(read(b"email,Mail\na,b\n")), ["column_twice"]);
        let many = format!("email\n{}", "a@example.org\n".repeat(MOST_ROWS + 1));
        assert_eq!(faults(read(many.as_bytes())), ["too_many_rows"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_read_to_death(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            drop(read(&bytes));
            drop(read(&[b"email,name\n", &bytes[..]].concat()));
        }
    }
}
