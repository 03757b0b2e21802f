//! One request of a marketplace and its answer: when it is its turn, again where that does no harm, and what its host's
//! turnstile is told of it.

use std::time::Duration;

use reqwest::Request;
use tracing::{debug, warn};

use super::driver::Group;
use super::{Client, Error, words};
use crate::clock;
use crate::coordination::{Halt, Passed, Turnstile};
use crate::http::{self, Reply, one_line, retry};

/// A thousand results, with the products that were sent.
const LARGEST: usize = 16 << 20;
/// The longest that a request waits for its turn, or for a marketplace that asks for peace.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// From here on a wait is worth a line in the log.
const LONG_WAIT: Duration = Duration::from_secs(5);

/// When a request may be made again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    /// After any failure that may be gone the next time.
    Always,
    /// Only where it is certain that it did nothing.
    Unsent,
    /// A person asks, and wants the answer.
    Never,
}

/// What one try came to.
enum Tried {
    Done(Reply),
    Failed(http::Error),
    /// It may do after this time.
    Wait(Duration),
}

impl Client<'_> {
    /// The answer, whatever it is; none where a stop is asked for, or `leaves` says no.
    pub(super) async fn exchange(
        &self,
        (group, again): (Group, Again),
        make: impl Fn() -> Result<Request, Error>,
        leaves: impl AsyncFn() -> bool,
        halt: &Halt,
    ) -> Result<Option<Reply>, Error> {
        let gate = &self.gates[group as usize];
        for attempt in 1.. {
            let request = make()?;
            let waiting = clock::monotonic();
            let passed = gate.pass(halt, LONGEST_WAIT).await?;
            self.waited(waiting.elapsed());
            let Some(passed) = passed else {
                return Ok(None);
            };
            if !leaves().await {
                return Ok(None);
            }
            let path = request.url().path().to_owned();
            let sending = self.http.fetch(request, LARGEST);
            let sent = match again {
                // What has left is waited for also when a stop is asked for: its answer says what became of it.
                Again::Unsent => Some(sending.await),
                Again::Always | Again::Never => halt.unless_asked(sending).await,
            };
            let Some(sent) = sent else {
                return Ok(None);
            };
            self.count(sent.as_ref().map_or(0, |reply| reply.body.len()));
            let tried = match sent {
                Ok(reply) => self.answered(gate, passed, reply, (attempt, again)).await,
                Err(error) => self.unanswered(gate, passed, error, (attempt, again)).await,
            };
            let wait = match tried {
                Tried::Done(reply) => return Ok(Some(reply)),
                Tried::Failed(source) => {
                    let marketplace = self.driver.marketplace();
                    return Err(Error::Http {
                        marketplace,
                        source,
                    });
                }
                Tried::Wait(wait) => wait,
            };
            match wait >= LONG_WAIT {
                true => warn!(
                    path,
                    wait_ms = millis(wait),
                    "waiting before it is asked again"
                ),
                false => debug!(path, wait_ms = millis(wait), "to be asked again"),
            }
            self.waited(wait);
            if halt.unless_asked(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        Ok(None)
    }

    async fn answered(
        &self,
        gate: &Turnstile,
        passed: Passed,
        reply: Reply,
        (attempt, again): (u32, Again),
    ) -> Tried {
        let status = reply.status.as_u16();
        let id = reply.header("x-correlation-id").map(one_line);
        debug!(status, correlation_id = id, "marketplace answered");
        let asked = retry::retry_after(&reply.headers, clock::now());
        // A 500 that speaks of the request says nothing of the host.
        let disliked = status >= 500 && words::is_disliked(&reply.body);
        gate.answered(passed, if disliked { 400 } else { status }, asked)
            .await;
        let repeats = match again {
            Again::Always => !disliked && retry::is_transient(reply.status),
            Again::Unsent => status == 429,
            Again::Never => false,
        };
        let patient = asked.is_none_or(|asked| asked <= LONGEST_WAIT);
        let wait = self.retry.wait(attempt, asked, fastrand::f64());
        match wait.filter(|_| repeats && patient && gate.rests().is_none()) {
            Some(wait) => Tried::Wait(wait),
            None => Tried::Done(reply),
        }
    }

    async fn unanswered(
        &self,
        gate: &Turnstile,
        passed: Passed,
        error: http::Error,
        (attempt, again): (u32, Again),
    ) -> Tried {
        // One that could not be made says nothing of the host.
        if error.is_transient() {
            gate.failed(passed).await;
        }
        let safe = match again {
            Again::Always => true,
            Again::Unsent => !error.was_sent(),
            Again::Never => false,
        };
        let repeats = safe && error.is_transient() && gate.rests().is_none();
        let wait = self.retry.wait(attempt, None, fastrand::f64());
        match wait.filter(|_| repeats) {
            Some(wait) => Tried::Wait(wait),
            None => Tried::Failed(error),
        }
    }

    fn count(&self, bytes: usize) {
        let mut traffic = self.traffic.get();
        traffic.requests += 1;
        traffic.bytes += bytes as u64;
        self.traffic.set(traffic);
    }

    fn waited(&self, wait: Duration) {
        let mut traffic = self.traffic.get();
        traffic.waited_ms += millis(wait);
        self.traffic.set(traffic);
    }
}

fn millis(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}
