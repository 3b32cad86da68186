//! One operation, described by whoever registers it.

use axum::http::Method;
use desk::access::Action;
use serde_json::{Map, Value, json};

use super::Schema;
use super::example::Examples;
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
    body: Option<Body>,
    json_only: bool,
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

/// What an operation takes in the body.
#[derive(Debug, Clone)]
enum Body {
    /// Fields, perhaps with an example.
    Fields(Schema, Option<Value>),
    /// Files: as a form, or one by itself.
    Files(Schema),
}

/// What an operation answers in the body.
#[derive(Debug, Clone)]
enum Content {
    Nothing,
    Json(Schema),
    Bytes,
}

#[derive(Debug, Clone)]
struct Reply {
    status: u16,
    about: String,
    content: Content,
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

    /// It has to be there.
    #[must_use]
    pub fn needed(mut self) -> Self {
        self.required = true;
        self
    }

    fn document(&self, examples: Examples<'_>) -> Value {
        json!({
            "name": self.name,
            "in": self.place,
            "required": self.required,
            "description": self.about,
            "schema": self.schema.clone().into_value(),
            "example": examples.of(&self.name, &self.schema),
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
            json_only: false,
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
        self.body = Some(Body::Fields(schema, None));
        self
    }

    /// It takes files: as a form with these fields, or one file as the body itself.
    #[must_use]
    pub fn files(mut self, form: Schema) -> Self {
        self.takes.files = true;
        self.body = Some(Body::Files(form));
        self
    }

    /// What it takes in the body, which is more than a form can say.
    #[must_use]
    pub fn json_body(mut self, schema: Schema) -> Self {
        self.json_only = true;
        self.body(schema)
    }

    /// An example of the body, after [`Operation::body`].
    #[must_use]
    pub fn body_example(mut self, example: Value) -> Self {
        if let Some(Body::Fields(_, place)) = &mut self.body {
            *place = Some(example);
        }
        self
    }

    /// What it answers when it went well; no schema means no body.
    #[must_use]
    pub fn reply(mut self, status: u16, about: impl Into<String>, schema: Option<Schema>) -> Self {
        let content = schema.map_or(Content::Nothing, Content::Json);
        self.replies.push(Reply { status, about: about.into(), content, headers: Vec::new() });
        self
    }

    /// What it answers when it went well, where that is a file.
    #[must_use]
    pub fn bytes(mut self, status: u16, about: impl Into<String>) -> Self {
        let content = Content::Bytes;
        self.replies.push(Reply { status, about: about.into(), content, headers: Vec::new() });
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

    /// What names it among all of them.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// What it does.
    pub(crate) fn told_as(&self) -> &str {
        &self.summary
    }

    /// The group it is listed under.
    pub(crate) fn group(&self) -> &str {
        &self.tag
    }

    /// Whether it has the same identity.
    pub(super) fn is_same(&self, other: &Operation) -> bool {
        self.id == other.id
    }

    pub(super) fn document(&self, examples: Examples<'_>) -> Value {
        let mut operation = Map::new();
        operation.insert("operationId".to_owned(), json!(self.id));
        operation.insert("summary".to_owned(), json!(self.summary));
        operation.insert("tags".to_owned(), json!([self.tag]));
        let takes = Takes { key: !self.method.is_safe(), ..self.takes };
        let key = takes.key.then(standard::idempotency_key);
        let parameters = self.parameters.iter().chain(&key);
        let parameters: Vec<Value> = parameters.map(|one| one.document(examples)).collect();
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), json!(parameters));
        }
        if let Some(body) = &self.body {
            operation.insert("requestBody".to_owned(), body.document(self.json_only, examples));
        }
        let mut responses = Map::new();
        for reply in &self.replies {
            let document = reply.document(self.needs, examples);
            responses.insert(reply.status.to_string(), document);
        }
        responses.extend(standard::problems(self.needs, takes, !self.has_key()));
        operation.insert("responses".to_owned(), Value::Object(responses));
        if self.needs == Needs::Public {
            operation.insert("security".to_owned(), json!([]));
        }
        let needs = match self.needs {
            Needs::Public | Needs::SignedIn => None,
            Needs::May(kind, action) => Some(json!({ "kind": kind, "action": action.code() })),
            Needs::Either(kind, actions) => {
                Some(json!({ "kind": kind, "any_of": actions.map(Action::code) }))
            }
        };
        operation.extend(needs.map(|needs| ("x-needs".to_owned(), needs)));
        Value::Object(operation)
    }

    /// Whether the path names one thing, which may not be there.
    fn has_key(&self) -> bool {
        self.path.contains('{')
    }
}

impl Reply {
    fn document(&self, needs: Needs, examples: Examples<'_>) -> Value {
        let mut reply = Map::new();
        reply.insert("description".to_owned(), json!(self.about));
        let content = match &self.content {
            Content::Nothing => None,
            Content::Json(schema) => {
                let mut media = json!({ "schema": schema.clone().into_value() });
                if let (200..300, Value::Object(members)) = (self.status, &mut media) {
                    members.insert("example".to_owned(), examples.of("", schema));
                }
                Some(json!({ "application/json": media }))
            }
            Content::Bytes => Some(json!({ "*/*": {} })),
        };
        if let Some(content) = content {
            reply.insert("content".to_owned(), content);
        }
        let headers = self.headers.iter().map(|(name, about, schema)| {
            let header = json!({ "description": about, "schema": schema.clone().into_value() });
            ((*name).to_owned(), header)
        });
        let headers: Map<String, Value> =
            headers.chain(standard::told_of_allowance(needs)).collect();
        if !headers.is_empty() {
            reply.insert("headers".to_owned(), Value::Object(headers));
        }
        Value::Object(reply)
    }
}

impl Body {
    fn document(&self, json_only: bool, examples: Examples<'_>) -> Value {
        match self {
            Body::Fields(schema, example) => {
                let example = example.clone().unwrap_or_else(|| examples.of("", schema));
                request_body(schema, example, json_only)
            }
            Body::Files(form) => json!({
                "required": true,
                "content": {
                    "multipart/form-data": { "schema": form.clone().into_value() },
                    "application/octet-stream": {},
                },
            }),
        }
    }
}

/// JSON, or the same fields as a form.
fn request_body(schema: &Schema, example: Value, json_only: bool) -> Value {
    let schema = schema.clone().into_value();
    let mut content = json!({ "application/json": { "schema": schema, "example": example } });
    if let (false, Value::Object(types)) = (json_only, &mut content) {
        let form = json!({ "schema": schema });
        types.insert("application/x-www-form-urlencoded".to_owned(), form);
    }
    // Where nothing has to be said, nothing has to be sent.
    let required =
        schema.get("required").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
    let refers = schema.get("$ref").is_some();
    json!({ "required": required || refers, "content": content })
}
