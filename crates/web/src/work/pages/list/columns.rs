//! Which columns a list shows, in which order, and what it is sorted by.

use axum::extract::State;
use axum::response::Response;
use desk::field::{Field, FieldKind};

use super::super::own::Pages;
use super::look::Look;
use super::{HEAD, Shown, addressed, visible};
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::{Member, see};
use crate::page::{Column, ColumnChoice, ColumnChooser, Sorted};
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::label;

/// What stands before a field's code in the chooser's names.
const SHOW: &str = "show.";
const PLACE: &str = "place.";

/// The columns after number and title: those asked for as far as the reader may see them, else those
/// the kind shows by itself.
pub(super) fn columns<P: Pages>(
    visible: &[&'static Field],
    request: &ListRequest,
) -> Vec<&'static Field> {
    let visible = choosable(visible);
    let asked: Vec<&str> = request.fields.iter().map(String::as_str).collect();
    let codes = if asked.is_empty() { P::COLUMNS } else { asked.as_slice() };
    codes.iter().filter_map(|code| visible.iter().copied().find(|f| f.code == *code)).collect()
}

/// What can be a column: everything the reader may read on every record, but long text.
fn choosable(visible: &[&'static Field]) -> Vec<&'static Field> {
    visible
        .iter()
        .copied()
        .filter(|field| !HEAD.contains(&field.code) && !matches!(field.kind, FieldKind::Prose(_)))
        .collect()
}

/// The heading of a column, which sorts by it.
pub(super) fn heading(t: &Translator, look: &Look, field: &Field) -> Column {
    let first = look.request.sort.split(',').next().unwrap_or_default();
    let (falls, code) = match first.strip_prefix('-') {
        Some(code) => (true, code),
        None => (false, first),
    };
    let sorted = match (code == field.code, falls) {
        (false, _) => Sorted::No,
        (true, false) => Sorted::Rising,
        (true, true) => Sorted::Falling,
    };
    // Of moments people want the last first, of everything else the first.
    let falls_first = matches!(field.kind, FieldKind::Instant);
    let falls_next = match sorted {
        Sorted::No => falls_first,
        Sorted::Rising => true,
        Sorted::Falling => false,
    };
    let next = format!("{}{}", if falls_next { "-" } else { "" }, field.code);
    Column {
        sort: look.changed(|request| request.sort = next),
        sorted,
        ..Column::new(field.code, label(t, field))
    }
}

/// The box in which columns are chosen.
pub(super) fn chooser(t: &Translator, shown: &Shown) -> ColumnChooser {
    let (look, shown, visible) = (&shown.look, &shown.columns, &shown.visible);
    let others = choosable(visible).into_iter().filter(|field| !shown.contains(field));
    let all = shown.iter().copied().map(|f| (f, true)).chain(others.map(|f| (f, false)));
    let choice = |(place, (field, shown)): (usize, (&'static Field, bool))| ColumnChoice {
        code: field.code.to_owned(),
        label: label(t, field),
        shown,
        place: place.saturating_add(1),
    };
    ColumnChooser {
        path: format!("/{}/columns", look.kind.path),
        kept: look.kept(&["fields"]),
        columns: all.enumerate().map(choice).collect(),
        usual: (!look.request.fields.is_empty())
            .then(|| look.changed(|request| request.fields.clear())),
    }
}

/// Where the chooser is sent: it becomes the list's `fields`.
pub(in super::super) async fn choose<P: Pages>(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let mut chosen: Vec<(u32, usize, &'static str)> = Vec::new();
    let visible = visible::<P>(&site, &member).await?;
    for (order, field) in choosable(&visible).into_iter().enumerate() {
        let shown = request.take(&format!("{SHOW}{}", field.code)).is_some();
        let place = request.take(&format!("{PLACE}{}", field.code));
        if shown {
            let place = place.and_then(|place| place.parse().ok()).unwrap_or(u32::MAX);
            chosen.push((place, order, field.code));
        }
    }
    // What the form knew and this reader may not see any more is not asked for.
    request.equals.retain(|name, _| !name.starts_with(SHOW) && !name.starts_with(PLACE));
    chosen.sort_unstable();
    let codes: Vec<&str> = chosen.into_iter().map(|(.., code)| code).collect();
    let usual = codes.is_empty() || codes == P::COLUMNS;
    request.fields =
        if usual { Vec::new() } else { codes.into_iter().map(str::to_owned).collect() };
    Ok(see(&addressed::<P>(request)))
}
