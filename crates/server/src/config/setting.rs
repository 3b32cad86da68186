//! What a setting is: one row that says its key, its flag, its variable, its default and its reader.

/// One setting of the program, and how its value is read.
pub(crate) struct Setting<T: 'static> {
    about: About,
    read: fn(&str) -> Result<T, String>,
}

/// What is told of a setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    /// Its name in a file, with its section.
    pub(crate) key: &'static str,
    /// How it is given on the command line.
    pub(crate) flag: Flag,
    /// What its value is called.
    pub(crate) value: &'static str,
    /// How its value is written in a file.
    pub(crate) shape: Shape,
    /// What it is when nobody says otherwise.
    pub(crate) default: Option<&'static str>,
    /// What it is when nobody says otherwise, where that depends; told, not read.
    pub(crate) otherwise: Option<&'static str>,
    /// A value for the example, as it is written in a file, where the default shows none.
    pub(crate) sample: Option<&'static str>,
    /// Which commands take its flag.
    pub(crate) scope: Scope,
    /// Whether its value is a secret, or holds one.
    pub(crate) secrecy: Secrecy,
    /// What it is for.
    pub(crate) help: &'static str,
}

/// How a setting is given on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    /// Not: a command line is read by everybody on the machine.
    None,
    /// With a value.
    Value(&'static str),
    /// Without one.
    Switch {
        name: &'static str,
        /// The value it means.
        means: &'static str,
        /// What it does, on the command line.
        help: &'static str,
    },
}

impl Flag {
    /// Its name, without dashes.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Flag::None => "",
            Flag::Value(name) | Flag::Switch { name, .. } => name,
        }
    }
}

/// How a value is written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    /// A path; one that is not absolute goes from the directory of its file.
    Path,
    Number,
    /// A number or a text such as `100MiB`.
    Size,
    Truth,
    List,
}

/// Which commands take the flag of a setting. Files and environment may hold all of them for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Everywhere,
    Running,
    Serving,
}

/// How much of a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    Open,
    /// An address that may hold a password.
    Address,
    Sealed,
}

/// A setting whatever its type.
pub(crate) trait Entry: Sync {
    /// What is told of it.
    fn about(&self) -> &About;
    /// Whether a text can be read; what to write when not.
    fn check(&self, text: &str) -> Result<(), String>;
}

impl<T> Entry for Setting<T> {
    fn about(&self) -> &About {
        &self.about
    }

    fn check(&self, text: &str) -> Result<(), String> {
        (self.read)(text).map(drop)
    }
}

impl<T> Setting<T> {
    /// A setting that every command takes, without a default.
    pub(crate) const fn new(
        key: &'static str,
        value: &'static str,
        shape: Shape,
        read: fn(&str) -> Result<T, String>,
        help: &'static str,
    ) -> Self {
        let about = About {
            key,
            flag: Flag::None,
            value,
            shape,
            default: None,
            otherwise: None,
            sample: None,
            scope: Scope::Everywhere,
            secrecy: Secrecy::Open,
            help,
        };
        Setting { about, read }
    }

    pub(crate) const fn flag(mut self, name: &'static str) -> Self {
        self.about.flag = Flag::Value(name);
        self
    }

    pub(crate) const fn switch(
        mut self,
        name: &'static str,
        means: &'static str,
        help: &'static str,
    ) -> Self {
        self.about.flag = Flag::Switch { name, means, help };
        self
    }

    pub(crate) const fn default(mut self, text: &'static str) -> Self {
        self.about.default = Some(text);
        self
    }

    pub(crate) const fn otherwise(mut self, told: &'static str) -> Self {
        self.about.otherwise = Some(told);
        self
    }

    pub(crate) const fn sample(mut self, written: &'static str) -> Self {
        self.about.sample = Some(written);
        self
    }

    pub(crate) const fn of(mut self, scope: Scope) -> Self {
        self.about.scope = scope;
        self
    }

    pub(crate) const fn kept(mut self, secrecy: Secrecy) -> Self {
        self.about.secrecy = secrecy;
        self
    }

    /// Its name in a file.
    pub(crate) fn key(&self) -> &'static str {
        self.about.key
    }

    /// What it is when nobody says otherwise.
    pub(crate) fn default_text(&self) -> Option<&'static str> {
        self.about.default
    }

    /// Reads a text.
    pub(crate) fn read(&self, text: &str) -> Result<T, String> {
        (self.read)(text)
    }
}

impl About {
    /// The variable of the environment it can stand in: as its flag, or as its key.
    pub(crate) fn variable(&self) -> String {
        let name = match self.flag {
            Flag::Value(name) if self.shape != Shape::List => name,
            _ => self.key,
        };
        let name = name.to_ascii_uppercase().replace(['.', '-'], "_");
        format!("MAINSTAY_{name}")
    }

    /// The section of a file it stands in; empty for none.
    pub(crate) fn section(&self) -> &'static str {
        self.key.split_once('.').map_or("", |(section, _)| section)
    }

    /// Its name within its section.
    pub(crate) fn name(&self) -> &'static str {
        self.key.split_once('.').map_or(self.key, |(_, name)| name)
    }

    /// What it is when nobody says otherwise, in words.
    pub(crate) fn default_in_words(&self) -> Option<&'static str> {
        self.default.or(self.otherwise)
    }

    /// What may be shown of a value.
    pub(crate) fn shown(&self, text: &str) -> String {
        match self.secrecy {
            Secrecy::Open => text.to_owned(),
            Secrecy::Address => without_password(text),
            Secrecy::Sealed => HIDDEN.to_owned(),
        }
    }
}

/// What stands for a secret.
pub(crate) const HIDDEN: &str = "(hidden)";

/// An address without the password in it, and without what may be one after its `?`.
fn without_password(address: &str) -> String {
    let (plain, query) = address.split_once('?').map_or((address, None), |(a, q)| (a, Some(q)));
    let Some((scheme, rest)) = plain.split_once("://") else { return HIDDEN.to_owned() };
    let shown = match rest.rsplit_once('@') {
        None => plain.to_owned(),
        Some((who, host)) => match who.split_once(':') {
            None => plain.to_owned(),
            Some((user, _)) => format!("{scheme}://{user}:{HIDDEN}@{host}"),
        },
    };
    match query {
        None => shown,
        Some(query) if query.contains('%') || query.to_ascii_lowercase().contains("pass") => {
            format!("{shown}?{HIDDEN}")
        }
        Some(query) => format!("{shown}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_of_an_address_is_shown() {
        for (address, shown) in [
            ("postgres://db/desk", "postgres://db/desk"),
            ("postgres://ada@db/desk?sslmode=require", "postgres://ada@db/desk?sslmode=require"),
            ("postgres://ada:se@cr:et@db/desk", "postgres://ada:(hidden)@db/desk"),
            ("postgres://db/desk?password=secret", "postgres://db/desk?(hidden)"),
            ("postgres://db/desk?%70assword=secret", "postgres://db/desk?(hidden)"),
            ("host=db password=secret", "(hidden)"),
        ] {
            assert_eq!(without_password(address), shown, "{address}");
        }
    }
}
