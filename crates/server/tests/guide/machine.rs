//! The machine the book is read on: a directory for its disk, free ports for its addresses, and a
//! database server of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pgcluster::Cluster;
use tempfile::TempDir;

use crate::blocks::Block;

pub(crate) const MAINSTAY: &str = env!("CARGO_BIN_EXE_mainstay");

/// What is there when a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum House {
    /// The program.
    Empty,
    /// An installation in `/var/lib/mainstay`, administered by Ada.
    Installed,
    /// A server, people and ten incidents to work on.
    Desk,
}

impl House {
    /// What is done before the first block.
    pub(crate) fn prelude(self) -> &'static str {
        match self {
            House::Empty => "",
            House::Installed => include_str!("installed.sh"),
            House::Desk => concat!(include_str!("installed.sh"), include_str!("desk.sh")),
        }
    }
}

/// Directories of a machine that are directories below the test's own instead.
const PLACES: [&str; 5] = ["/var/", "/etc/", "/srv/", "/root/", "/tmp/"];

/// The database server the book speaks of.
const SERVER: &str = "@localhost/";

/// A machine.
pub(crate) struct Machine {
    disk: TempDir,
    /// What the book calls it, and what it is here.
    addresses: Vec<(&'static str, String)>,
    cluster: Option<Cluster>,
}

impl Machine {
    /// One on which this text can be done.
    pub(crate) fn for_text(text: &str) -> Machine {
        let disk = tempfile::tempdir().unwrap();
        for folder in
            ["var/lib", "var/backups/mainstay", "etc/mainstay", "srv", "root", "tmp", "bin", "work"]
        {
            std::fs::create_dir_all(disk.path().join(folder)).unwrap();
        }
        std::os::unix::fs::symlink(MAINSTAY, disk.path().join("bin/mainstay")).unwrap();
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").canonicalize().unwrap();
        std::os::unix::fs::symlink(docs, disk.path().join("work/docs")).unwrap();
        certificate(&disk.path().join("etc/letsencrypt/live/desk.example.org"));
        let addresses = ["127.0.0.1:8080", "0.0.0.0:443"];
        let addresses = addresses.map(|told| (told, format!("127.0.0.1:{}", free_port()))).to_vec();
        let cluster = text.contains(SERVER).then(|| Cluster::start_fast().unwrap());
        Machine { disk, addresses, cluster }
    }

    /// The text with the book's places and addresses made this machine's.
    pub(crate) fn here(&self, text: &str) -> String {
        let root = self.disk.path().to_str().unwrap();
        let mut here = String::with_capacity(text.len());
        let mut left = text;
        while let Some(first) = left.chars().next() {
            let before = here.chars().last();
            let begins = before.is_none_or(|c| c.is_whitespace() || "'\"=<>(".contains(c));
            if begins && PLACES.iter().any(|place| left.starts_with(place)) {
                here.push_str(root);
            }
            here.push(first);
            left = &left[first.len_utf8()..];
        }
        for (told, address) in &self.addresses {
            here = here.replace(told, address);
        }
        if let Some(cluster) = &self.cluster {
            here = here.replace(SERVER, &format!("@127.0.0.1:{}/", cluster.port()));
        }
        here
    }

    /// A file of this machine.
    pub(crate) fn path(&self, of: &str) -> PathBuf {
        self.disk.path().join(of)
    }

    /// A shell on this machine.
    pub(crate) fn shell(&self) -> Command {
        let mut bash = Command::new("bash");
        bash.env_clear().current_dir(self.path("work")).stdin(Stdio::null());
        let path = std::env::var("PATH").unwrap_or_default();
        bash.env("PATH", format!("{}:{path}", self.path("bin").display()));
        bash.env("HOME", self.path("root")).env("TMPDIR", self.path("tmp"));
        bash.env("OUT", self.path("tmp"));
        bash.env("ADDRESS", &self.addresses[0].1);
        bash.env("DATA", self.path("var/lib/mainstay"));
        if let Some(cluster) = &self.cluster {
            bash.env("PGHOST", "127.0.0.1").env("PGPORT", cluster.port().to_string());
            bash.env("PGUSER", "postgres");
        }
        bash
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn certificate(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let made = rcgen::generate_simple_self_signed(vec!["desk.example.org".to_owned()]).unwrap();
    std::fs::write(folder.join("fullchain.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("privkey.pem"), made.signing_key.serialize_pem()).unwrap();
}

/// Whether a shell can read a block.
pub(crate) fn lint(block: &Block) {
    let read = Command::new("bash").args(["-n", "-c", &block.text]).output().unwrap();
    assert!(read.status.success(), "{}: {}", block.place, String::from_utf8_lossy(&read.stderr));
}

/// Whether the program takes these settings.
pub(crate) fn check_settings(block: &Block) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mainstay.toml");
    std::fs::write(&file, &block.text).unwrap();
    let mut check = Command::new(MAINSTAY);
    check.args(["config", "check", "--config"]).arg(&file).env_remove("MAINSTAY_DATABASE");
    let output = check.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", block.place);
}

/// Whether the program has a command of these words, and each of its flags.
pub(crate) fn knows(span: &str) -> Result<(), String> {
    let mut words: Vec<&str> = span.split_whitespace().skip(1).collect();
    let flags: Vec<&str> = words.iter().copied().filter(|word| word.starts_with("--")).collect();
    let end =
        words.iter().position(|word| !word.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
    words.truncate(end.unwrap_or(words.len()));
    words.retain(|word| !word.starts_with('-'));
    let help = Command::new(MAINSTAY).args(&words).arg("--help").output().unwrap();
    let told = String::from_utf8_lossy(&help.stdout);
    if !help.status.success() {
        return Err("no such command".to_owned());
    }
    match flags.iter().find(|flag| !told.contains(**flag)) {
        Some(flag) => Err(format!("{flag} is no flag of it")),
        None => Ok(()),
    }
}
