//! PostgreSQL databases for tests, copied from one that has been migrated.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use db::{Db, Location};
use pgcluster::Cluster;
use postgres::{Client, NoTls};
use sha2::{Digest, Sha256};

use crate::MORNING;

/// The maintenance URL of a cluster that several test programs share.
const SHARED: &str = "MAINSTAY_TEST_POSTGRES";

/// Held while a template is made; several test programs may want the same one at once.
const TEMPLATE_LOCK: &str = "SELECT pg_advisory_lock(7203714)";

/// One database; dropped on the server with this value.
pub(crate) struct Database {
    name: String,
}

impl Database {
    pub(crate) fn empty() -> Self {
        create("template0")
    }

    pub(crate) fn migrated() -> Self {
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        create(TEMPLATE.get_or_init(template))
    }

    pub(crate) fn url(&self) -> String {
        url_of(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Best effort: a test that kills the server has nothing left to drop.
        if let Ok(mut client) = Client::connect(maintenance(), NoTls) {
            let _gone = client
                .batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

fn create(template: &str) -> Database {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    let mut client = connect();
    // A process number comes round again, and with it a name somebody left behind.
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
    client
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'"))
        .unwrap();
    Database { name }
}

/// The name of a database with the present schema, made unless it is there. It counts as finished
/// only once it is marked as a template: a program killed while migrating leaves none behind.
fn template() -> String {
    let mut digest = Sha256::new();
    for step in desk::migrations() {
        digest.update(step.postgres.as_bytes());
    }
    let digest: [u8; 32] = digest.finalize().into();
    let name = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    let name = format!("template_{name}");
    let mut client = connect();
    client.batch_execute(TEMPLATE_LOCK).unwrap();
    let finished = "SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate";
    if client.query_opt(finished, &[&name]).unwrap().is_none() {
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
        client
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
            .unwrap();
        let db = Db::open(&Location::Server(url_of(&name))).unwrap();
        db.migrate(desk::migrations(), MORNING).unwrap();
        drop(db);
        client
            .batch_execute(&format!(
                "ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false"
            ))
            .unwrap();
    }
    name
}

fn connect() -> Client {
    Client::connect(maintenance(), NoTls)
        .unwrap_or_else(|error| panic!("no PostgreSQL at {}: {error}", maintenance()))
}

fn url_of(name: &str) -> String {
    let (server, _) =
        maintenance().rsplit_once('/').expect("a URL like postgres://user@host:port/postgres");
    format!("{server}/{name}")
}

/// The cluster named by the environment, or one started for this program alone.
fn maintenance() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    static OWN: Mutex<Option<Cluster>> = Mutex::new(None);
    URL.get_or_init(|| {
        std::env::var(SHARED).unwrap_or_else(|_| {
            let cluster =
                Cluster::start_fast().expect("a PostgreSQL cluster for this test program");
            let url = cluster.url();
            // Kept to the end of the program; its watchdog ends it then.
            *OWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(cluster);
            url
        })
    })
}
