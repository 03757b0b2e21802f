//! The time between the code and the person's decision: a full interval before each poll, five seconds more
//! for good on `slow_down`, and an end only by a definite answer or the code's own.
//!
//! A stop ends the waiting at once. A poll in hand is given a moment: its answer may be the tokens.

use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tracing::{debug, info, warn};

use super::poll::{Polled, poll};
use super::{Look, Pace, Prompt};
use crate::clock;
use crate::coordination::{FileLock, Halt};
use crate::token::error::Error;
use crate::token::exchange::{Granted, Identity};
use crate::token::issuer::Held;
use crate::token::pending::{Pending, PendingFile};
use crate::token::wire::{Failed, Wire};

/// The longest pause between polls while the issuer is out of reach.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Failures in a row that a person is told of, once: fewer pass unnoticed.
const TOLD_AFTER: u32 = 3;
/// Seconds (RFC 8628 3.5).
const SLOWER_BY: u64 = 5;
/// How long a stop waits for the poll in hand.
const LAST_ANSWER: Duration = Duration::from_secs(3);
/// How long another process's poll is waited for: longer than any request may take.
const PATIENCE: Duration = Duration::from_secs(45);

/// One wait for one code.
pub(in crate::token) struct Wait<'a> {
    wire: &'a Wire<'a>,
    identity: &'a Identity<'a>,
    halt: &'a Halt,
    file: &'a PendingFile<'a>,
    pending: Pending,
    deadline: Instant,
    /// When the next poll may be sent.
    next: Instant,
}

impl<'a> Wait<'a> {
    /// Waits for `pending`, counted from now.
    pub(in crate::token) fn new(
        wire: &'a Wire<'a>,
        identity: &'a Identity<'a>,
        halt: &'a Halt,
        file: &'a PendingFile<'a>,
        pending: Pending,
    ) -> Self {
        let now = clock::monotonic();
        Self {
            deadline: now + pending.left(clock::now()),
            next: now,
            wire,
            identity,
            halt,
            file,
            pending,
        }
    }

    /// The tokens, once the code is approved. What can still be approved after an error stays on disk.
    pub(in crate::token) async fn granted(
        mut self,
        pace: Pace,
        prompt: &mut dyn Prompt,
    ) -> Result<Granted, Error> {
        let granted = match pace {
            Pace::Steady => self.steady(prompt).await,
            Pace::OnEnter => self.on_enter(prompt).await,
            Pace::Once => self.once().await,
            Pace::Never => Err(self.not_approved()),
        };
        let is_over = matches!(
            granted,
            Err(Error::CodeExpired | Error::Declined { .. } | Error::CodeRefused(_))
        );
        if is_over && let Err(error) = self.file.remove(&self.pending) {
            warn!(%error, "the code that is over could not be removed");
        }
        granted
    }

    async fn steady(&mut self, prompt: &mut dyn Prompt) -> Result<Granted, Error> {
        let mut pause = self.interval();
        let mut failures = 0;
        loop {
            prompt.waiting(self.left());
            self.rest(pause).await?;
            self.look()?;
            // One poll at the code's end: who approved in the last moment is not turned away.
            let is_last = self.left().is_zero();
            let polled = match self.poll().await {
                Err(Error::Held(held)) => match self.free_in(&held) {
                    Some(wait) => {
                        info!(%held, "the next poll waits until it may be sent");
                        pause = wait.max(self.interval());
                        continue;
                    }
                    None => return Err(Error::Held(held)),
                },
                polled => polled?,
            };
            match polled {
                Ok(Some(granted)) => return Ok(granted),
                _ if is_last => return Err(Error::CodeExpired),
                Ok(None) => (pause, failures) = (self.interval(), 0),
                // Network faults, 408, 429, 5xx and answers of a firewall do not end the wait.
                Err(failed) => {
                    failures += 1;
                    match failures {
                        TOLD_AFTER => warn!(
                            "the last {failures} polls failed ({failed}); polling goes on until the code ends at {:.0}",
                            self.pending.expires_at
                        ),
                        _ => debug!(%failed, "poll failed, going on"),
                    }
                    let longer = (pause * 2).min(LONGEST_PAUSE.max(self.interval()));
                    pause = longer.max(failed.retry_after().unwrap_or_default());
                }
            }
        }
    }

    /// Whether it still is the login that is waited for; another process may have changed its interval. A file
    /// that cannot be read now says nothing.
    fn look(&mut self) -> Result<(), Error> {
        match self.file.read() {
            Ok(Some(kept)) if kept.is_same(&self.pending) => {
                self.pending.interval = self.pending.interval.max(kept.interval);
                Ok(())
            }
            // Whoever sees that a code has ended removes it.
            Ok(None) if self.left().is_zero() => Ok(()),
            Ok(_) => Err(Error::GivenUp {
                profile: self.pending.profile.clone(),
            }),
            Err(error) => {
                debug!(%error, "the pending login cannot be read, going on");
                Ok(())
            }
        }
    }

    /// How long a poll is held back that may be sent while the code is still good.
    fn free_in(&self, held: &Held) -> Option<Duration> {
        let wait = held.until.duration_since(clock::now());
        let wait = Duration::try_from(wait).unwrap_or_default();
        (wait < self.left()).then_some(wait)
    }

    async fn on_enter(&mut self, prompt: &mut dyn Prompt) -> Result<Granted, Error> {
        let mut answer = prompt.ask(Look::First, self.left());
        loop {
            if !self.said(answer).await? {
                return Err(self.not_approved());
            }
            // Approved and not said is approved all the same.
            let is_last = self.left().is_zero();
            prompt.waiting(self.left());
            self.rest(self.next.saturating_duration_since(clock::monotonic()))
                .await?;
            answer = match self.in_turn().await? {
                Ok(Some(granted)) => return Ok(granted),
                _ if is_last => return Err(Error::CodeExpired),
                Ok(None) => prompt.ask(Look::NotYet, self.left()),
                Err(failed) => prompt.ask(Look::Failed(&failed.to_string()), self.left()),
            };
        }
    }

    async fn once(&mut self) -> Result<Granted, Error> {
        match self.in_turn().await? {
            Ok(Some(granted)) => Ok(granted),
            Ok(None) => Err(self.not_approved()),
            Err(failed) => Err(failed.into()),
        }
    }

    /// Waits for the person's word, until the code's end at most.
    async fn said(&self, answer: oneshot::Receiver<bool>) -> Result<bool, Error> {
        let said = async {
            tokio::select! {
                said = answer => said.unwrap_or(false),
                () = tokio::time::sleep(self.left()) => true,
            }
        };
        self.halt.unless_asked(said).await.ok_or(Error::Stopped)
    }

    async fn rest(&self, pause: Duration) -> Result<(), Error> {
        let rested = tokio::time::sleep(pause.min(self.left()));
        self.halt.unless_asked(rested).await.ok_or(Error::Stopped)
    }

    /// A poll while no other process sends one.
    async fn in_turn(&mut self) -> Result<Result<Option<Granted>, Failed>, Error> {
        let _turn = turn(self.file, self.halt, PATIENCE, &self.pending.profile).await?;
        let kept = self.file.read()?.ok_or_else(|| Error::NothingPending {
            profile: self.pending.profile.clone(),
        })?;
        if !kept.is_same(&self.pending) {
            return Err(Error::GivenUp {
                profile: self.pending.profile.clone(),
            });
        }
        // Another process may have been told to go slower.
        self.pending.interval = self.pending.interval.max(kept.interval);
        // The interval holds between processes, too.
        let since = kept.polled_at.map(|at| clock::now().duration_since(at));
        let since = since.and_then(|since| Duration::try_from(since).ok());
        if let Some(since) = since {
            self.rest(self.interval().saturating_sub(since)).await?;
        }
        self.pending.polled_at = Some(clock::now());
        self.update().await?;
        self.poll().await
    }

    /// The tokens, or `None` while it is undecided. The inner error is one of the way, that may pass.
    async fn poll(&mut self) -> Result<Result<Option<Granted>, Failed>, Error> {
        let endpoint = &self.pending.endpoints.token;
        let asked = poll(
            self.wire,
            self.identity,
            endpoint,
            &self.pending.device_code,
        );
        let polled = tokio::select! {
            biased;
            polled = asked => polled,
            () = stopped(self.halt) => return Err(Error::Stopped),
        };
        self.next = clock::monotonic() + self.interval();
        match polled {
            Ok(Polled::Granted(granted)) => return Ok(Ok(Some(*granted))),
            Ok(Polled::NotYet) => {}
            Ok(Polled::SlowDown) => self.slow_down().await,
            Ok(Polled::Ended(error) | Polled::Refused(error)) => return Err(error),
            Err(failed) if failed.is_transient() => return Ok(Err(failed)),
            Err(failed) => return Err(failed.into()),
        }
        Ok(Ok(None))
    }

    async fn slow_down(&mut self) {
        self.pending.interval += SLOWER_BY;
        self.next = clock::monotonic() + self.interval();
        if let Err(error) = self.update().await {
            warn!(%error, "cannot keep the issuer's new interval");
        }
    }

    async fn update(&self) -> Result<(), Error> {
        tokio::select! {
            biased;
            updated = self.file.update(&self.pending) => updated,
            () = stopped(self.halt) => Err(Error::Stopped),
        }
    }

    fn interval(&self) -> Duration {
        Duration::from_secs(self.pending.interval)
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(clock::monotonic())
    }

    fn not_approved(&self) -> Error {
        Error::NotApproved {
            profile: self.pending.profile.clone(),
            left: self.left(),
        }
    }
}

/// Waits until no other process polls for the profile.
pub(in crate::token) async fn turn(
    file: &PendingFile<'_>,
    halt: &Halt,
    patience: Duration,
    profile: &str,
) -> Result<FileLock, Error> {
    let path = file.lock_path();
    let waited = halt
        .unless_asked(FileLock::acquire(&path, file.access(), patience))
        .await;
    waited
        .ok_or(Error::Stopped)??
        .ok_or_else(|| Error::BusyPolling {
            profile: profile.to_owned(),
        })
}

/// Ends some time after a stop is asked for.
async fn stopped(halt: &Halt) {
    halt.unless_asked(std::future::pending::<()>()).await;
    tokio::time::sleep(LAST_ANSWER).await;
}
