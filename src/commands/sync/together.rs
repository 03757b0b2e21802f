//! Several syncs in one run: some at once, and the exit code of all.

use std::cell::RefCell;

use futures_util::StreamExt;
use tracing::error;

use crate::app::Stop;
use crate::failure::{Exit, Failure, Kind};
use crate::ui::{ErrandProgress, Ui};

/// Runs them, so many groups at once and those of a group one behind the other; none is begun once a stop is asked for.
pub(super) async fn at_once<E, R>(
    groups: Vec<Vec<E>>,
    most: usize,
    (bar, stop): (ErrandProgress<'_>, &Stop),
    run: impl AsyncFn(E) -> R,
    is_bad: impl Fn(&R) -> bool,
) -> Vec<R> {
    let bar = RefCell::new(bar);
    let running = futures_util::stream::iter(groups).map(|group| async {
        let mut ended = Vec::new();
        for errand in group {
            if stop.halt().is_asked() {
                break;
            }
            let one = run(errand).await;
            bar.borrow_mut().ended(is_bad(&one));
            ended.push(one);
        }
        ended
    });
    let ended = running.buffer_unordered(most.max(1)).collect::<Vec<_>>();
    ended.await.into_iter().flatten().collect()
}

/// Logs why some failed, where no table says it.
pub(super) fn log_failures<'f>(ui: &Ui, failed: impl Iterator<Item = (&'f str, &'f Failure)>) {
    if ui.is_for_jobs() {
        for (sync, failure) in failed {
            error!(sync, hint = failure.hint(), "{}", failure.line());
        }
    }
}

/// One that failed spoils nothing for the others: all that failed alike are that failure, anything else is done in part.
pub(super) fn together(exits: &[Result<Exit, Kind>], stop: &Stop) -> Exit {
    if let Some(signal) = stop.signal() {
        return Exit::Stopped(signal);
    }
    if let Some(Err(kind)) = exits.first()
        && exits.iter().all(|exit| *exit == Err(*kind))
    {
        return Exit::Found(*kind);
    }
    let some = |wanted: fn(&Result<Exit, Kind>) -> bool| exits.iter().any(wanted);
    if some(|exit| matches!(exit, Err(_) | Ok(Exit::Partial))) {
        return Exit::Partial;
    }
    match some(|exit| matches!(exit, Ok(Exit::Unfinished))) {
        true => Exit::Unfinished,
        false => Exit::Done,
    }
}
