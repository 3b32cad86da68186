//! Lists, and the views people keep of them, with `word` in every text.

use mainstay_web::page::{
    Badge, Cell, Column, ColumnChoice, ColumnChooser, ConditionLine, Conditions, EmptyState,
    FormField, GroupChooser, GroupCount, ListTools, Pager, QueueLink, RecordList, Row, Shell,
    Sorted, Tone, ViewForm, ViewLink, ViewMenu, ViewPage, ViewRow, ViewsPage, Wrong,
};

use super::bulk::bar;
use super::samples::{choices, fields, link, stamp};

pub(super) fn list(shell: Shell, word: &str) -> RecordList {
    let cells = vec![
        Cell::Badge(Badge::new(word, Tone::Info)),
        Cell::Badge(Badge::priority(word, 1)),
        Cell::Person(word.to_owned()),
        Cell::Text(word.to_owned()),
        Cell::Time(stamp(word)),
        Cell::Web(format!("https://example.org/{word}")),
        Cell::Web(format!("javascript:{word}")),
        Cell::Empty,
    ];
    let field =
        |name: &str| FormField { error: None, ..FormField::select(name, word, choices(word)) };
    RecordList {
        live: true,
        bulk: Some(bar(word)),
        shell,
        heading: word.to_owned(),
        count: word.to_owned(),
        queues: vec![QueueLink { link: link(word), current: true, count: word.to_owned() }],
        filters: vec![field("state"), field("priority")],
        path: format!("/{word}"),
        kept: vec![FormField::hidden("view", word)],
        cleared: Some(format!("/{word}")),
        tools: Some(list_tools(word)),
        set: vec![link(word)],
        note: word.to_owned(),
        groups: vec![GroupCount { link: link(word), count: word.to_owned() }],
        head: ["number", "title"].map(|code| Column {
            sort: format!("/{word}"),
            sorted: Sorted::Falling,
            ..Column::new(code, word)
        }),
        columns: ["a", "b", "c", "d", "e", "f", "g", "h"]
            .map(|code| Column::new(code, word))
            .into(),
        rows: vec![Row {
            href: format!("/{word}"),
            number: word.to_owned(),
            title: word.to_owned(),
            cells,
        }],
        pager: Pager {
            previous: Some(word.to_owned()),
            next: Some(word.to_owned()),
            summary: word.to_owned(),
        },
        empty: EmptyState {
            heading: word.to_owned(),
            text: word.to_owned(),
            action: Some(link(word)),
        },
    }
}

fn list_tools(word: &str) -> ListTools {
    let path = || format!("/{word}");
    let kept = || vec![FormField::hidden("kept", word)];
    let labels = || [word.to_owned(), word.to_owned(), word.to_owned()];
    let form = |field: &str| ViewForm {
        path: path(),
        method: "patch",
        fields: vec![FormField::hidden("q", word), FormField::text(field, word).with_value(word)],
        submit: word.to_owned(),
    };
    let [before, part, after] = labels();
    ListTools {
        conditions: Conditions {
            path: path(),
            lines_path: path(),
            kept: kept(),
            q: FormField { error: Some(word.to_owned()), ..FormField::area("q", word, 3) },
            open: true,
            wrong: Some(Wrong { before, part, after }),
            any: Some(FormField::select("any", word, choices(word))),
            lines: vec![ConditionLine::new(
                1,
                labels(),
                choices(word),
                choices(word),
                [word, word, word],
            )],
        },
        columns: ColumnChooser {
            path: path(),
            kept: kept(),
            columns: vec![ColumnChoice {
                code: "state".to_owned(),
                label: word.to_owned(),
                shown: true,
                place: 1,
            }],
            usual: Some(path()),
        },
        group: GroupChooser {
            path: path(),
            kept: kept(),
            field: FormField::select("group", word, choices(word)),
        },
        views: ViewMenu {
            views: vec![ViewLink {
                link: link(word),
                shared: word.to_owned(),
                current: true,
                pin_path: path(),
                pinned: true,
            }],
            back: FormField::hidden("back", word),
            all: link(word),
            keep: form("name"),
            overwrite: Some(form("other")),
        },
        exports: vec![link(word)],
    }
}

pub(super) fn views(shell: Shell, word: &str) -> ViewsPage {
    let view = ViewRow {
        link: link(word),
        kind: word.to_owned(),
        owner: word.to_owned(),
        shared: word.to_owned(),
        q: word.to_owned(),
        edit: Some(format!("/{word}")),
    };
    ViewsPage { shell, views: vec![view] }
}

pub(super) fn view(shell: Shell, word: &str) -> ViewPage {
    ViewPage {
        shell,
        heading: word.to_owned(),
        path: format!("/{word}"),
        method: "patch",
        problems: Vec::new(),
        fields: fields(word),
        submit: word.to_owned(),
        deletable: true,
        cancel: link(word),
    }
}
