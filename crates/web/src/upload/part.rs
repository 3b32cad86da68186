//! The head of one part of a form with files (RFC 7578): which field it is, and what its file is
//! called.

use percent_encoding::percent_decode_str;

/// The head of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// The field.
    pub(crate) name: String,
    /// What the file is called; nothing when the part is no file.
    pub(crate) file: Option<String>,
}

impl Head {
    /// Reads the header lines of a part; nothing when they name no field.
    pub(super) fn read(lines: &[u8]) -> Option<Head> {
        let lines = String::from_utf8_lossy(lines);
        let value = lines.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
        })?;
        let mut parameters = parameters(value);
        if !parameters.next()?.0.eq_ignore_ascii_case("form-data") {
            return None;
        }
        let (mut name, mut plain, mut encoded) = (None, None, None);
        for (key, value) in parameters {
            match key.to_ascii_lowercase().as_str() {
                "name" => name = Some(unescaped(&value)),
                "filename" => plain = Some(unescaped(&value)),
                // Browsers never send it; some programs do.
                "filename*" => encoded = extended(&value),
                _ => {}
            }
        }
        Some(Head { name: name?, file: encoded.or(plain) })
    }
}

/// The parts between semicolons, as name and value; quoted values without their quotes.
fn parameters(value: &str) -> impl Iterator<Item = (String, String)> {
    let mut found = Vec::new();
    let mut rest = value.chars().peekable();
    while rest.peek().is_some() {
        let key: String = std::iter::from_fn(|| rest.next_if(|c| !";=".contains(*c))).collect();
        let mut text = String::new();
        if rest.next_if_eq(&'=').is_some() {
            if rest.next_if_eq(&'"').is_some() {
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    // Only a quote is escaped so; in `C:\x` the backslash is one.
                    let escaped = (c == '\\').then(|| rest.next_if_eq(&'"')).flatten();
                    text.push(escaped.unwrap_or(c));
                }
            } else {
                text.extend(std::iter::from_fn(|| rest.next_if(|c| *c != ';')));
                text = text.trim().to_owned();
            }
        }
        // Whatever stands between a closing quote and the next semicolon means nothing.
        while rest.next().is_some_and(|c| c != ';') {}
        found.push((key.trim().to_owned(), text));
    }
    found.into_iter()
}

/// What browsers write in place of the three characters that would end a line or the value.
fn unescaped(text: &str) -> String {
    text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// `UTF-8''…` of RFC 8187.
fn extended(text: &str) -> Option<String> {
    let (charset, rest) = text.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let known = charset.eq_ignore_ascii_case("utf-8");
    known.then(|| percent_decode_str(encoded).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(line: &str) -> Option<(String, Option<String>)> {
        let lines = format!("Content-Type: text/html\r\n{line}");
        Head::read(lines.as_bytes()).map(|head| (head.name, head.file))
    }

    #[test]
    fn a_field_and_the_name_of_a_file_are_read() {
        let some =
            |name: &str, file: Option<&str>| Some((name.to_owned(), file.map(ToOwned::to_owned)));
        for (line, expected) in [
            ("Content-Disposition: form-data; name=\"csrf\"", some("csrf", None)),
            ("content-disposition:form-data;name=a;filename=b.txt", some("a", Some("b.txt"))),
            ("Content-Disposition: form-data; name=\"f\"; filename=\"\"", some("f", Some(""))),
            (
                "Content-Disposition: form-data; name=\"f\"; filename=\"a %22b%22; c.txt\"",
                some("f", Some("a \"b\"; c.txt")),
            ),
            (
                "Content-Disposition: form-data; name=\"f\"; filename=\"a\\\"b.txt\"",
                some("f", Some("a\"b.txt")),
            ),
            (
                "Content-Disposition: form-data; name=\"f\"; filename=\"C:\\x\\y.txt\"",
                some("f", Some("C:\\x\\y.txt")),
            ),
            (
                "Content-Disposition: form-data; name=\"f\"; filename=\"x\"; filename*=UTF-8''%E2%82%AC.txt",
                some("f", Some("€.txt")),
            ),
            ("Content-Disposition: form-data; name=\"Größe\"", some("Größe", None)),
            ("Content-Disposition: form-data", None),
            ("Content-Disposition: attachment; name=\"f\"", None),
            ("X: y", None),
        ] {
            assert_eq!(head(line), expected, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_head_is_too_strange_to_be_read(lines: Vec<u8>) {
            drop(Head::read(&lines));
            let lines = [b"Content-Disposition: form-data; name=".as_slice(), &lines].concat();
            drop(Head::read(&lines));
        }
    }
}
