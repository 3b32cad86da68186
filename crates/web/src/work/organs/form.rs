//! The forms of organs on a record's page: how they are drawn, and what sending one does.

use std::collections::BTreeMap;

use axum::response::Response;
use db::Tx;
use desk::access::Agent;
use desk::input::RawInput;
use desk::lifecycle::InputField;
use desk::{Committed, Context, Error, Heading};

use super::Seat;
use super::api::find;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::{Member, see_with};
use crate::input::Typed;
use crate::page::{Choice, FieldProblem, Inputs, Method, VerbForm};
use crate::site::Site;
use crate::work::given_away;
use crate::work::pages::{Pages, Refused, done, refuse};
use crate::work::verb::numbered;

/// A form of an organ. Its words are `verb-WORD` on the button and `done-WORD` afterwards.
#[derive(Debug, Clone)]
pub(super) struct Form<'a> {
    /// What it does.
    pub(super) word: &'static str,
    /// Which of several such forms on the page; empty for the only one.
    pub(super) of: String,
    /// Where it is sent, below the record's page.
    pub(super) below: String,
    /// The method.
    pub(super) method: Method,
    /// What it takes.
    pub(super) inputs: &'static [InputField],
    /// What its fields begin with.
    pub(super) values: BTreeMap<String, String>,
    /// What can be chosen, by the field's code.
    pub(super) choices: &'a [(&'static str, Vec<Choice>)],
    /// Where suggestions come from, by the field's code.
    pub(super) sources: &'a [(&'static str, String)],
}

impl<'a> Form<'a> {
    /// A form that adds something.
    pub(super) fn new(
        word: &'static str,
        below: impl Into<String>,
        inputs: &'static [InputField],
    ) -> Self {
        Form {
            word,
            of: String::new(),
            below: below.into(),
            method: Method::Post,
            inputs,
            values: BTreeMap::new(),
            choices: &[],
            sources: &[],
        }
    }

    /// A button that takes one thing away.
    pub(super) fn removing(word: &'static str, of: &str, below: impl Into<String>) -> Self {
        Form { method: Method::Delete, ..Form::new(word, below, &[]) }.one_of(of)
    }

    /// The same, for one of several things on the page.
    pub(super) fn one_of(mut self, of: &str) -> Self {
        of.clone_into(&mut self.of);
        self
    }

    /// As a record's page draws it; after a refusal it stands open with what was typed.
    pub(super) fn drawn(self, seat: &Seat<'_>) -> VerbForm {
        self.drawn_at(&seat.reader.t, &seat.agent.zone, seat.path, seat.refused)
    }

    /// As a page at this path draws it, moments in this zone.
    pub(super) fn drawn_at(
        self,
        t: &Translator,
        zone: &str,
        path: &str,
        refused: Option<&Refused>,
    ) -> VerbForm {
        let code = code(self.word, &self.of);
        let typed = refused.filter(|refused| refused.form == code);
        let problems: Vec<FieldProblem> = typed.map(|r| r.problems.clone()).unwrap_or_default();
        let inputs = Inputs {
            kind: "organ",
            choices: self.choices.iter().cloned().collect(),
            sources: self.sources.iter().cloned().collect(),
            values: typed.map_or(self.values, Refused::typed),
            problems: problems.clone(),
            matrix: Vec::new(),
            zone: zone.to_owned(),
        };
        let fields = inputs.fields(t, self.word, self.inputs);
        let elsewhere =
            |problem: &&FieldProblem| fields.iter().all(|field| field.name != problem.field);
        VerbForm {
            path: format!("{path}{}", self.below),
            method: self.method,
            label: t.text_of("verb", self.word),
            submit: t.known("submit", self.word).unwrap_or_default(),
            hint: t.known("verb-hint", self.word).unwrap_or_default(),
            error: problems.iter().find(elsewhere).map(|problem| problem.message.clone()),
            open: !problems.is_empty(),
            verb: code,
            fields,
            ..VerbForm::default()
        }
    }
}

/// The form's code on the page.
fn code(word: &str, of: &str) -> String {
    if of.is_empty() { word.to_owned() } else { format!("{word}-{of}") }
}

/// A form that was sent.
pub(super) struct Sent {
    /// The record's number.
    pub(super) number: String,
    /// What it does, as [`Form::word`].
    pub(super) word: &'static str,
    /// Which of several, as [`Form::of`].
    pub(super) of: String,
    /// The fields that people write in their own words.
    pub(super) written: &'static [&'static str],
    /// What was typed.
    pub(super) typed: Typed,
}

/// What a form does to the record it stands with.
type Act = Box<dyn Fn(&Tx<'_>, &Context, &Agent, &Heading, &RawInput) -> desk::Result<()> + Send>;

/// Does what a form asks and answers with the page: as it is now, or with the form and why not.
pub(super) fn submit<P, F>(
    site: &Site,
    member: &Member,
    sent: Sent,
    act: F,
) -> impl Future<Output = Result<Response>> + Send
where
    P: Pages,
    F: Fn(&Tx<'_>, &Context, &Agent, &Heading, &RawInput) -> desk::Result<()> + Send + 'static,
{
    submit_act::<P>(site, member, sent, Box::new(act))
}

/// The same for every form: one function for each practice, and not for each form of it.
async fn submit_act<P: Pages>(
    site: &Site,
    member: &Member,
    sent: Sent,
    act: Act,
) -> Result<Response> {
    let Sent { number, word, of, written, typed: Typed(input, faults) } = sent;
    let did = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let (number, input) = (number.clone(), input.clone());
        site.write(move |tx| {
            let record = find(tx, &agent, P::KIND, &number)?;
            act(tx, &ctx, &agent, &record, &input)?;
            match find(tx, &agent, P::KIND, &number) {
                Err(Error::NotFound) => Ok(false),
                found => found.map(|_| true),
            }
        })
        .await
    } else {
        Err(Error::Invalid(faults))
    };
    let said = || member.t.text_of_with("done", word, &[("number", number.as_str().into())]);
    match did {
        Ok(true) => done::<P>(site, member, number.clone(), &said()).await,
        Ok(false) => Ok(given_away(member, &format!("/{}", P::KIND.path), &said())),
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
            let refused = Refused::new(&member.t, code(word, &of), input, written, &error);
            refuse::<P>(site, member, number, refused).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Opens another record from one's page by what a form asks, and goes to it; or answers with the page,
/// the form and why not.
pub(super) async fn open_from<P: Pages>(
    site: &Site,
    member: &Member,
    sent: Sent,
    open: fn(&Tx<'_>, &Context, &Agent, &str, String, &RawInput) -> desk::Result<Committed>,
) -> Result<Response> {
    let Sent { number, word, of, written, typed: Typed(input, faults) } = sent;
    let did = if faults.is_empty() {
        let (ctx, agent) = (member.context(), member.agent.clone());
        let (from, raw) = (number.clone(), input.clone());
        numbered(site, P::KIND.prefix, move |tx, new| open(tx, &ctx, &agent, &from, new, &raw))
            .await
    } else {
        Err(Error::Invalid(faults))
    };
    match did {
        Ok(done) => {
            let said = [("number", done.number.as_str().into()), ("old", number.as_str().into())];
            let path = member.record_path(P::KIND.code, &done.number);
            Ok(see_with(&path, &member.t.text_of_with("done", word, &said)))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
            let refused = Refused::new(&member.t, code(word, &of), input, written, &error);
            refuse::<P>(site, member, number, refused).await
        }
        Err(other) => Err(other.into()),
    }
}
