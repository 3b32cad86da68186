//! What is typed on the page, read and checked; and the page with what was typed.

use desk::Fault;
use desk::input::RawInput;
use desk::setup::{Catalogue, SetUp};

use crate::i18n::{Languages, Translator};
use crate::page::{
    Choice, FieldKind, FieldProblem, FormField, FormSection, InputType, SetUpPage, Shell,
};

/// What the choice of a catalogue says.
const SAMPLES: &str = "samples";
const EMPTY: &str = "empty";

/// What was typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    values: std::collections::BTreeMap<String, String>,
}

impl Typed {
    pub(super) fn of(input: &RawInput) -> Self {
        let values = input.values.iter().map(|(name, value)| (name.clone(), value.shown()));
        Typed { values: values.collect() }
    }

    /// The page on the first visit: in the reader's language, with a catalogue.
    pub(super) fn first(t: &Translator) -> Self {
        let values = [("language", t.language()), ("catalogue", SAMPLES)];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Typed { values: values.into() }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// What is asked for, and everything that is wrong with it but the password's length.
    pub(super) fn read(
        &self,
        languages: &Languages,
        kinds: Vec<&'static str>,
    ) -> (SetUp, Vec<Fault>) {
        let language = self.text("language");
        let words = languages.translator(Some(language), None);
        let catalogue = match self.text("catalogue") {
            SAMPLES => samples(&words, kinds),
            _ => Catalogue::default(),
        };
        let asked = SetUp {
            organisation: self.text("organisation").to_owned(),
            zone: self.text("time_zone").to_owned(),
            language: language.to_owned(),
            name: self.text("name").to_owned(),
            email: self.text("email").to_owned(),
            catalogue,
        };
        let mut faults = asked.faults();
        let known: Vec<&str> = languages.choices().iter().map(|(code, _)| *code).collect();
        if !known.contains(&language) {
            faults.push(Fault::new("language", "option").with("options", known.join(", ")));
        }
        if ![SAMPLES, EMPTY].contains(&self.text("catalogue")) {
            let options = format!("{SAMPLES}, {EMPTY}");
            faults.push(Fault::new("catalogue", "option").with("options", options));
        }
        if self.text("password") != self.text("password_again") {
            faults.push(Fault::new("password_again", "different"));
        }
        (asked, faults)
    }

    /// The page with this in it. Passwords are typed again.
    pub(super) fn page(
        &self,
        shell: Shell,
        languages: &Languages,
        command: &str,
        problems: Vec<FieldProblem>,
    ) -> SetUpPage {
        let sections = sections(&shell.t, languages).into_iter().map(|section| {
            let fields = section.fields.into_iter().map(|field| {
                let problem = problems.iter().find(|problem| problem.field == field.name);
                FormField {
                    value: self.text(&field.name).to_owned(),
                    error: problem.map(|problem| problem.message.clone()),
                    ..field
                }
            });
            FormSection { fields: fields.collect(), ..section }
        });
        SetUpPage { sections: sections.collect(), problems, command: command.to_owned(), shell }
    }
}

fn sections(t: &Translator, languages: &Languages) -> [FormSection; 4] {
    let text =
        |name: &str, label: &str| FormField::text(name, t.text_of("setup", label)).required();
    let secret = |name: &str, label: &str| FormField {
        kind: FieldKind::Text(InputType::NewPassword),
        ..text(name, label)
    };
    let speaks = languages.choices().iter().map(|(code, name)| Choice::new(*code, *name));
    let catalogues =
        [SAMPLES, EMPTY].map(|code| Choice::new(code, t.text_of("setup-catalogue", code)));
    let zones = FieldKind::Suggest { choices: zones(), source: None };
    let least = desk::account::SHORTEST_PASSWORD;
    let length = t.text_with("setup-password-hint", &[("least", least.into())]);
    let section =
        |heading: &str, fields| FormSection { heading: t.text_of("setup", heading), fields };
    [
        FormSection {
            heading: String::new(),
            fields: vec![text("code", "code").with_hint(t.text("setup-code-hint"))],
        },
        section(
            "organisation-heading",
            vec![
                text("organisation", "organisation"),
                FormField { kind: zones, ..text("time_zone", "time-zone") }
                    .with_hint(t.text("setup-time-zone-hint")),
                FormField::select("language", t.text("setup-language"), speaks.collect())
                    .required(),
            ],
        ),
        section(
            "administrator-heading",
            vec![
                text("name", "name"),
                FormField { kind: FieldKind::Text(InputType::Email), ..text("email", "email") },
                secret("password", "password").with_hint(length),
                secret("password_again", "password-again"),
            ],
        ),
        section(
            "catalogue-heading",
            vec![
                FormField::select("catalogue", t.text("setup-catalogue"), catalogues.into())
                    .with_hint(t.text("setup-catalogue-hint"))
                    .required(),
            ],
        ),
    ]
}

/// The zones people live in; those named after a shift or a country's old name are left out, but
/// taken when typed.
pub(crate) fn zones() -> Vec<Choice> {
    const PLACES: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let lived_in = |name: &String| name == "UTC" || PLACES.iter().any(|p| name.starts_with(p));
    names.filter(lived_in).map(|name| Choice::new(name, "")).collect()
}

/// Categories and services to begin with, in the organisation's language: a line each, what is below
/// a category after a colon.
fn samples(t: &Translator, kinds: Vec<&'static str>) -> Catalogue {
    let list = |text: &str| -> Vec<String> {
        text.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
    };
    let categories = t.text("setup-sample-categories");
    let categories = categories.lines().filter_map(|line| {
        let (name, below) = line.split_once(':')?;
        Some((name.trim().to_owned(), list(below)))
    });
    let services = list(&t.text("setup-sample-services"));
    Catalogue { kinds, categories: categories.collect(), services }
}
