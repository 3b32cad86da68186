//! One sprite with the icons in use, and no others.

use std::path::Path;

use super::failure::{Failure, Outcome, read, write};

/// Makes `icons.svg` from the names in `front/icons.txt` and our own mark.
pub(crate) fn sprite(work: &Path, finished: &Path) -> Outcome<()> {
    let mut sprite = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
    let names = read(&work.join("front/icons.txt"))?;
    for name in
        names.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let file = work.join(format!("node_modules/lucide-static/icons/{name}.svg"));
        let drawing = inside(&read(&file)?, name)?;
        sprite.push_str(&format!(
            r#"<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{drawing}</symbol>"#
        ));
    }
    let mark = inside(&read(&work.join("front/mark.svg"))?, "mark")?;
    sprite.push_str(&format!(r#"<symbol id="mark" viewBox="0 0 32 32">{mark}</symbol></svg>"#));
    write(&finished.join("icons.svg"), sprite)
}

/// What stands between `<svg …>` and `</svg>`, on one line.
fn inside(svg: &str, name: &str) -> Outcome<String> {
    let drawing = svg
        .split_once("<svg")
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.rsplit_once("</svg>"))
        .map(|(drawing, _)| drawing.lines().map(str::trim).collect());
    drawing.ok_or_else(|| Failure(format!("the icon {name} is not an SVG drawing")))
}
