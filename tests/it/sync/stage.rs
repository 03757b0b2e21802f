//! What most of these tests start from: a home that is logged in to a sandbox.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::store::Store;
use crate::support::{Answer, Invocation, Jeton, Reply, Run, Sandbox, Stream, get_as};

const LIST: &str = "/v1.0/engagements/referrals";

/// A sandbox, and a home that is logged in to it.
pub struct Stage {
    pub sandbox: Sandbox,
    pub home: Jeton,
}

impl Stage {
    /// With these options of `sandbox run`.
    #[track_caller]
    pub fn new(options: &[&str]) -> Self {
        let mut words = options.to_vec();
        words.extend(["--interval", "1s"]);
        let sandbox = Sandbox::start(&words);
        let home = sandbox.jeton();
        login(&sandbox, &home).ok();
        Self { sandbox, home }
    }

    /// `sync referrals` into this database, not started yet.
    pub fn sync(&self, store: &Store, options: &[&str]) -> Invocation {
        store.on(self.home.args(["sync", "referrals"].iter().chain(options)))
    }

    /// Runs it to its end, which must be this one, and gives the JSON document.
    #[track_caller]
    pub fn report(&self, store: &Store, code: i32) -> Value {
        self.report_of(store, &[], code)
    }

    /// The same with more options, such as `--full` for a run over all records whatever was seen before.
    #[track_caller]
    pub fn report_of(&self, store: &Store, options: &[&str], code: i32) -> Value {
        let run = self.sync(store, options).arg("-ojson").run().fails(code);
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
    }

    /// How many pages were asked for, whatever the answer was.
    #[track_caller]
    pub fn pages(&self) -> u64 {
        self.sandbox.count(LIST)
    }

    /// Waits until so many pages were asked for.
    #[track_caller]
    pub fn wait_for_pages(&self, wanted: u64) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.pages() < wanted {
            assert!(Instant::now() < deadline, "no {wanted} pages in 30 s");
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// How many tokens were asked for by this grant.
    #[track_caller]
    pub fn token_requests(&self, grant_type: &str) -> u64 {
        let report = self.sandbox.requests();
        let rows = report["requests"].as_array().unwrap().iter();
        rows.filter(|row| row["grant_type"] == grant_type)
            .map(|row| row["count"].as_u64().unwrap())
            .sum()
    }

    /// `sync referrals` with another upstream than the sandbox, which still gives the tokens.
    pub fn sync_from(&self, url: &str, store: &Store) -> Invocation {
        self.sync(store, &[]).env(
            "JETON_SOURCES__PARTNER_CENTER__BASE_URL",
            format!("{url}/v1.0/engagements"),
        )
    }

    /// The access token.
    #[track_caller]
    pub fn token(&self) -> String {
        let run = self.home.args(["token", "print"]).run().ok();
        run.stdout.trim().to_owned()
    }
}

/// A page of the sandbox's listing as its bytes came.
#[track_caller]
pub fn page(sandbox: &Sandbox, token: &str, query: &str) -> Reply {
    let reply = get_as(&format!("{}{LIST}{query}", sandbox.url), token).unwrap();
    assert_eq!(reply.status, 200, "{reply:?}");
    reply
}

/// `token login`, approved.
#[track_caller]
pub fn login(sandbox: &Sandbox, home: &Jeton) -> Run {
    let login = home.args(["token", "login", "--force"]).spawn();
    let limit = Duration::from_secs(20);
    login.wait_for_line(Stream::Err, "enter the code", limit);
    let deadline = Instant::now() + limit;
    let code = loop {
        if let Some(code) = user_code(&login.output(Stream::Err)) {
            break code;
        }
        assert!(Instant::now() < deadline, "no code in {limit:?}");
        std::thread::sleep(Duration::from_millis(5));
    };
    sandbox.approve(&code);
    login.wait(Duration::from_secs(30))
}

/// The line of its own after the words that announce it.
fn user_code(text: &str) -> Option<String> {
    let (_, after) = text.split_once("enter the code")?;
    let (_, after) = after.split_once('\n')?;
    let (line, _) = after.trim_start().split_once('\n')?;
    Some(line.trim().to_owned())
}

/// The counts of a report: fetched, inserted, updated, unchanged, rejected.
pub fn counts(report: &Value) -> [u64; 5] {
    ["fetched", "inserted", "updated", "unchanged", "rejected"].map(|name| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("no {name} in {report}"))
    })
}

/// A page of a scripted upstream: these ids, and a link to the next page.
pub fn listing(ids: &[&str], next: Option<&str>) -> Answer {
    let value: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    let mut page = json!({ "value": value });
    if let Some(next) = next {
        page["@odata.nextLink"] = next.into();
    }
    Answer::new(200, page.to_string())
}
