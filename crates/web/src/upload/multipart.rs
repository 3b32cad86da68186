//! Takes a form with files apart as its bytes arrive (RFC 2046 §5.1, RFC 7578).
//!
//! Bounded in everything but the contents themselves, which are handed on at once: whoever sends
//! heads without end is refused after a few kilobytes.

use bytes::{Buf, Bytes, BytesMut};
use memchr::memmem;

use super::part::Head;

/// The longest head of a part, and whatever may stand before the first.
const LONGEST_HEAD: usize = 8 * 1024;
/// Parts at most: more than files and fields together.
const MOST_PARTS: usize = 64;

/// Takes a body apart.
#[derive(Debug)]
pub(super) struct Splitter {
    /// What a part ends with: a line end and the mark.
    mark: Vec<u8>,
    buffer: BytesMut,
    state: State,
    parts: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first mark.
    Before,
    /// Right after a mark.
    AfterMark,
    /// In the head of a part.
    Head,
    /// In the content of a part.
    Content,
    /// After the last mark.
    Over,
}

/// What comes out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A part begins.
    Begin(Head),
    /// Some of its content.
    Content(Bytes),
    /// It has ended.
    End,
}

/// Why a body cannot be taken apart; told to its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault(pub(super) &'static str);

impl Splitter {
    /// For a body whose parts are told apart by `boundary`.
    pub(super) fn new(boundary: &str) -> Self {
        let mark = [b"\r\n--", boundary.as_bytes()].concat();
        // The first mark may stand at the very beginning, without a line end before it.
        let buffer = BytesMut::from(&b"\r\n"[..]);
        Splitter { mark, buffer, state: State::Before, parts: 0 }
    }

    /// More of the body.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Whether the last mark has come.
    pub(super) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// The next piece; nothing until more is fed.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            match self.state {
                State::Over => {
                    self.buffer.clear();
                    return Ok(None);
                }
                State::Before => {
                    if !self.skip_to_mark()? {
                        return Ok(None);
                    }
                }
                State::AfterMark => {
                    if !self.end_of_mark()? {
                        return Ok(None);
                    }
                }
                State::Head => return self.head(),
                State::Content => return Ok(self.content()),
            }
        }
    }

    /// Leaves out what stands before the first mark; whether the mark was there.
    fn skip_to_mark(&mut self) -> Result<bool, Fault> {
        if let Some(at) = memmem::find(&self.buffer, &self.mark) {
            self.buffer.advance(at + self.mark.len());
            self.state = State::AfterMark;
            return Ok(true);
        }
        if self.buffer.len() > LONGEST_HEAD {
            Err(Fault("the first part does not begin"))
        } else {
            Ok(false)
        }
    }

    /// Reads what follows a mark: a line end, or two hyphens when there are no more parts.
    fn end_of_mark(&mut self) -> Result<bool, Fault> {
        // Spaces there are allowed by the standard.
        let blank = self.buffer.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        if blank > LONGEST_HEAD {
            return Err(Fault("a boundary is followed by something else"));
        }
        let (state, skip) = match (self.buffer.get(blank), self.buffer.get(blank + 1)) {
            (Some(b'-'), Some(b'-')) if blank == 0 => (State::Over, 2),
            (Some(b'\r'), Some(b'\n')) => (State::Head, blank + 2),
            (None, _) | (Some(b'-' | b'\r'), None) => return Ok(false),
            _ => return Err(Fault("a boundary is followed by something else")),
        };
        self.buffer.advance(skip);
        self.state = state;
        Ok(true)
    }

    fn head(&mut self) -> Result<Option<Piece>, Fault> {
        // A head without lines ends at once.
        let (length, end) = match memmem::find(&self.buffer, b"\r\n\r\n") {
            _ if self.buffer.starts_with(b"\r\n") => (0, 2),
            Some(at) if at <= LONGEST_HEAD => (at, at + 4),
            None if self.buffer.len() <= LONGEST_HEAD => return Ok(None),
            _ => return Err(Fault("the head of a part is too long")),
        };
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err(Fault("there are too many parts"));
        }
        let head = self.buffer.get(..length).and_then(Head::read);
        let head = head.ok_or(Fault("a part does not name its field"))?;
        self.buffer.advance(end);
        self.state = State::Content;
        Ok(Some(Piece::Begin(head)))
    }

    fn content(&mut self) -> Option<Piece> {
        match memmem::find(&self.buffer, &self.mark) {
            Some(0) => {
                self.buffer.advance(self.mark.len());
                self.state = State::AfterMark;
                Some(Piece::End)
            }
            Some(at) => Some(Piece::Content(self.buffer.split_to(at).freeze())),
            None => {
                // The end may be the beginning of a mark.
                let sure = self.buffer.len().saturating_sub(self.mark.len() - 1);
                (sure > 0).then(|| Piece::Content(self.buffer.split_to(sure).freeze()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Everything a body holds, as (field, file, content), fed in pieces of these sizes.
    /// A part: its field, the name of its file, what it holds.
    type Part = (String, Option<String>, Vec<u8>);

    fn read(body: &[u8], sizes: &[usize]) -> Result<Vec<Part>, Fault> {
        let mut splitter = Splitter::new("XX");
        let (mut found, mut rest, mut sizes) = (Vec::new(), body, sizes.iter().cycle());
        loop {
            while let Some(piece) = splitter.next()? {
                match piece {
                    Piece::Begin(head) => found.push((head.name, head.file, Vec::new())),
                    Piece::Content(bytes) => found.last_mut().unwrap().2.extend_from_slice(&bytes),
                    Piece::End => {}
                }
            }
            if splitter.is_over() {
                return Ok(found);
            }
            let size = sizes.next().copied().unwrap_or(rest.len()).clamp(1, rest.len().max(1));
            if rest.is_empty() {
                return Err(Fault("ended early"));
            }
            splitter.feed(&rest[..size]);
            rest = &rest[size..];
        }
    }

    fn body(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            let head =
                format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--XX--\r\n");
        body
    }

    #[test]
    fn what_stands_around_the_parts_is_left_out() {
        let parts = body(&[("a", None, b"1")]);
        let around = [b"preamble\r\n", parts.as_slice(), b"epilogue\r\n--XX\r\n"].concat();
        assert_eq!(read(&around, &[3]).unwrap(), [("a".to_owned(), None, b"1".to_vec())]);
        assert_eq!(read(b"--XX--", &[1]).unwrap(), []);
        let spaced = b"--XX \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX--";
        assert_eq!(read(spaced, &[1]).unwrap().len(), 1);
    }

    #[test]
    fn what_is_no_form_is_refused_and_never_hoarded() {
        for bad in [
            b"--XXcontinued\r\n".as_slice(),
            b"--XX\r\n\r\nno head\r\n--XX--",
            b"--XX\r\nContent-Type: text/plain\r\n\r\nno name\r\n--XX--",
            &[b'x'; 20_000],
            &[b"--XX\r\n", [b'x'; 20_000].as_slice()].concat(),
            &[b"--XX", [b' '; 20_000].as_slice()].concat(),
            b"--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
        ] {
            assert!(
                read(bad, &[4096]).is_err(),
                "{}",
                String::from_utf8_lossy(&bad[..20.min(bad.len())])
            );
        }
        let many: Vec<_> = (0..=MOST_PARTS).map(|_| ("a", None, &b"1"[..])).collect();
        assert_eq!(read(&body(&many), &[100]), Err(Fault("there are too many parts")));
    }

    #[test]
    fn a_content_is_handed_on_at_once() {
        let mut splitter = Splitter::new("XX");
        splitter.feed(b"--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n");
        assert!(matches!(splitter.next(), Ok(Some(Piece::Begin(_)))));
        for _ in 0..100 {
            splitter.feed(&[b'\r'; 10_000]);
            while splitter.next().unwrap().is_some() {}
            assert!(splitter.buffer.len() < 10, "{}", splitter.buffer.len());
        }
    }

    /// Contents made of what a mark is made of.
    fn content() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just(b"\r\n".to_vec()),
            Just(b"--".to_vec()),
            Just(b"\r\n--X".to_vec()),
            Just(b"--XX".to_vec()),
            Just(b"XX".to_vec()),
            prop::collection::vec(any::<u8>(), 0..20),
        ];
        prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_sent_comes_out_however_it_is_cut(
            contents in prop::collection::vec(content(), 0..5),
            sizes in prop::collection::vec(1usize..40, 1..8),
        ) {
            // A sender chooses a boundary that is in no content.
            prop_assume!(contents.iter().all(|c| memmem::find(&[b"\r\n", c.as_slice()].concat(), b"\r\n--XX").is_none()));
            let parts: Vec<_> = contents.iter().map(|c| ("f", Some("x"), c.as_slice())).collect();
            let found = read(&body(&parts), &sizes).unwrap();
            let found: Vec<Vec<u8>> = found.into_iter().map(|(_, _, content)| content).collect();
            prop_assert_eq!(found, contents);
        }

        #[test]
        fn nothing_is_too_strange_to_be_read(bytes in content(), sizes in prop::collection::vec(1usize..9, 1..4)) {
            drop(read(&bytes, &sizes));
            drop(read(&[b"--XX\r\n", bytes.as_slice()].concat(), &sizes));
        }
    }
}
