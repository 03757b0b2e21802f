//! An upstream that says what a test wrote down: HTTP/1.1 over plain TCP, one canned answer per request, in order.
//! An answer that was never asked for fails the test, and so does a request with no answer left, unless one is given always.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// An answer to give.
#[derive(Clone, Debug)]
pub struct Answer {
    head: String,
    body: String,
    pace: Pace,
}

/// How an answer comes.
#[derive(Clone, Copy, Debug)]
enum Pace {
    AtOnce,
    /// Never; the connection stays open, and silent.
    Never,
    /// Its head and half of its body, and no more.
    Half,
    /// Its head, and then a byte of its body after each of these.
    Dribbled(Duration),
}

impl Answer {
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self::typed(status, "application/json", body)
    }

    /// With another content type.
    pub fn typed(status: u16, kind: &str, body: impl Into<String>) -> Self {
        Self {
            head: format!("HTTP/1.1 {status} Scripted\r\ncontent-type: {kind}\r\n"),
            body: body.into(),
            pace: Pace::AtOnce,
        }
    }

    /// It never comes: the connection stays open, and silent.
    pub fn stalled(mut self) -> Self {
        self.pace = Pace::Never;
        self
    }

    /// It stops in the middle of its body: the connection stays open, and silent.
    pub fn stalled_midway(mut self) -> Self {
        self.pace = Pace::Half;
        self
    }

    /// Its body comes a byte at a time.
    pub fn dribbled(mut self, each: Duration) -> Self {
        self.pace = Pace::Dribbled(each);
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: Instant,
    /// `GET /path?query HTTP/1.1`
    pub line: String,
    /// All lines of the head.
    pub head: String,
}

#[derive(Default)]
struct Script {
    answers: Vec<Answer>,
    /// Given again and again when those are used up.
    rest: Option<Answer>,
    asked: Vec<Asked>,
    surplus: Vec<String>,
}

impl Script {
    /// Every answer was asked for, and nothing beyond.
    #[track_caller]
    fn check(&self) {
        assert!(self.surplus.is_empty(), "unforeseen: {:?}", self.surplus);
        assert!(
            self.answers.is_empty(),
            "never asked for: {:?}",
            self.answers
        );
    }
}

/// The listening upstream.
pub struct Scripted {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    script: Arc<Mutex<Script>>,
    ended: Arc<AtomicBool>,
}

impl Scripted {
    /// Listens on a free port of 127.0.0.1; answers are given in this order, whoever asks.
    pub fn start() -> Self {
        Self::start_on("127.0.0.1")
    }

    /// On another loopback address, such as 127.0.0.2.
    pub fn start_on(address: &str) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(Script::default()));
        let ended = Arc::new(AtomicBool::new(false));
        let (shared, end) = (Arc::clone(&script), Arc::clone(&ended));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                let script = Arc::clone(&shared);
                thread::spawn(move || serve(stream.unwrap(), &script));
            }
        });
        Self { url, script, ended }
    }

    /// Adds an answer to the end of the script.
    pub fn then(self, answer: Answer) -> Self {
        self.script.lock().unwrap().answers.push(answer);
        self
    }

    /// What is answered, however often it is asked for, after all that.
    pub fn always(self, answer: Answer) -> Self {
        self.script.lock().unwrap().rest = Some(answer);
        self
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.script.lock().unwrap().asked.clone()
    }

    /// The requests, once every answer was asked for and nothing beyond.
    #[track_caller]
    pub fn done(self) -> Vec<Asked> {
        let script = self.script.lock().unwrap();
        script.check();
        script.asked.clone()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the listener, so that its port is free again.
        let _ = TcpStream::connect(self.url.trim_start_matches("http://"));
        let script = self.script.lock().unwrap();
        if !thread::panicking() {
            script.check();
        }
    }
}

/// One connection; each answer ends it, so that a request is a connection.
fn serve(mut stream: TcpStream, script: &Mutex<Script>) {
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let Some(head) = read_head(&mut stream) else {
        return;
    };
    let line = head.lines().next().unwrap_or_default().to_owned();
    let answer = {
        let mut script = script.lock().unwrap();
        script.asked.push(Asked {
            at: Instant::now(),
            line: line.clone(),
            head,
        });
        match (script.answers.is_empty(), script.rest.clone()) {
            (false, _) => script.answers.remove(0),
            (true, Some(rest)) => rest,
            (true, None) => {
                script.surplus.push(line);
                Answer::new(500, "")
            }
        }
    };
    let Answer { head, body, pace } = answer;
    let length = body.len();
    let head = format!("{head}content-length: {length}\r\nconnection: close\r\n\r\n");
    // The client may have gone away; what it did is in the record.
    let _ = match pace {
        Pace::AtOnce => stream.write_all(format!("{head}{body}").as_bytes()),
        Pace::Never => wait_for_its_end(&mut stream),
        Pace::Half => stream
            .write_all(format!("{head}{}", &body[..length / 2]).as_bytes())
            .and_then(|()| wait_for_its_end(&mut stream)),
        Pace::Dribbled(each) => stream.write_all(head.as_bytes()).and_then(|()| {
            body.bytes().try_for_each(|byte| {
                thread::sleep(each);
                stream.write_all(&[byte])
            })
        }),
    };
}

/// Until the client goes away.
fn wait_for_its_end(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return None,
        }
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}
