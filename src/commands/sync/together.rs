//! The exit code of several syncs in one run.

use crate::app::Stop;
use crate::failure::{Exit, Kind};

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
