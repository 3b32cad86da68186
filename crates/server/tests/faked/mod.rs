//! A clock of the machine that a test sets, and a browser that stays signed in.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A clock for processes started under it.
pub(crate) struct Faked {
    place: TempDir,
    library: PathBuf,
}

impl Faked {
    /// One that goes with the machine's.
    ///
    /// # Panics
    /// When libfaketime is not installed.
    pub(crate) fn new() -> Faked {
        let faked = Faked { place: tempfile::tempdir().unwrap(), library: library() };
        faked.set(0);
        faked
    }

    /// The command, with this clock for the machine's.
    pub(crate) fn under(&self, mut command: Command) -> Command {
        command.env("LD_PRELOAD", &self.library);
        command.env("FAKETIME_TIMESTAMP_FILE", self.file());
        // Read anew each time; and only the clock on the wall.
        command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        command.env("DONT_FAKE_MONOTONIC", "1").env("NO_FAKE_STAT", "1");
        command
    }

    /// Sets it so many seconds beside the machine's.
    pub(crate) fn set(&self, seconds: i64) {
        let new = self.place.path().join("new");
        std::fs::write(&new, format!("{seconds:+}s\n")).unwrap();
        std::fs::rename(new, self.file()).unwrap();
    }

    /// Sets it to an instant.
    pub(crate) fn set_to(&self, instant: &str) {
        let instant: db::Timestamp = instant.parse().unwrap();
        self.set((instant.micros() - db::Clock::system().now().micros()) / 1_000_000);
    }

    fn file(&self) -> PathBuf {
        self.place.path().join("clock")
    }
}

fn library() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().map_while(Result::ok);
    let mut found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    let usual = Path::new("/usr/lib64/faketime/libfaketimeMT.so.1").to_owned();
    found.find(|path| path.exists()).or(Some(usual)).filter(|path| path.exists()).unwrap_or_else(
        || panic!("libfaketime is needed; Debian, Ubuntu: apt-get install libfaketime"),
    )
}

/// The instant so many seconds from now, by the machine's clock.
pub(crate) fn at(seconds: i64) -> String {
    let now = db::Clock::system().now().micros();
    db::Timestamp::from_micros(now + seconds * 1_000_000).to_string()
}

/// Somebody's browser.
pub(crate) struct Browser {
    address: String,
    cookies: String,
}

impl Browser {
    /// One in which somebody has signed in.
    pub(crate) fn signed_in(address: &str, email: &str, password: &str) -> Browser {
        let (status, cookies) = Browser::tries(address, email, password);
        assert_eq!(status, 303);
        let browser = Browser { address: address.to_owned(), cookies };
        assert!(browser.is_signed_in());
        browser
    }

    /// Sends the form; how that was answered, and the cookies there are then.
    pub(crate) fn tries(address: &str, email: &str, password: &str) -> (u16, String) {
        let agent = agent();
        let mut form = agent.get(format!("http://{address}/sign-in")).call().unwrap();
        let mut cookies = cookies_of(&form);
        let page = form.body_mut().read_to_string().unwrap();
        let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
        let (csrf, _) = rest.split_once('"').unwrap();
        let sent = agent.post(format!("http://{address}/sign-in")).header("cookie", &cookies);
        let answer =
            sent.send_form([("csrf", csrf), ("email", email), ("password", password)]).unwrap();
        cookies = format!("{cookies}; {}", cookies_of(&answer));
        (answer.status().as_u16(), cookies)
    }

    pub(crate) fn is_signed_in(&self) -> bool {
        let asked = agent().get(format!("http://{}/account", self.address));
        asked.header("cookie", &self.cookies).call().unwrap().status() == 200
    }
}

fn agent() -> ureq::Agent {
    let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
    config.max_redirects_will_error(false).build().into()
}

fn cookies_of<T>(answer: &ureq::http::Response<T>) -> String {
    let set = answer.headers().get_all("set-cookie").iter();
    let pairs = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
    pairs.collect::<Vec<_>>().join("; ")
}
