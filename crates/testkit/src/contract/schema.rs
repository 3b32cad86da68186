//! What the API answers is what its description says.

use desk::work::Work;
use serde_json::Value;

use super::trial::Trial;

/// List, record and history, in every state, as the description promises them.
pub(super) fn answers_fit_the_description<P: Work>(trial: &Trial<P>) {
    let token = trial.desk.token(&trial.desk.administrator);
    let list = format!("/api/v1{}", trial.list());
    for state in P::KIND.lifecycle.states {
        let number = trial.in_state(state.code);
        for (described, asked) in [
            (list.clone(), list.clone()),
            (format!("{list}/{{number}}"), format!("{list}/{number}")),
            (format!("{list}/{{number}}/timeline"), format!("{list}/{number}/timeline")),
            (
                format!("{list}/{{number}}"),
                format!("{list}/{number}?at={}", trial.desk.clock.now()),
            ),
            (
                format!("{list}/{{number}}/fields/{{code}}/history"),
                format!("{list}/{number}/fields/state/history"),
            ),
        ] {
            let answer = trial.browser.read(&token, &asked).expect(200, &asked).json();
            let root = &trial.browser.description;
            if let Err(misfit) = fits_of(root, &described, &answer) {
                panic!("{asked} when {}: {misfit}", state.code);
            }
        }
    }
}

/// Whether an answer fits what is said of reading at a path.
pub(super) fn fits_of(root: &Value, described: &str, answer: &Value) -> Result<(), String> {
    let operation = &root["paths"][described]["get"];
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    if schema.is_object() {
        fits(root, schema, answer, "")
    } else {
        Err(format!("{described}: the answer is not described"))
    }
}

/// Whether a value fits a schema, in the part of JSON Schema that our descriptions use.
pub(super) fn fits(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#'));
        return fits(root, target.ok_or_else(|| format!("{name} is nowhere"))?, value, at);
    }
    if let Some(several) = schema["anyOf"].as_array() {
        let some = several.iter().any(|one| fits(root, one, value, at).is_ok());
        return some.then_some(()).ok_or_else(|| format!("{at}: {value} fits none of {several:?}"));
    }
    let allowed = types(schema);
    if !allowed.is_empty() && !allowed.contains(&of_type(value)) {
        return Err(format!("{at}: {value} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|codes| !codes.contains(value)) {
        return Err(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    let beyond = |bound: &str, is: fn(i64, i64) -> bool| matches!((value.as_i64(), schema[bound].as_i64()), (Some(n), Some(b)) if is(n, b));
    if beyond("minimum", |n, least| n < least) || beyond("maximum", |n, most| n > most) {
        return Err(format!("{at}: {value} is out of bounds"));
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(root, &schema["items"], item, &format!("{at}/{place}"))?;
    }
    members(root, schema, value, at)
}

/// Everything required is there, and nothing is there that the description does not know.
fn members(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let (Some(members), Some(known)) = (value.as_object(), schema["properties"].as_object()) else {
        return Ok(());
    };
    let mut required =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(name) = required.find(|name| !members.contains_key(*name)) {
        return Err(format!("{at}: {name} is missing"));
    }
    for (name, member) in members {
        let own = known.get(name).ok_or_else(|| format!("{at}/{name} is not described"))?;
        fits(root, own, member, &format!("{at}/{name}"))?;
    }
    Ok(())
}

/// The types a schema allows.
fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

fn of_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_does_not_fit_is_named() {
        let root = json!({"components": {"schemas": {"One": {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string"},
            "level": {"type": ["integer", "null"], "minimum": 1, "maximum": 3},
            "by": {"anyOf": [{"$ref": "#/components/schemas/One"}, {"type": "null"}]},
            "tags": {"type": "array", "items": {"type": "string", "enum": ["a"]}},
            "rest": {},
        }}}}});
        let schema = json!({"$ref": "#/components/schemas/One"});
        let judged = |value: Value| fits(&root, &schema, &value, "").err().unwrap_or_default();
        let whole =
            json!({"id": "x", "level": null, "by": {"id": "y"}, "tags": ["a"], "rest": [1]});
        assert_eq!(judged(whole), "");
        for (value, place) in [
            (json!({"level": 1}), "id is missing"),
            (json!({"id": 1}), "/id"),
            (json!({"id": "x", "level": 4}), "/level"),
            (json!({"id": "x", "by": {"id": null}}), "/by"),
            (json!({"id": "x", "tags": ["b"]}), "/tags/0"),
            (json!({"id": "x", "more": 1}), "/more is not described"),
            (json!([]), "is no"),
        ] {
            let misfit = judged(value);
            assert!(misfit.contains(place), "{misfit} is not about {place}");
        }
    }
}
