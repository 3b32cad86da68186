//! The file of a log: plain or compressed, read line by line.
//!
//! A row is a line. A quotation mark that is never closed spoils its own line and no other, which
//! a reader that lets a row run over several lines cannot promise.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use flate2::bufread::MultiGzDecoder;

use super::column::{Column, WIDTH};

/// Longest line, in bytes; far above what any row of a log needs.
const LONGEST: u64 = 64 * 1024;
/// What a compressed file begins with, whatever it is called.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// What some programs put before UTF-8 text.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// The lines of a log after its first, which names the columns.
pub(super) struct LogFile {
    source: Box<dyn BufRead>,
    /// Which column each place of a line is.
    order: Vec<Column>,
    line: u64,
}

/// A line as it was read.
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub(super) number: u64,
    /// Its bytes, without the line's end; the beginning of one that is too long.
    pub(super) bytes: Vec<u8>,
    /// Whether more than its beginning was there.
    pub(super) too_long: bool,
}

impl LogFile {
    /// Opens a log and reads its first line.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let mut plain = BufReader::with_capacity(1 << 20, file);
        let start = plain.fill_buf().with_context(|| format!("cannot read {}", path.display()))?;
        let source: Box<dyn BufRead> = if start.starts_with(&GZIP) {
            Box::new(BufReader::with_capacity(1 << 20, MultiGzDecoder::new(plain)))
        } else {
            Box::new(plain)
        };
        let mut log = LogFile { source, order: Vec::new(), line: 0 };
        let Some(first) = log.next()? else { bail!("{} is empty", path.display()) };
        let header = first.bytes.strip_prefix(&MARK).unwrap_or(&first.bytes);
        log.order =
            columns(header).with_context(|| format!("{} is no incident log", path.display()))?;
        Ok(log)
    }

    /// The next line that holds anything.
    pub(super) fn next(&mut self) -> Result<Option<Line>> {
        loop {
            let mut bytes = Vec::with_capacity(512);
            self.line += 1;
            let read = self.source.by_ref().take(LONGEST).read_until(b'\n', &mut bytes);
            let read = read.with_context(|| format!("cannot read line {}", self.line))?;
            if read == 0 {
                return Ok(None);
            }
            let too_long =
                !bytes.ends_with(b"\n") && u64::try_from(read).is_ok_and(|n| n == LONGEST);
            if too_long {
                self.skip_line()?;
            }
            while bytes.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
                bytes.pop();
            }
            if !bytes.is_empty() {
                return Ok(Some(Line { number: self.line, bytes, too_long }));
            }
        }
    }

    /// The cells of a line in the order of [`Column`], or what is wrong with the line.
    pub(super) fn cells<'l>(
        &self,
        line: &'l Line,
        quoted: &'l mut csv::StringRecord,
    ) -> Result<[&'l str; WIDTH], String> {
        if line.too_long {
            return Err(format!("the line is longer than {LONGEST} bytes"));
        }
        let text = std::str::from_utf8(&line.bytes).map_err(|_| "the line is not UTF-8 text")?;
        let mut cells = [""; WIDTH];
        let found = if text.contains('"') {
            read_quoted(text, quoted)?;
            place(&mut cells, &self.order, quoted.iter())
        } else {
            place(&mut cells, &self.order, text.split(','))
        };
        if found == WIDTH { Ok(cells) } else { Err(format!("{found} cells instead of {WIDTH}")) }
    }

    fn skip_line(&mut self) -> Result<()> {
        loop {
            let buffer = self
                .source
                .fill_buf()
                .with_context(|| format!("cannot read line {}", self.line))?;
            let end = buffer.iter().position(|b| *b == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.source.consume(used);
            if end.is_some() || used == 0 {
                return Ok(());
            }
        }
    }
}

/// Puts each cell into its place; how many there were.
fn place<'c>(
    cells: &mut [&'c str; WIDTH],
    order: &[Column],
    found: impl Iterator<Item = &'c str>,
) -> usize {
    let mut places = order.iter();
    found
        .inspect(|cell| {
            if let Some(cell_of) = places.next().and_then(|column| column.of_mut(cells)) {
                *cell_of = cell;
            }
        })
        .count()
}

/// Takes a line apart that has quotation marks.
pub(super) fn read_quoted(text: &str, into: &mut csv::StringRecord) -> Result<(), String> {
    // A mark that is not closed would take the rest of the text, so an even number must be there.
    if text.matches('"').count() % 2 == 1 {
        return Err("a quotation mark is not closed".to_owned());
    }
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    match reader.read_record(into) {
        Ok(true) => Ok(()),
        Ok(false) => Err("the line holds nothing".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn columns(header: &[u8]) -> Result<Vec<Column>> {
    let text = std::str::from_utf8(header).context("its first line is not UTF-8 text")?;
    let mut names = csv::StringRecord::new();
    read_quoted(text, &mut names).map_err(anyhow::Error::msg)?;
    let mut order = Vec::with_capacity(WIDTH);
    for name in &names {
        let column = Column::named(name.trim()).with_context(|| {
            format!("its first line names the column {name}, which a log does not have")
        })?;
        if order.contains(&column) {
            bail!("its first line names the column {name} twice");
        }
        order.push(column);
    }
    let missing: Vec<&str> =
        Column::all().filter(|c| !order.contains(c)).map(Column::name).collect();
    if missing.is_empty() {
        Ok(order)
    } else {
        bail!("its first line does not name the columns {}", missing.join(", "))
    }
}
