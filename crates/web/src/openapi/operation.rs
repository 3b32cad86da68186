//! One operation, described by whoever registers it.

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::Schema;
use super::standard::{self, Takes};
use crate::endpoint::Needs;

/// One operation of the API.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The method.
    pub method: Method,
    /// The path with its parameters, the same text the router takes.
    pub path: String,
    /// Who may use it.
    pub needs: Needs,
    id: String,
    summary: String,
    tag: String,
    parameters: Vec<Parameter>,
    body: Option<(Schema, Option<Value>)>,
    replies: Vec<Reply>,
    takes: Takes,
}

/// A parameter of the path, of the address or of a header.
#[derive(Debug, Clone)]
pub struct Parameter {
    name: String,
    place: &'static str,
    required: bool,
    about: String,
    schema: Schema,
}

#[derive(Debug, Clone)]
struct Reply {
    status: u16,
    about: String,
    schema: Option<Schema>,
    headers: Vec<(&'static str, &'static str, Schema)>,
}

impl Parameter {
    /// A parameter after the `?`, which may be left out.
    #[must_use]
    pub fn query(name: impl Into<String>, about: impl Into<String>, schema: Schema) -> Self {
        Parameter {
            name: name.into(),
            place: "query",
            required: false,
            about: about.into(),
            schema,
        }
    }

    /// A part of the path.
    #[must_use]
    pub fn path(name: impl Into<String>, about: impl Into<String>, schema: Schema) -> Self {
        Parameter { name: name.into(), place: "path", required: true, about: about.into(), schema }
    }

    /// A header, which may be left out.
    #[must_use]
    pub fn header(name: impl Into<String>, about: impl Into<String>, schema: Schema) -> Self {
        Parameter {
            name: name.into(),
            place: "header",
            required: false,
            about: about.into(),
            schema,
        }
    }

    fn document(&self) -> Value {
        json!({
            "name": self.name,
            "in": self.place,
            "required": self.required,
            "description": self.about,
            "schema": self.schema.clone().into_value(),
        })
    }
}

impl Operation {
    /// An operation; `id` is unique among all of them and names it in generated clients.
    #[must_use]
    pub fn new(
        method: Method,
        path: impl Into<String>,
        id: impl Into<String>,
        needs: Needs,
    ) -> Self {
        Operation {
            method,
            path: path.into(),
            needs,
            id: id.into(),
            summary: String::new(),
            tag: String::new(),
            parameters: Vec::new(),
            body: None,
            replies: Vec::new(),
            takes: Takes::default(),
        }
    }

    /// What it does, in a short line.
    #[must_use]
    pub fn summary(mut self, text: impl Into<String>) -> Self {
        self.summary = text.into();
        self
    }

    /// The group it is listed under: the practice.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = tag.into();
        self
    }

    /// Adds a parameter. Parameters of the path must be described.
    #[must_use]
    pub fn parameter(mut self, parameter: Parameter) -> Self {
        self.takes.query |= parameter.place == "query";
        self.parameters.push(parameter);
        self
    }

    /// Adds what every list takes: `limit`, `after`, `before`, `count`.
    #[must_use]
    pub fn list_parameters(mut self) -> Self {
        self.takes.query = true;
        self.parameters.extend(standard::list_parameters());
        self
    }

    /// It takes `If-Match`, and may clash with what somebody else wrote.
    #[must_use]
    pub fn versioned(mut self) -> Self {
        self.takes.version = true;
        self.parameters.push(standard::if_match());
        self
    }

    /// A rule may refuse it in the state things are in.
    #[must_use]
    pub fn refusable(mut self) -> Self {
        self.takes.rule = true;
        self
    }

    /// What it takes in the body.
    #[must_use]
    pub fn body(mut self, schema: Schema) -> Self {
        self.takes.body = true;
        self.body = Some((schema, None));
        self
    }

    /// An example of the body, after [`Operation::body`].
    #[must_use]
    pub fn body_example(mut self, example: Value) -> Self {
        if let Some((_, place)) = &mut self.body {
            *place = Some(example);
        }
        self
    }

    /// What it answers when it went well; no schema means no body.
    #[must_use]
    pub fn reply(mut self, status: u16, about: impl Into<String>, schema: Option<Schema>) -> Self {
        self.replies.push(Reply { status, about: about.into(), schema, headers: Vec::new() });
        self
    }

    /// A header of the last reply added.
    #[must_use]
    pub fn reply_header(mut self, name: &'static str, about: &'static str, schema: Schema) -> Self {
        if let Some(reply) = self.replies.last_mut() {
            reply.headers.push((name, about, schema));
        }
        self
    }

    pub(super) fn document(&self) -> Value {
        let mut operation = Map::new();
        operation.insert("operationId".to_owned(), json!(self.id));
        operation.insert("summary".to_owned(), json!(self.summary));
        operation.insert("tags".to_owned(), json!([self.tag]));
        let parameters: Vec<Value> = self.parameters.iter().map(Parameter::document).collect();
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), json!(parameters));
        }
        if let Some((schema, example)) = &self.body {
            operation.insert("requestBody".to_owned(), request_body(schema, example.as_ref()));
        }
        let mut responses = Map::new();
        for reply in &self.replies {
            responses.insert(reply.status.to_string(), reply.document());
        }
        responses.extend(standard::problems(self.needs, self.takes, !self.has_key()));
        operation.insert("responses".to_owned(), Value::Object(responses));
        if self.needs == Needs::Public {
            operation.insert("security".to_owned(), json!([]));
        }
        if let Needs::May(kind, action) = self.needs {
            operation
                .insert("x-needs".to_owned(), json!({ "kind": kind, "action": action.code() }));
        }
        Value::Object(operation)
    }

    /// Whether the path names one thing, which may not be there.
    fn has_key(&self) -> bool {
        self.path.contains('{')
    }
}

impl Reply {
    fn document(&self) -> Value {
        let mut reply = Map::new();
        reply.insert("description".to_owned(), json!(self.about));
        if let Some(schema) = &self.schema {
            let content = json!({ "application/json": { "schema": schema.clone().into_value() } });
            reply.insert("content".to_owned(), content);
        }
        if !self.headers.is_empty() {
            let headers = self.headers.iter().map(|(name, about, schema)| {
                let header = json!({ "description": about, "schema": schema.clone().into_value() });
                ((*name).to_owned(), header)
            });
            reply.insert("headers".to_owned(), Value::Object(headers.collect()));
        }
        Value::Object(reply)
    }
}

/// JSON, or the same fields as a form.
fn request_body(schema: &Schema, example: Option<&Value>) -> Value {
    let schema = schema.clone().into_value();
    let mut media = json!({ "schema": schema });
    if let (Some(example), Value::Object(members)) = (example, &mut media) {
        members.insert("example".to_owned(), example.clone());
    }
    json!({
        "required": true,
        "content": {
            "application/json": media,
            "application/x-www-form-urlencoded": { "schema": schema },
        },
    })
}
