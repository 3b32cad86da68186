//! Small forms on pages of accounts: how they are drawn, before and after a refusal.

use axum::http::StatusCode;
use axum::response::Response;
use desk::Error;
use desk::input::RawInput;

use crate::failure::{Result, problems};
use crate::identify::Member;
use crate::page::{FieldProblem, FormField, Link, Section, SectionsPage, SectionsPart, VerbForm};
use crate::reply::draw_with;

/// A form that was refused.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    form: String,
    input: RawInput,
    problems: Vec<FieldProblem>,
}

impl Refused {
    /// Whether it is about the form of this name.
    pub(crate) fn is_about(&self, form: &str) -> bool {
        self.form == form
    }

    /// A form of this name that was sent and refused.
    pub(crate) fn new(
        member: &Member,
        form: impl Into<String>,
        input: RawInput,
        error: &Error,
    ) -> Self {
        Refused { form: form.into(), input, problems: problems(&member.t, error) }
    }

    /// The form with what was typed and what is wrong with it, if it is the one that was refused.
    pub(crate) fn into_form(refused: Option<&Refused>, form: VerbForm) -> VerbForm {
        let Some(refused) = refused.filter(|refused| refused.form == form.verb) else {
            return form;
        };
        let told = |name: &str| refused.problems.iter().find(|problem| problem.field == name);
        let again = |field: FormField| FormField {
            error: told(&field.name).map(|problem| problem.message.clone()),
            value: match field.is_hidden() {
                true => field.value,
                false => refused.input.shown(&field.name),
            },
            ..field
        };
        let fields: Vec<FormField> = form.fields.into_iter().map(again).collect();
        let elsewhere = |p: &&FieldProblem| fields.iter().all(|field| field.name != p.field);
        let error = refused.problems.iter().find(elsewhere).map(|problem| problem.message.clone());
        VerbForm { error, open: true, fields, ..form }
    }
}

/// What a page of sections answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Somebody looking.
    Plainly,
    /// A form that did what it was to do, and tells of it here.
    Done,
    /// A form that was refused.
    Refused,
}

/// A page of sections, or the part of it that a form changes.
pub(crate) fn sections(
    member: &Member,
    (place, heading, lead): (Option<Link>, String, String),
    sections: Vec<Section>,
    shown: Shown,
) -> Result<Response> {
    let status = match shown {
        Shown::Refused => StatusCode::UNPROCESSABLE_ENTITY,
        Shown::Plainly | Shown::Done => StatusCode::OK,
    };
    let shell = member.shell();
    if member.wants_fragment() && shown != Shown::Plainly {
        return draw_with(status, &SectionsPart { shell, sections });
    }
    draw_with(status, &SectionsPage { shell, place, heading, lead, sections })
}
