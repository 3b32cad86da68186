#![allow(clippy::disallowed_methods, reason = "the tests wait for foreign processes to end")]

use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::account::Account;
use crate::binaries::{Binaries, major};
use crate::processes::children_of;
use crate::{Cluster, Settings};

/// What `psql` answers; the client comes with the server on every platform.
fn psql(url: &str, sql: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args([
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
            url,
        ])
        .stdin(Stdio::null())
        .output()
        .expect("psql runs");
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn starts_accepts_and_leaves_nothing_behind() {
    let cluster = Cluster::start_fast().unwrap();
    assert_eq!(psql(&cluster.url(), "SHOW max_connections").unwrap(), "200");
    assert_eq!(psql(&cluster.url(), "SHOW server_encoding").unwrap(), "UTF8");
    assert_eq!(psql(&cluster.url(), "SHOW fsync").unwrap(), "off");
    psql(&cluster.url(), "CREATE DATABASE another").unwrap();
    assert_eq!(
        psql(&cluster.database_url("another"), "SELECT current_database()").unwrap(),
        "another"
    );
    let (directory, port) = (cluster.directory().to_owned(), cluster.port());
    drop(cluster);
    assert!(!directory.exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_durable_cluster_keeps_what_it_acknowledged_through_a_kill() {
    let mut cluster = Cluster::start().unwrap();
    let url = cluster.url();
    for parameter in ["fsync", "synchronous_commit", "full_page_writes"] {
        assert_eq!(psql(&url, &format!("SHOW {parameter}")).unwrap(), "on");
    }
    psql(&url, "CREATE TABLE kept (n int)").unwrap();
    psql(&url, "INSERT INTO kept VALUES (42)").unwrap();
    cluster.kill_hard();
    assert!(psql(&url, "SELECT 1").is_err());
    cluster.restart().unwrap();
    assert_eq!(cluster.url(), url);
    assert_eq!(psql(&url, "SELECT n FROM kept").unwrap(), "42");
}

#[test]
fn a_hard_kill_takes_the_backends_with_it() {
    let mut cluster = Cluster::start_fast().unwrap();
    let mut client = Command::new("psql")
        .args(["--no-psqlrc", "-c", "SELECT pg_sleep(600)", &cluster.url()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let sleeping = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'";
    let backend = loop {
        let pid = psql(&cluster.url(), sleeping).unwrap();
        if !pid.is_empty() {
            break pid.parse::<i32>().unwrap();
        }
        thread::sleep(Duration::from_millis(20));
    };
    let children = children_of(cluster.server().pid());
    assert!(children.iter().any(|child| child.as_raw_nonzero().get() == backend));
    cluster.kill_hard();
    assert!(!client.wait().unwrap().success(), "the client must lose its connection");
}

#[test]
fn a_restart_in_good_order_keeps_even_a_fast_cluster() {
    let mut cluster = Cluster::start_with(Settings::fast().with_max_connections(30)).unwrap();
    psql(&cluster.url(), "CREATE TABLE kept AS SELECT 7 AS n").unwrap();
    cluster.restart().unwrap();
    assert_eq!(psql(&cluster.url(), "SELECT n FROM kept").unwrap(), "7");
    assert_eq!(psql(&cluster.url(), "SHOW max_connections").unwrap(), "30");
}

/// The child half of the next test: starts a cluster, says where, and dies without destructors.
#[test]
#[ignore = "run by a_cluster_outlives_no_owner"]
fn owner_that_dies() {
    let cluster = Cluster::start_fast().unwrap();
    println!("CLUSTER {} {}", cluster.port(), cluster.directory().display());
    std::process::abort();
}

#[test]
fn a_cluster_outlives_no_owner() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "tests::owner_that_dies"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.split("CLUSTER ").nth(1).expect("the owner says where its cluster is");
    let mut words = said.split_whitespace();
    let port: u16 = words.next().unwrap().parse().unwrap();
    let directory = PathBuf::from(words.next().unwrap());
    for _ in 0..1_000 {
        if !directory.exists() && TcpStream::connect(("127.0.0.1", port)).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("cluster on port {port} in {} still there", directory.display());
}

#[test]
fn missing_binaries_are_named_with_the_remedy() {
    let empty = tempfile::tempdir().unwrap();
    let refusal = Binaries::newest_of(vec![empty.path().to_owned()]).unwrap_err().to_string();
    for part in ["initdb", "apt-get install postgresql", "dnf", "apk", "brew", "MAINSTAY_PG_BIN"] {
        assert!(refusal.contains(part), "{part} is missing in: {refusal}");
    }
}

#[test]
fn a_version_too_old_is_refused() {
    let old = tempfile::tempdir().unwrap();
    for program in ["initdb", "postgres"] {
        let path = old.path().join(program);
        fs::write(&path, "#!/bin/sh\necho 'postgres (PostgreSQL) 12.3'\n").unwrap();
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let refusal = Binaries::newest_of(vec![old.path().to_owned()]).unwrap_err().to_string();
    assert!(refusal.contains("version 12"), "{refusal}");
}

#[test]
fn version_lines_of_all_vendors_are_read() {
    assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
    assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
    assert_eq!(major("postgres: command not found"), None);
}

#[test]
fn root_steps_down_to_the_best_account_there_is() {
    let both = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\npostgres:x:104:112::/:/bin/sh\n";
    assert_eq!(Account::step_down(both).unwrap(), Account::Other { user: 104, group: 112 });
    let refusal = Account::step_down("root:x:0:0::/root:/bin/sh\n").unwrap_err().to_string();
    assert!(refusal.contains("useradd"), "{refusal}");
}
