//! The configuration of the process: flags over `MAINSTAY_…` over files over defaults. Everything
//! about the product is rows with a history instead, and kept where it is used.

mod file;
mod flags;
#[cfg(test)]
mod fuzzed;
mod nearest;
mod read;
mod setting;
mod show;
mod table;
#[cfg(test)]
mod tests;
mod variable;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

pub(crate) use self::flags::{Everywhere, Flags, Given, Running, Serving};
pub(crate) use self::setting::Setting;
pub(crate) use self::show::{as_json, as_toml, example, reference};
pub(crate) use self::table::*;

use self::setting::Shape;
use self::variable::Unknown;

/// The variable that names a file of settings.
pub(crate) const FILE: &str = "MAINSTAY_CONFIG";
/// The name of the file in the data directory.
const NAME: &str = "mainstay.toml";
/// The file of the machine.
const OF_MACHINE: &str = "/etc/mainstay/mainstay.toml";

/// The variables of the environment.
pub(crate) type Environment = BTreeMap<String, String>;

/// What is said where.
#[derive(Debug)]
pub(crate) struct Config {
    found: BTreeMap<&'static str, Found>,
    /// The files that were read.
    files: Vec<PathBuf>,
    /// The variables that look like settings and are none.
    unknown: Vec<Unknown>,
    environment: Environment,
}

/// What is said of one setting.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Found {
    texts: Vec<String>,
    source: Source,
}

/// Not what is said: that may be a secret.
impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "by {}", self.source)
    }
}

/// Where something is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    Flag(&'static str),
    Variable(String),
    File { path: PathBuf, line: usize },
    Default,
}

/// Where settings are looked for.
#[derive(Debug)]
pub(crate) struct Asked {
    /// What the command line says.
    pub(crate) given: Given,
    /// The file the command line names.
    pub(crate) file: Option<PathBuf>,
    /// Whether the files in their usual places are read.
    pub(crate) usual_files: bool,
    /// The data directory when none is named.
    pub(crate) data: &'static str,
}

impl Config {
    /// Reads everything.
    ///
    /// # Errors
    /// When something cannot be read or understood: everything that is wrong, a line each.
    pub(crate) fn load(asked: &Asked, environment: Environment) -> Result<Config> {
        Config::load_with(asked, environment, Path::new(OF_MACHINE))
    }

    /// What holds where nobody says anything.
    pub(crate) fn nothing() -> Result<Config> {
        let asked =
            Asked { given: Given::new(), file: None, usual_files: false, data: "./mainstay-data" };
        Config::load(&asked, Environment::new())
    }

    fn load_with(asked: &Asked, environment: Environment, machine: &Path) -> Result<Config> {
        let mut faults = Faults::default();
        let said = |name: &str| environment.get(name).filter(|text| !text.trim().is_empty());
        // An empty variable in a service's environment file means: not set.
        let mut above: BTreeMap<&'static str, Found> = BTreeMap::new();
        for about in TABLE.iter().map(|entry| entry.about()) {
            let variable = about.variable();
            if let Some(text) = said(&variable) {
                let texts = match about.shape {
                    Shape::List => split(text),
                    _ => vec![text.clone()],
                };
                above.insert(about.key, Found { texts, source: Source::Variable(variable) });
            }
            if let Some(texts) = asked.given.get(about.key) {
                let source = Source::Flag(about.flag.name());
                above.insert(about.key, Found { texts: texts.clone(), source });
            }
        }
        let named = asked.file.clone().or_else(|| said(FILE).map(PathBuf::from));
        let files = match named {
            Some(path) => vec![file::read(&path, &mut faults)?],
            None if asked.usual_files => usual(machine, &above, asked.data, &mut faults)?,
            None => Vec::new(),
        };
        let mut unknown = variable::unknown(&environment);
        for slip in unknown.extract_if(.., |unknown| unknown.is_slip) {
            faults.add(&Source::Variable(slip.name.clone()), None, &slip.told());
        }
        let paths = files.iter().map(|file| file.path.clone()).collect();
        let mut found: BTreeMap<_, _> = files.into_iter().flat_map(|file| file.found).collect();
        found.extend(above);
        found.entry(DATA.key()).or_insert_with(|| Found {
            texts: vec![asked.data.to_owned()],
            source: Source::Default,
        });
        let config = Config { found, files: paths, unknown, environment };
        config.check(&mut faults);
        faults.into_result().map(|()| config)
    }

    fn check(&self, faults: &mut Faults) {
        for entry in TABLE {
            let about = entry.about();
            let Some(found) = self.found.get(about.key) else { continue };
            for text in &found.texts {
                if let Err(what) = entry.check(text) {
                    faults.add(&found.source, Some(about.key), &what);
                }
            }
        }
    }

    /// The value of a setting, its default included.
    ///
    /// # Errors
    /// Never once it is loaded.
    pub(crate) fn maybe<T>(&self, setting: &Setting<T>) -> Result<Option<T>> {
        let text = match self.found.get(setting.key()) {
            Some(found) => found.texts.last().map(String::as_str),
            None => setting.default_text(),
        };
        text.map(|text| setting.read(text).map_err(|what| anyhow!("{}: {what}", setting.key())))
            .transpose()
    }

    /// The value of a setting that has a default.
    ///
    /// # Errors
    /// Never once it is loaded.
    pub(crate) fn get<T>(&self, setting: &Setting<T>) -> Result<T> {
        self.maybe(setting)?.with_context(|| format!("{} has no default", setting.key()))
    }

    /// The values of a list.
    ///
    /// # Errors
    /// Never once it is loaded.
    pub(crate) fn all<T>(&self, setting: &Setting<T>) -> Result<Vec<T>> {
        let texts = self.found.get(setting.key()).map_or(&[][..], |found| &found.texts);
        let read =
            |text: &String| setting.read(text).map_err(|what| anyhow!("{}: {what}", setting.key()));
        texts.iter().map(read).collect()
    }

    /// The files that were read.
    pub(crate) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The variables of the environment.
    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What is not wrong, but probably not meant.
    pub(crate) fn doubts(&self) -> Vec<String> {
        let unknown = self.unknown.iter();
        let mut doubts: Vec<String> =
            unknown.map(|unknown| format!("{}: {}", unknown.name, unknown.told())).collect();
        doubts.extend(self.files.iter().filter_map(|path| {
            let is_secret = self.found.iter().any(|(key, found)| {
                matches!(&found.source, Source::File { path: at, .. } if at == path)
                    && secret(key, &found.texts)
            });
            (is_secret && read_by_others(path)).then(|| {
                let path = path.display();
                format!("{path} holds a secret and others may read it: chmod 600 {path}")
            })
        }));
        doubts
    }
}

/// Whether what is said of a setting holds a secret.
fn secret(key: &str, texts: &[String]) -> bool {
    let about = TABLE.iter().map(|entry| entry.about()).find(|about| about.key == key);
    about.is_some_and(|about| texts.iter().any(|text| about.shown(text) != *text))
}

#[cfg(unix)]
fn read_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn read_by_others(_: &Path) -> bool {
    false
}

/// The machine's file, and over it the one in the data directory.
fn usual(
    machine: &Path,
    above: &BTreeMap<&'static str, Found>,
    otherwise: &str,
    faults: &mut Faults,
) -> Result<Vec<file::File>> {
    let mut files = Vec::new();
    files.extend(file::read_if_there(machine, faults)?);
    let in_file = files.iter().flat_map(|file| &file.found);
    let named = above.get(DATA.key()).or_else(|| {
        in_file.filter(|(key, _)| *key == DATA.key()).map(|(_, found)| found).next_back()
    });
    let data = named.and_then(|found| found.texts.last()).map_or(otherwise, String::as_str);
    if let Some(file) = file::read_if_there(&Path::new(data).join(NAME), faults)? {
        for (key, found) in &file.found {
            if *key == DATA.key() {
                let what =
                    format!("the directory cannot be named in itself; name it in {OF_MACHINE}");
                faults.add(&found.source, Some(key), &what);
            }
        }
        files.push(file);
    }
    Ok(files)
}

/// The values of a list in a variable, between commas or spaces.
fn split(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c == ',' || c.is_whitespace());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The variables of this process; what is not text is no setting.
pub(crate) fn environment() -> Environment {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// What is wrong, a line each.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, source: &Source, key: Option<&str>, what: &str) {
        self.0.push(match (source, key) {
            // A flag or a variable says already which setting is meant.
            (Source::File { .. }, Some(key)) => format!("{source}: {key}: {what}"),
            _ => format!("{source}: {what}"),
        });
    }

    #[cfg(test)]
    fn told(&self) -> &[String] {
        &self.0
    }

    fn into_result(self) -> Result<()> {
        match self.0.is_empty() {
            true => Ok(()),
            false => bail!("{}", self.0.join("\nmainstay: ")),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Flag(name) => write!(f, "--{name}"),
            Source::Variable(name) => f.write_str(name),
            Source::File { path, line } => write!(f, "{}, line {line}", path.display()),
            Source::Default => f.write_str("default"),
        }
    }
}
