//! Bytes of a table to text: what spreadsheets write is told apart by its first bytes and by what is
//! no UTF-8.

/// The text, without a mark of its encoding.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    let text = decoded(bytes);
    // No database keeps it, and no name has it.
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

fn decoded(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| of_windows(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).filter_map(|pair| Some(unit(<[u8; 2]>::try_from(pair).ok()?)));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Windows-1252, which is what spreadsheets on Windows write where they say nothing.
fn of_windows(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let special = byte.checked_sub(0x80).and_then(|at| FROM_80.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}

/// What stands between the cells: of comma, semicolon and tab the one the first line has most of,
/// outside of quotes.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                counts.iter_mut().filter(|(own, _)| *own == byte).for_each(|(_, n)| *n += 1);
            }
            _ => {}
        }
    }
    // Of equally many the first: most files have commas.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| *byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_spreadsheets_write_is_read() {
        let text = "Jürgen Groß – 5 €";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&[&b"\xFF\xFE"[..], &little].concat()), text);
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&[&b"\xFE\xFF"[..], &big].concat()), text);
        assert_eq!(decode(b"J\xFCrgen Gro\xDF \x96 5 \x80"), text);
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn the_delimiter_is_what_the_first_line_has_most_of() {
        for (line, found) in [
            ("name,email\nA;B;C;D", b','),
            ("name;email", b';'),
            ("name\temail\trole", b'\t'),
            ("\"a,b,c\";d", b';'),
            ("email", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(line), found, "{line}");
        }
    }
}
