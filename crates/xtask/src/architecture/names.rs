//! Names that say nothing about what is inside.

use super::source::Source;

const EMPTY: [&str; 7] = ["utils", "util", "helpers", "helper", "common", "misc", "manager"];

pub(crate) fn breaches(files: &[Source]) -> Vec<String> {
    let nameless = files.iter().filter(|file| {
        let without_extension = file.path.rsplit_once('.').map_or(file.path.as_str(), |(s, _)| s);
        without_extension.split('/').any(|part| EMPTY.contains(&part))
    });
    nameless.map(|file| format!("{}: the name says nothing; name the idea", file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_are_found_as_file_and_as_directory() {
        let files =
            ["crates/db/src/utils.rs", "crates/db/src/helpers/row.rs", "crates/db/src/commons.rs"]
                .map(|path| Source { path: path.to_owned(), text: String::new() });
        assert_eq!(breaches(&files).len(), 2);
    }
}
