//! What a client has asked of a token endpoint, and whether it may ask again: a sliding window over the
//! times of its requests. Pure; `issuer` keeps it on the volume.
//!
//! A request counts from before it is sent until one window after it was answered, because nobody here
//! knows when between the two the server counted it. One whose answer nobody saw counts for as long as
//! it may have taken, too. So a crash can only over-count.

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::plan::{Hold, span};
use crate::clock::Moment;
use crate::config::{Rate, Rates};

/// The version this code writes.
pub(super) const FORMAT: u32 = 1;
/// Servers count in whole seconds.
const SLACK: SignedDuration = SignedDuration::from_secs(1);
/// How far the clock of another host, or of this one before it was started anew, may be off where it was
/// never compared with the issuer's.
pub(super) const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(10);
/// What is listed for people where no quota asks for more.
const SHOWN: SignedDuration = SignedDuration::from_hours(1);
/// Entries kept where there is no quota.
const MOST_SHOWN: usize = 1000;
/// Hosts whose clocks are remembered.
const MOST_CLOCKS: usize = 16;
/// The pause after a 429 without `Retry-After` where no quota says how often is often.
const PAUSE: Duration = Duration::from_secs(60);
/// The longest `Retry-After` that is obeyed where no quota has a longer window.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Why a request is sent; a later one goes before an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Renewing a token that is still good.
    Ahead,
    /// Renewing one that is not, or that somebody wants renewed.
    Renewal,
    /// A person is waiting.
    Login,
}

/// The requests of one client at one token endpoint.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    #[serde(default)]
    format: u32,
    /// In the order of sending.
    #[serde(default)]
    requests: Vec<Sent>,
    /// The issuer asked to be left alone.
    #[serde(default)]
    pause: Option<Span>,
    /// A person is at a login, and is to find a free request.
    #[serde(default)]
    promise: Option<Span>,
    /// What the issuer's clock showed at a moment of each host that asked it.
    #[serde(default)]
    clocks: Vec<Moment>,
    /// Seconds of the longest window that any profile of the client has asked for.
    #[serde(default)]
    longest: u64,
    /// Fields of later versions.
    #[serde(flatten)]
    later: serde_json::Map<String, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sent {
    id: u64,
    purpose: Purpose,
    at: Moment,
    /// Seconds after which the exchange has ended one way or the other.
    limit: u64,
    #[serde(default)]
    answered: Option<Moment>,
    /// Whether its times are told by a clock that was compared with the issuer's.
    #[serde(default)]
    certain: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Span {
    from: Moment,
    seconds: u64,
    /// It stands for what was in a ledger that could not be read.
    #[serde(default)]
    unreadable: bool,
}

/// Nothing may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub hold: Hold,
    /// For how long.
    pub wait: SignedDuration,
}

/// How much of a quota is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// The window.
    pub rate: Rate,
    /// Requests in it.
    pub used: u32,
    /// Until the next one is free; zero when one is.
    pub free_in: SignedDuration,
}

/// This moment by the issuer's clock.
struct Here {
    now: Moment,
    /// Whether this host's clock was ever compared with it.
    is_certain: bool,
}

impl Span {
    fn left(&self, now: &Moment) -> SignedDuration {
        let length = SignedDuration::from_secs(self.seconds.try_into().unwrap_or(i64::MAX));
        match self.from.until(now) {
            // The clock went back between two boots: better asked too early than never.
            passed if passed.is_negative() => SignedDuration::ZERO,
            passed => length - passed,
        }
    }
}

impl Ledger {
    /// A ledger in the place of one that cannot be read: used up for one whole window.
    pub(super) fn unknown(rates: &Rates, now: Moment) -> Self {
        let seconds = longest(rates).as_secs().try_into().unwrap_or_default();
        Self {
            pause: Some(Span {
                from: now,
                seconds,
                unreadable: true,
            }),
            ..Self::default()
        }
    }

    /// Whether a newer jeton wrote it.
    pub(super) fn is_newer(&self) -> bool {
        self.format > FORMAT
    }

    /// `now` by the issuer's clock, where this host's was ever compared with it: counted by the time since
    /// boot, so that setting the wall clock changes nothing.
    pub fn issuer_time(&self, now: &Moment) -> Option<Moment> {
        let compared = self.clocks.iter().find(|clock| clock.shares_boot(now))?;
        let at = compared.at.checked_add(compared.until(now)).ok()?;
        Some(now.clone().skewed(at.duration_since(now.at)))
    }

    /// How far the issuer's clock is ahead of this host's, where both were compared.
    pub fn skew(&self, now: &Moment) -> Option<SignedDuration> {
        let there = self.issuer_time(now)?;
        Some(there.at.duration_since(now.at))
    }

    /// This moment, as all times of hosts that were compared with the issuer are written down.
    fn here(&self, now: &Moment) -> Here {
        let issuer_time = self.issuer_time(now);
        Here {
            is_certain: issuer_time.is_some(),
            now: issuer_time.unwrap_or_else(|| now.clone()),
        }
    }

    /// Requests of the last hour.
    pub fn lately(&self, now: &Moment) -> usize {
        let now = &self.here(now).now;
        let lately = |sent: &&Sent| sent.at.until(now) < SHOWN;
        self.requests.iter().filter(lately).count()
    }

    /// Each window's use at `now`.
    pub fn used(&self, rates: &Rates, now: &Moment) -> Vec<Used> {
        let of = |rate: Rate| {
            let leaving = self.leaving(rate, now);
            Used {
                rate,
                used: u32::try_from(leaving.len()).unwrap_or(u32::MAX),
                free_in: wait_for(&leaving, rate, 1),
            }
        };
        rates.iter().map(of).collect()
    }

    /// How long the issuer wants to be left alone.
    pub fn paused(&self, now: &Moment) -> SignedDuration {
        self.left(self.pause.as_ref(), now)
    }

    fn left(&self, span: Option<&Span>, now: &Moment) -> SignedDuration {
        let now = self.here(now).now;
        let left = span.map(|span| span.left(&now)).unwrap_or_default();
        left.max(SignedDuration::ZERO)
    }

    /// Whether a request may be sent at `now`.
    pub fn admit(&self, purpose: Purpose, rates: &Rates, now: &Moment) -> Result<(), Refused> {
        if rates.is_empty() && purpose == Purpose::Login {
            return Ok(());
        }
        // The last free request is for when it is needed, and one more while a person is at a login.
        let ahead = u32::from(purpose == Purpose::Ahead);
        let is_promised = !self.left(self.promise.as_ref(), now).is_zero();
        let promised = u32::from(purpose != Purpose::Login && is_promised);
        let needed = 1 + ahead + promised;
        let waits = rates
            .iter()
            .map(|rate| wait_for(&self.leaving(rate, now), rate, needed));
        let (quota, paused) = (waits.max().unwrap_or_default(), self.paused(now));
        let is_unreadable = self.pause.as_ref().is_some_and(|pause| pause.unreadable);
        let (hold, wait) = match (paused > quota, is_unreadable) {
            (true, true) => (Hold::Unreadable, paused),
            (true, false) => (Hold::Throttled, paused),
            (false, _) => (Hold::Quota, quota),
        };
        match wait > SignedDuration::ZERO {
            true => Err(Refused { hold, wait }),
            false => Ok(()),
        }
    }

    /// Enters a request that takes `limit` at most; its number.
    pub(super) fn enter(&mut self, purpose: Purpose, limit: Duration, now: &Moment) -> u64 {
        let id = self.requests.last().map_or(1, |last| last.id + 1);
        let here = self.here(now);
        self.requests.push(Sent {
            id,
            purpose,
            at: here.now,
            certain: here.is_certain,
            limit: limit.as_secs() + 1,
            answered: None,
        });
        id
    }

    /// The request was answered. Its window begins now.
    pub(super) fn answered(&mut self, id: u64, now: &Moment) {
        let here = self.here(now);
        if let Some(sent) = self.requests.iter_mut().find(|sent| sent.id == id) {
            sent.answered = Some(here.now);
            sent.certain = here.is_certain;
        }
    }

    /// The request never left this host.
    pub(super) fn withdraw(&mut self, id: u64) {
        self.requests.retain(|sent| sent.id != id);
    }

    /// The issuer answered 429, and asked for `wait` where it said how long.
    pub(super) fn pause(&mut self, wait: Option<Duration>, rates: &Rates, now: &Moment) {
        let apart = rates.iter().map(|rate| rate.per / rate.count).max();
        let wait = wait.or(apart).unwrap_or(PAUSE);
        let most = rates.iter().map(|rate| rate.per).max().unwrap_or_default();
        self.pause = Some(Span {
            from: self.here(now).now,
            seconds: wait.min(most.max(LONGEST_PAUSE)).as_secs() + 1,
            unreadable: false,
        });
    }

    /// A person begins a login that takes `length` at most.
    pub(super) fn promise(&mut self, length: Duration, now: &Moment) {
        let seconds = length.as_secs();
        let from = self.here(now).now;
        self.promise = Some(Span {
            from,
            seconds,
            unreadable: false,
        });
    }

    /// The login has ended.
    pub(super) fn keep_promise(&mut self) {
        self.promise = None;
    }

    /// Remembers what the issuer's clock shows now, which is `ahead` of this host's.
    pub(super) fn compared(&mut self, ahead: SignedDuration, now: &Moment) {
        if now.boot().is_none() {
            return;
        }
        self.clocks.retain(|clock| !clock.shares_boot(now));
        let surplus = (self.clocks.len() + 1).saturating_sub(MOST_CLOCKS);
        self.clocks.drain(..surplus);
        self.clocks.push(now.clone().skewed(ahead));
    }

    /// Drops what counts in no window any more, and takes times that are still to come for this moment:
    /// after a clock was set back, nobody waits longer than one window.
    pub(super) fn tidy(&mut self, rates: &Rates, now: &Moment) {
        self.format = FORMAT;
        let here = self.here(now);
        // Another host's clock may be right, and this one slow.
        let apart = match here.is_certain {
            true => SignedDuration::ZERO,
            false => CLOCKS_APART,
        };
        for sent in &mut self.requests {
            let times = [Some(&mut sent.at), sent.answered.as_mut()];
            for time in times.into_iter().flatten() {
                if time.until(&here.now) < -apart {
                    *time = here.now.clone();
                    sent.certain = here.is_certain;
                }
            }
        }
        let asked = longest(rates).as_secs().try_into().unwrap_or_default();
        self.longest = self.longest.max(asked);
        let kept = Rate {
            count: 1,
            per: Duration::from_secs(self.longest).max(SHOWN.unsigned_abs()),
        };
        self.requests
            .retain(|sent| sent.leaves_in(kept, &here) > SignedDuration::ZERO);
        if self.longest == 0 {
            let surplus = self.requests.len().saturating_sub(MOST_SHOWN);
            self.requests.drain(..surplus);
        }
        let over = |span: &Option<Span>| {
            span.as_ref()
                .is_some_and(|span| span.left(&here.now) <= SignedDuration::ZERO)
        };
        if over(&self.pause) {
            self.pause = None;
        }
        if over(&self.promise) {
            self.promise = None;
        }
    }

    /// When each request of a window leaves it, soonest first.
    fn leaving(&self, rate: Rate, now: &Moment) -> Vec<SignedDuration> {
        let here = self.here(now);
        let left = self.requests.iter().map(|sent| sent.leaves_in(rate, &here));
        let mut leaving: Vec<SignedDuration> =
            left.filter(|left| *left > SignedDuration::ZERO).collect();
        leaving.sort_unstable();
        leaving
    }
}

impl Sent {
    /// Until it counts no more; not positive when it does not count now.
    fn leaves_in(&self, rate: Rate, here: &Here) -> SignedDuration {
        let window = span(rate.per);
        let from = self.answered.as_ref().unwrap_or(&self.at);
        let mut counts = window + SLACK;
        if self.answered.is_none() {
            counts +=
                SignedDuration::from_secs(self.limit.min(3600).try_into().unwrap_or_default());
        }
        let comparable = from.shares_boot(&here.now) || (here.is_certain && self.certain);
        if !comparable {
            counts += CLOCKS_APART;
        }
        counts - from.until(&here.now).max(SignedDuration::ZERO)
    }
}

/// The wait until `needed` requests are free in a window; `leaving` is soonest first.
fn wait_for(leaving: &[SignedDuration], rate: Rate, needed: u32) -> SignedDuration {
    let used = u32::try_from(leaving.len()).unwrap_or(u32::MAX);
    let missing = (used + needed).saturating_sub(rate.count);
    if missing == 0 {
        return SignedDuration::ZERO;
    }
    let last = usize::try_from(missing - 1).unwrap_or(usize::MAX);
    // More than the window ever holds: for as long as the others are kept back.
    leaving.get(last).copied().unwrap_or(span(rate.per))
}

fn longest(rates: &Rates) -> SignedDuration {
    span(rates.iter().map(|rate| rate.per).max().unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
