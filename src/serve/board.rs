//! What is known of the jobs: when each ran, how it ended, when it runs next. Told as JSON in /health, and as Prometheus
//! text in /metrics.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

/// How a run of a job ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// What a process that did the same would have ended with.
    pub exit_code: u8,
    /// From start to end.
    pub seconds: f64,
    /// What failed and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A job as it stands.
#[derive(Clone, Debug, Serialize)]
struct Standing {
    job: &'static str,
    every_seconds: u64,
    running: bool,
    /// Since the process was started.
    runs: u64,
    failed_runs: u64,
    last: Option<Ended>,
    next_at: Option<Timestamp>,
}

/// All jobs. For one task alone, which runs them and answers for them.
#[derive(Debug, Default)]
pub struct Board(RefCell<Vec<Standing>>);

impl Board {
    /// A job that first runs at `first`.
    pub fn add(&self, job: &'static str, every: Duration, first: Option<Timestamp>) {
        self.0.borrow_mut().push(Standing {
            job,
            every_seconds: every.as_secs(),
            running: false,
            runs: 0,
            failed_runs: 0,
            last: None,
            next_at: first,
        });
    }

    /// It runs.
    pub fn began(&self, job: &str) {
        self.change(job, |standing| {
            standing.running = true;
            standing.next_at = None;
        });
    }

    /// It has run.
    pub fn ended(&self, job: &str, how: Ended) {
        self.change(job, |standing| {
            standing.running = false;
            standing.runs += 1;
            standing.failed_runs += u64::from(how.error.is_some());
            standing.last = Some(how);
        });
    }

    /// It will run again.
    pub fn waits(&self, job: &str, next: Option<Timestamp>) {
        self.change(job, |standing| standing.next_at = next);
    }

    /// Those that run at this moment.
    pub fn running(&self) -> Vec<&'static str> {
        let jobs = self.0.borrow();
        let running = jobs.iter().filter(|standing| standing.running);
        running.map(|standing| standing.job).collect()
    }

    /// As it is told in JSON.
    pub fn jobs(&self) -> impl Serialize {
        self.0.borrow().clone()
    }

    /// As it is told in Prometheus' text format.
    pub fn metrics(&self) -> String {
        let jobs = self.0.borrow();
        let mut text = String::new();
        let mut family = |(name, kind, help), value: fn(&Standing) -> Option<f64>| {
            let samples: Vec<_> = jobs
                .iter()
                .filter_map(|standing| Some((standing.job, value(standing)?)))
                .collect();
            if samples.is_empty() {
                return;
            }
            // Writing to a string does not fail.
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (job, value) in samples {
                let _ = writeln!(text, "{name}{{job=\"{job}\"}} {value}");
            }
        };
        family(
            (
                "jeton_job_runs_total",
                "counter",
                "Runs of a job since the start, however they ended.",
            ),
            |standing| Some(standing.runs as f64),
        );
        family(
            (
                "jeton_job_failed_runs_total",
                "counter",
                "Runs of a job that failed.",
            ),
            |standing| Some(standing.failed_runs as f64),
        );
        family(
            ("jeton_job_running", "gauge", "1 while a job runs."),
            |standing| Some(f64::from(u8::from(standing.running))),
        );
        family(
            ("jeton_job_period_seconds", "gauge", "How often a job runs."),
            |standing| Some(standing.every_seconds as f64),
        );
        family(
            (
                "jeton_job_last_run_exit_code",
                "gauge",
                "What the job's last run would exit with.",
            ),
            |standing| Some(f64::from(standing.last.as_ref()?.exit_code)),
        );
        family(
            (
                "jeton_job_last_run_end_timestamp_seconds",
                "gauge",
                "When the job's last run ended.",
            ),
            |standing| Some(standing.last.as_ref()?.at.as_second() as f64),
        );
        family(
            (
                "jeton_job_last_run_duration_seconds",
                "gauge",
                "How long the job's last run took.",
            ),
            |standing| Some(standing.last.as_ref()?.seconds),
        );
        family(
            (
                "jeton_job_next_run_timestamp_seconds",
                "gauge",
                "When the job runs next.",
            ),
            |standing| Some(standing.next_at?.as_second() as f64),
        );
        text
    }

    fn change(&self, job: &str, change: impl FnOnce(&mut Standing)) {
        let mut jobs = self.0.borrow_mut();
        if let Some(standing) = jobs.iter_mut().find(|standing| standing.job == job) {
            change(standing);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_told_as_it_stands() {
        let board = Board::default();
        let at: Timestamp = "2030-01-31T10:00:00Z".parse().unwrap();
        board.add("orders", Duration::from_secs(300), Some(at));
        let told = || serde_json::to_value(board.jobs()).unwrap()[0].clone();
        assert_eq!(told()["next_at"], "2030-01-31T10:00:00Z");
        assert!(!board.metrics().contains("last_run"), "{}", board.metrics());
        board.began("orders");
        assert_eq!(board.running(), ["orders"]);
        assert!(
            board
                .metrics()
                .contains("jeton_job_running{job=\"orders\"} 1\n")
        );
        let error = Some("no".to_owned());
        let ended = Ended {
            at,
            exit_code: 8,
            seconds: 1.5,
            error,
        };
        board.ended("orders", ended);
        board.waits("orders", Some(at));
        let told = told();
        assert_eq!(
            (&told["runs"], &told["failed_runs"]),
            (&1.into(), &1.into())
        );
        assert_eq!(told["last"]["error"], "no");
        let text = board.metrics();
        for line in [
            "# TYPE jeton_job_runs_total counter",
            "jeton_job_failed_runs_total{job=\"orders\"} 1",
            "jeton_job_running{job=\"orders\"} 0",
            "jeton_job_last_run_exit_code{job=\"orders\"} 8",
            "jeton_job_last_run_duration_seconds{job=\"orders\"} 1.5",
        ] {
            assert!(text.lines().any(|told| told == line), "{line}\n{text}");
        }
    }
}
