//! The flags of the settings, made from the table.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::setting::{About, Entry, Flag, Scope, Secrecy, Shape};
use super::table::TABLE;

/// What was given on the command line, by key.
pub(crate) type Given = BTreeMap<&'static str, Vec<String>>;

/// A set of settings whose flags a command takes.
pub(crate) trait Takes {
    const SCOPES: &'static [Scope];
}

/// What every command takes.
#[derive(Debug)]
pub(crate) struct Everywhere;
/// What servers and workers take.
#[derive(Debug)]
pub(crate) struct Running;
/// What servers take.
#[derive(Debug)]
pub(crate) struct Serving;

impl Takes for Everywhere {
    const SCOPES: &'static [Scope] = &[Scope::Everywhere];
}
impl Takes for Running {
    const SCOPES: &'static [Scope] = &[Scope::Running];
}
impl Takes for Serving {
    const SCOPES: &'static [Scope] = &[Scope::Serving, Scope::Running];
}

/// The flags of a set of settings, for clap.
#[derive(Debug)]
pub(crate) struct Flags<S> {
    given: Given,
    of: PhantomData<S>,
}

impl<S> Flags<S> {
    /// What was given.
    pub(crate) fn given(&self) -> Given {
        self.given.clone()
    }
}

impl<S: Takes> Args for Flags<S> {
    fn augment_args(command: Command) -> Command {
        entries::<S>().filter_map(arg).fold(command, Command::arg)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<S: Takes> FromArgMatches for Flags<S> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = entries::<S>().filter_map(|entry| {
            let About { key, flag, .. } = *entry.about();
            let texts: Vec<String> = match flag {
                Flag::None => return None,
                Flag::Value(_) => matches.get_many::<String>(key)?.cloned().collect(),
                Flag::Switch { means, .. } => {
                    matches.get_flag(key).then(|| means.to_owned()).into_iter().collect()
                }
            };
            (!texts.is_empty()).then_some((key, texts))
        });
        Ok(Flags { given: given.collect(), of: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn entries<S: Takes>() -> impl Iterator<Item = &'static dyn Entry> {
    TABLE.iter().copied().filter(|entry| S::SCOPES.contains(&entry.about().scope))
}

fn arg(entry: &'static dyn Entry) -> Option<Arg> {
    let about = entry.about();
    let arg = Arg::new(about.key)
        .help(help(about))
        .help_heading(heading(about))
        .global(about.scope == Scope::Everywhere);
    match about.flag {
        Flag::None => None,
        Flag::Switch { name, .. } => Some(arg.long(name).action(ArgAction::SetTrue)),
        Flag::Value(name) => {
            let action = match about.shape {
                Shape::List => ArgAction::Append,
                _ => ArgAction::Set,
            };
            let arg = arg.long(name).value_name(about.value).action(action);
            // What clap refuses, it repeats; a secret is checked where nothing is repeated.
            Some(match about.secrecy {
                Secrecy::Open => {
                    arg.value_parser(move |text: &str| entry.check(text).map(|()| text.to_owned()))
                }
                _ => arg,
            })
        }
    }
}

fn help(about: &About) -> String {
    let (what, default) = match about.flag {
        Flag::Switch { help, .. } => (help, None),
        _ => (about.help, about.default_in_words()),
    };
    let default = default.map(|text| format!(" [default: {text}]")).unwrap_or_default();
    format!("{what}{default} [env: {}]", about.variable())
}

fn heading(about: &About) -> &'static str {
    match (about.section(), about.scope) {
        ("files", Scope::Serving | Scope::Running) => "Files",
        ("api", _) => "API",
        ("log" | "metrics" | "traces", _) => "Watching",
        ("tls", _) => "TLS",
        (_, Scope::Everywhere) => "Installation",
        _ => "Serving",
    }
}
