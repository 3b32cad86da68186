//! Bodies that are to be forms with files.

use fuzz::{Kept, fuzz};

use super::multipart::{Piece, Splitter};

const WORDS: &[&str] = &[
    "--XX",
    "--XX--",
    "\r\n",
    "\r\n--XX\r\n",
    "\r\n\r\n",
    "Content-Disposition: form-data; name=\"a\"",
    "; filename=\"b.txt\"",
    "; filename*=UTF-8''%e2%82%ac",
    "Content-Type: text/plain",
    "\"",
    "\\\"",
    ";",
    "=",
    "--",
    "-",
    "\t",
    "name=a",
    "%00",
];

type Part = (String, Option<String>, Vec<u8>);

fn parts(body: &[u8], size: usize) -> (Vec<Part>, bool) {
    let mut splitter = Splitter::new("XX");
    let mut parts: Vec<Part> = Vec::new();
    for piece in body.chunks(size.max(1)) {
        splitter.feed(piece);
        loop {
            match splitter.next() {
                Ok(None) => break,
                Ok(Some(Piece::Begin(head))) => parts.push((head.name, head.file, Vec::new())),
                Ok(Some(Piece::Content(bytes))) => parts.last_mut().unwrap().2.extend(&bytes),
                Ok(Some(Piece::End)) => {}
                Err(_) => return (parts, false),
            }
        }
    }
    (parts, splitter.is_over())
}

/// In whatever pieces a body arrives, the same comes out of it; no more than came in.
#[test]
fn form() {
    let seed = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--XX--\r\n";
    let kept = Kept::of(env!("CARGO_MANIFEST_DIR"), "form").and(seed);
    fuzz(&kept, WORDS, |input| {
        let whole = parts(input, input.len());
        let held: usize = whole.0.iter().map(|part| part.2.len()).sum();
        assert!(held <= input.len() && whole.0.len() <= 64);
        // A head that is too long is noticed sooner where it comes bit by bit.
        let short = input.len() < 8_000;
        for size in [1, 7, 64] {
            let bit_by_bit = parts(input, size);
            assert!(
                !short || bit_by_bit == whole,
                "in pieces of {size}: {bit_by_bit:?}, as a whole {whole:?}"
            );
        }
        (whole.0.len(), whole.1, whole.0.iter().map(|part| part.1.is_some()).collect::<Vec<_>>())
    });
}
