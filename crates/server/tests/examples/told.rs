//! Every operation tells them.

use serde_json::Value;

use crate::fit::misfits;
use crate::house::House;
use crate::practices;

/// What an operation says of one thing that is sent or answered.
struct Told<'a> {
    at: String,
    schema: Option<&'a Value>,
    example: Option<&'a Value>,
}

fn told(document: &Value) -> Vec<Told<'_>> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let at = format!("{method} {path}");
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            all.extend(parameters.map(|one| Told {
                at: format!("{at} {}", one["name"]),
                schema: one.get("schema"),
                example: one.get("example"),
            }));
            let body = json(&operation["requestBody"]).map(|media| ("body".to_owned(), media));
            let replies = operation["responses"].as_object().unwrap().iter();
            let replies = replies.filter(|(status, _)| status.starts_with('2'));
            let replies =
                replies.filter_map(|(status, reply)| Some((status.clone(), json(reply)?)));
            all.extend(body.into_iter().chain(replies).map(|(what, media)| Told {
                at: format!("{at} {what}"),
                schema: media.get("schema"),
                example: media.get("example"),
            }));
        }
    }
    all
}

fn json(content: &Value) -> Option<&Value> {
    content["content"].get("application/json")
}

/// What is wrong with the examples; `written` where nobody adds words of their own.
fn wrong(document: &Value, written: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for Told { at, schema, example } in told(document) {
        let (Some(schema), Some(example)) = (schema, example) else {
            wrong.push(format!("{at}: there is no example"));
            continue;
        };
        wrong.extend(misfits(document, schema, example).iter().map(|one| format!("{at}: {one}")));
        if written && example.to_string().contains(web::openapi::UNTOLD) {
            wrong.push(format!("{at}: say in the words what stands there: {example}"));
        }
    }
    wrong
}

#[test]
fn everything_has_an_example_that_is_what_its_schema_says() {
    let document = practices::endpoints().openapi("0.0.0");
    let count = told(&document).len();
    assert!(count > 300, "only {count} things are told");
    let wrong = wrong(&document, true);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_administrators_add_has_examples_too() {
    let house = House::new();
    for kind in practices::kinds() {
        house.desk.add_fields(kind);
    }
    let document = house.send(&house.desk.administrator, "GET /api/v1/openapi.json", &[]);
    assert!(document.to_string().contains("x.a_money"));
    let wrong = wrong(&document, false);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_operation_is_told_in_a_few_kilobytes() {
    let document = practices::endpoints().openapi("0.0.0");
    let methods = document["paths"].as_object().unwrap().values();
    let operations: usize = methods.map(|methods| methods.as_object().unwrap().len()).sum();
    let each = document.to_string().len() / operations;
    assert!(each < 5_000, "{each} bytes for each of {operations}");
}
