//! The header that names a file, RFC 6266 with the encoding of RFC 8187 (which follows RFC 5987).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a browser is to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// Show it.
    Inline,
    /// Save it.
    Attachment,
}

/// `attr-char` of RFC 8187: what may stand in the encoded name as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The value of `Content-Disposition`, in printable ASCII. A name that needs more stands there
/// twice: as it is, encoded, and without those characters for who cannot read that.
#[must_use]
pub fn disposition(showing: Showing, name: &str) -> String {
    let how = match showing {
        Showing::Inline => "inline",
        Showing::Attachment => "attachment",
    };
    // Some programs decode `%xx` in the plain form, and all disagree about `\`.
    let fits = |c: char| (c.is_ascii_graphic() || c == ' ') && !"\"\\%".contains(c);
    let plain: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    if plain == name {
        return format!("{how}; filename=\"{plain}\"");
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_said_plainly_where_they_can_be() {
        let save = |name| disposition(Showing::Attachment, name);
        assert_eq!(save("report 1.pdf"), "attachment; filename=\"report 1.pdf\"");
        assert_eq!(
            save("Größe € 50%.pdf"),
            "attachment; filename=\"Gr__e _ 50_.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%82%AC%2050%25.pdf"
        );
        assert_eq!(disposition(Showing::Inline, "a.png"), "inline; filename=\"a.png\"");
    }

    /// The name a browser takes from the header, read strictly by the grammar.
    fn read(header: &str) -> Option<String> {
        let rest = header.strip_prefix("attachment; filename=\"")?;
        let (plain, rest) = rest.split_once('"')?;
        if plain.contains(['\\', '%']) {
            return None;
        }
        let Some(encoded) = rest.strip_prefix("; filename*=UTF-8''") else {
            return rest.is_empty().then(|| plain.to_owned());
        };
        let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$&+-.^_`|~%".contains(c);
        encoded.chars().all(allowed).then_some(())?;
        percent_decode_str(encoded).decode_utf8().ok().map(Into::into)
    }

    proptest! {
        #[test]
        fn any_name_arrives_as_it_is(name in any::<String>()) {
            let header = disposition(Showing::Attachment, &name);
            prop_assert!(header.bytes().all(|b| b.is_ascii_graphic() || b == b' '), "{}", header);
            prop_assert_eq!(read(&header), Some(name));
        }
    }
}
