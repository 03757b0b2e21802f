//! `sync … --every`: the same run again and again, in one process. When is `coordination::Repeat`'s business, what a
//! run does its caller's.

use std::time::Duration;

use jiff::SignedDuration;
use tracing::debug;

use crate::app::Stop;
use crate::clock;
use crate::coordination::{Ended, Repeat};
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{self, Ui};

/// Runs it, and again `every` so long after each start, until a signal comes. Only what cannot mend by itself before
/// one run came through ends it.
pub(super) async fn repeat(
    ui: &Ui,
    every: Duration,
    stop: &Stop,
    run: impl AsyncFn(&Ui) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let ui = &ui.in_lines();
    let mut repeat = Repeat::new(every);
    let mut proven = false;
    loop {
        let started = clock::monotonic();
        let done = run(ui).await;
        let ended = ended(&done);
        let failure = done.err();
        if let Some(failure) = &failure {
            failure.tell(ui);
        }
        if let Some(signal) = stop.signal() {
            return Ok(failure.map_or(Exit::Stopped(signal), |failure| Exit::Found(failure.kind)));
        }
        if let Some(failure) = &failure
            && !proven
            && cannot_mend(failure.kind)
        {
            return Ok(Exit::Found(failure.kind));
        }
        let failed = failure.is_some() || ended != Ended::Well;
        proven |= !failed;
        let pause = repeat.pause(ended, started.elapsed(), fastrand::f64());
        announce(ui, pause, failed);
        let slept = stop.halt().unless_asked(tokio::time::sleep(pause)).await;
        if slept.is_none()
            && let Some(signal) = stop.signal()
        {
            return Ok(Exit::Stopped(signal));
        }
    }
}

/// Wrong words and a wrong configuration, which is read once, stay what they are.
fn cannot_mend(kind: Kind) -> bool {
    matches!(kind, Kind::Usage | Kind::Config)
}

/// How a run ended, as far as the next one is concerned.
pub(in crate::commands) fn ended(done: &Result<Exit, Failure>) -> Ended {
    match done {
        Err(failure) => after(failure),
        Ok(Exit::Found(kind)) => of_kind(*kind, None),
        Ok(_) => Ended::Well,
    }
}

/// A needed login is looked for in the usual rhythm: it costs nothing, and a person waits for it.
/// So is a database, which is our own to ask.
fn of_kind(kind: Kind, asked: Option<SignedDuration>) -> Ended {
    match (kind, asked) {
        (Kind::Busy | Kind::LoginNeeded | Kind::Database, None) => Ended::Well,
        (_, asked) => Ended::Failed {
            asked: asked.and_then(|asked| Duration::try_from(asked).ok()),
        },
    }
}

fn after(failure: &Failure) -> Ended {
    let asked = failure.retry_at.map(|at| at.duration_since(clock::now()));
    of_kind(failure.kind, asked)
}

/// A person wants to know when; so does who reads of a failure later.
fn announce(ui: &Ui, pause: Duration, failed: bool) {
    debug!(
        pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX),
        "pause before the next run"
    );
    let now = clock::now();
    if let Ok(next) = now.checked_add(pause)
        && (failed || ui.is_watched())
    {
        ui.say(&format!("next run {}", ui::moment(next, now)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_pause_may_mend_makes_it_longer() {
        for (kind, ended) in [
            (Kind::UpstreamUnavailable, Ended::Failed { asked: None }),
            (Kind::Database, Ended::Well),
            (Kind::Config, Ended::Failed { asked: None }),
            (Kind::Busy, Ended::Well),
            (Kind::LoginNeeded, Ended::Well),
        ] {
            assert_eq!(after(&Failure::new(kind, "no")), ended, "{kind:?}");
        }
        let mut asking = Failure::new(Kind::RateLimited, "not yet");
        asking.retry_at = clock::now().checked_add(Duration::from_secs(900)).ok();
        let Ended::Failed { asked: Some(asked) } = after(&asking) else {
            unreachable!("the time is heard");
        };
        assert!(asked > Duration::from_secs(800) && asked <= Duration::from_secs(900));
    }
}
