//! Where an installation lies: its data directory, its database, its keys.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use db::{Db, Location};
use files::Store;

/// The options every command takes.
#[derive(Debug, Args)]
pub(crate) struct PlaceArguments {
    /// Directory of this installation: the SQLite database, keys and files; made when missing
    /// [default: ./mainstay-data, for demo ./mainstay-demo]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Installation")]
    data: Option<PathBuf>,
    /// PostgreSQL database to use in place of SQLite, as postgres://USER:PASSWORD@HOST/NAME
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "MAINSTAY_DATABASE",
        hide_env_values = true,
        help_heading = "Installation"
    )]
    database: Option<String>,
    /// Directory of the keys, the same for all nodes [default: DIR/keys]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Installation")]
    keys: Option<PathBuf>,
    /// Directory of the files, the same for all nodes, or a bucket as s3://BUCKET/PREFIX with keys
    /// and address in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT
    /// [default: DIR/files]
    #[arg(
        long,
        global = true,
        value_name = "PLACE",
        env = "MAINSTAY_FILES",
        help_heading = "Installation"
    )]
    files: Option<files::Place>,
}

/// Where an installation lies.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    data: PathBuf,
    database: Option<String>,
    keys: PathBuf,
    files: files::Place,
}

impl PlaceArguments {
    /// The place meant; `otherwise` is the data directory when none was named.
    pub(crate) fn place(self, otherwise: &str) -> Place {
        let data = self.data.unwrap_or_else(|| otherwise.into());
        let keys = self.keys.unwrap_or_else(|| data.join("keys"));
        // An empty variable in a service's environment file means: not set.
        let database = self.database.filter(|url| !url.trim().is_empty());
        let files = self.files.unwrap_or_else(|| files::Place::Folder(data.join("files")));
        Place { data, database, keys, files }
    }
}

impl Place {
    /// The directory of the keys.
    pub(crate) fn keys(&self) -> &Path {
        &self.keys
    }

    /// The data directory.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Opens the place of the files, making its directory when missing. What is being received lies
    /// beside it, or in the data directory for a bucket.
    pub(crate) fn store(&self) -> Result<Store> {
        make_directory(&self.data, "--data")?;
        let inbox = match &self.files {
            files::Place::Folder(directory) => directory.join("incoming"),
            files::Place::Bucket { .. } => self.data.join("incoming"),
        };
        let environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Store::open(&self.files, &inbox, &environment).with_context(|| {
            format!("cannot use {} for files: name another place with --files", self.files)
        })
    }

    /// Opens the database, making the data directory first; the schema is not touched.
    pub(crate) fn open(&self) -> Result<Db> {
        make_directory(&self.data, "--data")?;
        let location = self.location()?;
        Db::open(&location).with_context(|| match &location {
            Location::File(path) => {
                format!("cannot open {}: check that you may read and write it", path.display())
            }
            Location::Server(_) => {
                "cannot open the database: check --database or MAINSTAY_DATABASE, \
                 and that the server runs"
                    .to_owned()
            }
        })
    }

    /// Opens the database that must be there already.
    pub(crate) fn open_existing(&self) -> Result<Db> {
        if let Location::File(path) = self.location()?
            && !path.exists()
        {
            bail!("there is no database at {}: name its directory with --data DIR", path.display());
        }
        self.open()
    }

    /// Where the database is.
    pub(crate) fn location(&self) -> Result<Location> {
        let Some(url) = &self.database else {
            return Ok(Location::File(self.data.join("mainstay.db")));
        };
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            bail!(
                "--database takes postgres://USER:PASSWORD@HOST/NAME; leave it out to use SQLite in --data DIR"
            );
        }
        Ok(Location::Server(url.clone()))
    }

    /// The options that lead another command to the same installation. A database's address is
    /// left to the environment: it may hold a password.
    pub(crate) fn options(&self) -> String {
        let path = self.data.display().to_string();
        let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
        let quoted = if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) };
        match self.database {
            Some(_) => format!("--data {quoted} --database \"$MAINSTAY_DATABASE\""),
            None => format!("--data {quoted}"),
        }
    }
}

/// Makes a directory only its owner may enter.
fn make_directory(path: &Path, option: &str) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).with_context(|| {
        format!("cannot make the directory {}: name another with {option} DIR, or allow this user to write there", path.display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(database: Option<&str>) -> Place {
        let arguments = PlaceArguments {
            data: Some("/tmp/it's".into()),
            database: database.map(str::to_owned),
            keys: None,
            files: None,
        };
        arguments.place("unused")
    }

    #[test]
    fn only_a_postgres_address_is_taken_for_one() {
        assert!(
            place(Some("mysql://x")).location().unwrap_err().to_string().contains("postgres://")
        );
        assert_eq!(
            place(Some(" ")).location().unwrap(),
            Location::File("/tmp/it's/mainstay.db".into())
        );
        assert_eq!(
            place(Some("postgres://x")).location().unwrap(),
            Location::Server("postgres://x".to_owned())
        );
    }

    #[test]
    fn options_can_be_pasted_and_hold_no_password() {
        assert_eq!(place(None).options(), "--data '/tmp/it'\\''s'");
        assert!(!place(Some("postgres://u:secret@h/d")).options().contains("secret"));
    }
}
