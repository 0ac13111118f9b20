//! Guests who book over HTTP and do not give up: whatever happens to a request, it
//! is sent again with the same key until there is an answer to it.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use chrono::Days;
use pousada_core::{Clock, ids::random_bytes, testing};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use types::account::SignUpRole;

use crate::{
    history::History,
    http::{Answer, Client},
};

/// The servers to ask, in turn.
pub type Target = Vec<SocketAddr>;

/// How long an answer may take.
pub const IN_TIME: Duration = Duration::from_secs(5);

/// How long a guest asks again before it gives up.
const PATIENCE: Duration = Duration::from_secs(120);

const ROOMS: usize = 30;

/// A hotel, and the people who book there.
pub struct House {
    hotel: String,
    room_type: String,
    pub owner: Client,
    pub owner_email: String,
    guests: Vec<(String, Client)>,
    history: Arc<History>,
    clock: Clock,
}

/// Signs up and in, with an address that begins so.
pub async fn person(address: SocketAddr, role: SignUpRole, prefix: &str) -> (String, Client) {
    let mut client = Client::to(address);
    let mut request = testing::sign_up_request(role);
    request.email = format!("{prefix}{}", request.email);
    let body = serde_json::to_value(&request).expect("json");
    made(client.post("/api/v1/accounts", &body).await);
    let sign_in = json!({ "email": request.email, "password": testing::PASSWORD });
    let session = made(client.post("/api/v1/sessions", &sign_in).await);
    client.token = session["token"].as_str().map(str::to_owned);
    (request.email, client)
}

fn made(answer: std::io::Result<Answer>) -> Value {
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

impl House {
    pub async fn open(server: SocketAddr, guests: usize, history: Arc<History>) -> Self {
        let (owner_email, mut owner) = person(server, SignUpRole::Hotelier, "").await;
        let input = serde_json::to_value(testing::hotel_input()).expect("json");
        let hotel = made(owner.post("/api/v1/hotels", &input).await);
        let hotel = hotel["id"].as_str().expect("an id").to_owned();
        let input = serde_json::to_value(testing::room_type_input()).expect("json");
        let kind = made(owner.post(&format!("/api/v1/hotels/{hotel}/room-types"), &input).await);
        let room_type = kind["id"].as_str().expect("an id").to_owned();
        let rooms: Vec<Value> = (0..ROOMS)
            .map(|n| json!({ "number": (100 + n).to_string(), "room_type_id": room_type }))
            .collect();
        let path = format!("/api/v1/hotels/{hotel}/rooms");
        made(owner.post(&path, &json!({ "rooms": rooms })).await);
        let mut people = Vec::new();
        for _ in 0..guests {
            people.push(person(server, SignUpRole::Guest, "").await);
        }
        let clock = Clock::system();
        Self { hotel, room_type, owner, owner_email, guests: people, history, clock }
    }

    /// A request for one room, for one to three nights between a month and three
    /// months from now.
    fn wish(&self) -> Value {
        let mut random = [0; 2];
        random_bytes(&mut random);
        let arrival = self.clock.now().date_naive() + Days::new(30 + u64::from(random[0]) % 60);
        let departure = arrival + Days::new(1 + u64::from(random[1]) % 3);
        json!({
            "hotel_id": self.hotel, "check_in": arrival, "check_out": departure,
            "rooms": [{ "room_type_id": self.room_type, "adults": 2 }],
        })
    }

    /// Lets a guest hold a room for a quarter of an hour.
    pub async fn hold(&mut self) {
        let mut wish = self.wish();
        wish["hold"] = true.into();
        let client = &mut self.guests[0].1;
        made(client.post_once("/api/v1/bookings", &key(), &wish).await);
    }

    /// Everybody books, one booking after another, with `pause` in between.
    pub fn load(self: &Arc<Self>, target: &Target, pause: Duration) -> Load {
        let told = Arc::new(Told::default());
        let mut tasks = JoinSet::new();
        for (n, (email, client)) in self.guests.iter().enumerate() {
            let guest = Guest {
                email: email.clone(),
                clients: target.iter().map(|address| client.at(*address)).collect(),
                turn: n,
                told: told.clone(),
            };
            let (house, pause) = (self.clone(), pause);
            tasks.spawn(async move { guest.live(&house, pause).await });
        }
        Load { told, tasks }
    }
}

fn key() -> String {
    let mut random = [0u8; 16];
    random_bytes(&mut random);
    format!("{:032x}", u128::from_ne_bytes(random))
}

/// What was seen by all guests.
#[derive(Default)]
pub struct Told {
    stop: AtomicBool,
    pub booked: AtomicUsize,
    pub full: AtomicUsize,
    pub unavailable: AtomicUsize,
    pub lost: AtomicUsize,
    pub hung: AtomicUsize,
    pub rude: AtomicUsize,
    pub odd: AtomicUsize,
    pub unresolved: AtomicUsize,
    slowest: AtomicUsize,
    words: std::sync::Mutex<Vec<String>>,
}

impl Told {
    /// Accounts for how an answer came, or did not.
    pub fn note(&self, answer: &std::io::Result<Answer>, began: Instant) {
        let count = |counter: &AtomicUsize| counter.fetch_add(1, Ordering::SeqCst);
        let took = began.elapsed();
        match answer {
            Ok(answer) => {
                let millis = usize::try_from(took.as_millis()).unwrap_or(usize::MAX);
                self.slowest.fetch_max(millis, Ordering::SeqCst);
                if took > IN_TIME {
                    count(&self.hung);
                }
                if answer.status == 503 {
                    count(&self.unavailable);
                    if !answer.retry_after {
                        count(&self.rude);
                    }
                } else if answer.status >= 500 {
                    self.odd(&format!("{} {}", answer.status, answer.code()));
                }
            }
            // A refused or broken connection is no answer, and no hang unless it took long.
            Err(_) => {
                count(&self.lost);
                if took > IN_TIME {
                    count(&self.hung);
                }
            }
        }
    }

    pub fn odd(&self, words: &str) {
        self.odd.fetch_add(1, Ordering::SeqCst);
        if let Ok(mut all) = self.words.lock() {
            all.push(words.to_owned());
        }
    }

    /// How long the slowest answer took, in seconds.
    pub fn slowest(&self) -> String {
        let millis = u32::try_from(self.slowest.load(Ordering::SeqCst)).unwrap_or(u32::MAX);
        format!("{:.1} s", f64::from(millis) / 1000.0)
    }

    /// What was odd.
    pub fn words(&self) -> String {
        let mut words = self.words.lock().map(|words| words.clone()).unwrap_or_default();
        words.sort();
        words.dedup();
        words.join("; ")
    }
}

/// Guests at it.
pub struct Load {
    pub told: Arc<Told>,
    tasks: JoinSet<()>,
}

impl Load {
    /// How many bookings were acknowledged by now.
    pub fn booked(&self) -> usize {
        self.told.booked.load(Ordering::SeqCst)
    }

    /// Lets everybody finish what is begun, and waits for it.
    pub async fn end(self) -> Arc<Told> {
        self.told.stop.store(true, Ordering::SeqCst);
        self.tasks.join_all().await;
        self.told
    }
}

struct Guest {
    email: String,
    clients: Vec<Client>,
    turn: usize,
    told: Arc<Told>,
}

impl Guest {
    async fn live(mut self, house: &House, pause: Duration) {
        while !self.told.stop.load(Ordering::SeqCst) {
            self.book(house, &key(), &house.wish()).await;
            tokio::time::sleep(pause).await;
        }
    }

    async fn book(&mut self, house: &House, key: &str, wish: &Value) {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let asked = Instant::now();
            let turn = self.turn % self.clients.len();
            let answer = self.clients[turn].post_once("/api/v1/bookings", key, wish).await;
            self.told.note(&answer, asked);
            match answer {
                Ok(answer) if matches!(answer.status, 200 | 201) => {
                    return self.write_down(house, key, &answer.json());
                }
                Ok(answer) if answer.status == 503 => {}
                Ok(answer) if answer.status == 409 && answer.code() == "request_in_progress" => {}
                Ok(answer) if answer.status == 409 && answer.code() == "not_available" => {
                    self.told.full.fetch_add(1, Ordering::SeqCst);
                    return;
                }
                Ok(answer) if answer.status >= 500 => {}
                Ok(answer) => {
                    return self.told.odd(&format!("{} {}", answer.status, answer.code()));
                }
                // Another server may be there.
                Err(_) => self.turn += 1,
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        self.told.unresolved.fetch_add(1, Ordering::SeqCst);
    }

    fn write_down(&self, house: &House, key: &str, booking: &Value) {
        let id = serde_json::from_value(booking["id"].clone());
        let (Ok(id), Some(code)) = (id, booking["code"].as_str()) else {
            return self.told.odd("an answer without a booking");
        };
        house.history.acknowledge(&self.email, key, id, code);
        self.told.booked.fetch_add(1, Ordering::SeqCst);
    }
}
