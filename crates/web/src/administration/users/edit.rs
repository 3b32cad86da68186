//! The form in which an administrator corrects what is known of somebody.

use db::ReadTx;
use desk::account::UserAccount;
use desk::people::{Company, Department, Location};

use super::PATH;
use crate::i18n::{Languages, Translator};
use crate::page::{Choice, FieldKind, FormField, InputType, Method, VerbForm};
use crate::setup::zones;

/// The name of the form.
pub(super) const FORM: &str = "edit";

/// What there is to choose from.
#[derive(Debug, Clone)]
pub(super) struct Choices {
    companies: Vec<Company>,
    locations: Vec<Location>,
    departments: Vec<Department>,
}

impl Choices {
    /// What somebody of a company can choose.
    pub(super) fn of(tx: &ReadTx<'_>, known: &UserAccount) -> desk::Result<Choices> {
        let person = &known.person;
        let held = |one: &Company| one.id == person.company || known.works_for.contains(one);
        let mut companies = Company::list(tx)?;
        companies.retain(|one| one.active || held(one));
        // What somebody has can stay, also when nobody can choose it any more.
        let mut locations = Location::list(tx, person.company)?;
        if let Some(id) = person.location.filter(|id| locations.iter().all(|one| one.id != *id)) {
            locations.extend(Location::find(tx, id)?);
        }
        let mut departments = Department::list(tx, person.company)?;
        if let Some(id) = person.department.filter(|id| departments.iter().all(|one| one.id != *id))
        {
            departments.extend(Department::find(tx, id)?);
        }
        Ok(Choices { companies, locations, departments })
    }

    /// The form.
    pub(super) fn form(
        &self,
        t: &Translator,
        languages: &Languages,
        known: &UserAccount,
    ) -> VerbForm {
        let person = &known.person;
        let id = |id: Option<String>| id.unwrap_or_default();
        let label = |name: &str| t.text_of("person", name);
        let companies = || self.companies.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let locations = self.locations.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let departments = self.departments.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let email = FormField {
            kind: FieldKind::Text(InputType::Text),
            ..FormField::text("email", label("email"))
        };
        let other = companies().filter(|(company, _)| *company != person.company.to_string());
        let other: Vec<Choice> = other.map(|(id, name)| Choice::new(id, name)).collect();
        let works_for: Vec<String> = known.works_for.iter().map(|one| one.id.to_string()).collect();
        let mut fields = vec![
            FormField::text("name", label("name")).required().at_most(200).with_value(&person.name),
            email.at_most(254).with_value(person.email.clone().unwrap_or_default()),
            FormField::select("company", label("company"), chosen(None, companies()))
                .with_value(person.company.to_string()),
            FormField::select(
                "location",
                label("location"),
                chosen(Some(String::new()), locations),
            )
            .with_value(id(person.location.map(|id| id.to_string()))),
            FormField::select(
                "department",
                label("department"),
                chosen(Some(String::new()), departments),
            )
            .with_value(id(person.department.map(|id| id.to_string()))),
        ];
        fields.extend(of_oneself(t, languages, person.language.as_deref(), person.zone.as_deref()));
        if !other.is_empty() {
            let works = FormField {
                kind: FieldKind::Checks(other),
                ..FormField::text("works_for", label("works-for"))
            };
            fields.push(works.with_hint(label("works-for-hint")).with_value(works_for.join(",")));
        }
        VerbForm {
            method: Method::Patch,
            fields,
            hint: label("edit-hint"),
            ..VerbForm::button(FORM, format!("{PATH}/{}", known.user.id), label("edit"))
        }
    }
}

/// What everybody can choose for themselves as well: language and time zone.
pub(crate) fn of_oneself(
    t: &Translator,
    languages: &Languages,
    language: Option<&str>,
    zone: Option<&str>,
) -> [FormField; 2] {
    let spoken = languages.owned_choices().into_iter();
    let zones = FieldKind::Suggest { choices: zones(), source: None };
    [
        FormField::select(
            "language",
            t.text_of("person", "language"),
            chosen(Some(t.text_of("person", "language-any")), spoken),
        )
        .with_value(language.unwrap_or_default()),
        FormField { kind: zones, ..FormField::text("time_zone", t.text_of("person", "time-zone")) }
            .with_hint(t.text_of("person", "time-zone-hint"))
            .with_value(zone.unwrap_or_default()),
    ]
}

/// Choices, the first of which is nothing where it has a name.
fn chosen(nothing: Option<String>, all: impl Iterator<Item = (String, String)>) -> Vec<Choice> {
    let nothing = nothing.map(|label| Choice::new("", label));
    nothing.into_iter().chain(all.map(|(value, label)| Choice::new(value, label))).collect()
}
