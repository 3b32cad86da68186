//! Roles as the API tells them.

use desk::access::{Action, Reach};
use desk::roles::{Cell, Effect, Holder, Sheet, Shift, Standing};
use serde_json::{Value, json};

/// A reach by its code, or nothing.
fn code(reach: Option<Reach>) -> Option<&'static str> {
    reach.map(Reach::code)
}

fn line((kind, action, reach): (&str, Action, Reach)) -> Value {
    json!({ "kind": kind, "action": action.code(), "reach": reach.code() })
}

fn cell(cell: &Cell) -> Value {
    json!({
        "kind": cell.kind,
        "action": cell.action.code(),
        "before": code(cell.before),
        "after": code(cell.after),
    })
}

fn lines(sheet: &Sheet) -> Vec<Value> {
    sheet.cells().map(line).collect()
}

pub(super) fn role(standing: &Standing) -> Value {
    json!({
        "code": standing.role.code,
        "name": standing.role.name,
        "ready": standing.is_ready,
        "holders": standing.holders,
        "deactivated_holders": standing.resting,
        "permissions": lines(&standing.sheet),
        "differs": standing.differs.iter().map(cell).collect::<Vec<_>>(),
        "seen": standing.sheet.seen(),
    })
}

pub(super) fn effect(effect: &Effect) -> Value {
    let shift = |shift: &Shift| {
        json!({
            "kind": shift.kind,
            "action": shift.action.code(),
            "before": code(shift.before),
            "after": code(shift.after),
            "people": shift.people,
        })
    };
    json!({
        "holders": effect.holders,
        "changes": effect.shifts.iter().map(shift).collect::<Vec<_>>(),
        "refusal": effect.refusal,
    })
}

pub(super) fn holder(holder: &Holder) -> Value {
    json!({
        "id": holder.person,
        "name": holder.name,
        "email": holder.email,
        "active": holder.active,
    })
}
