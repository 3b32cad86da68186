//! One operation taken out of the description, with the named schemas it speaks of.

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::{Map, Value};

use super::Description;
use super::example::Examples;
use super::standard::allowance;
use crate::endpoint::Needs;

/// One operation by itself.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    /// Its method.
    pub(crate) method: Method,
    /// Its path with its parameters.
    pub(crate) path: String,
    /// Who may use it.
    pub(crate) needs: Needs,
    /// What the document says of it.
    pub(crate) document: Value,
    /// The schemas that are referred to from what goes well, by name.
    pub(crate) schemas: BTreeMap<&'static str, Value>,
    /// The headers that answers refer to, by name.
    pub(crate) headers: Map<String, Value>,
}

impl Description {
    /// One operation, by its identity.
    pub(crate) fn told(&self, id: &str) -> Option<Told> {
        let operation = self.operations.iter().find(|operation| operation.id() == id)?;
        let document = operation.document(Examples::new(&self.schemas));
        let mut schemas = BTreeMap::new();
        self.collect(&document, &mut schemas);
        Some(Told {
            method: operation.method.clone(),
            path: operation.path.clone(),
            needs: operation.needs,
            document,
            schemas,
            headers: allowance(),
        })
    }

    /// Adds the schemas a value refers to, and those they refer to. The schema of problems is not
    /// among them: it is the same for every operation.
    fn collect(&self, value: &Value, found: &mut BTreeMap<&'static str, Value>) {
        match value {
            Value::Object(members) => {
                let reference = members.get("$ref").and_then(Value::as_str);
                let name = reference.and_then(|reference| reference.rsplit('/').next());
                if let Some((name, schema)) = name.and_then(|name| self.schemas.get_key_value(name))
                    && !found.contains_key(name)
                {
                    let schema = schema.clone().into_value();
                    found.insert(name, schema.clone());
                    self.collect(&schema, found);
                }
                members.values().for_each(|member| self.collect(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, found)),
            _ => {}
        }
    }
}
