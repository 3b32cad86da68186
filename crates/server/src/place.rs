//! Where an installation lies: its data directory, its database, its keys.

use std::fs::DirBuilder;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use db::{Db, Location};
use files::Store;

use crate::config::{self, Config};
use crate::log;
use crate::traces::Traces;

/// Where an installation lies.
#[derive(Clone)]
pub(crate) struct Place {
    data: PathBuf,
    database: Option<String>,
    keys: PathBuf,
    files: files::Place,
    /// Where a bucket is and who uses it, by the names the AWS command line uses.
    bucket: Vec<(String, String)>,
    log: Option<String>,
    /// What is probably not meant in what is configured.
    doubts: Vec<String>,
}

impl Place {
    /// The place that is configured.
    pub(crate) fn of(config: &Config) -> Result<Place> {
        let data = config.get(&config::DATA)?;
        let keys = config.maybe(&config::KEYS)?.unwrap_or_else(|| data.join("keys"));
        let database = config.maybe(&config::DATABASE)?;
        let files = config.maybe(&config::FILES)?;
        let files = files.unwrap_or_else(|| files::Place::Folder(data.join("files")));
        let (bucket, log) = (bucket(config)?, config.maybe(&config::LOG_LEVEL)?);
        Ok(Place { data, database, keys, files, bucket, log, doubts: config.doubts() })
    }

    /// Starts the log; it tells `otherwise` unless something else is configured, and what is probably
    /// not meant in that.
    pub(crate) fn log(&self, json: bool, otherwise: &str) {
        log::start(json, self.log.as_deref().unwrap_or(otherwise), None);
        self.tell_doubts();
    }

    fn tell_doubts(&self) {
        self.doubts.iter().for_each(|doubt| tracing::warn!("{doubt}"));
    }

    /// Starts the log of a program that runs on, and sends traces where that is configured, until what
    /// is returned is dropped.
    ///
    /// # Errors
    /// When traces cannot be sent.
    pub(crate) fn log_and_trace(&self, config: &Config) -> Result<Option<Traces>> {
        const OTHERWISE: &str = "info,postgres=warn,tokio_postgres=warn,opentelemetry=warn";
        let url = config.maybe(&config::TRACES)?;
        let traces = url.map(|url| Traces::to(&url)).transpose()?;
        let json = config.get(&config::LOG_FORMAT)?;
        log::start(json, self.log.as_deref().unwrap_or(OTHERWISE), traces.as_ref());
        self.tell_doubts();
        Ok(traces)
    }

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
        Store::open(&self.files, &self.inbox(), &self.bucket).with_context(|| self.no_files())
    }

    /// The place of the files for what only reads them; no directory is made.
    pub(crate) fn store_to_read(&self) -> Result<Store> {
        Store::to_read(&self.files, &self.inbox(), &self.bucket).with_context(|| self.no_files())
    }

    fn inbox(&self) -> PathBuf {
        match &self.files {
            files::Place::Folder(directory) => directory.join("incoming"),
            files::Place::Bucket { .. } => self.data.join("incoming"),
        }
    }

    fn no_files(&self) -> String {
        format!("cannot use {} for files: name another place with --files", self.files)
    }

    /// Opens the database, making the data directory first; the schema is not touched.
    pub(crate) fn open(&self) -> Result<Db> {
        make_directory(&self.data, "--data")?;
        let location = self.location();
        Db::open(&location).map_err(|error| not_opened(&location, error))
    }

    /// Opens the database that must be there already.
    pub(crate) fn open_existing(&self) -> Result<Db> {
        self.must_be_there()?;
        self.open()
    }

    /// Opens the database that must be there already, for what only reads it; the disk may be one that
    /// can only be read.
    pub(crate) fn open_to_read(&self) -> Result<Db> {
        self.must_be_there()?;
        let location = self.location();
        Db::open_to_read(&location).map_err(|error| not_opened(&location, error))
    }

    fn must_be_there(&self) -> Result<()> {
        match self.location() {
            Location::File(path) if !path.exists() => bail!(
                "there is no database at {}: name its directory with --data DIR",
                path.display()
            ),
            _ => Ok(()),
        }
    }

    /// Where the database is.
    pub(crate) fn location(&self) -> Location {
        match &self.database {
            None => Location::File(self.data.join("mainstay.db")),
            Some(url) => Location::Server(url.clone()),
        }
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

fn not_opened(location: &Location, error: db::Error) -> anyhow::Error {
    let context = cannot_open(location, &error);
    anyhow::Error::from(error).context(context)
}

/// What could not be opened, and what to look at where the error itself does not say so.
fn cannot_open(location: &Location, error: &db::Error) -> String {
    match location {
        Location::File(path) if matches!(error, db::Error::Damaged(_) | db::Error::ReadOnly) => {
            format!("cannot open {}", path.display())
        }
        Location::File(path) => {
            format!("cannot open {}: check that you may read and write it", path.display())
        }
        Location::Server(_) => {
            "cannot open the database: check --database, MAINSTAY_DATABASE or the file of settings, \
             and that the server runs"
                .to_owned()
        }
    }
}

/// What a bucket's client is told: the environment, and over it what is configured.
fn bucket(config: &Config) -> Result<Vec<(String, String)>> {
    let texts = [
        ("AWS_ENDPOINT", config.maybe(&config::S3_ENDPOINT)?),
        ("AWS_REGION", config.maybe(&config::S3_REGION)?),
        ("AWS_ACCESS_KEY_ID", config.maybe(&config::S3_ACCESS_KEY_ID)?),
        ("AWS_SECRET_ACCESS_KEY", config.maybe(&config::S3_SECRET_ACCESS_KEY)?),
        ("AWS_ALLOW_HTTP", config.maybe(&config::S3_ALLOW_HTTP)?.map(|allow| allow.to_string())),
    ];
    let mut told = config.environment().clone();
    told.retain(|name, _| name.starts_with("AWS_"));
    let said = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
    told.extend(said);
    Ok(told.into_iter().collect())
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
        let mut given = config::Given::new();
        given.insert("data", vec!["/tmp/it's".to_owned()]);
        given.extend(database.map(|url| ("database", vec![url.to_owned()])));
        let asked = config::Asked { given, file: None, usual_files: false, data: "unused" };
        Place::of(&Config::load(&asked, config::Environment::new()).unwrap()).unwrap()
    }

    #[test]
    fn without_a_server_the_database_lies_in_the_directory() {
        assert_eq!(place(None).location(), Location::File("/tmp/it's/mainstay.db".into()));
        let url = "postgres://x".to_owned();
        assert_eq!(place(Some(&url)).location(), Location::Server(url));
    }

    #[test]
    fn options_can_be_pasted_and_hold_no_password() {
        assert_eq!(place(None).options(), "--data '/tmp/it'\\''s'");
        assert!(!place(Some("postgres://u:secret@h/d")).options().contains("secret"));
    }

    #[test]
    fn what_is_configured_of_a_bucket_comes_before_the_environment() {
        let variables = [("AWS_REGION", "a"), ("AWS_ENDPOINT", "b"), ("MAINSTAY_S3_REGION", "c")];
        let variables = variables.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let asked = config::Asked {
            given: config::Given::new(),
            file: None,
            usual_files: false,
            data: "unused",
        };
        let config = Config::load(&asked, variables.into_iter().collect()).unwrap();
        let told = Place::of(&config).unwrap().bucket;
        let told: Vec<_> = told.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(told, [("AWS_ENDPOINT", "b"), ("AWS_REGION", "c")]);
    }
}
