//! Background work over real parts: PostgreSQL (`DATABASE_URL`), Redis
//! (`REDIS_URL`) and a mail catcher (`SMTP_URL`, `MAIL_API_URL`).

mod catcher;
mod faults;
mod freezer;
mod smtp_sink;
mod story;
mod traps;
mod webhooks;

use std::time::Duration;

use pousada_core::{ids::new_code, testing::World};
use server::jobs::{Options, Worker};

/// A setting of the tests' surroundings.
fn setting(name: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration")]
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is set for these tests"))
}

/// A worker with a queue of its own.
fn start(world: &World, redis_url: &str) -> Worker {
    let queue = format!("test-{}", new_code());
    let options = Options { queue, ..Options::default() };
    Worker::start(world.svc.clone(), redis_url, options).expect("an address of Redis")
}

/// Asks until `question` answers something, for 20 seconds at most.
async fn eventually<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut question: impl FnMut() -> F,
) -> T {
    for _ in 0..200 {
        if let Some(answer) = question().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what} did not happen in time");
}

/// How many outbox rows are in this state, without the notes of sweeps.
async fn rows(world: &World, state: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM outbox WHERE state = $1 AND kind NOT LIKE 'sweep.%'")
        .bind(state)
        .fetch_one(&world.db.pool)
        .await
        .expect("counted")
}
