//! Schemas of values, as JSON Schema 2020-12 (which OpenAPI 3.1 uses unchanged).

use serde_json::{Map, Value, json};

/// The schema of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema(Map<String, Value>);

impl Schema {
    fn typed(name: &str) -> Self {
        Schema(Map::new()).with("type", name)
    }

    /// Text.
    #[must_use]
    pub fn text() -> Self {
        Self::typed("string")
    }

    /// A whole number.
    #[must_use]
    pub fn number() -> Self {
        Self::typed("integer").with("format", "int64")
    }

    /// True or false.
    #[must_use]
    pub fn flag() -> Self {
        Self::typed("boolean")
    }

    /// An instant in UTC, RFC 3339.
    #[must_use]
    pub fn instant() -> Self {
        Self::text().with("format", "date-time")
    }

    /// An identity: 32 hexadecimal digits.
    #[must_use]
    pub fn id() -> Self {
        Self::text().with("pattern", "^[0-9a-f]{32}$")
    }

    /// One of some codes.
    #[must_use]
    pub fn one_of<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        let codes: Vec<Value> = codes.into_iter().map(Value::from).collect();
        Self::text().with("enum", codes)
    }

    /// A list.
    #[must_use]
    pub fn list(item: Schema) -> Self {
        Self::typed("array").with("items", item.into_value())
    }

    /// One of several.
    #[must_use]
    pub fn either<const N: usize>(schemas: [Schema; N]) -> Self {
        let each: Vec<Value> = schemas.into_iter().map(Schema::into_value).collect();
        Schema(Map::new()).with("anyOf", each)
    }

    /// An object without members yet, which takes no others than those added.
    #[must_use]
    pub fn object() -> Self {
        Self::typed("object").with("properties", json!({}))
    }

    /// Any value.
    #[must_use]
    pub fn any() -> Self {
        Schema(Map::new())
    }

    /// An object with members of any name.
    #[must_use]
    pub fn open_object() -> Self {
        Self::typed("object")
    }

    /// The schema registered under this name with [`crate::Endpoints::schema`].
    #[must_use]
    pub fn named(name: &str) -> Self {
        Schema(Map::new()).with("$ref", format!("#/components/schemas/{name}"))
    }

    /// Adds a member that may be left out.
    #[must_use]
    pub fn optional(mut self, name: &str, schema: Schema) -> Self {
        if let Some(Value::Object(properties)) = self.0.get_mut("properties") {
            properties.insert(name.to_owned(), schema.into_value());
        }
        self
    }

    /// Adds a member that is always there or must be given.
    #[must_use]
    pub fn required(self, name: &str, schema: Schema) -> Self {
        let mut with = self.optional(name, schema);
        let required = with.0.entry("required").or_insert_with(|| json!([]));
        if let Value::Array(names) = required {
            names.push(name.into());
        }
        with
    }

    /// Null is taken or given too.
    #[must_use]
    pub fn or_null(mut self) -> Self {
        let Some(own) = self.0.get_mut("type") else {
            return Schema(Map::new())
                .with("anyOf", json!([self.into_value(), { "type": "null" }]));
        };
        let name = own.take();
        *own = json!([name, "null"]);
        if let Some(Value::Array(codes)) = self.0.get_mut("enum") {
            codes.push(Value::Null);
        }
        self
    }

    /// At most so many characters.
    #[must_use]
    pub fn at_most(self, characters: usize) -> Self {
        self.with("maxLength", characters)
    }

    /// Between two numbers, both allowed.
    #[must_use]
    pub fn between(self, least: i64, most: i64) -> Self {
        self.with("minimum", least).with("maximum", most)
    }

    /// What it is, in a sentence.
    #[must_use]
    pub fn about(self, text: impl Into<String>) -> Self {
        self.with("description", text.into())
    }

    /// What it is when nothing is given.
    #[must_use]
    pub fn default_is(self, value: impl Into<Value>) -> Self {
        self.with("default", value)
    }

    /// An example.
    #[must_use]
    pub fn example(self, value: impl Into<Value>) -> Self {
        self.with("examples", json!([value.into()]))
    }

    /// Any other keyword of JSON Schema.
    #[must_use]
    pub fn with(mut self, keyword: &str, value: impl Into<Value>) -> Self {
        self.0.insert(keyword.to_owned(), value.into());
        self
    }

    /// Its keywords.
    pub(super) fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The schema as JSON.
    #[must_use]
    pub fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_lists_what_it_requires() {
        let schema = Schema::object()
            .required("title", Schema::text().at_most(200))
            .optional("impact", Schema::number().between(1, 3).or_null())
            .optional("state", Schema::one_of(["new"]).or_null())
            .optional("requester", Schema::named("Person").or_null());
        let value = schema.into_value();
        assert_eq!(value["required"], json!(["title"]));
        assert_eq!(value["properties"]["title"]["maxLength"], 200);
        assert_eq!(value["properties"]["impact"]["type"], json!(["integer", "null"]));
        assert_eq!(value["properties"]["state"]["enum"], json!(["new", null]));
        assert_eq!(
            value["properties"]["requester"]["anyOf"][0]["$ref"],
            "#/components/schemas/Person"
        );
    }
}
