//! The cache's folder as a whole: whose files there are, and how each is sealed for another key.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use secrecy::zeroize::Zeroizing;

use super::{Cache, CacheError, LARGEST, LOCK, PENDING, SEALED, open, seal};
use crate::coordination::FileLock;
use crate::fsio;
use crate::token::error::Error;
use crate::token::key::Key;
use crate::token::login::Login;

impl Cache {
    /// Waits for the lock of a profile, `patience` at most.
    pub(in crate::token) async fn lock(
        &self,
        profile: &str,
        patience: Duration,
    ) -> Result<FileLock, Error> {
        self.create_folder()?;
        let lock = FileLock::acquire(&self.lock_path(profile), self.access, patience).await?;
        lock.ok_or_else(|| Error::Busy {
            profile: profile.to_owned(),
            waited: patience,
        })
    }

    /// The key as it is now.
    pub fn key(&self) -> Result<Arc<Key>, CacheError> {
        let error = match self.keys.again() {
            Ok(key) => return Ok(key),
            Err(error) => error,
        };
        let logins = self.logins()?;
        let login = logins.first().map(|profile| self.path(profile));
        Err(error.beside(login).into())
    }

    /// Names of the cached logins, also of profiles that are configured no more.
    pub fn logins(&self) -> Result<Vec<String>, CacheError> {
        let mut profiles = Vec::new();
        for profile in self.profiles()? {
            if self.exists(&profile)? {
                profiles.push(profile);
            }
        }
        Ok(profiles)
    }

    /// Every profile that has a file here: a login, a login in the making, or a lock.
    pub(in crate::token) fn profiles(&self) -> Result<BTreeSet<String>, CacheError> {
        let names = fsio::names(&self.folder)?;
        let stem = |name: &String| {
            let stem = name.strip_suffix(SEALED).or(name.strip_suffix(LOCK))?;
            Some(stem.to_owned())
        };
        // What is pending belongs to the profile that it is a login of.
        let owner = |stem: String| stem.strip_suffix(PENDING).unwrap_or(&stem).to_owned();
        Ok(names.iter().filter_map(stem).map(owner).collect())
    }

    /// The names of a profile's files without `.age`: the login and one in the making, there or not.
    pub(in crate::token) fn files_of(&self, profile: &str) -> [String; 2] {
        [profile.to_owned(), format!("{profile}{PENDING}")]
    }

    /// Seals a file for `newest` that `key` opens, whatever it holds; a login's own recipients stay. What would
    /// not open again never takes its place. `false` when there is no such file. Only under the profile's
    /// lock.
    pub(in crate::token) fn reseal(
        &self,
        file: &str,
        key: &Key,
        newest: &Key,
    ) -> Result<bool, CacheError> {
        let path = self.path(file);
        let Some(sealed) = fsio::read(&path, LARGEST)? else {
            return Ok(false);
        };
        let mut plain = open(&path, &sealed, key)?;
        let mut recipients = Vec::new();
        if let Ok(mut login) = serde_json::from_slice::<Login>(&plain) {
            let own = key.own();
            login.sealed_by(&own);
            // The others of this key are about to be given up.
            login
                .recipients
                .retain(|recipient| !own.contains(recipient));
            login.sealer = Some(newest.recipient());
            let text =
                serde_json::to_vec(&login).map_err(|error| CacheError::Seal(error.to_string()))?;
            plain = Zeroizing::new(text);
            recipients = login.recipients;
        }
        let anew = seal(&plain, newest, &recipients)?;
        let same = |bytes: &[u8]| Ok::<_, CacheError>(*open(&path, bytes, newest)? == *plain);
        if same(&anew)? {
            fsio::replace_content(&path, &anew)?;
            if same(&fsio::read(&path, LARGEST)?.unwrap_or_default())? {
                return Ok(true);
            }
        }
        Err(CacheError::Seal(format!(
            "{} does not read back as it was written",
            path.display()
        )))
    }
}
