//! Saved views in the database.

use db::{Columns, Id, ReadTx, Row, Timestamp, Tx, params};

use super::{SharedQuery, SharedView, Sharing, View};
use crate::people::{Company, Person, Team};
use crate::{Error, Result};

db::statements! {
    OFFERED = "SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM saved_view v LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE v.owner_id = $1 AND ($2 = '' OR v.kind = $2)
        UNION
        SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM team_member m JOIN team t ON t.id = m.team_id AND t.active = 1 JOIN saved_view v ON v.team_id = t.id
            LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE m.person_id = $1 AND ($2 = '' OR v.kind = $2)
        UNION
        SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM person_company c JOIN saved_view v ON v.company_id = c.company_id
            LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE c.person_id = $1 AND ($2 = '' OR v.kind = $2)
        UNION
        SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM person o JOIN saved_view v ON v.company_id = o.company_id
            LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE o.id = $1 AND ($2 = '' OR v.kind = $2)
        UNION
        SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM saved_view v LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE v.shared_with = 'everybody' AND ($2 = '' OR v.kind = $2)";
    ONE = "SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at
        FROM saved_view v LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE v.id = $2";
    SHARED = "SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at, o.name, o.email, o.active,
            (SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view_pin n WHERE n.view_id = v.id)
        FROM saved_view v JOIN person o ON o.id = v.owner_id
            LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE v.shared_with IN ('team', 'company', 'everybody') AND v.id < $2
            AND ($3 = '' OR v.kind = $3) AND ($5 = 0 OR v.owner_id = $6)
        ORDER BY v.id DESC LIMIT $4";
    SHARED_ONE = "SELECT v.id, v.kind, v.name, v.owner_id, v.shared_with, v.team_id, v.company_id, v.q, v.columns, v.sort,
            v.grouped, v.version, v.created_at, v.updated_at, p.pinned_at, o.name, o.email, o.active,
            (SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view_pin n WHERE n.view_id = v.id)
        FROM saved_view v JOIN person o ON o.id = v.owner_id
            LEFT JOIN saved_view_pin p ON p.view_id = v.id AND p.person_id = $1
        WHERE v.id = $2 AND v.shared_with <> 'nobody'";
    SHARED_NAMED = "SELECT id FROM saved_view WHERE owner_id = $1 AND kind = $2 AND name = $3
        AND shared_with <> 'nobody'";
    OF_TEAM = "SELECT CAST(COUNT(*) AS BIGINT) FROM team t JOIN team_member m ON m.team_id = t.id
        JOIN person p ON p.id = m.person_id AND p.active = 1 WHERE t.id = $1 AND t.active = 1";
    OF_COMPANY = "SELECT CAST(COUNT(*) AS BIGINT) FROM (
        SELECT p.id FROM person p WHERE p.company_id = $1 AND p.active = 1
        UNION SELECT p.id FROM person_company c JOIN person p ON p.id = c.person_id AND p.active = 1
        WHERE c.company_id = $1) them";
    GIVE = "UPDATE saved_view SET owner_id = $2, version = $3, updated_at = $4 WHERE id = $1";
    OWN_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view WHERE owner_id = $1 AND kind = $2";
    TEAM_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view WHERE team_id = $1 AND kind = $2";
    COMPANY_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view WHERE company_id = $1 AND kind = $2";
    SHARED_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view WHERE shared_with = 'everybody' AND kind = $1";
    INSERT = "INSERT INTO saved_view (id, kind, name, owner_id, shared_with, team_id, company_id, q, columns, sort, grouped,
            version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    UPDATE = "UPDATE saved_view SET name = $2, shared_with = $3, team_id = $4, company_id = $5, q = $6, columns = $7,
        sort = $8, grouped = $9, version = $10, updated_at = $11 WHERE id = $1";
    DELETE_PINS = "DELETE FROM saved_view_pin WHERE view_id = $1";
    DELETE = "DELETE FROM saved_view WHERE id = $1";
    PIN = "INSERT INTO saved_view_pin (person_id, view_id, pinned_at) VALUES ($1, $2, $3)
        ON CONFLICT (person_id, view_id) DO NOTHING";
    UNPIN = "DELETE FROM saved_view_pin WHERE person_id = $1 AND view_id = $2";
    PIN_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM saved_view_pin WHERE person_id = $1";
}

/// Every view that somebody owns or that is shared with them as the tables say.
pub(super) fn offered(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    kind: Option<&str>,
) -> Result<Vec<View>> {
    tx.rows(OFFERED, params![person, kind.unwrap_or_default()])?.into_iter().map(read).collect()
}

/// One view, whoever may see it.
pub(super) fn one(tx: &ReadTx<'_>, person: Id<Person>, id: Id<View>) -> Result<Option<View>> {
    tx.row(ONE, params![person, id])?.map(read).transpose()
}

/// Views that somebody shares, those made last first; one more than asked for where there is one.
pub(super) fn shared(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    query: &SharedQuery,
) -> Result<Vec<SharedView>> {
    let before = query.before.unwrap_or(Id::from_bytes([u8::MAX; 16]));
    let limit = i64::try_from(query.limit).unwrap_or(i64::MAX).saturating_add(1);
    // Without an owner any id stands for none.
    let (of_one, owner) = (query.owner.is_some(), query.owner.unwrap_or(person));
    let values = params![person, before, &query.kind, limit, i64::from(of_one), owner];
    tx.rows(SHARED, values)?.into_iter().map(read_shared).collect()
}

/// One view that somebody shares.
pub(super) fn shared_one(
    tx: &ReadTx<'_>,
    person: Id<Person>,
    id: Id<View>,
) -> Result<Option<SharedView>> {
    tx.row(SHARED_ONE, params![person, id])?.map(read_shared).transpose()
}

/// The view that somebody shares under a name.
pub(super) fn shared_named(
    tx: &ReadTx<'_>,
    kind: &str,
    owner: Id<Person>,
    name: &str,
) -> Result<Option<Id<View>>> {
    tx.row(SHARED_NAMED, params![owner, kind, name])?.map(|row| Ok(row.get(0)?)).transpose()
}

/// How many people of a team can sign in.
pub(super) fn of_team(tx: &ReadTx<'_>, team: Id<Team>) -> Result<i64> {
    Ok(tx.one(OF_TEAM, params![team])?.get(0)?)
}

/// How many people who work for a company can sign in.
pub(super) fn of_company(tx: &ReadTx<'_>, company: Id<Company>) -> Result<i64> {
    Ok(tx.one(OF_COMPANY, params![company])?.get(0)?)
}

/// Writes down whose a view is now.
pub(super) fn give(tx: &Tx<'_>, view: &View) -> std::result::Result<(), db::Error> {
    tx.execute(GIVE, params![view.id, view.owner, view.version, view.updated_at]).map(drop)
}

/// How many views of a kind those have who would see one more; the owner's own for one kept alone.
pub(super) fn count(tx: &ReadTx<'_>, view: &View, sharing: Sharing) -> Result<i64> {
    let kind = view.kind.as_str();
    let row = match sharing {
        Sharing::Nobody => tx.one(OWN_COUNT, params![view.owner, kind])?,
        Sharing::Team(team) => tx.one(TEAM_COUNT, params![team, kind])?,
        Sharing::Company(company) => tx.one(COMPANY_COUNT, params![company, kind])?,
        Sharing::Everybody => tx.one(SHARED_COUNT, params![kind])?,
    };
    Ok(row.get(0)?)
}

/// Keeps a new view.
pub(super) fn insert(tx: &Tx<'_>, view: &View) -> std::result::Result<(), db::Error> {
    let values = params![
        view.id,
        &view.kind,
        &view.name,
        view.owner,
        view.sharing.code(),
        view.sharing.team(),
        view.sharing.company(),
        &view.q,
        view.columns.join(","),
        &view.sort,
        &view.group,
        view.version,
        view.created_at,
        view.updated_at
    ];
    tx.execute(INSERT, values).map(drop)
}

/// Writes a view over what it was.
pub(super) fn update(tx: &Tx<'_>, view: &View) -> std::result::Result<(), db::Error> {
    let values = params![
        view.id,
        &view.name,
        view.sharing.code(),
        view.sharing.team(),
        view.sharing.company(),
        &view.q,
        view.columns.join(","),
        &view.sort,
        &view.group,
        view.version,
        view.updated_at
    ];
    tx.execute(UPDATE, values).map(drop)
}

/// Takes a view away, from whoever pinned it as well.
pub(super) fn remove(tx: &Tx<'_>, id: Id<View>) -> Result<()> {
    tx.execute(DELETE_PINS, params![id])?;
    tx.execute(DELETE, params![id])?;
    Ok(())
}

/// Pins a view for somebody; says whether it was not pinned yet.
pub(super) fn pin(tx: &Tx<'_>, person: Id<Person>, id: Id<View>, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(PIN, params![person, id, at])? > 0)
}

/// Takes a pin away; says whether there was one.
pub(super) fn unpin(tx: &Tx<'_>, person: Id<Person>, id: Id<View>) -> Result<bool> {
    Ok(tx.execute(UNPIN, params![person, id])? > 0)
}

/// How many views somebody has pinned.
pub(super) fn pins(tx: &ReadTx<'_>, person: Id<Person>) -> Result<i64> {
    Ok(tx.one(PIN_COUNT, params![person])?.get(0)?)
}

fn read(row: Row) -> Result<View> {
    view(&mut row.columns())
}

fn read_shared(row: Row) -> Result<SharedView> {
    let mut c = row.columns();
    Ok(SharedView {
        view: view(&mut c)?,
        owner: c.next()?,
        owner_email: c.next()?,
        owner_active: c.next()?,
        pins: c.next()?,
    })
}

fn view(c: &mut Columns) -> Result<View> {
    let (id, kind, name, owner) = (c.next()?, c.next()?, c.next()?, c.next()?);
    let (shared, team, company): (String, _, _) = (c.next()?, c.next()?, c.next()?);
    let sharing = Sharing::of(&shared, team, company)
        .ok_or_else(|| Error::Broken(format!("a view is shared with {shared}")))?;
    let q = c.next()?;
    let columns: String = c.next()?;
    Ok(View {
        id,
        kind,
        name,
        owner,
        sharing,
        q,
        columns: columns.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        sort: c.next()?,
        group: c.next()?,
        version: c.next()?,
        created_at: c.next()?,
        updated_at: c.next()?,
        pinned_at: c.next()?,
    })
}
