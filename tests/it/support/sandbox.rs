//! `jeton sandbox run` as a process of its own on a free port: the stand-ins of every upstream that `jeton` is pointed at.
//! It is the product's own program, so what only a foreign server can prove is proved at `OidcServer` instead.

use std::time::Duration;

use serde_json::Value;

use super::jeton::Jeton;
use super::process::{Process, Stream};
use super::wire::{self, Reply};

const START_LIMIT: Duration = Duration::from_secs(20);

/// A running sandbox; it is killed when dropped.
pub struct Sandbox {
    /// `http://127.0.0.1:PORT`, no slash at its end.
    pub url: String,
    /// The variables that point jeton at it.
    pub env: Vec<(String, String)>,
    process: Process,
    home: Jeton,
}

impl Sandbox {
    /// Starts it with these arguments besides the port, such as `["--interval", "1s"]`.
    #[track_caller]
    pub fn start(args: &[&str]) -> Self {
        let home = Jeton::new();
        let line = ["sandbox", "run", "--port", "0"].iter().chain(args);
        let process = home.args(line.copied()).spawn();
        let talk = process.wait_for_line(Stream::Err, "sandbox at ", START_LIMIT);
        let url = talk.split(' ').find(|word| word.starts_with("http://"));
        let url = url.expect("the sandbox says where it is").to_owned();
        // The environment is printed before the talk, but by another pipe.
        process.wait_for_line(Stream::Out, "N11__BASE_URL", START_LIMIT);
        let env = exports(&process.output(Stream::Out));
        Self {
            url,
            env,
            process,
            home,
        }
    }

    /// A home whose every run is pointed at this sandbox; folders and database are the home's own, as for a real
    /// upstream.
    pub fn jeton(&self) -> Jeton {
        let pointing = |name: &str| {
            [
                "JETON_PROFILES__",
                "JETON_SOURCES__",
                "JETON_MARKETPLACES__",
                "JETON_GATEWAY__",
            ]
            .iter()
            .any(|start| name.starts_with(start))
        };
        self.env
            .iter()
            .filter(|(name, _)| pointing(name))
            .fold(Jeton::new(), |home, (name, value)| home.env(name, value))
    }

    /// Consents in the person's place.
    #[track_caller]
    pub fn approve(&self, user_code: &str) {
        let reply = self.order(&format!("approve?user_code={user_code}"));
        assert_eq!(reply.status, 204, "no such code waits: {reply:?}");
    }

    /// Refuses in the person's place.
    #[track_caller]
    pub fn deny(&self, user_code: &str) {
        let reply = self.order(&format!("deny?user_code={user_code}"));
        assert_eq!(reply.status, 204, "no such code waits: {reply:?}");
    }

    /// `POST /_sandbox/…`, such as `expire` or `touch?count=3`.
    #[track_caller]
    pub fn order(&self, what: &str) -> Reply {
        self.order_with(what, "")
    }

    /// The same with a body, such as the lines that `faults` takes.
    #[track_caller]
    pub fn order_with(&self, what: &str, body: &str) -> Reply {
        wire::post_text(&format!("{}/_sandbox/{what}", self.url), body).unwrap()
    }

    /// Sets the faults from here on, as `--fault` takes them; none ends them.
    #[track_caller]
    pub fn faults(&self, faults: &[&str]) {
        let reply = self.order_with("faults", &faults.join("\n"));
        assert_eq!(reply.status, 204, "{reply:?}");
    }

    /// What was asked: `{"total", "requests": [{method, path, grant_type, status, count}], "faults"}`.
    #[track_caller]
    pub fn requests(&self) -> Value {
        let reply = wire::get(&format!("{}/_sandbox/requests", self.url)).unwrap();
        reply.json()
    }

    /// How many requests had this path, its variable parts named as in the report (`/{tenant}/oauth2/v2.0/token`).
    #[track_caller]
    pub fn count(&self, path: &str) -> u64 {
        let report = self.requests();
        let rows = report["requests"].as_array().unwrap().iter();
        rows.filter(|row| row["path"] == path)
            .map(|row| row["count"].as_u64().unwrap())
            .sum()
    }

    /// What it printed on stderr, for a test's message.
    pub fn said(&self) -> String {
        self.process.output(Stream::Err)
    }
}

/// The pairs of lines like `export NAME='value'`.
fn exports(text: &str) -> Vec<(String, String)> {
    let pair = |line: &str| {
        let (name, value) = line.strip_prefix("export ")?.split_once('=')?;
        Some((name.to_owned(), value.trim_matches('\'').to_owned()))
    };
    text.lines().filter_map(pair).collect()
}
