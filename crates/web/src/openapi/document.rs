//! The document itself.

use std::collections::BTreeMap;

use desk::Kind;
use serde_json::{Map, Value, json};

use super::example::Examples;
use super::standard::{allowance, problem_schema};
use super::{Operation, Schema};
use crate::work::describe::Fields;

/// Says in a description what administrators added to a kind.
type Grow = fn(&mut Description, &Fields);

/// Every operation and every named schema.
#[derive(Debug, Clone, Default)]
pub struct Description {
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: BTreeMap<&'static str, Schema>,
    /// The kinds of record it speaks of, and what says of each which fields were added to it.
    pub(crate) kinds: Vec<(&'static Kind, Grow)>,
}

impl Description {
    /// Puts an operation into the place of the one with the same identity.
    pub(crate) fn replace(&mut self, operation: Operation) {
        let same = self.operations.iter_mut().find(|known| known.is_same(&operation));
        if let Some(known) = same {
            *known = operation;
        }
    }

    /// The OpenAPI document.
    #[must_use]
    pub fn document(&self, version: &str) -> Value {
        let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        let examples = Examples::new(&self.schemas);
        for operation in &self.operations {
            let method = operation.method.as_str().to_ascii_lowercase();
            paths.entry(&operation.path).or_default().insert(method, operation.document(examples));
        }
        let mut schemas: Map<String, Value> = self
            .schemas
            .iter()
            .map(|(name, schema)| ((*name).to_owned(), schema.clone().into_value()))
            .collect();
        schemas.insert("Problem".to_owned(), problem_schema().into_value());
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": "Mainstay",
                "version": version,
                "summary": "IT service management: the same verbs as the pages.",
                "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            },
            "servers": [{ "url": "/" }],
            "security": [{ "token": [] }],
            "paths": paths,
            "components": {
                "schemas": schemas,
                "headers": allowance(),
                "securitySchemes": {
                    "token": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "A token made with `mainstay token add`.",
                    },
                },
            },
        })
    }
}
