//! The whole server over a database and a clock of a test's own, without a socket.
//!
//! There is no Redis in these tests: requests must be answered without one.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use pousada_core::{
    Services, Settings,
    cache::Cache,
    db,
    limits::Limits,
    testing::{PASSWORD, TestClock, TestDb, World},
};
use serde_json::{Value, json};
use server::{
    config::{Config, Needs},
    layers::limits::Quotas,
    router::{layered, router},
    state::{AppState, HttpSettings, leptos_options},
};
use tower::ServiceExt;
use types::account::SignUpRole;

/// The address that the server of a test believes to have.
pub const PUBLIC_URL: &str = "https://pousada.test";

/// The whole server.
pub struct TestApp {
    pub world: World,
    pub state: AppState,
    router: Router,
}

/// Someone who signed up over the API and signed in.
#[derive(Clone)]
pub struct Person {
    pub email: String,
    pub token: String,
}

/// A hotel made over the API.
pub struct House {
    pub id: String,
    pub room_type: String,
    pub rooms: Vec<String>,
}

fn config() -> Config {
    let get = |name: &str| {
        let value = match name {
            "DATABASE_URL" => "postgres://nobody@127.0.0.1:9/nothing",
            // Nothing listens there.
            "REDIS_URL" => "redis://127.0.0.1:9/0",
            "SMTP_URL" => "smtp://127.0.0.1:9",
            "POUSADA_PUBLIC_URL" => PUBLIC_URL,
            "POUSADA_SITE_DIR" => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/site"),
            "POUSADA_DATA_DIR" => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/data"),
            _ => return None,
        };
        Some(value.to_owned())
    };
    Config::read(&get, Needs::Everything).expect("a configuration")
}

fn state(services: Services, request_timeout: Duration) -> AppState {
    let config = config();
    let settings = HttpSettings { request_timeout, ..HttpSettings::from(&config) };
    AppState::new(services, leptos_options(&config), settings, None)
}

impl TestApp {
    pub async fn new() -> Self {
        let world = World::new().await;
        server::telemetry::numbers().expect("numbers");
        let state = state(world.svc.clone(), Duration::from_secs(30));
        Self { router: router(state.clone()), state, world }
    }

    /// A server whose database is at an address where nothing answers.
    pub fn without_database(port: u16) -> (Router, AppState) {
        let world_settings = Settings::default();
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(port)
            .username("nobody")
            .database("nothing");
        let services = Services {
            db: db::pool(options, &db::PoolSettings::default()),
            clock: TestClock::at("2027-03-01T12:00:00Z".parse().expect("an instant")).clock(),
            settings: Arc::new(world_settings),
            ..config().services().expect("services")
        };
        let state = state(services, Duration::from_secs(10));
        (router(state.clone()), state)
    }

    /// Routes of a test's own, behind the server's layers.
    pub fn behind_layers(routes: Router<AppState>) -> Router {
        let services = config().services().expect("services");
        let state = state(services, Duration::from_millis(200));
        layered(routes, &state).with_state(state)
    }

    /// The same server, allowing so many requests per minute.
    pub fn with_quotas(&self, quotas: Quotas) -> Router {
        let config = config();
        let settings = HttpSettings { quotas, ..HttpSettings::from(&config) };
        let limits = Limits::new(Cache::default());
        let services = Services { limits, ..self.world.svc.clone() };
        router(AppState::new(services, leptos_options(&config), settings, None))
    }

    /// The state of the same server with the time limits that it has when nothing is set.
    pub fn with_time_limits(&self) -> AppState {
        let config = config();
        let settings = HttpSettings::from(&config);
        AppState::new(self.world.svc.clone(), leptos_options(&config), settings, None)
    }

    /// A photograph that was sent to this server.
    pub fn photo(&self, url: &str) -> Call {
        let config = config();
        let photo_dir = self.world.svc.settings.photo_dir.clone();
        let settings = HttpSettings { photo_dir, ..HttpSettings::from(&config) };
        let services = self.world.svc.clone();
        let state = AppState::new(services, leptos_options(&config), settings, None);
        Call::to(router(state), "GET", url)
    }

    /// The state of a process with a worker that ticks or does not.
    pub fn with_worker(&self, ticks: bool) -> AppState {
        let config = config();
        let settings = HttpSettings::from(&config);
        let services = self.world.svc.clone();
        AppState::new(services, leptos_options(&config), settings, Some(Arc::new(move || ticks)))
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub async fn close(self) {
        let db: TestDb = self.world.db;
        db.drop().await;
    }

    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::to(self.router.clone(), method, path)
    }

    pub fn get(&self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(&self, path: &str, body: &Value) -> Call {
        self.call("POST", path).json(body)
    }

    /// Signs up and in over the API.
    pub async fn person(&self, role: SignUpRole) -> Person {
        let request = pousada_core::testing::sign_up_request(role);
        let body = serde_json::to_value(&request).expect("json");
        self.post("/api/v1/accounts", &body).ok(201).await;
        let sign_in = json!({ "email": request.email, "password": PASSWORD });
        let session = self.post("/api/v1/sessions", &sign_in).ok(201).await;
        Person { email: request.email, token: text(&session["token"]) }
    }

    pub async fn guest(&self) -> Person {
        self.person(SignUpRole::Guest).await
    }

    pub async fn hotelier(&self) -> Person {
        self.person(SignUpRole::Hotelier).await
    }

    /// A hotel in Paraty with one type at R$ 300 a night and so many rooms.
    pub async fn house(&self, owner: &Person, rooms: usize, published: bool) -> House {
        let mut input = serde_json::to_value(pousada_core::testing::hotel_input()).expect("json");
        input["published"] = published.into();
        let hotel = self.post("/api/v1/hotels", &input).bearer(&owner.token).ok(201).await;
        let id = text(&hotel["id"]);
        let input = serde_json::to_value(pousada_core::testing::room_type_input()).expect("json");
        let path = format!("/api/v1/hotels/{id}/room-types");
        let kind = self.post(&path, &input).bearer(&owner.token).ok(201).await;
        let room_type = text(&kind["id"]);
        let inputs: Vec<Value> = (1..=rooms)
            .map(|n| json!({ "number": (100 + n).to_string(), "room_type_id": room_type }))
            .collect();
        let path = format!("/api/v1/hotels/{id}/rooms");
        let made = self.post(&path, &json!({ "rooms": inputs })).bearer(&owner.token).ok(201).await;
        let rooms =
            made["data"].as_array().expect("rooms").iter().map(|r| text(&r["id"])).collect();
        House { id, room_type, rooms }
    }

    /// Books a room of the house's type for two.
    pub fn book(&self, guest: &Person, house: &House, dates: (&str, &str), key: &str) -> Call {
        self.post("/api/v1/bookings", &house.request(dates))
            .bearer(&guest.token)
            .header("idempotency-key", key)
    }
}

impl House {
    pub fn request(&self, (check_in, check_out): (&str, &str)) -> Value {
        json!({
            "hotel_id": self.id, "check_in": check_in, "check_out": check_out,
            "rooms": [{ "room_type_id": self.room_type, "adults": 2 }],
        })
    }
}

/// A form as `multipart/form-data`: its media type, and its body.
pub fn form(fields: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let boundary = "------------------------4f1b6a";
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"../{name}.svg\"\r\n\
             Content-Type: image/svg+xml\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// A text of an answer.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// A request on its way.
pub struct Call {
    router: Router,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Body,
}

impl Call {
    pub fn to(router: Router, method: &str, path: &str) -> Self {
        Self {
            router,
            method: method.parse().expect("a method"),
            path: path.to_owned(),
            headers: HeaderMap::new(),
            body: Body::empty(),
        }
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_bytes(value.as_bytes()).expect("a header");
        self.headers.append(HeaderName::from_static(name), value);
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    pub fn raw(mut self, kind: &str, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self.headers.insert(header::CONTENT_TYPE, kind.parse().expect("a media type"));
        self
    }

    pub async fn send(self) -> Answer {
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.path.parse().expect("an address");
        *request.headers_mut() = self.headers;
        let (head, body) = self.router.oneshot(request).await.expect("an answer").into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// The body of an answer that must have this status.
    pub async fn ok(self, status: u16) -> Value {
        let what = format!("{} {}", self.method, self.path);
        let answer = self.send().await;
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.lossy());
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    /// The problem that must be the answer.
    pub async fn problem(self, status: u16, code: &str) -> Value {
        let what = format!("{} {}", self.method, self.path);
        let answer = self.send().await;
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.lossy());
        answer.problem(code)
    }
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.lossy()))
    }

    pub fn lossy(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// The body, which must be a whole problem of this code.
    pub fn problem(&self, code: &str) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.lossy());
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], self.status.as_u16());
        assert_eq!(problem["type"], format!("{PUBLIC_URL}/problems/{code}"));
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        for member in ["title", "detail", "instance"] {
            assert!(!text(&problem[member]).is_empty(), "{problem}");
        }
        assert!(problem["errors"].is_array(), "{problem}");
        problem
    }

    /// Pointers and codes of the fields that are wrong.
    pub fn fields(problem: &Value) -> Vec<(String, String)> {
        let errors = problem["errors"].as_array().expect("errors");
        errors.iter().map(|e| (text(&e["pointer"]), text(&e["code"]))).collect()
    }
}
