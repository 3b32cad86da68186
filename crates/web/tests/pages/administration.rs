//! The pages of administrators with `word` in every text.

use mainstay_web::page::{
    Badge, Choice, FieldLine, FieldPage, FieldProblem, FieldTypesPage, FieldsOfKind, FieldsPage,
    FormField, FormSection, Link, PermissionCell, PermissionGrid, PermissionRow, PermissionRows,
    PriorityCell, PriorityGrid, PriorityRow, PrivacyPage, RetentionForm, Retirement, SafeHtml,
    Section, SectionsPage, Shell, Tone, Tried, TryForm,
};

use super::samples::section;

/// Every such page by name, as HTML. `fields` are one of every kind.
pub(crate) fn pages(
    shell: impl Fn() -> Shell,
    fields: &[FormField],
    word: &str,
) -> Vec<(&'static str, String)> {
    let link = || Link::new(format!("/{word}"), word);
    let types = FieldTypesPage {
        shell: shell(),
        heading: word.to_owned(),
        types: vec![(link(), word.to_owned())],
        back: link(),
    };
    let problems = vec![FieldProblem { field: "line".to_owned(), message: word.to_owned() }];
    vec![
        ("custom fields", list(shell(), word).to_string()),
        ("types of fields", types.to_string()),
        ("new field", form(shell(), fields, word).to_string()),
        (
            "personal data",
            PrivacyPage {
                shell: shell(),
                path: format!("/{word}"),
                field: FormField::text("person", word).with_value(word),
                download: Some(link()),
                sections: vec![section(word)],
            }
            .to_string(),
        ),
        ("how long something is kept", kept(&shell, word).to_string()),
        ("what a role allows", allowed(&shell, word).to_string()),
        ("refused field", form(shell(), fields, word).refused(problems).to_string()),
        (
            "retired field",
            FieldPage {
                version: Some(7),
                preview: fields.first().cloned(),
                effects: vec![link(), Link::new("", word)],
                confirmed: word.to_owned(),
                retirement: Some(Retirement {
                    path: format!("/{word}"),
                    active: false,
                    effects: vec![link(), Link::new("", word)],
                }),
                history: Some(section(word)),
                ..form(shell(), fields, word)
            }
            .to_string(),
        ),
    ]
}

fn kept(shell: &impl Fn() -> Shell, word: &str) -> SectionsPage {
    let form = RetentionForm {
        shell: shell(),
        scope: "kept",
        page: "/kept",
        path: format!("/{word}"),
        days: FormField::text("days", word).with_value(word),
        erases: true,
        said: Some(word.to_owned()),
        chosen: 90,
        reason: Some(FormField::text("reason", word).with_value(word)),
    };
    let rule = Section { body: Some(SafeHtml::drawn(&form).unwrap()), ..section(word) };
    let text = || word.to_owned();
    SectionsPage {
        shell: shell(),
        place: None,
        heading: text(),
        lead: text(),
        sections: vec![rule],
    }
}

fn list(shell: Shell, word: &str) -> FieldsPage {
    let line = || FieldLine {
        link: Link::new(format!("/{word}"), word),
        code: word.to_owned(),
        holds: word.to_owned(),
        audience: word.to_owned(),
        forms: word.to_owned(),
        rules: word.to_owned(),
        can_rise: true,
        can_sink: true,
    };
    let kind = FieldsOfKind {
        heading: word.to_owned(),
        add: Link::new(format!("/{word}"), word),
        used: vec![line(), line()],
        retired: vec![line()],
    };
    FieldsPage { shell, kinds: vec![kind, FieldsOfKind::default()] }
}

fn form(shell: Shell, fields: &[FormField], word: &str) -> FieldPage {
    let (main, side) = fields.split_at(2.min(fields.len()));
    FieldPage {
        shell,
        heading: word.to_owned(),
        lead: word.to_owned(),
        path: format!("/{word}"),
        version: None,
        problems: Vec::new(),
        main: FormSection { heading: String::new(), fields: main.to_vec() },
        side: vec![FormSection { heading: word.to_owned(), fields: side.to_vec() }],
        submit: word.to_owned(),
        effects: Vec::new(),
        confirmed: String::new(),
        preview: None,
        retirement: None,
        history: None,
        back: Link::new(format!("/{word}"), word),
    }
}

/// Something that was tried out.
fn tried(word: &str) -> Tried {
    Tried {
        lead: word.to_owned(),
        lines: vec![(Badge::new(word, Tone::Info), word.to_owned(), word.to_owned())],
        examples: vec![Link::new(format!("/{word}"), word)],
        refusal: Some(word.to_owned()),
        path: Some(format!("/{word}")),
        chosen: vec![FormField::hidden("*.read", word)],
    }
}

/// The grid of permissions, tried out.
fn permissions(shell: Shell, word: &str) -> PermissionGrid {
    let text = || word.to_owned();
    let cell = PermissionCell {
        name: text(),
        kind: text(),
        label: text(),
        value: text(),
        said: text(),
        choices: vec![Choice::new(word, word)],
        came: Some(text()),
        changed: true,
    };
    let row = PermissionRow { label: text(), about: text(), cells: vec![cell] };
    PermissionGrid {
        shell,
        reaches: vec![(text(), text())],
        kinds: vec![text()],
        groups: vec![PermissionRows { heading: text(), rows: vec![row] }],
        path: Some(format!("/{word}")),
        seen: text(),
        restore: Some(format!("/{word}")),
        tried: Some(tried(word)),
    }
}

/// The form of a setting that is tried out.
fn general(shell: Shell, word: &str) -> TryForm {
    TryForm {
        shell,
        form: "general",
        page: "/general",
        error: Some(word.to_owned()),
        fields: vec![FormField::text("name", word)],
        tried: None,
    }
}

/// The grids of permissions and of priorities, the one tried out and the other to read.
fn allowed(shell: &impl Fn() -> Shell, word: &str) -> SectionsPage {
    let text = || word.to_owned();
    let cell = PriorityCell {
        name: text(),
        urgency: text(),
        label: text(),
        value: text(),
        badge: Badge::priority(word, 1),
        choices: vec![Choice::new(word, word)],
        came: Some(text()),
        changed: false,
        error: Some(text()),
    };
    let priorities = PriorityGrid {
        shell: shell(),
        caption: text(),
        urgencies: vec![text()],
        rows: vec![PriorityRow { label: text(), cells: vec![cell] }],
        path: None,
        seen: text(),
        restore: None,
        tried: None,
    };
    let drawn = [
        SafeHtml::drawn(&permissions(shell(), word)).unwrap(),
        SafeHtml::drawn(&priorities).unwrap(),
        SafeHtml::drawn(&general(shell(), word)).unwrap(),
    ];
    let anchors = ["permissions", "priorities", "general"];
    let sections = anchors.into_iter().zip(drawn).map(|(anchor, body)| Section {
        anchor,
        heading: text(),
        body: Some(body),
        ..Section::default()
    });
    SectionsPage {
        shell: shell(),
        place: None,
        heading: text(),
        lead: text(),
        sections: sections.collect(),
    }
}
