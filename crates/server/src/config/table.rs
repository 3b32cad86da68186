//! Every setting, one row each. Flags, variables, files, `mainstay config` and
//! `docs/guide/reference/configuration.md` all come from here.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use backup::Keep;
use ipnet::IpNet;
use jiff::civil::Time;
use web::Origin;

use super::read;
use super::setting::{Entry, Scope, Secrecy, Setting, Shape};

/// The settings in the order in which they are told.
pub(crate) static TABLE: &[&dyn Entry] = &[
    &DATA,
    &DATABASE,
    &KEYS,
    &LISTEN,
    &ORIGINS,
    &TRUSTED_PROXIES,
    &JOBS,
    &TLS_CERTIFICATE,
    &TLS_KEY,
    &FILES,
    &FILE_SIZE,
    &FILES_OF_RECORD,
    &FILES_OF_PERSON,
    &FILES_IN_ALL,
    &KEEP_WITHDRAWN,
    &CLAMD,
    &S3_ENDPOINT,
    &S3_REGION,
    &S3_ACCESS_KEY_ID,
    &S3_SECRET_ACCESS_KEY,
    &S3_ALLOW_HTTP,
    &BACKUPS,
    &BACKUP_AT,
    &BACKUPS_KEPT,
    &API_RATE,
    &API_BURST,
    &LOG_LEVEL,
    &LOG_FORMAT,
    &SLOW_STATEMENT,
    &METRICS_LISTEN,
    &TRACES,
    &STOP_NOTICE,
    &STOP_DRAIN,
];

pub(crate) static DATA: Setting<PathBuf> = Setting::new(
    "data",
    "DIR",
    Shape::Path,
    read::path,
    "Directory of this installation: the SQLite database, keys and files; made when missing",
)
.flag("data")
.otherwise("./mainstay-data, for demo ./mainstay-demo")
.sample("\"/var/lib/mainstay\"");

pub(crate) static DATABASE: Setting<String> = Setting::new(
    "database",
    "URL",
    Shape::Text,
    read::database,
    "PostgreSQL database to use in place of SQLite, as postgres://USER:PASSWORD@HOST/NAME",
)
.flag("database")
.otherwise("SQLite in the data directory")
.sample("\"postgres://mainstay:password@db.example.org/mainstay\"")
.kept(Secrecy::Address);

pub(crate) static KEYS: Setting<PathBuf> = Setting::new(
    "keys",
    "DIR",
    Shape::Path,
    read::path,
    "Directory of the keys, the same for all nodes",
)
.flag("keys")
.otherwise("keys in the data directory")
.sample("\"/var/lib/mainstay/keys\"");

pub(crate) static LISTEN: Setting<String> =
    Setting::new("listen", "HOST:PORT", Shape::Text, read::listen, "Address and port to listen on")
        .flag("listen")
        .default("127.0.0.1:8080")
        .of(Scope::Serving);

pub(crate) static ORIGINS: Setting<Origin> = Setting::new(
    "origins",
    "URL",
    Shape::List,
    read::origin,
    "Address browsers know this installation by; several may be given",
)
.flag("origin")
.otherwise("whatever address a browser uses")
.sample("[\"https://desk.example.org\"]")
.of(Scope::Serving);

pub(crate) static TRUSTED_PROXIES: Setting<IpNet> = Setting::new(
    "trusted_proxies",
    "CIDR",
    Shape::List,
    read::network,
    "Proxy, or network of proxies, whose X-Forwarded-For and X-Forwarded-Proto are believed; several may be given",
)
.flag("trusted-proxy")
.otherwise("none")
.sample("[\"10.0.0.5\", \"10.1.0.0/16\"]")
.of(Scope::Serving);

pub(crate) static TLS_CERTIFICATE: Setting<PathBuf> = Setting::new(
    "tls.certificate",
    "FILE",
    Shape::Path,
    read::path,
    "Certificate to serve HTTPS with, as PEM, its chain after it; read again when it changes",
)
.flag("tls-certificate")
.otherwise("HTTP is served, for a proxy in front")
.sample("\"/etc/letsencrypt/live/desk.example.org/fullchain.pem\"")
.of(Scope::Serving);

pub(crate) static TLS_KEY: Setting<PathBuf> = Setting::new(
    "tls.key",
    "FILE",
    Shape::Path,
    read::path,
    "Private key of the certificate, as PEM without a password",
)
.flag("tls-key")
.otherwise("none, as long as no certificate is named")
.sample("\"/etc/letsencrypt/live/desk.example.org/privkey.pem\"")
.of(Scope::Serving);

pub(crate) static JOBS: Setting<bool> = Setting::new(
    "jobs",
    "TRUTH",
    Shape::Truth,
    read::truth,
    "Whether a server does background work too; when not, leave it to `mainstay worker`",
)
.switch("no-jobs", "false", "Leave background work to workers")
.default("true")
.of(Scope::Serving);

pub(crate) static FILES: Setting<files::Place> = Setting::new(
    "files.place",
    "PLACE",
    Shape::Path,
    read::place,
    "Directory of the files, the same for all nodes, or a bucket as s3://BUCKET/PREFIX",
)
.flag("files")
.otherwise("files in the data directory")
.sample("\"s3://desk/files\"");

pub(crate) static FILE_SIZE: Setting<u64> =
    Setting::new("files.size", "SIZE", Shape::Size, read::size, "Largest file")
        .flag("file-size")
        .default("100MiB")
        .of(Scope::Serving);

pub(crate) static FILES_OF_RECORD: Setting<u64> =
    Setting::new("files.of_record", "SIZE", Shape::Size, read::size, "All files of one record")
        .flag("files-of-record")
        .default("1GiB")
        .of(Scope::Serving);

pub(crate) static FILES_OF_PERSON: Setting<u64> = Setting::new(
    "files.of_person",
    "SIZE",
    Shape::Size,
    read::size,
    "All files one person adds in 24 hours",
)
.flag("files-of-person")
.default("2GiB")
.of(Scope::Serving);

pub(crate) static FILES_IN_ALL: Setting<u64> =
    Setting::new("files.in_all", "SIZE", Shape::Size, read::size, "All files together")
        .flag("files-in-all")
        .default("100GiB")
        .of(Scope::Serving);

pub(crate) static KEEP_WITHDRAWN: Setting<u32> = Setting::new(
    "files.keep_withdrawn",
    "DAYS",
    Shape::Number,
    read::number,
    "Days for which the content of a withdrawn file is kept",
)
.flag("keep-withdrawn")
.default("30")
.of(Scope::Running);

pub(crate) static CLAMD: Setting<files::Scanner> = Setting::new(
    "files.clamd",
    "ADDRESS",
    Shape::Text,
    read::scanner,
    "ClamAV's daemon that looks at every file first, as HOST:PORT or the path of its socket",
)
.flag("clamd")
.otherwise("files are not scanned")
.sample("\"127.0.0.1:3310\"")
.of(Scope::Serving);

pub(crate) static S3_ENDPOINT: Setting<String> = Setting::new(
    "s3.endpoint",
    "URL",
    Shape::Text,
    read::text,
    "Address of the service a bucket is kept at",
)
.otherwise("AWS_ENDPOINT, or Amazon's")
.sample("\"https://s3.example.org\"");

pub(crate) static S3_REGION: Setting<String> =
    Setting::new("s3.region", "NAME", Shape::Text, read::text, "Region of the bucket")
        .otherwise("AWS_REGION")
        .sample("\"eu-central-1\"");

pub(crate) static S3_ACCESS_KEY_ID: Setting<String> =
    Setting::new("s3.access_key_id", "TEXT", Shape::Text, read::text, "Who uses the bucket")
        .otherwise("AWS_ACCESS_KEY_ID")
        .sample("\"mainstay\"");

pub(crate) static S3_SECRET_ACCESS_KEY: Setting<String> = Setting::new(
    "s3.secret_access_key",
    "TEXT",
    Shape::Text,
    read::text,
    "The secret of whoever uses the bucket",
)
.otherwise("AWS_SECRET_ACCESS_KEY")
.sample("\"secret\"")
.kept(Secrecy::Sealed);

pub(crate) static S3_ALLOW_HTTP: Setting<bool> = Setting::new(
    "s3.allow_http",
    "TRUTH",
    Shape::Truth,
    read::truth,
    "Whether the service may be used unencrypted",
)
.otherwise("AWS_ALLOW_HTTP, or false")
.sample("false");

pub(crate) static BACKUPS: Setting<PathBuf> = Setting::new(
    "backups.directory",
    "DIR",
    Shape::Path,
    read::path,
    "Directory for a backup every day",
)
.flag("backups")
.otherwise("none is made")
.sample("\"/var/backups/mainstay\"")
.of(Scope::Running);

pub(crate) static BACKUP_AT: Setting<Time> = Setting::new(
    "backups.at",
    "HH:MM",
    Shape::Text,
    read::time_of_day,
    "Time of day of the backup, in the organisation's time zone",
)
.flag("backup-at")
.default("02:30")
.of(Scope::Running);

pub(crate) static BACKUPS_KEPT: Setting<Keep> = Setting::new(
    "backups.kept",
    "RULE",
    Shape::Text,
    read::keep,
    "Backups that stay: the newest of so many days, weeks and months",
)
.flag("backups-kept")
.default("7d,4w,12m")
.of(Scope::Running);

pub(crate) static API_RATE: Setting<u32> = Setting::new(
    "api.rate",
    "NUMBER",
    Shape::Number,
    read::number,
    "Requests a token may make each second, on each node; 0 for as many as it likes",
)
.flag("api-rate")
.default("100")
.of(Scope::Serving);

pub(crate) static API_BURST: Setting<NonZeroU32> = Setting::new(
    "api.burst",
    "NUMBER",
    Shape::Number,
    read::some,
    "Requests a token may make at once, after a pause",
)
.flag("api-burst")
.default("1000")
.of(Scope::Serving);

pub(crate) static LOG_LEVEL: Setting<String> = Setting::new(
    "log.level",
    "LEVEL",
    Shape::Text,
    read::level,
    "What the log tells: error, warn, info, debug or trace, or a filter such as mainstay_jobs=debug,info",
)
.flag("log-level")
.otherwise("info for serve and worker, warn for other commands")
.sample("\"info\"");

pub(crate) static LOG_FORMAT: Setting<bool> = Setting::new(
    "log.format",
    "FORMAT",
    Shape::Text,
    read::format,
    "How the log is written: text or json",
)
.flag("log-format")
.default("text")
.of(Scope::Running);

pub(crate) static SLOW_STATEMENT: Setting<Duration> = Setting::new(
    "log.slow_statement",
    "TIME",
    Shape::Text,
    read::time,
    "Statements to the database that take so long are told in the log, with their text and without values; 0 for none",
)
.flag("slow-statement")
.default("0")
.sample("\"200ms\"")
.of(Scope::Running);

pub(crate) static METRICS_LISTEN: Setting<String> = Setting::new(
    "metrics.listen",
    "HOST:PORT",
    Shape::Text,
    read::listen,
    "Address and port where whoever reaches it reads measures: /metrics, /readyz and /healthz, and nothing else",
)
.flag("metrics-listen")
.otherwise("a server tells its measures on its own port, to the machine itself and to administrators")
.sample("\"10.0.0.4:9090\"")
.of(Scope::Running);

pub(crate) static TRACES: Setting<String> = Setting::new(
    "traces.url",
    "URL",
    Shape::Text,
    read::traces,
    "Where traces are sent by OTLP over HTTP",
)
.flag("traces")
.otherwise("nowhere")
.sample("\"http://127.0.0.1:4318/v1/traces\"")
.kept(Secrecy::Address)
.of(Scope::Running);

pub(crate) static STOP_NOTICE: Setting<Duration> = Setting::new(
    "stop.notice",
    "TIME",
    Shape::Text,
    read::time,
    "How long a server that is asked to stop goes on taking requests while /readyz says no, so that a load balancer notices",
)
.flag("stop-notice")
.default("0")
.of(Scope::Serving);

pub(crate) static STOP_DRAIN: Setting<Duration> = Setting::new(
    "stop.drain",
    "TIME",
    Shape::Text,
    read::time,
    "How long requests under way may take once a server stops",
)
.flag("stop-drain")
.default("10s")
.of(Scope::Serving);
