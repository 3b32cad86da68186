//! Bundles and minifies our styles and islands with esbuild.

use std::fs;
use std::path::Path;

use super::failure::{Outcome, at};
use super::npm::run;

/// Browsers since the middle of 2024, the first that know `light-dark()`; esbuild rewrites newer
/// syntax for them.
const TARGET: &str = "--target=es2022,chrome123,firefox121,safari17.5";

/// Makes `app.css`, `app.js` and `boot.js`.
pub(crate) fn bundle(work: &Path, finished: &Path) -> Outcome<()> {
    let to = format!("--outdir={}", finished.display());
    run(
        work,
        "node",
        &[
            "node_modules/esbuild/bin/esbuild",
            "front/css/app.css",
            "front/ts/app.ts",
            "front/ts/boot.ts",
            "--bundle",
            "--minify",
            "--format=iife",
            "--entry-names=[name]",
            "--legal-comments=none",
            "--metafile=bundled.json",
            "--log-level=warning",
            TARGET,
            &to,
        ],
        "the front end needs Node.js 18 or newer (node) at build time, and it was not found.",
    )?;
    let mark = work.join("front/mark.svg");
    at(&mark, fs::copy(&mark, finished.join("mark.svg")))?;
    Ok(())
}
