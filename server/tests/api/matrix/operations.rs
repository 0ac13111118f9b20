//! The operations, as the document tells of them.

use serde_json::Value;
use types::api_key::Scope;

use crate::support::PUBLIC_URL;

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: String,
    /// With names in braces.
    pub path: String,
    /// With the values of the document's examples.
    pub query: String,
    /// The document's example of a body.
    pub body: Option<Value>,
    /// Whether it looks at tokens at all.
    pub takes_tokens: bool,
    /// What an API key needs for it.
    pub scope: Option<Scope>,
}

impl Operation {
    /// Whether something that may be somebody's is named in the request.
    pub fn names_something(&self) -> bool {
        self.path.contains('{') || matches!(self.id.as_str(), "createBooking" | "createQuote")
    }
}

/// All of them, in the document's order.
pub fn operations() -> Vec<Operation> {
    let document = server::api::openapi::document(PUBLIC_URL).to_json().expect("json");
    let document: Value = serde_json::from_str(&document).expect("json");
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let id = operation["operationId"].as_str().expect("an operationId").to_owned();
            let open = operation["security"].as_array().is_some_and(|all| {
                all.iter().all(|way| way.as_object().is_some_and(serde_json::Map::is_empty))
            });
            all.push(Operation {
                body: body(&document, operation),
                query: query(operation),
                scope: server::api::scopes::of(operation),
                takes_tokens: !open,
                method: method.to_uppercase(),
                path: path.clone(),
                id,
            });
        }
    }
    all
}

fn query(operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let needed = parameters.filter(|one| one["in"] == "query" && one["required"] == true);
    let pairs: Vec<String> = needed
        .map(|one| {
            let name = one["name"].as_str().expect("a name");
            let example = one["example"].as_str();
            format!("{name}={}", example.unwrap_or_else(|| panic!("{name} has no example")))
        })
        .collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

fn body(document: &Value, operation: &Value) -> Option<Value> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let name = schema["$ref"].as_str()?.trim_start_matches('#');
    let example = &document.pointer(name).expect("a schema")["example"];
    assert!(!example.is_null(), "{name} has no example");
    Some(example.clone())
}
