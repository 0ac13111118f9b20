#[tokio::main]
async fn main() {
    let a: Vec<String> = std::env::args().collect();
    let options: sqlx::postgres::PgConnectOptions = a[1].parse().unwrap();
    let pool = pousada_core::db::pool(options, &pousada_core::db::PoolSettings::default());
    pousada_core::db::migrate(&pool).await.unwrap();
    let now: chrono::DateTime<chrono::Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
    let o = demo::Options {
        bookings: a[2].parse().unwrap(),
        today: now.date_naive(),
        now,
        password_hash: "x".into(),
        photo_dir: a[3].clone().into(),
        progress: false,
    };
    let t = std::time::Instant::now();
    println!("{}", demo::load(&pool, &o).await.unwrap());
    println!("{:?}", t.elapsed());
    for c in pousada_core::invariants::check(&pool, now).await.unwrap_or_default() {
        println!("{} {}", c.what, c.violations);
    }
}
