//! The document itself.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::standard::problem_schema;
use super::{Operation, Schema};

/// Every operation and every named schema.
#[derive(Debug, Clone, Default)]
pub struct Description {
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: BTreeMap<&'static str, Schema>,
}

impl Description {
    /// The OpenAPI document.
    #[must_use]
    pub fn document(&self, version: &str) -> Value {
        let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        for operation in &self.operations {
            let method = operation.method.as_str().to_ascii_lowercase();
            paths.entry(&operation.path).or_default().insert(method, operation.document());
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
