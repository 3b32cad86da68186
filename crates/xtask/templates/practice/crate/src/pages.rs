//! What is a __name__'s own on the pages every kind of record has.

use web::work::pages::{Group, Pages};

use crate::model::__Name__;

impl Pages for __Name__ {
    const PROPERTIES: &'static [Group] = &[
        ("people", &["assignee", "requester", "opener"]),
        ("sorting", &["impact", "company", "channel"]),
        ("times", &["opened_at", "updated_at", "closed_at"]),
    ];
}
