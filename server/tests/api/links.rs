//! The links of the document.

use std::collections::BTreeSet;

use crate::specification::{document, operations, resolve};

/// Whoever walks through the API by its document finds a way to whatever has an id. The tokens of
/// letters have none.
#[test]
fn links_lead_to_every_operation_that_takes_an_id() {
    let document = document();
    let all = operations(&document);
    let mut reached = BTreeSet::new();
    for (method, path, operation) in &all {
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let links = resolve(&document, response)["links"].as_object();
            for (name, link) in links.into_iter().flatten() {
                let what = format!("{method} {path} {status} {name}");
                let id = link["operationId"].as_str().expect("an operationId");
                let found = all.iter().find(|(.., operation)| operation["operationId"] == id);
                let (.., target, operation) = found.unwrap_or_else(|| panic!("{what}: no {id}"));
                let parameters = link["parameters"].as_object().expect("parameters");
                for (name, value) in parameters {
                    let known = operation["parameters"].as_array().expect("parameters");
                    assert!(known.iter().any(|one| one["name"] == name.as_str()), "{what}: {name}");
                    assert!(value.as_str().is_some_and(|value| value.starts_with('$')), "{what}");
                }
                let named = target.matches('{').count();
                let given = parameters.keys().filter(|name| name.ends_with("_id")).count();
                assert_eq!(given, named, "{what} leaves something open");
                reached.insert(id);
            }
        }
    }
    let wanted = all.iter().filter(|(_, path, _)| path.contains("_id}"));
    for (method, path, operation) in wanted {
        let id = operation["operationId"].as_str().expect("an operationId");
        assert!(reached.contains(id), "nothing leads to {method} {path}");
    }
}
