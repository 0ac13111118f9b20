use super::*;

const SECRET: &str = "hunter2-canary";

fn read(pairs: &[(&str, &str)], needs: Needs) -> Result<Config, ConfigError> {
    let pairs: Vec<(String, String)> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::read(
        &|wanted| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()),
        needs,
    )
}

fn good() -> Vec<(&'static str, &'static str)> {
    vec![
        ("DATABASE_URL", "postgres://pousada:hunter2-canary@db:5432/pousada"),
        ("REDIS_URL", "redis://:hunter2-canary@queue:6379/0"),
        ("SMTP_URL", "smtp://mail:hunter2-canary@post:587"),
    ]
}

// The mail transport, which is tried, wants a runtime around it.
#[tokio::test]
async fn three_addresses_are_enough() {
    let config = read(&good(), Needs::Everything).expect("fine");
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.public_url, "http://127.0.0.1:3000");
    assert_eq!((config.max_body, config.log_format), (64 * 1024, LogFormat::Text));
    assert!(config.request_timeout < Duration::from_secs(5), "every answer comes within 5 s");
    assert_eq!((config.sweep_every, config.audit_every), (60, 900));
    assert_eq!(config.worker_listen, None);
    assert!(!config.webhooks_allow_private, "this is not for production");
    assert_eq!(config.photo_dir(), PathBuf::from("data/photos"));
}

#[tokio::test]
async fn every_wrong_variable_is_named_at_once() {
    let wrong = [
        ("DATABASE_URL", "mysql://u:hunter2-canary@h/d"),
        ("SMTP_URL", "hunter2-canary"),
        ("POUSADA_LISTEN", "here"),
        ("POUSADA_PUBLIC_URL", "ftp://pousada.example"),
        ("POUSADA_MAIL_FROM", "nobody"),
        ("POUSADA_ENV", "staging"),
        ("POUSADA_LOG", "info,=="),
        ("POUSADA_LOG_FORMAT", "xml"),
        ("POUSADA_DB_CONNECTIONS", "0"),
        ("POUSADA_MAX_BODY_KIB", "lots"),
        ("POUSADA_REQUEST_TIMEOUT_MS", "-1"),
        ("POUSADA_WORKER_CONCURRENCY", "9999"),
        ("POUSADA_WORKER_LISTEN", "3001"),
        ("POUSADA_MAX_ATTEMPTS", "0"),
        ("POUSADA_SWEEP_SECONDS", "0"),
        ("POUSADA_WEBHOOKS_ALLOW_PRIVATE", "sometimes"),
        ("POUSADA_DRAIN_DELAY_MS", "soon"),
    ];
    let error = read(&wrong, Needs::Everything).expect_err("refused");
    for name in wrong.map(|(name, _)| name).iter().chain(&["REDIS_URL"]) {
        let named = error.0.iter().filter(|line| line.starts_with(&format!("{name} "))).count();
        assert_eq!(named, 1, "{name} in {error}");
    }
    assert_eq!(error.0.len(), wrong.len() + 1, "{error}");
    assert!(!error.to_string().contains(SECRET), "{error}");
}

#[tokio::test]
async fn secrets_do_not_show() {
    let config = read(&good(), Needs::Everything).expect("fine");
    let shown = format!("{config:?} {config:#?}");
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(config.database_url.expose_secret().contains(SECRET));
}

#[tokio::test]
async fn a_command_about_the_database_needs_no_more() {
    let config = read(&good()[..1], Needs::Database).expect("fine");
    assert_eq!(config.database().get_database(), Some("pousada"));
    assert_eq!(read(&[], Needs::Everything).expect_err("refused").0.len(), 3);
    // An empty variable is an absent one.
    assert_eq!(read(&[("DATABASE_URL", " ")], Needs::Database).expect_err("refused").0.len(), 1);
}

#[tokio::test]
async fn production_logs_for_machines() {
    let mut pairs = good();
    pairs.extend([
        ("POUSADA_ENV", "production"),
        ("POUSADA_PUBLIC_URL", "https://pousada.example/"),
    ]);
    let config = read(&pairs, Needs::Everything).expect("fine");
    assert_eq!(config.log_format, LogFormat::Json);
    assert_eq!(config.public_url, "https://pousada.example");
}
