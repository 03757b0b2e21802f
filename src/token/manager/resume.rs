//! `token login --resume`: a device login goes on that another process began. Another one may go on with it
//! too, or have ended it: one polls, and whoever comes second takes the first one's login.

use std::time::Duration;

use jiff::Timestamp;
use tracing::info;

use super::{Manager, Outcome};
use crate::clock;
use crate::coordination::FileLock;
use crate::token::device::{self, Pace, Prompt};
use crate::token::error::Error;
use crate::token::pending::{Pending, PendingFile};

/// How long a code that another process has used up is waited to become a login.
const STORED_WITHIN: Duration = Duration::from_secs(3);
/// How often it is looked for.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

impl Manager {
    /// Goes on with the device login that an earlier process began. Where another process ended it meanwhile,
    /// or goes on with it now, its login is taken.
    pub async fn resume(&self, pace: Pace, prompt: &mut dyn Prompt) -> Result<Outcome, Error> {
        let file = PendingFile::new(&self.cache, &self.name);
        let Some(mut pending) = self.resumable_in(&file)? else {
            return self.ended_by_another();
        };
        // A cached login that cannot be replaced is found out before the approval is spent.
        self.cached()?;
        self.check_locks().await?;
        let room = self.cache.reserve(&self.name)?;
        prompt.show(&pending.user_code(clock::now()));
        let mut _turn = None;
        if pace == Pace::Steady {
            _turn = FileLock::try_acquire(&file.lock_path(), file.access())?;
            if _turn.is_none() {
                info!(
                    "another process waits for this approval, too; its login is taken when it is there"
                );
                let patience = pending.left(clock::now()) + STORED_WITHIN;
                _turn = Some(device::turn(&file, &self.halt, patience, &self.name).await?);
            }
            match self.resumable_in(&file)? {
                None => return self.ended_by_another(),
                Some(newer) if !newer.is_same(&pending) => {
                    prompt.show(&newer.user_code(clock::now()));
                    pending = newer;
                }
                Some(same) => pending = same,
            }
        }
        self.wait(&file, pending, pace, prompt, room).await
    }

    /// How long the pending device login, if there is one that can be gone on with, is still good for.
    pub fn resumable(&self) -> Result<Option<Duration>, Error> {
        let file = PendingFile::new(&self.cache, &self.name);
        let pending = self.resumable_in(&file)?;
        Ok(pending.map(|pending| pending.left(clock::now())))
    }

    /// When the code of a pending device login ends, if one can be gone on with. Changes nothing.
    pub fn pending_until(&self) -> Result<Option<Timestamp>, Error> {
        let pending = PendingFile::new(&self.cache, &self.name).read()?;
        let now = clock::now();
        let living = pending.filter(|pending| !pending.left(now).is_zero());
        Ok(living.map(|pending| pending.expires_at))
    }

    /// The pending login; an error where it has ended, or is not one that the profile would start now.
    pub(super) fn resumable_in(&self, file: &PendingFile<'_>) -> Result<Option<Pending>, Error> {
        let Some(pending) = file.read()? else {
            return Ok(None);
        };
        let other = |made_for| Error::PendingOther {
            profile: self.name.clone(),
            made_for,
        };
        if pending.client_id != self.profile.client_id || pending.issuer != self.issuer_name {
            return Err(other("another client or issuer"));
        }
        if pending.requested != self.requested {
            return Err(other("other scopes"));
        }
        if pending.left(clock::now()).is_zero() {
            file.remove(&pending)?;
            return Err(Error::CodeExpired);
        }
        Ok(Some(pending))
    }

    /// Nothing is pending: a valid login says why.
    pub(super) fn ended_by_another(&self) -> Result<Outcome, Error> {
        let nothing = Error::NothingPending {
            profile: self.name.clone(),
        };
        self.stored_or(nothing, false)
    }

    /// A login that is waited for no more may be another process's success. One that was there before says nothing.
    pub(super) fn stored_or(&self, given_up: Error, replaces: bool) -> Result<Outcome, Error> {
        let login = self.valid()?.filter(|_| !replaces);
        login.map(Outcome::Kept).ok_or(given_up)
    }

    /// A used-up code may be another process's success, a moment before its login is stored: where the lock
    /// excludes nobody, on some network file systems.
    pub(super) async fn stored_by_another(&self, refused: Error) -> Result<Outcome, Error> {
        let until = clock::monotonic() + STORED_WITHIN;
        loop {
            if let Some(login) = self.valid()? {
                return Ok(Outcome::Kept(login));
            }
            if clock::monotonic() >= until {
                return Err(refused);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}
