//! Every operation of the document, asked by everybody, for what is theirs, somebody
//! else's, and nothing at all. What is foreign must look like what is missing, and no
//! answer may tell what is nobody's business.

mod access;
mod asking;
mod functions;
pub mod operations;
mod scene;

use std::collections::BTreeSet;

use self::{
    access::{ACCESS, Access, Verdict},
    operations::{Operation, operations},
    scene::{Principal, Scene, Target},
};
use crate::support::Answer;

/// Whoever adds an operation says here whose business it is, or this fails.
#[test]
fn every_operation_is_in_the_list() {
    let documented: Vec<String> = operations().into_iter().map(|one| one.id).collect();
    let documented: BTreeSet<&str> = documented.iter().map(String::as_str).collect();
    let listed: BTreeSet<&str> = ACCESS.iter().map(|(id, _)| *id).collect();
    assert_eq!(listed.len(), ACCESS.len(), "an operation is in the list twice");
    assert_eq!(listed, documented);
}

#[tokio::test]
async fn nobody_gets_at_what_is_not_theirs() {
    let scene = Scene::new().await;
    let mut wrong = Vec::new();
    let mut cells = 0;
    // Strangers first: what owners do changes what there is.
    for principal in Principal::ALL {
        for operation in operations() {
            let access = access::of(&operation.id);
            let mut answers = Vec::new();
            for target in Target::ALL {
                if target == Target::Missing && !operation.names_something() {
                    continue;
                }
                cells += 1;
                let answer = scene.ask(&operation, principal, target).await;
                let verdict = verdict(&operation, access, principal, target, &answer);
                let cell = format!("{} {principal:?} {target:?}", operation.id);
                if let Err(why) = verdict {
                    wrong.push(format!("{cell}: {why}: {} {}", answer.status, answer.lossy()));
                }
                if !access.may_know(principal) {
                    let told = scene.secrets().find(|secret| answer.lossy().contains(*secret));
                    wrong.extend(told.map(|secret| format!("{cell}: it tells {secret:?}")));
                }
                answers.push((answer.status, scene.anonymized(&answer)));
            }
            if let [foreign, missing] = answers.as_slice()
                && !access.may_know(principal)
                && foreign != missing
            {
                wrong.push(format!(
                    "{} {principal:?}: foreign is told from missing: {foreign:?} {missing:?}",
                    operation.id
                ));
            }
        }
        if !principal.is_owner() {
            assert_eq!(scene.state().await, scene.before, "{principal:?} changed something");
        }
    }
    println!("{} operations, {cells} cells, {} leaks", ACCESS.len(), wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    scene.close().await;
}

fn verdict(
    operation: &Operation,
    access: Access,
    principal: Principal,
    target: Target,
    answer: &Answer,
) -> Result<(), String> {
    let status = answer.status.as_u16();
    if status >= 500 {
        return Err("a failure of ours".to_owned());
    }
    let code = if status >= 400 {
        answer.json()["code"].as_str().unwrap_or_default().to_owned()
    } else {
        String::new()
    };
    let fine = match principal {
        // A key opens what it is for, and nothing else.
        Principal::KeyWithout if operation.takes_tokens => {
            (status, code.as_str()) == (403, "insufficient_scope")
        }
        Principal::KeyWith if operation.takes_tokens && operation.scope.is_none() => {
            (status, code.as_str()) == (403, "insufficient_scope")
        }
        Principal::KeyWith | Principal::KeyWithout => code != "insufficient_scope",
        _ => match access.expected(principal, target) {
            Verdict::Is(expected) => expected.contains(&status),
            Verdict::Passes => !matches!(status, 401 | 403 | 404),
            Verdict::Anything => true,
        },
    };
    if fine { Ok(()) } else { Err("unexpected".to_owned()) }
}
