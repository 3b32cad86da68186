//! Keeping, changing and taking away views.

use db::{Id, ReadTx, Tx, Value};

use super::hand_over::require_sharer;
use super::share::SHARED_WITH;
use super::{Sharing, View, find, store};
use crate::access::{ANY_KIND, Action, Agent, Reach};
use crate::field::{Field, FieldKind};
use crate::filter;
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue, canonical};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::list::{By, Sort};
use crate::people::{Company, Person, Team};
use crate::{Context, Error, Fault, Result};

/// Longest name, in characters.
const NAME: usize = 100;
/// Longest filter, in characters.
const FILTER: usize = 4_000;
/// Most columns.
const COLUMNS: usize = 40;
/// Longest list of codes, in characters.
const CODES: usize = 3_000;
/// Views one person, team or company has of one kind at most.
const MOST: i64 = 200;

/// What a view takes.
pub const INPUTS: &[InputField] = &[
    InputField::required("name", FieldKind::Line(NAME)),
    InputField::optional("shared_with", FieldKind::Options(SHARED_WITH)),
    InputField::optional("team", FieldKind::Team),
    InputField::optional("company", FieldKind::Company),
    InputField::optional("q", FieldKind::Prose(FILTER)),
    InputField::optional("columns", FieldKind::Line(CODES)),
    InputField::optional("sort", FieldKind::Line(CODES)),
    InputField::optional("group", FieldKind::Line(NAME)),
];

/// What lists of a kind look like to somebody: the fields they may show, filter and sort by.
#[derive(Debug, Clone, Copy)]
pub struct Shape<'a> {
    /// The kind of record.
    pub kind: &'static Kind,
    /// The fields this person may read on every record they may read.
    pub fields: &'a [&'static Field],
}

/// Keeps a view for whoever asks.
///
/// # Errors
/// [`Error::Forbidden`] for who may read no such record; [`Error::Invalid`] naming the field.
pub fn create(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    shape: Shape<'_>,
    raw: &RawInput,
) -> Result<View> {
    create_for(tx, ctx, agent, agent.person, shape, raw)
}

/// Keeps a view for somebody, as when settings are applied from a file.
///
/// # Errors
/// As [`create`]; [`Error::Forbidden`] for another than oneself without the right to administer.
pub(crate) fn create_for(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    owner: Id<Person>,
    shape: Shape<'_>,
    raw: &RawInput,
) -> Result<View> {
    agent.require(shape.kind.code, Action::Read)?;
    if owner != agent.person {
        agent.require(ANY_KIND, Action::Administer)?;
        require_sharer(tx, shape.kind, owner)?;
    }
    let blank = View {
        id: ctx.chance.id(ctx.now),
        kind: shape.kind.code.to_owned(),
        name: String::new(),
        owner,
        sharing: Sharing::Nobody,
        q: String::new(),
        columns: Vec::new(),
        sort: String::new(),
        group: String::new(),
        version: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
        pinned_at: None,
    };
    let input = Input::decode(tx, shape.kind, agent, INPUTS, raw, &|_| Value::Null)?;
    let view = with(tx, ctx, blank.clone(), agent, shape, &input)?;
    let (whom, code) = match owner == agent.person {
        true => ("name", "taken"),
        false => ("owner", "has_such_a_view"),
    };
    make_room(tx, &view, Sharing::Nobody, whom)?;
    if view.sharing != Sharing::Nobody {
        make_room(tx, &view, view.sharing, "shared_with")?;
    }
    store::insert(tx, &view).map_err(|error| taken_from(error, whom, code))?;
    let whose = (owner != agent.person).then(|| SetValue::set("owner", owner.to_string()));
    told(tx, ctx, "create_view", (&blank, &view), whose)?;
    Ok(view)
}

/// Changes what is given of a view. `seen` is the version that whoever asks had seen.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Stale`], [`Error::Invalid`].
pub fn edit(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    shape: Shape<'_>,
    (id, seen): (Id<View>, Option<i64>),
    raw: &RawInput,
) -> Result<View> {
    let before = changeable(tx, agent, id, seen)?;
    let fields: Vec<InputField> =
        INPUTS.iter().map(|input| InputField::optional(input.code, input.kind)).collect();
    let held = |code: &str| held(&before, code);
    let input = Input::decode(tx, shape.kind, agent, &fields, raw, &held)?;
    if input.has("name") && input.text("name").is_none() {
        return Err(Error::invalid("name", "required"));
    }
    let mut after = with(tx, ctx, before.clone(), agent, shape, &input)?;
    if after == before {
        return Ok(before);
    }
    if after.sharing != before.sharing {
        let field = if after.sharing == Sharing::Nobody { "name" } else { "shared_with" };
        make_room(tx, &after, after.sharing, field)?;
    }
    after.version = before.version.saturating_add(1);
    after.updated_at = ctx.now;
    store::update(tx, &after).map_err(|error| taken_from(error, "name", "taken"))?;
    told(tx, ctx, "edit_view", (&before, &after), None)?;
    Ok(after)
}

/// Takes a view away.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Stale`].
pub fn delete(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    (id, seen): (Id<View>, Option<i64>),
) -> Result<View> {
    let view = changeable(tx, agent, id, seen)?;
    store::remove(tx, id)?;
    let values = vec![
        SetValue::set("view", id.to_string()),
        SetValue::set("kind", view.kind.clone()),
        SetValue::set("name", view.name.clone()),
    ];
    journal::log(tx, ctx, Logbook::Settings, "delete_view", values)?;
    Ok(view)
}

/// The view, if this person may change it as they saw it.
pub(super) fn changeable(
    tx: &Tx<'_>,
    agent: &Agent,
    id: Id<View>,
    seen: Option<i64>,
) -> Result<View> {
    let view = find(tx, agent, id)?;
    if !view.is_changed_by(agent) {
        return Err(Error::Forbidden("change_view"));
    }
    match seen {
        Some(seen) if seen != view.version => Err(Error::Stale { present: view.version }),
        _ => Ok(view),
    }
}

/// The view with what is given of it.
fn with(
    tx: &ReadTx<'_>,
    ctx: &Context,
    mut view: View,
    agent: &Agent,
    shape: Shape<'_>,
    input: &Input,
) -> Result<View> {
    let reader = filter::Reader { kind: shape.kind, agent, now: ctx.now };
    if let Some(name) = input.text("name") {
        view.name = name;
    }
    if input.has("q") {
        let q = input.text("q").unwrap_or_default().trim().to_owned();
        if q != view.q {
            filter::read(tx, reader, &q)?;
        }
        view.q = q;
    }
    if input.has("columns") {
        let columns = input.text("columns").unwrap_or_default();
        view.columns = codes("columns", &columns, shape.fields, COLUMNS)?;
    }
    if input.has("sort") {
        let sort = input.text("sort").unwrap_or_default();
        Sort::read(tx, shape.kind, agent, &sort)?;
        view.sort = sort;
    }
    if input.has("group") {
        view.group = input.text("group").unwrap_or_default();
        if !view.group.is_empty() {
            By::read(tx, reader, &view.group)?;
        }
    }
    view.sharing = sharing(&view, agent, input)?;
    Ok(view)
}

/// With whom it is to be shared. Whoever sees only what concerns them shares nothing, one shares
/// with one's own team and company, and with everybody only who administers.
fn sharing(view: &View, agent: &Agent, input: &Input) -> Result<Sharing> {
    if !["shared_with", "team", "company"].iter().any(|code| input.has(code)) {
        return Ok(view.sharing);
    }
    let team: Option<Id<Team>> =
        if input.has("team") { input.id("team") } else { view.sharing.team() };
    let company = input.id("company").or(view.sharing.company()).or(Some(agent.company));
    // Whoever names a team or a company means to share with it.
    let meant = if team.is_some() && team != view.sharing.team() {
        "team"
    } else if input.id::<Company>("company").is_some() {
        "company"
    } else {
        view.sharing.code()
    };
    let code = input.text("shared_with").unwrap_or_else(|| meant.to_owned());
    let sharing = Sharing::of(&code, team, company);
    let sharing = sharing.ok_or_else(|| Error::invalid("team", "required"))?;
    if sharing == view.sharing {
        return Ok(sharing);
    }
    let reach = agent.permissions.reach(&view.kind, Action::Read);
    let mine = match sharing {
        Sharing::Nobody => true,
        _ if reach <= Some(Reach::Own) => false,
        Sharing::Team(_) | Sharing::Company(_) => sharing.includes(agent) || agent.administers(),
        Sharing::Everybody => agent.administers(),
    };
    if mine { Ok(sharing) } else { Err(Error::invalid("shared_with", "not_yours_to_share")) }
}

/// Comma-separated codes of fields that this person may read, each once.
fn codes(
    name: &'static str,
    text: &str,
    fields: &[&'static Field],
    most: usize,
) -> Result<Vec<String>> {
    let mut codes: Vec<String> = Vec::new();
    for code in text.split(',').map(str::trim).filter(|code| !code.is_empty()) {
        if !fields.iter().any(|field| field.code == code) {
            let fault = Fault::new(name, "no_such_field_here").with("field", code);
            return Err(Error::Invalid(vec![fault]));
        }
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    if codes.len() > most {
        return Err(Error::Invalid(vec![Fault::new(name, "too_many").with("most", most)]));
    }
    Ok(codes)
}

fn held(view: &View, code: &str) -> Value {
    match code {
        "name" => view.name.as_str().into(),
        "q" => view.q.as_str().into(),
        "columns" => view.columns.join(",").into(),
        "sort" => view.sort.as_str().into(),
        "group" => view.group.as_str().into(),
        code => view.sharing.value(code),
    }
}

/// Refuses one view more than those who would see it can survey.
pub(super) fn make_room(tx: &ReadTx<'_>, view: &View, sharing: Sharing, field: &str) -> Result<()> {
    if store::count(tx, view, sharing)? >= MOST {
        return Err(Error::Invalid(vec![Fault::new(field, "too_many_views").with("most", MOST)]));
    }
    Ok(())
}

/// A name its owner has given another view of the kind.
pub(super) fn taken_from(error: db::Error, field: &str, code: &'static str) -> Error {
    match error {
        db::Error::Duplicate => Error::invalid(field, code),
        other => other.into(),
    }
}

/// Writes down which view it is and what differs.
fn told(
    tx: &Tx<'_>,
    ctx: &Context,
    verb: &str,
    (before, after): (&View, &View),
    more: Option<SetValue>,
) -> Result<()> {
    let mut values = vec![
        SetValue::set("view", after.id.to_string()),
        SetValue::set("kind", after.kind.clone()),
        SetValue::set("name", after.name.clone()),
    ];
    for input in INPUTS.iter().filter(|input| input.code != "name") {
        let (then, now) = (held(before, input.code), held(after, input.code));
        if then != now {
            values.push(SetValue::set(input.code, canonical(&now)));
        }
    }
    values.extend(more);
    journal::log(tx, ctx, Logbook::Settings, verb, values).map(drop)
}
