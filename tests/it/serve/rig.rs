//! A running `serve`, and what it says when it is asked.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Invocation, Process, Reply, Stream, get};

/// For what takes a moment on a machine that is not busy.
pub const SOON: Duration = Duration::from_secs(30);

/// A process that stays up; it is killed when dropped.
pub struct Serve {
    pub process: Process,
    url: String,
}

impl Serve {
    /// Starts it on a free port, and waits until it listens.
    #[track_caller]
    pub fn start(run: Invocation) -> Self {
        let process = run.arg("--listen=127.0.0.1:0").spawn();
        let line = process.wait_for_line(Stream::Err, "health: ", SOON);
        let url = line.split_whitespace().nth(1).unwrap();
        let url = url.trim_end_matches("/health,").to_owned();
        Self { process, url }
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        get(&format!("{}{path}", self.url)).unwrap()
    }

    /// What is wrong, as `/health` says; nothing where it answers 200.
    #[track_caller]
    pub fn reasons(&self) -> Vec<String> {
        let reply = self.get("/health");
        let told: Value = reply.json();
        let reasons = told["reasons"].as_array().unwrap().iter();
        let reasons: Vec<_> = reasons
            .map(|reason| reason["of"].as_str().unwrap().to_owned())
            .collect();
        let (status, word) = match reasons.is_empty() {
            true => (200, "ok"),
            false => (503, "failing"),
        };
        assert_eq!(
            (reply.status, &told["status"]),
            (status, &word.into()),
            "{told}"
        );
        reasons
    }

    /// Waits until that is wrong and nothing else.
    #[track_caller]
    pub fn comes_to(&self, wanted: &[&str]) {
        let deadline = Instant::now() + SOON;
        while self.reasons() != wanted {
            assert!(
                Instant::now() < deadline,
                "not {wanted:?}: {}\n{}",
                self.get("/health").body,
                self.process.output(Stream::Err)
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// A value of `/metrics`; the series as it is written there.
    #[track_caller]
    pub fn metric(&self, series: &str) -> Option<f64> {
        let reply = self.get("/metrics");
        assert_eq!(reply.status, 200, "{reply:?}");
        let line = reply
            .body
            .lines()
            .find_map(|line| line.strip_prefix(series));
        line.map(|value| value.trim().parse().unwrap())
    }

    /// Waits until a job has run so often.
    #[track_caller]
    pub fn runs(&self, job: &str, times: u32) {
        let series = format!("jeton_job_runs_total{{job=\"{job}\"}} ");
        let deadline = Instant::now() + SOON;
        while self.metric(&series).unwrap_or_default() < f64::from(times) {
            let said = self.process.output(Stream::Err);
            assert!(
                Instant::now() < deadline,
                "{job} has not run {times} times\n{said}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
