//! What is known of the jobs: when each ran, how it ended, when it runs next. Told as JSON in /health, and as Prometheus
//! text in /metrics.

use std::cell::RefCell;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use crate::observability::metrics;

/// How a run of a job ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// What a process that did the same would have ended with.
    pub exit_code: u8,
    /// From start to end.
    pub seconds: f64,
    /// The kind of failure, as errors have it in `code`; what failed and why is in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<&'static str>,
}

/// A job as it stands.
#[derive(Clone, Debug, Serialize)]
struct Standing {
    job: &'static str,
    every_seconds: u64,
    /// Since when it runs.
    running_since: Option<Timestamp>,
    /// Since the process was started.
    runs: u64,
    failed_runs: u64,
    last: Option<Ended>,
    next_at: Option<Timestamp>,
}

/// What a metric says of a job.
type Figure = fn(&Standing) -> Option<f64>;

/// All jobs. For one task alone, which runs them and answers for them.
#[derive(Debug, Default)]
pub struct Board(RefCell<Vec<Standing>>);

impl Board {
    /// A job that first runs at `first`.
    pub fn add(&self, job: &'static str, every: Duration, first: Option<Timestamp>) {
        self.0.borrow_mut().push(Standing {
            job,
            every_seconds: every.as_secs(),
            running_since: None,
            runs: 0,
            failed_runs: 0,
            last: None,
            next_at: first,
        });
    }

    /// It runs.
    pub fn began(&self, job: &str, now: Timestamp) {
        self.change(job, |standing| {
            standing.running_since = Some(now);
            standing.next_at = None;
        });
    }

    /// It has run.
    pub fn ended(&self, job: &str, how: Ended) {
        self.change(job, |standing| {
            standing.running_since = None;
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
        let running = jobs
            .iter()
            .filter(|standing| standing.running_since.is_some());
        running.map(|standing| standing.job).collect()
    }

    /// As it is told in JSON.
    pub fn jobs(&self) -> impl Serialize {
        self.0.borrow().clone()
    }

    /// As it is told in Prometheus' text format.
    pub fn metrics(&self) -> String {
        const FAMILIES: [(&str, &str, &str, Figure); 8] = [
            (
                "jeton_job_runs_total",
                "counter",
                "Runs of a job since the start, however they ended.",
                |job| Some(job.runs as f64),
            ),
            (
                "jeton_job_failed_runs_total",
                "counter",
                "Runs of a job that failed.",
                |job| Some(job.failed_runs as f64),
            ),
            (
                "jeton_job_period_seconds",
                "gauge",
                "How often a job runs.",
                |job| Some(job.every_seconds as f64),
            ),
            (
                "jeton_job_running_since_timestamp_seconds",
                "gauge",
                "When the run began that goes on.",
                |job| Some(job.running_since?.as_second() as f64),
            ),
            (
                "jeton_job_last_run_exit_code",
                "gauge",
                "What the last run of a job would exit with.",
                |job| Some(f64::from(job.last.as_ref()?.exit_code)),
            ),
            (
                "jeton_job_last_run_end_timestamp_seconds",
                "gauge",
                "When the last run of a job ended.",
                |job| Some(job.last.as_ref()?.at.as_second() as f64),
            ),
            (
                "jeton_job_last_run_duration_seconds",
                "gauge",
                "How long the last run of a job took.",
                |job| Some(job.last.as_ref()?.seconds),
            ),
            (
                "jeton_job_next_run_timestamp_seconds",
                "gauge",
                "When a job runs next.",
                |job| Some(job.next_at?.as_second() as f64),
            ),
        ];
        let jobs = self.0.borrow();
        let families = FAMILIES.iter().map(|(name, kind, help, value)| {
            let samples = jobs.iter().filter_map(|job| Some((job.job, value(job)?)));
            metrics::family((name, kind, help), "job", samples)
        });
        families.collect()
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
        board.began("orders", at);
        assert_eq!(board.running(), ["orders"]);
        assert!(
            board
                .metrics()
                .contains("jeton_job_running_since_timestamp_seconds{")
        );
        let error = Some("database");
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
        assert_eq!(told["last"]["error"], "database");
        let text = board.metrics();
        assert!(!text.contains("running_since"), "{text}");
        for line in [
            "# TYPE jeton_job_runs_total counter",
            "jeton_job_failed_runs_total{job=\"orders\"} 1",
            "jeton_job_last_run_exit_code{job=\"orders\"} 8",
            "jeton_job_last_run_duration_seconds{job=\"orders\"} 1.5",
        ] {
            assert!(text.lines().any(|told| told == line), "{line}\n{text}");
        }
    }
}
