//! Writes the table of files that `src/lib.rs` embeds.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::failure::{Failure, Outcome, at, write};

/// Hashes and compresses every file and writes `table.rs`.
pub(crate) fn embed(finished: &Path, out: &Path, files: &[(&str, &str)]) -> Outcome<()> {
    let packed = out.join("packed");
    super::failure::fresh(&packed)?;
    let mut table = String::from("&[\n");
    for (name, content_type) in files {
        let from = finished.join(name);
        let bytes = at(&from, fs::read(&from))?;
        let hash = hash(&bytes);
        let address = hashed_name(name, &hash)?;
        let plain = packed.join(name);
        let gzip = packed.join(format!("{name}.gz"));
        write(&plain, &bytes)?;
        write(&gzip, at(&gzip, compressed(&bytes))?)?;
        table.push_str(&format!(
            "    Asset {{ name: {name:?}, path: {address:?}, url: {:?}, content_type: {content_type:?}, \
             etag: {:?}, bytes: include_bytes!({plain:?}), gzip: include_bytes!({gzip:?}) }},\n",
            format!("/assets/{address}"),
            format!("\"{hash}\""),
        ));
    }
    table.push(']');
    write(&out.join("table.rs"), table)
}

/// Ten bytes of SHA-256: plenty to tell two builds of a file apart.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

/// `app.css` as `app-0123456789abcdef0123.css`.
fn hashed_name(name: &str, hash: &str) -> Outcome<String> {
    let (stem, ending) =
        name.rsplit_once('.').ok_or_else(|| Failure(format!("{name} has no ending")))?;
    Ok(format!("{stem}-{hash}.{ending}"))
}

fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}
