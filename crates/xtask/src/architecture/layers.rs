//! Inside a practice: pages, api and jobs use store, store uses model, model uses lifecycle.

use super::source::Source;

/// The modules of a practice, each with its layer; a module uses only lower ones. `lib` is the door
/// and sees all.
const LAYERS: [(&str, u8); 10] = [
    ("lifecycle", 0),
    ("fields", 1),
    // What the practice weighs by: a rule of its own, by the matrix of its kind.
    ("priority", 2),
    ("model", 3),
    // The verbs of the lifecycle on the model, where they are too many for one file.
    ("verbs", 4),
    ("store", 5),
    ("api", 6),
    ("jobs", 6),
    ("pages", 6),
    ("lib", 9),
];

pub(crate) fn breaches(files: &[Source]) -> Vec<String> {
    files.iter().filter_map(|file| Some((file, place(&file.path)?))).flat_map(judge).collect()
}

/// Where a file of a practice stands: its top module, and whether it is that module's only file.
struct Place<'a> {
    module: &'a str,
    is_top: bool,
}

fn place(path: &str) -> Option<Place<'_>> {
    let (_, inside) = path.strip_prefix("practices/")?.split_once("/src/")?;
    let (module, is_top) = match inside.split_once('/') {
        Some((directory, file)) => (directory, file == "mod.rs"),
        None => (inside.strip_suffix(".rs")?, true),
    };
    (module != "tests").then_some(Place { module, is_top })
}

fn judge((file, place): (&Source, Place<'_>)) -> Vec<String> {
    let Some(own) = layer(place.module) else {
        return vec![format!("{}: give the module a layer in LAYERS", file.path)];
    };
    let mut breaches = Vec::new();
    for (number, module) in modules_used(&file.text, place.is_top) {
        let refused = layer(&module).is_some_and(|used| used >= own) && module != place.module;
        if refused {
            breaches.push(format!(
                "{}:{number}: {} may not use {module}; see LAYERS",
                file.path, place.module
            ));
        }
    }
    breaches
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// `(line, module)` for every path that begins at the crate, up to the file's own tests.
fn modules_used(text: &str, is_top: bool) -> Vec<(usize, String)> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let starts: &[&str] = if is_top { &["crate::", "super::"] } else { &["crate::"] };
    let mut used = Vec::new();
    for start in starts {
        for (position, _) in text.match_indices(start) {
            let (before, after) = text.split_at(position);
            let line = before.rsplit('\n').next().unwrap_or_default();
            if line.trim_start().starts_with("//") {
                continue;
            }
            let path = after.get(start.len()..).unwrap_or_default();
            let number = before.matches('\n').count() + 1;
            used.extend(first_names(path).into_iter().map(|name| (number, name)));
        }
    }
    used
}

/// The first name of a path, or the first names in a braced group of paths.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![name_at_start(path)];
    };
    let mut names = Vec::new();
    let mut depth = 0_u32;
    let mut item = String::new();
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => names.push(std::mem::take(&mut item)),
            _ => {
                depth = match c {
                    '{' => depth + 1,
                    '}' => depth - 1,
                    _ => depth,
                };
                item.push(c);
            }
        }
    }
    names.push(item);
    names.iter().map(|item| name_at_start(item.trim_start())).collect()
}

fn name_at_start(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn practice(file: &str, text: &str) -> Vec<String> {
        breaches(&[Source { path: format!("practices/problem/src/{file}"), text: text.to_owned() }])
    }

    #[test]
    fn a_module_uses_only_lower_ones() {
        assert!(
            practice("store.rs", "use crate::model::Problem;\nuse crate::lifecycle;").is_empty()
        );
        let upward = practice("model.rs", "//! Facts.\nuse crate::store;\n");
        assert_eq!(
            upward,
            ["practices/problem/src/model.rs:2: model may not use store; see LAYERS"]
        );
        assert_eq!(practice("pages.rs", "use super::api::Body;").len(), 1);
    }

    #[test]
    fn groups_and_paths_in_code_are_seen() {
        let group = "use crate::{\n    lifecycle::{self, State},\n    pages,\n};\nfn f() { crate::api::g() }";
        assert_eq!(practice("store/read.rs", group).len(), 2);
    }

    #[test]
    fn super_in_a_nested_file_is_its_own_module() {
        assert!(practice("pages/new.rs", "use super::api;").is_empty());
        assert_eq!(practice("pages/mod.rs", "use super::api;").len(), 1);
    }

    #[test]
    fn comments_and_tests_are_free_and_unknown_modules_are_not() {
        assert!(
            practice("model.rs", "// as crate::store does\n#[cfg(test)]\nuse crate::store;")
                .is_empty()
        );
        assert!(practice("tests/verbs.rs", "use crate::store;").is_empty());
        assert_eq!(practice("engine.rs", "").len(), 1);
    }
}
