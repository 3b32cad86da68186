//! A change of a custom value, not yet saved.

use db::Value;

use super::value::members;
use crate::field::Field;
use crate::journal::{Op, SetValue};

/// What a custom field held and is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The field.
    pub field: &'static Field,
    /// What it holds now.
    pub before: Value,
    /// What it is to hold.
    pub after: Value,
}

impl Write {
    /// Whether it changes anything.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.before != self.after
    }

    /// What the journal says of it. Several options come and go one by one, so that two people who
    /// add one each are told apart.
    pub(crate) fn told(&self) -> Vec<SetValue> {
        if !self.field.kind.is_several() {
            let value = self.field.kind.canonical(&self.after);
            return vec![SetValue::set(self.field.code, value)];
        }
        let codes = |value: &Value| match value {
            Value::Text(codes) => members(codes).map(ToOwned::to_owned).collect(),
            _ => Vec::<String>::new(),
        };
        let (before, after) = (codes(&self.before), codes(&self.after));
        let told = |op: Op, code: &String| SetValue {
            field: self.field.code,
            op,
            value: Some(code.clone()),
        };
        let gone = before.iter().filter(|code| !after.contains(code)).map(|c| told(Op::Remove, c));
        let new = after.iter().filter(|code| !before.contains(code)).map(|c| told(Op::Add, c));
        gone.chain(new).collect()
    }
}
