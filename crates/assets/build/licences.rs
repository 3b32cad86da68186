//! The page that names the packages inside the bundles, with their licences.

use std::collections::BTreeSet;
use std::path::Path;

use super::failure::{Failure, Outcome, read, write};

/// Makes `licences.html` from what esbuild says it bundled, so that no package can be forgotten.
pub(crate) fn page(work: &Path, finished: &Path) -> Outcome<()> {
    let bundled = read(&work.join("bundled.json"))?;
    let mut packages = bundled_packages(&bundled);
    // The icons go into the sprite past the bundler.
    packages.insert("lucide-static".to_owned());

    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Licences of front-end packages</title></head><body>\
         <h1>Licences of front-end packages</h1>",
    );
    for package in packages {
        let home = work.join("node_modules").join(&package);
        let manifest = read(&home.join("package.json"))?;
        let field = |name| {
            value(&manifest, name).ok_or_else(|| Failure(format!("{package} states no {name}")))
        };
        let text = read(&home.join("LICENSE"))?;
        html.push_str(&format!(
            "<h2>{} {}</h2><p>{}</p><pre>{}</pre>",
            escaped(&package),
            escaped(field("version")?),
            escaped(field("license")?),
            escaped(&text)
        ));
    }
    html.push_str("</body></html>");
    write(&finished.join("licences.html"), html)
}

/// The names after `node_modules/` in the bundler's account of its inputs.
fn bundled_packages(account: &str) -> BTreeSet<String> {
    account
        .split("node_modules/")
        .skip(1)
        .map(|rest| {
            let segments = if rest.starts_with('@') { 2 } else { 1 };
            let path = rest.split('"').next().unwrap_or_default();
            path.split('/').take(segments).collect::<Vec<_>>().join("/")
        })
        .collect()
}

/// A text field at the top of a package manifest. Manifests in the registry are written by npm,
/// one field a line, which is all this reading relies on.
fn value<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("\"{name}\":");
    let rest = manifest.lines().find_map(|line| line.trim().strip_prefix(&key))?;
    rest.trim().trim_end_matches(',').strip_prefix('"')?.strip_suffix('"')
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
