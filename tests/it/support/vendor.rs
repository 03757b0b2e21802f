//! An API of a vendor whose token endpoint grants five requests an hour, in an hour that the test moves: what the ledger promises
//! is counted here. Speaks HTTP over plain TCP, one request a connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

const ALLOWED: usize = 5;
const WINDOW: i64 = 3600;

#[derive(Default)]
struct Books {
    /// Seconds.
    now: i64,
    /// Seconds that the next token lives.
    lifetime: i64,
    /// When token requests came.
    came: Vec<i64>,
    /// Tokens with their ends, the refused ones with an end in the past.
    tokens: Vec<(String, i64)>,
    /// How long an answer takes.
    delay: Duration,
    /// Whether the API refuses everything.
    refuses: bool,
    /// Windows with one too many.
    broken: Vec<Vec<i64>>,
}

/// The listening vendor.
pub struct Vendor {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    books: Arc<Mutex<Books>>,
}

impl Vendor {
    /// Listens on a free port until the test process ends.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let books = Arc::new(Mutex::new(Books::default()));
        let shared = Arc::clone(&books);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let books = Arc::clone(&shared);
                thread::spawn(move || serve(stream.unwrap(), &books));
            }
        });
        Self { url, books }
    }

    /// Moves time on to this second; tokens asked for from now on live so many seconds, answers take so long.
    pub fn set(&self, now: i64, lifetime: i64, delay: Duration) {
        let mut books = self.books.lock().unwrap();
        (books.now, books.lifetime, books.delay) = (now, lifetime, delay);
    }

    /// Every token so far is refused from now on.
    pub fn revoke_all(&self) {
        let mut books = self.books.lock().unwrap();
        books.tokens.iter_mut().for_each(|token| token.1 = -1);
    }

    /// No token is taken any more, whatever its end.
    pub fn refuse_all(&self) {
        self.books.lock().unwrap().refuses = true;
    }

    /// Whether a token is good now.
    pub fn takes(&self, token: &str) -> bool {
        self.books.lock().unwrap().takes(token)
    }

    /// Token requests in the last so many seconds.
    pub fn asked_within(&self, seconds: i64) -> usize {
        let books = self.books.lock().unwrap();
        let recent = |at: &&i64| books.now - **at < seconds;
        books.came.iter().filter(recent).count()
    }

    /// Token requests in all.
    pub fn asked(&self) -> usize {
        self.books.lock().unwrap().came.len()
    }

    /// The windows that held more requests than were allowed.
    pub fn broken(&self) -> Vec<Vec<i64>> {
        self.books.lock().unwrap().broken.clone()
    }
}

impl Books {
    fn takes(&self, token: &str) -> bool {
        let known = self.tokens.iter().find(|(known, _)| known == token);
        !self.refuses && known.is_some_and(|(_, end)| *end > self.now)
    }

    fn grant(&mut self) -> (u16, String) {
        let now = self.now;
        self.came.push(now);
        let window: Vec<i64> = self
            .came
            .iter()
            .copied()
            .filter(|at| now - at < WINDOW)
            .collect();
        if window.len() > ALLOWED {
            self.broken.push(window);
            return (429, r#"{"error":"too_many_requests"}"#.to_owned());
        }
        let token = format!("token-{}", self.came.len());
        self.tokens.push((token.clone(), now + self.lifetime));
        let body = serde_json::json!({
            "access_token": token, "token_type": "bearer", "expires_in": self.lifetime
        });
        (200, body.to_string())
    }

    fn answer(&mut self, head: &str) -> (u16, String) {
        if head.starts_with("POST /token") {
            return self.grant();
        }
        let bearer = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": Bearer ")?;
            name.eq_ignore_ascii_case("authorization").then_some(value)
        });
        match bearer.is_some_and(|token| self.takes(token)) {
            true => (200, r#"{"value":[]}"#.to_owned()),
            false => (
                401,
                r#"{"error":{"code":"unauthenticated","message":"no"}}"#.to_owned(),
            ),
        }
    }
}

fn serve(mut stream: TcpStream, books: &Mutex<Books>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let (status, body) = books.lock().unwrap().answer(&head);
    let delay = books.lock().unwrap().delay;
    thread::sleep(delay);
    let text = format!(
        "HTTP/1.1 {status} Vendor\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(text.as_bytes());
}
