//! `doctor`: is everything in order?

use std::time::Duration;

use pousada_core::{Services, db, invariants, outbox};
use secrecy::ExposeSecret;

use super::{Failure, Outcome};
use crate::config::{Config, Needs};

/// How long each question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long due work may wait before something is wrong with the worker.
const LATE: i64 = 300;

/// What was found, a line per question.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn note(&mut self, what: &str, result: Result<String, String>) {
        match result {
            Ok(words) => println!("ok    {what}: {words}"),
            Err(words) => {
                self.wrong += 1;
                println!("WRONG {what}: {words}");
            }
        }
    }
}

/// Asks every question, and fails if an answer is wrong.
pub(super) async fn examine() -> Outcome {
    let mut findings = Findings::default();
    let config = match Config::from_env(Needs::Everything) {
        Ok(config) => config,
        Err(error) => {
            for problem in &error.0 {
                findings.note("configuration", Err(problem.clone()));
            }
            return Err(Failure::new("The configuration is wrong; the rest was not looked at."));
        }
    };
    findings.note("configuration", Ok("complete".to_owned()));
    findings.note("site", site(&config));
    let services = config.services()?;
    let postgres = within(async { db::check(&services.db).await.map_err(|e| e.to_string()) }).await;
    let reachable = postgres.is_ok();
    findings.note("PostgreSQL", postgres.map(|()| "answers, its schema is up to date".to_owned()));
    if reachable {
        data(&services, &mut findings).await;
    }
    findings.note("Redis", within(redis(&config)).await.map(|()| "answers".to_owned()));
    let mail = within(async { services.mailer.check().await.map_err(|e| e.to_string()) }).await;
    findings.note("mail server", mail.map(|()| "answers".to_owned()));
    match findings.wrong {
        0 => Ok(()),
        1 => Err(Failure::new("One thing is wrong.")),
        wrong => Err(Failure::new(format_args!("{wrong} things are wrong."))),
    }
}

fn site(config: &Config) -> Result<String, String> {
    let dir = config.site_dir.join("pkg");
    if dir.is_dir() {
        Ok(format!("built, in {}", config.site_dir.display()))
    } else {
        Err(format!("not built: there is no {}", dir.display()))
    }
}

async fn data(services: &Services, findings: &mut Findings) {
    let health = within(async {
        outbox::health(&services.db, services.clock.now()).await.map_err(|e| e.to_string())
    });
    let health = health.await.and_then(|health| {
        let (due, dead, oldest) = (health.due, health.dead, health.oldest_due_seconds);
        if dead > 0 {
            Err(format!("{dead} given up, {due} due"))
        } else if oldest > LATE {
            Err(format!("{due} due, the oldest for {oldest} s: does a worker run?"))
        } else {
            Ok(format!("{due} due, none given up"))
        }
    });
    findings.note("outbox", health);
    let checks = within(async {
        invariants::check(&services.db, services.clock.now()).await.map_err(|e| e.to_string())
    });
    match checks.await {
        Ok(checks) => {
            for check in checks {
                let found = check.violations;
                let result =
                    if found == 0 { Ok("none".to_owned()) } else { Err(found.to_string()) };
                findings.note(check.what, result);
            }
        }
        Err(error) => findings.note("data", Err(error)),
    }
}

async fn redis(config: &Config) -> Result<(), String> {
    let ask = async {
        let client = redis::Client::open(config.redis_url.expose_secret())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        redis::cmd("PING").query_async::<String>(&mut connection).await
    };
    ask.await.map(drop).map_err(|error: redis::RedisError| error.to_string())
}

async fn within<T>(question: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, question).await {
        Ok(answer) => answer,
        Err(_) => Err("no answer in time".to_owned()),
    }
}
