//! Every page with `word` in every text, so that a test can look for it.

use super::lists::{list, view, views};
use super::{administration, bulk, inbox, reference, search};
use mainstay_web::i18n::{Languages, Translator};
use mainstay_web::page::{
    AccessAnswer, AccessPage, AccessPart, Badge, Callout, Cell, Change, Choice, CodePage, Column,
    Compose, ConflictValue, Entry, ErrorPage, FieldKind, FieldProblem, FormField, FormPage,
    FormSection, Icon, InputType, Link, Mark, NavGroup, NavItem, NoAdministratorPage, Notice,
    PeopleImportPage, PersonMenu, PriorityMatrix, Property, PropertyGroup, RecordForm, RecordList,
    RecordPage, RecordPanel, RecordView, SafeHtml, Section, SectionRow, SetPasswordPage, SetUpPage,
    Shell, Shown, SignInPage, Stamp, Suggestions, TablePage, ThenPage, TimeBar, Tone, VerbForm,
    ViewsPage,
};

/// Every page by name, as HTML.
pub(crate) fn pages(language: &str, word: &str) -> Vec<(&'static str, String)> {
    let t = Languages::embedded().translator(Some(language), None);
    let anonymous = || Shell::anonymous(t.clone(), "token");
    let shell = || shell(&t, word);
    let mut pages = vec![
        ("list", list(shell(), word).to_string()),
        ("empty list", RecordList { rows: Vec::new(), ..list(shell(), word) }.to_string()),
        ("views", views(shell(), word).to_string()),
        ("no views", ViewsPage { views: Vec::new(), ..views(shell(), word) }.to_string()),
        ("view", view(shell(), word).to_string()),
        ("refused view", view(shell(), word).refused(problems(word)).to_string()),
        ("record", RecordPage { shell: shell(), record: record(word) }.to_string()),
        ("panel", RecordPanel { shell: shell(), record: record(word) }.to_string()),
        ("form", form(shell(), word).to_string()),
        ("refused form", form(shell(), word).refused(problems(word)).to_string()),
        ("sign-in", SignInPage::new(anonymous(), word).to_string()),
        ("sign-in, wrong", SignInPage::new(anonymous(), word).wrong(word).to_string()),
        ("set password", set_password(anonymous(), word, true).to_string()),
        ("set password, over", set_password(anonymous(), word, false).to_string()),
        ("code", code(anonymous(), word).to_string()),
        ("form of its own", form_page(shell(), word).to_string()),
        ("sign-in, throttled", SignInPage::new(anonymous(), word).throttled(word, 30).to_string()),
        (
            "no administrator",
            NoAdministratorPage { shell: anonymous(), command: word.to_owned() }.to_string(),
        ),
        ("set-up", set_up(anonymous(), word, Vec::new()).to_string()),
        ("set-up, refused", set_up(anonymous(), word, problems(word)).to_string()),
        ("people from a table", people(shell(), word, Vec::new()).to_string()),
        ("people, refused", people(shell(), word, problems(word)).to_string()),
        ("not found", ErrorPage::new(shell(), 404).to_string()),
        ("failure", ErrorPage::failure(anonymous(), word).to_string()),
        ("invalid", ErrorPage::invalid(shell(), problems(word)).to_string()),
        ("conflict", conflict(shell(), word).to_string()),
        ("as it stood", then(shell(), word).to_string()),
        ("table", table(shell(), word).to_string()),
        ("access", access(shell(), word).to_string()),
        ("access, unasked", AccessPage { answer: None, ..access(shell(), word) }.to_string()),
        ("empty table", TablePage { rows: Vec::new(), ..table(shell(), word) }.to_string()),
    ];
    pages.extend(administration::pages(shell, &fields(word), word));
    pages.extend(bulk::pages(shell, &fields(word), word));
    pages.extend(search::pages(shell, &fields(word), word));
    pages.extend(inbox::pages(shell, word));
    pages.extend(reference::pages(shell, word));
    pages
}

fn people(shell: Shell, word: &str, problems: Vec<FieldProblem>) -> PeopleImportPage {
    let file = FormField::text("file", word);
    PeopleImportPage { shell, path: "/x".to_owned(), file, fields: fields(word), problems }
}

fn set_up(shell: Shell, word: &str, problems: Vec<FieldProblem>) -> SetUpPage {
    let sections = vec![FormSection { heading: word.to_owned(), fields: fields(word) }];
    SetUpPage { shell, sections, problems, command: word.to_owned() }
}

/// The answer to a field that suggests; no page of its own.
pub(crate) fn suggestions(word: &str) -> String {
    Suggestions { choices: choices(word) }.to_string()
}

fn shell(t: &Translator, word: &str) -> Shell {
    Shell {
        person: Some(PersonMenu { name: word.to_owned(), email: word.to_owned() }),
        nav: vec![NavGroup {
            heading: Some(word.to_owned()),
            items: vec![NavItem { link: link(word), icon: Icon("inbox"), current: true }],
        }],
        create: Some(link(word)),
        notice: Some(Notice { tone: Tone::Success, text: word.to_owned() }),
        asked: word.to_owned(),
        unread: word.to_owned(),
        ..Shell::anonymous(t.clone(), word)
    }
}

pub(super) fn link(word: &str) -> Link {
    Link::new(format!("/{word}"), word)
}

pub(super) fn stamp(word: &str) -> Stamp {
    Stamp { iso: word.to_owned(), text: word.to_owned(), full: word.to_owned() }
}

pub(super) fn choices(word: &str) -> Vec<Choice> {
    vec![Choice { value: word.to_owned(), label: word.to_owned(), when: word.to_owned() }]
}

fn problems(word: &str) -> Vec<FieldProblem> {
    ["line", "area", ""]
        .map(|field| FieldProblem { field: field.to_owned(), message: word.to_owned() })
        .into()
}

/// One field of every kind.
pub(super) fn fields(word: &str) -> Vec<FormField> {
    let kinds = [
        ("line", FieldKind::Text(InputType::Text)),
        ("password", FieldKind::Text(InputType::Password)),
        ("new-password", FieldKind::Text(InputType::NewPassword)),
        ("area", FieldKind::TextArea(4)),
        (
            "select",
            FieldKind::Select { choices: choices(word), narrowed_by: Some(word.to_owned()) },
        ),
        (
            "suggest",
            FieldKind::Suggest { choices: choices(word), source: Some(format!("/{word}")) },
        ),
        ("check", FieldKind::Checkbox),
        ("x.checks", FieldKind::Checks(choices(word))),
        ("x.money", FieldKind::Money(vec!["EUR".to_owned(), word.to_owned()])),
        ("x.moment", FieldKind::Text(InputType::Moment)),
        ("x.decimal", FieldKind::Text(InputType::Decimal)),
        ("x.url", FieldKind::Text(InputType::Url)),
        ("hidden", FieldKind::Hidden),
        ("preview", FieldKind::Preview(matrix(word))),
    ];
    let field = |(name, kind): (&str, FieldKind)| FormField {
        // An amount has its currency after it.
        value: if name == "x.money" { "1 EUR".to_owned() } else { word.to_owned() },
        kind,
        hint: word.to_owned(),
        error: Some(word.to_owned()),
        max_length: Some(200),
        required: true,
        ..FormField::text(name, word)
    };
    kinds.map(field).into()
}

fn matrix(word: &str) -> PriorityMatrix {
    let badge = Badge::priority(word, 2);
    PriorityMatrix { impact: word.to_owned(), urgency: word.to_owned(), cells: vec![(1, 1, badge)] }
}

fn verb(verb: &str, word: &str) -> VerbForm {
    VerbForm {
        fields: fields(word),
        hint: word.to_owned(),
        error: Some(word.to_owned()),
        open: true,
        ..VerbForm::button(verb, format!("/{word}"), word)
    }
}

fn record(word: &str) -> RecordView {
    let html = || SafeHtml::from_sanitised("<p>clean</p>".to_owned());
    RecordView {
        number: word.to_owned(),
        title: word.to_owned(),
        path: format!("/{word}"),
        list: link(word),
        version: 7,
        badges: vec![Badge::new(word, Tone::Active), Badge::priority(word, 3)],
        byline: word.to_owned(),
        opened: stamp(word),
        callouts: vec![Callout {
            tone: Tone::Warning,
            heading: word.to_owned(),
            body: Some(html()),
            byline: word.to_owned(),
        }],
        description: html(),
        verbs: vec![verb("resolve", word), VerbForm::button("start", format!("/{word}"), word)],
        edit: Some(verb("edit", word)),
        properties: vec![PropertyGroup {
            heading: word.to_owned(),
            properties: vec![Property {
                past: Some(link(word)),
                ..Property::new(word, Cell::Text(word.to_owned())).changed_by("resolve")
            }],
        }],
        sections: vec![section(word)],
        timeline: entries(word),
        older: Some(link(word)),
        compose: Some(Compose {
            reply: Some(verb("comment", word)),
            note: Some(verb("work_note", word)),
            internal: false,
            readers: word.to_owned(),
        }),
    }
}

pub(super) fn section(word: &str) -> Section {
    let row = |href: &str, form: &str| SectionRow {
        link: Link::new(href, word),
        cells: vec![Cell::Text(word.to_owned()), Cell::Person(word.to_owned())],
        forms: vec![VerbForm::button(form, format!("/{word}"), word)],
    };
    Section {
        anchor: "links",
        heading: word.to_owned(),
        count: word.to_owned(),
        lead: word.to_owned(),
        body: Some(SafeHtml::from_sanitised("<p>drawn</p>".to_owned())),
        looks: Vec::new(),
        rows: vec![row("/there", "unlink-1"), row("", "unlink-2")],
        forms: vec![verb("link", word)],
    }
}

/// The record as it stood, with nothing to be done to it.
fn then(shell: Shell, word: &str) -> ThenPage {
    let record = RecordView {
        verbs: Vec::new(),
        edit: None,
        compose: None,
        sections: Vec::new(),
        ..record(word)
    };
    let bar = TimeBar {
        heading: word.to_owned(),
        lead: word.to_owned(),
        path: format!("/{word}"),
        entry: (2, 5),
        moment: word.to_owned(),
        previous: Some(link(word)),
        next: Some(link(word)),
        now: link(word),
    };
    ThenPage { shell, bar, record }
}

fn access(shell: Shell, word: &str) -> AccessPage {
    let part = AccessPart {
        heading: word.to_owned(),
        holds: true,
        rules: vec![word.to_owned()],
        ties: vec![Badge::new(word, Tone::Success)],
    };
    AccessPage {
        shell,
        path: format!("/{word}"),
        fields: vec![FormField::text("person", word), FormField::text("number", word)],
        answer: Some(AccessAnswer {
            may: true,
            verdict: word.to_owned(),
            because: word.to_owned(),
            parts: vec![part, AccessPart::default()],
            every: vec![(word.to_owned(), Badge::new(word, Tone::Muted), word.to_owned())],
            hidden: vec![word.to_owned()],
        }),
    }
}

fn table(shell: Shell, word: &str) -> TablePage {
    let list = list(shell, word);
    let filters = list.filters.clone();
    TablePage {
        place: link(word),
        heading: word.to_owned(),
        lead: word.to_owned(),
        actions: vec![link(word)],
        tabs: list.queues,
        tabs_label: word.to_owned(),
        filters,
        path: format!("/{word}"),
        filtered: true,
        columns: ["a", "b", "c"].map(|code| Column::new(code, word)).into(),
        rows: vec![vec![Cell::Link(link(word)), Cell::Text(word.to_owned()), Cell::Erased]],
        pager: list.pager,
        empty: list.empty,
        shell: list.shell,
    }
}

fn entries(word: &str) -> Vec<Entry> {
    let marks = [
        Mark::Created,
        Mark::Moved,
        Mark::Changed,
        Mark::Resolved,
        Mark::Closed,
        Mark::Comment,
        Mark::WorkNote,
    ];
    let change = |old, new| Change { label: word.to_owned(), old, new };
    let entry = |(index, mark): (usize, Mark)| Entry {
        anchor: format!("entry-{index}"),
        mark,
        actor: word.to_owned(),
        headline: word.to_owned(),
        at: stamp(word),
        recorded: Some(stamp(word)),
        imported: Some(word.to_owned()),
        why: Shown::Text(word.to_owned()),
        changes: vec![
            change(Shown::Empty, Shown::Text(word.to_owned())),
            change(Shown::Erased, Shown::Empty),
        ],
        body: Some(SafeHtml::from_sanitised("<p>clean</p>".to_owned())),
        erased: index == 5,
        then: Some(link(word)),
        erase: Some(link(word)),
    };
    marks.into_iter().enumerate().map(entry).collect()
}

fn form(shell: Shell, word: &str) -> RecordForm {
    let plain = fields(word).into_iter().map(|field| FormField { error: None, ..field });
    let (main, side): (Vec<_>, Vec<_>) =
        plain.partition(|field| ["line", "area"].contains(&field.name.as_str()));
    RecordForm {
        shell,
        heading: word.to_owned(),
        lead: word.to_owned(),
        path: format!("/{word}"),
        draft: word.to_owned(),
        problems: Vec::new(),
        main: FormSection { heading: word.to_owned(), fields: main },
        side: vec![FormSection { heading: word.to_owned(), fields: side }],
        hidden: vec![FormField::hidden("kept", word)],
        submit: word.to_owned(),
        cancel: link(word),
    }
}

fn conflict(shell: Shell, word: &str) -> ErrorPage {
    let value = ConflictValue {
        label: word.to_owned(),
        yours: word.to_owned(),
        theirs: Shown::Text(word.to_owned()),
        by: word.to_owned(),
    };
    let retry = VerbForm {
        fields: vec![FormField::hidden("title", word)],
        ..VerbForm::button("edit", format!("/{word}"), word)
    };
    ErrorPage {
        retry: Some(retry),
        version: 8,
        ..ErrorPage::conflict(shell, vec![value], link(word))
    }
}

fn set_password(shell: Shell, word: &str, works: bool) -> SetPasswordPage {
    SetPasswordPage {
        shell,
        path: "/set-password",
        link: word.to_owned(),
        of: works.then(|| (word.to_owned(), word.to_owned())),
        error: Some(word.to_owned()),
        fields: vec![FormField {
            kind: FieldKind::Text(InputType::NewPassword),
            error: Some(word.to_owned()),
            ..FormField::text("password", word).with_value(word)
        }],
    }
}

fn form_page(shell: Shell, word: &str) -> FormPage {
    FormPage {
        shell,
        place: link(word),
        heading: word.to_owned(),
        lead: word.to_owned(),
        path: format!("/{word}"),
        error: Some(word.to_owned()),
        fields: fields(word),
        submit: word.to_owned(),
    }
}

fn code(shell: Shell, word: &str) -> CodePage {
    CodePage {
        shell,
        path: "/sign-in/code",
        next: word.to_owned(),
        field: Some(FormField {
            kind: FieldKind::Text(InputType::Code),
            error: Some(word.to_owned()),
            ..FormField::text("code", word).with_value(word)
        }),
        error: Some(word.to_owned()),
    }
}
