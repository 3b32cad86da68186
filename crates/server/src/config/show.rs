//! Shows settings: what holds and where it is said, an example to begin with, and the reference.

use serde_json::{Map, Value, json};

use super::setting::{About, Flag, Shape};
use super::table::TABLE;
use super::{Config, Found, Source, file};

/// What holds, as a file, with where each value is said; secrets are hidden.
pub(crate) fn as_toml(config: &Config) -> String {
    let mut text = String::new();
    let mut section = "";
    for about in TABLE.iter().map(|entry| entry.about()) {
        if about.section() != section {
            section = about.section();
            text.push_str(&format!("\n[{section}]\n"));
        }
        let name = about.name();
        text.push_str(&match (config.found.get(about.key), about.default) {
            (Some(found), _) => {
                format!("{name} = {}  # {}\n", written(about, &shown(about, found)), found.source)
            }
            (None, Some(default)) => {
                format!("{name} = {}  # default\n", written(about, &[default.to_owned()]))
            }
            (None, None) => {
                let otherwise = about.otherwise.unwrap_or("not set");
                format!("# {name}: {otherwise}\n")
            }
        });
    }
    text
}

/// What holds, as an object by key; secrets are hidden.
pub(crate) fn as_json(config: &Config) -> Value {
    let members = TABLE.iter().map(|entry| entry.about()).map(|about| {
        let default = about
            .default
            .map(|text| Found { texts: vec![text.to_owned()], source: Source::Default });
        let found = config.found.get(about.key).cloned().or(default);
        let value = found.as_ref().map(|found| match (about.shape, shown(about, found)) {
            (Shape::List, texts) => json!(texts),
            (_, texts) => json!(texts.last()),
        });
        let source = found.as_ref().map(|found| found.source.to_string());
        (about.key.to_owned(), json!({ "value": value, "source": source }))
    });
    Value::Object(members.collect::<Map<_, _>>())
}

fn shown(about: &About, found: &Found) -> Vec<String> {
    found.texts.iter().map(|text| about.shown(text)).collect()
}

/// A value as it is written in a file.
fn written(about: &About, texts: &[String]) -> String {
    let quoted = |text: &String| Value::String(text.clone()).to_string();
    match about.shape {
        Shape::List => format!("[{}]", texts.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        Shape::Number | Shape::Truth => texts.last().cloned().unwrap_or_default(),
        _ => texts.last().map(quoted).unwrap_or_default(),
    }
}

/// A value that shows how it is written.
fn sample(about: &About) -> String {
    match (about.sample, about.default) {
        (Some(sample), _) => sample.to_owned(),
        (None, default) => written(about, &[default.unwrap_or_default().to_owned()]),
    }
}

/// A file of every setting, each explained and commented out.
pub(crate) fn example() -> String {
    let mut text = String::from(
        "# Settings of Mainstay. Flags come before variables, variables before this file.\n\
         # It is read from DIR/mainstay.toml in the data directory, from\n\
         # /etc/mainstay/mainstay.toml, or from where --config or MAINSTAY_CONFIG says.\n\
         # `mainstay config check` tells whether it can be read, `mainstay config show` what holds.\n",
    );
    let mut section = "";
    for about in TABLE.iter().map(|entry| entry.about()) {
        if about.section() != section {
            section = about.section();
            text.push_str(&format!("\n[{section}]\n"));
        }
        text.push_str(&format!("\n# {}\n", about.help));
        if let Some(otherwise) = about.otherwise {
            text.push_str(&format!("# Otherwise: {otherwise}\n"));
        }
        text.push_str(&format!("#{} = {}\n", about.name(), sample(about)));
    }
    text
}

/// The settings for the documentation, in Markdown.
pub(crate) fn reference() -> String {
    let mut text = String::new();
    for about in TABLE.iter().map(|entry| entry.about()) {
        let flag = match about.flag {
            Flag::None => "none".to_owned(),
            Flag::Value(name) => format!("`--{name} {}`", about.value),
            Flag::Switch { name, means, .. } => format!("`--{name}` means `{means}`"),
        };
        let default = match (about.default, about.otherwise) {
            (Some(default), _) => format!("`{default}`"),
            (None, told) => told.unwrap_or("none").to_owned(),
        };
        let lines = [
            format!("### `{}`", about.key),
            String::new(),
            format!("{}.", about.help),
            String::new(),
            format!(
                "- in a file: {}, like `{} = {}`{}",
                file::expected(about.shape),
                about.name(),
                sample(about),
                below(about)
            ),
            format!("- variable: `{}`{}", about.variable(), several(about)),
            format!("- flag: {flag}"),
            format!("- default: {default}"),
            String::new(),
        ];
        text.push_str(&lines.join("\n"));
        text.push('\n');
    }
    text
}

fn below(about: &About) -> String {
    match about.section() {
        "" => String::new(),
        section => format!(" below `[{section}]`"),
    }
}

fn several(about: &About) -> &'static str {
    match about.shape {
        Shape::List => ", several between commas",
        _ => "",
    }
}
