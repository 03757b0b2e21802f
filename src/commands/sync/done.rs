//! How a sync ended that did not fail, and whether another run of it was in the way.

use super::IfRunning;
use crate::app::Stop;
use crate::db::{self, Running};
use crate::sync;

/// How a sync ended that did not fail.
pub(super) enum Done<E> {
    Ran(E),
    /// Another was at it, and that was to be no failure.
    Skipped(Option<Running>),
}

impl<E> Done<E> {
    /// Another run at it is no failure where that was wanted, or where a stop was asked for before it ended.
    pub(super) fn of(
        ended: Result<E, sync::Error>,
        if_running: IfRunning,
        stop: &Stop,
    ) -> Result<Self, sync::Error> {
        match ended {
            Ok(ending) => Ok(Self::Ran(ending)),
            Err(sync::Error::Running { running, .. })
                if if_running == IfRunning::Skip || stop.signal().is_some() =>
            {
                Ok(Self::Skipped(running))
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether another run has the sync, or took it over.
pub(super) fn is_in_the_way<E>(ended: &Result<E, sync::Error>) -> bool {
    matches!(
        ended,
        Err(sync::Error::Running { .. } | sync::Error::Database(db::Error::Superseded { .. }))
    )
}
