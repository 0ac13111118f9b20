//! The document and what is served are the same thing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::{PUBLIC_URL, TestApp};

pub fn document() -> Value {
    let document = server::api::openapi::document(PUBLIC_URL).to_json().expect("json");
    serde_json::from_str(&document).expect("json")
}

pub fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths
        .iter()
        .flat_map(|(path, item)| {
            let item = item.as_object().expect("operations");
            item.iter()
                .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
        })
        .collect()
}

/// Adding, removing or renaming an operation is a change of the contract: it shows here.
#[test]
fn the_operations() {
    let document = document();
    let lines: Vec<String> = operations(&document)
        .into_iter()
        .map(|(method, path, operation)| {
            let id = operation["operationId"].as_str().expect("an operationId");
            let statuses = operation["responses"].as_object().expect("responses").keys();
            let statuses: Vec<&str> = statuses.map(String::as_str).collect();
            format!("{method} {path} {id} {}", statuses.join(","))
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_operation_is_told_in_full() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], PUBLIC_URL);
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let what = format!("{method} {path}");
        let id = operation["operationId"].as_str().expect("an operationId");
        assert!(ids.insert(id), "{id} is there twice");
        assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{what}");
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{what}");
        let responses = operation["responses"].as_object().expect("responses");
        for status in ["500", "503"] {
            assert!(responses.contains_key(status), "{what} {status}");
        }
        let open = operation["security"].as_array().is_some_and(|s| s == &[serde_json::json!({})]);
        assert_eq!(
            responses.contains_key("401"),
            !open || matches!(id, "createSession" | "finishSession"),
            "{what}"
        );
        for (status, response) in responses {
            let response = resolve(&document, response);
            let content = response["content"].as_object();
            match status.as_str() {
                "204" | "304" => assert!(content.is_none(), "{what} {status}"),
                // Of what will be done there may be something to show already.
                "202" if content.is_none() => {}
                _ => {
                    for (kind, media) in content.expect("content") {
                        assert!(
                            !media["example"].is_null(),
                            "{what} {status} {kind} has no example"
                        );
                    }
                }
            }
            if status.as_str() >= "400" {
                assert!(
                    response["content"]["application/problem+json"].is_object(),
                    "{what} {status}"
                );
            }
        }
        if let Some(body) = operation.get("requestBody") {
            let content = body["content"].as_object().expect("content").values().next();
            let schema = resolve(&document, &content.expect("a kind")["schema"]);
            assert!(!schema["example"].is_null(), "{what} has no example of its body");
            assert_eq!(schema["additionalProperties"], false, "{what} takes unknown fields");
        }
        let edited = [
            "updateHotel",
            "updateRoomType",
            "updateRoom",
            "changeBooking",
            "updateRateRule",
            "updatePromotion",
            "updateCharge",
            "updateWebhookEndpoint",
        ];
        let deleted = [
            "deleteHotel",
            "deleteRoomType",
            "deleteRoom",
            "deleteRateRule",
            "deletePromotion",
            "deleteCharge",
            "deleteWebhookEndpoint",
        ];
        if edited.contains(&id) || deleted.contains(&id) {
            let parameters = operation["parameters"].as_array().expect("parameters");
            assert!(
                parameters.iter().any(|p| p["name"] == "If-Match" && p["required"] == true),
                "{what}"
            );
            for status in ["400", "412", "428"] {
                assert!(responses.contains_key(status), "{what} {status}");
            }
        } else {
            // What one says of oneself, of a picture and of a stay: the last word counts.
            let free = matches!(id, "updateMe" | "updatePhoto" | "updateReview");
            assert!(method != "PATCH" || free, "{what} names no version");
        }
        // The codes that it names are explained, and go with that status.
        for (status, response) in responses {
            let description = resolve(&document, response)["description"].as_str();
            let words = description.unwrap_or_default().split('`').skip(1).step_by(2);
            for code in words.filter(|_| status.as_str() >= "400") {
                let known = server::api::problems::KINDS.iter().find(|kind| kind.code == code);
                let member = matches!(code, "bookings" | "upcoming_stays");
                let fits = known.is_some_and(|kind| kind.status.to_string() == *status);
                assert!(fits || member, "{what} {status} {code}");
            }
        }
    }
}

pub fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(at) => document.pointer(at.trim_start_matches('#')).unwrap_or_else(|| panic!("{at}")),
        None => value,
    }
}

/// What an example has against a schema; enough of JSON Schema for the schemas that there
/// are.
fn objections(document: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = resolve(document, schema);
    for (word, all) in [("oneOf", false), ("anyOf", false), ("allOf", true)] {
        let Some(parts) = schema[word].as_array() else { continue };
        let found: Vec<_> =
            parts.iter().map(|part| objections(document, part, value, at)).collect();
        if all {
            return found.concat();
        }
        let fits = found.iter().any(Vec::is_empty);
        return if fits { Vec::new() } else { found.concat() };
    }
    if let Some(words) = schema["enum"].as_array() {
        let known = words.contains(value);
        return if known { Vec::new() } else { vec![format!("{at}: {value} is not in {words:?}")] };
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect(),
        _ => vec![kind],
    };
    let fits = allowed.contains(&kind) || kind == "integer" && allowed.contains(&"number");
    if !fits {
        return vec![format!("{at}: {value} is no {allowed:?}")];
    }
    let mut all = Vec::new();
    if let Some(items) = value.as_array() {
        for (index, item) in items.iter().enumerate() {
            all.extend(objections(document, &schema["items"], item, &format!("{at}/{index}")));
        }
    }
    if let (Some(members), Some(known)) = (value.as_object(), schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !members.contains_key(name.as_str().expect("a name")) {
                all.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, member) in members {
            match known.get(name) {
                Some(schema) => {
                    all.extend(objections(document, schema, member, &format!("{at}/{name}")));
                }
                None if schema["additionalProperties"] == false => {
                    all.push(format!("{at}: there is no {name}"));
                }
                None => {}
            }
        }
    }
    all
}

#[test]
fn examples_fit_their_schemas() {
    let document = document();
    let mut checked = 0;
    for (method, path, operation) in operations(&document) {
        let responses = operation["responses"].as_object().expect("responses");
        for (status, response) in responses {
            let content = resolve(&document, response)["content"].as_object();
            for media in content.into_iter().flatten().map(|(_, media)| media) {
                let found = objections(&document, &media["schema"], &media["example"], "");
                assert!(found.is_empty(), "{method} {path} {status}: {found:?}");
                checked += 1;
            }
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if !schema.is_null() {
            let example = &resolve(&document, schema)["example"];
            let found = objections(&document, schema, example, "");
            assert!(found.is_empty(), "{method} {path}: {found:?}");
            checked += 1;
        }
    }
    assert!(checked > 500, "{checked}");
    // It does object.
    let schema = document.pointer("/components/schemas/BookingPatch").expect("a schema");
    for (wrong, why) in [
        (serde_json::json!({ "state": "held" }), "there is no state"),
        (serde_json::json!({ "check_in": 5 }), "/check_in"),
        (serde_json::json!({ "rooms": [{ "adults": "two" }] }), "/rooms/0/adults"),
    ] {
        let found = objections(&document, schema, &wrong, "");
        assert!(found.iter().any(|line| line.contains(why)), "{wrong}: {found:?}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(document: &Value, value: &Value) {
        match value {
            Value::Object(members) => {
                if members.contains_key("$ref") {
                    resolve(document, value);
                }
                members.values().for_each(|value| walk(document, value));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(document, value)),
            _ => {}
        }
    }
    let document = document();
    walk(&document, &document);
}

/// Every documented operation is served, and every method that is served under
/// those paths is documented.
#[tokio::test]
async fn what_is_served_is_what_is_documented() {
    let app = TestApp::new().await;
    let document = document();
    let mut paths: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (method, path, _) in operations(&document) {
        paths.entry(path).or_default().insert(method);
    }
    for (path, mut methods) in paths {
        let mut address = path.clone();
        while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
            address.replace_range(from..=to, "01936f2e-7c1a-7b60-8a53-5d1e7f6a9b00");
        }
        if methods.contains("GET") {
            methods.insert("HEAD".to_owned());
        }
        let answer = app.call("BREW", &address).send().await;
        assert_eq!(answer.status, 405, "{path} is not served: {}", answer.lossy());
        let allowed: BTreeSet<String> =
            answer.header("allow").split(',').map(str::to_owned).collect();
        // `DELETE /sessions/current` is a word where others have an id.
        assert_eq!(allowed, methods, "{path}");
    }
    let served = app.get("/api/v1/openapi.json").ok(200).await;
    assert_eq!(served, document);
    app.close().await;
}

#[tokio::test]
async fn the_document_can_be_looked_at() {
    let app = TestApp::new().await;
    let docs = app.get("/api/docs").send().await;
    assert_eq!((docs.status.as_u16(), docs.header("location")), (303, "/api/schema/swagger-ui/"));
    let ui = app.get("/api/schema/swagger-ui").send().await;
    assert_eq!(ui.header("location"), "/api/schema/swagger-ui/");
    let ui = app.get("/api/schema/swagger-ui/").send().await;
    assert!(ui.status == 200 && ui.lossy().contains("swagger-ui-bundle.js"));
    // Nothing of it comes from elsewhere.
    assert!(!ui.lossy().contains("//cdn") && !ui.lossy().contains("https://"));
    let start = app.get("/api/schema/swagger-ui/swagger-initializer.js").send().await;
    assert!(start.lossy().contains("/api/v1/openapi.json"), "{}", start.lossy());
    app.close().await;
}
