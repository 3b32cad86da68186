use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// What one writes where, and what comes of it.
#[derive(Default)]
struct Case<'a> {
    given: Vec<(&'static str, &'a str)>,
    variables: Vec<(&'a str, &'a str)>,
    machine: Option<&'a str>,
    in_data: Option<&'a str>,
}

impl Case<'_> {
    fn load(&self) -> (tempfile::TempDir, Result<Config>) {
        let home = tempfile::tempdir().unwrap();
        let machine = home.path().join("etc.toml");
        let data = home.path().join("data");
        std::fs::create_dir(&data).unwrap();
        if let Some(text) = self.machine {
            std::fs::write(&machine, text.replace("$HOME", home.path().to_str().unwrap())).unwrap();
        }
        if let Some(text) = self.in_data {
            std::fs::write(data.join("mainstay.toml"), text).unwrap();
        }
        let given = self.given.iter().map(|(key, text)| (*key, vec![(*text).to_owned()]));
        let data: &'static str = Box::leak(data.to_string_lossy().into_owned().into_boxed_str());
        let asked = Asked { given: given.collect(), file: None, usual_files: true, data };
        let variables = self.variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        let config = Config::load_with(&asked, variables.collect(), &machine);
        (home, config)
    }

    fn refusal(&self) -> String {
        let (home, config) = self.load();
        let told = config.map(drop).unwrap_err().to_string();
        told.replace(home.path().to_str().unwrap(), "~")
    }
}

#[test]
fn a_flag_comes_before_a_variable_before_the_directory_before_the_machine() {
    let mut case = Case { machine: Some("[api]\nrate = 1"), ..Case::default() };
    let rate = |case: &Case<'_>| case.load().1.unwrap().get(&API_RATE).unwrap();
    assert_eq!(rate(&Case::default()), 100);
    assert_eq!(rate(&case), 1);
    case.in_data = Some("api.rate = 2");
    assert_eq!(rate(&case), 2);
    case.variables = vec![("MAINSTAY_API_RATE", "3")];
    assert_eq!(rate(&case), 3);
    case.given = vec![("api.rate", "4")];
    assert_eq!(rate(&case), 4);
    case.given = Vec::new();
    case.variables = vec![("MAINSTAY_API_RATE", " ")];
    assert_eq!(rate(&case), 2, "an empty variable is not set");
}

#[test]
fn every_kind_of_value_is_read_from_a_file_and_from_variables() {
    let text = "listen = \"0.0.0.0:80\"\norigins = [\"https://a\", \"https://b\"]\njobs = false\n\
                trusted_proxies = [\"::1\"]\n[files]\nsize = 5\nof_record = \"1GiB\"\nkeep_withdrawn = 7\n\
                place = \"store\"\n[log]\nformat = \"json\"";
    let case = Case { in_data: Some(text), ..Case::default() };
    let (home, config) = case.load();
    let config = config.unwrap();
    assert_eq!(config.get(&LISTEN).unwrap(), "0.0.0.0:80");
    assert_eq!(config.all(&ORIGINS).unwrap().len(), 2);
    assert_eq!(config.all(&TRUSTED_PROXIES).unwrap(), ["::1/128".parse().unwrap()]);
    assert!(!config.get(&JOBS).unwrap() && config.get(&LOG_FORMAT).unwrap());
    assert_eq!(config.get(&FILE_SIZE).unwrap(), 5);
    assert_eq!(config.get(&KEEP_WITHDRAWN).unwrap(), 7);
    let store = home.path().join("data/store");
    assert_eq!(config.maybe(&FILES).unwrap(), Some(::files::Place::Folder(store)));

    let variables = vec![
        ("MAINSTAY_ORIGINS", "https://a, https://b"),
        ("MAINSTAY_JOBS", "false"),
        ("MAINSTAY_FILE_SIZE", "2KiB"),
    ];
    let config = Case { variables, ..Case::default() }.load().1.unwrap();
    assert_eq!(config.all(&ORIGINS).unwrap().len(), 2);
    assert_eq!(config.get(&FILE_SIZE).unwrap(), 2048);
    assert!(!config.get(&JOBS).unwrap());
}

#[test]
fn the_machines_file_may_name_the_directory_and_the_directorys_may_not() {
    let case = Case {
        machine: Some("data = \"$HOME/data\"\nlisten = \"a:1\""),
        in_data: Some("listen = \"b:2\""),
        ..Case::default()
    };
    let (home, config) = case.load();
    let config = config.unwrap();
    assert_eq!(config.get(&DATA).unwrap(), home.path().join("data"));
    assert_eq!(config.get(&LISTEN).unwrap(), "b:2");
    assert_eq!(config.files().len(), 2);
    let told = Case { in_data: Some("data = \"elsewhere\""), ..Case::default() }.refusal();
    assert!(told.contains("mainstay.toml, line 1: data: "), "{told}");
}

#[test]
fn everything_that_is_wrong_is_told_with_its_line_and_what_to_write() {
    let text = "# a comment\nlisen = \"x:1\"\njobs = \"yes\"\nfiles = \"here\"\n\n[api]\nrate = -1\nburst = 0\n\
                [weather]\nsun = true\n";
    let told = Case { in_data: Some(text), ..Case::default() }.refusal();
    let lines: Vec<&str> = told.split("\nmainstay: ").collect();
    let file = "~/data/mainstay.toml";
    assert_eq!(
        lines,
        [
            format!("{file}, line 2: lisen: no such setting; did you mean listen?"),
            format!("{file}, line 3: jobs: takes true or false; this is of type string"),
            format!("{file}, line 4: files: a section: write [files] and its settings below it"),
            format!("{file}, line 9: weather: no such setting"),
            format!("{file}, line 7: api.rate: write a whole number from 0 to 4294967295"),
            format!("{file}, line 8: api.burst: write a whole number from 1 to 4294967295"),
        ]
    );
}

#[test]
fn what_is_no_toml_and_a_wrong_variable_are_told() {
    let told = Case { in_data: Some("listen = \"a:1\"\nlisten = \"b:2\"\n"), ..Case::default() };
    assert!(told.refusal().starts_with("~/data/mainstay.toml, line 2: this is not TOML: "));
    let variables = vec![("MAINSTAY_JOBS", "sometimes")];
    let told = Case { variables, ..Case::default() }.refusal();
    assert_eq!(told, "MAINSTAY_JOBS: write true or false");
}

#[test]
fn a_variable_that_is_nearly_a_setting_is_refused_and_others_are_doubted() {
    let variables =
        vec![("MAINSTAY_LISEN", "0.0.0.0:80"), ("MAINSTAY_WEATHER", "sun"), ("MAINSTAY_PORT", "1")];
    let told = Case { variables, ..Case::default() }.refusal();
    assert_eq!(told, "MAINSTAY_LISEN: no such setting; did you mean MAINSTAY_LISTEN?");
    let variables = vec![("MAINSTAY_DATABASE_URL", "postgres://x"), ("MAINSTAY_PORT", "1")];
    let config = Case { variables, ..Case::default() }.load().1.unwrap();
    let told = ["MAINSTAY_DATABASE_URL: no such setting; did you mean MAINSTAY_DATABASE?"];
    assert_eq!(config.doubts(), told);
}

#[test]
fn a_secret_is_never_shown() {
    let text =
        "database = \"postgres://ada:hunter2@db/x\"\n[s3]\nsecret_access_key = \"hunter2\"\n";
    let config = Case { in_data: Some(text), ..Case::default() }.load().1.unwrap();
    let shown = format!("{}{}{config:?}", as_toml(&config), as_json(&config));
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("mainstay.toml, line 1"));
    let told = Case { in_data: Some("database = \"mysql://u:hunter2@h\""), ..Case::default() };
    assert!(!told.refusal().contains("hunter2"));
    let told = Case { in_data: Some("database = postgres://u:hunter2@h"), ..Case::default() };
    assert!(!told.refusal().contains("hunter2"), "{}", told.refusal());
}

#[test]
fn the_table_is_well_formed() {
    let abouts = || TABLE.iter().map(|entry| entry.about());
    let keys: BTreeSet<_> = abouts().map(|about| about.key).collect();
    let variables: BTreeSet<_> = abouts().map(|about| about.variable()).collect();
    assert_eq!((keys.len(), variables.len()), (TABLE.len(), TABLE.len()), "each has its own name");
    for entry in TABLE {
        let about = entry.about();
        if let Some(default) = about.default {
            assert_eq!(entry.check(default), Ok(()), "{}", about.key);
        } else {
            assert!(about.otherwise.is_some() && about.sample.is_some(), "{}", about.key);
        }
        assert!(!about.help.ends_with('.'), "{}", about.key);
    }
}

#[test]
fn the_example_says_nothing_and_with_its_marks_taken_away_everything() {
    let (text, mut faults) = (example(), Faults::default());
    assert!(file_of(&text, &mut faults).is_empty());
    let without: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        .collect();
    let found = file_of(&without.join("\n"), &mut faults);
    assert_eq!(found.len(), TABLE.len());
    faults.into_result().unwrap();
    for (key, found) in found {
        let entry = TABLE.iter().find(|entry| entry.about().key == key).unwrap();
        for text in &found.texts {
            assert_eq!(entry.check(text), Ok(()), "{key}");
        }
    }
}

fn file_of(text: &str, faults: &mut Faults) -> Vec<(&'static str, Found)> {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("x.toml");
    std::fs::write(&path, text).unwrap();
    file::read(&path, faults).unwrap().found
}

#[test]
fn the_documentation_tells_every_setting_as_it_is() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/reference/configuration.md");
    let told = std::fs::read_to_string(&path).unwrap();
    let (_, after) = told.split_once("<!-- settings -->\n\n").unwrap();
    assert_eq!(
        after.trim_end(),
        reference().trim_end(),
        "write it anew: mainstay config reference"
    );
}
