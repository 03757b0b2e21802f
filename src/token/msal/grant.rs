//! A candidate as a grant: who it is, its tokens, and the times that the file says.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use super::candidate::Candidate;
use super::document::Account;
use super::error::Error;
use super::find::{Found, Note};
use super::fit::{self, Fit};
use super::kept::Kept;
use crate::clock::Moment;
use crate::http::one_line;
use crate::token::account::Account as Person;
use crate::token::exchange::Granted;

impl Candidate<'_> {
    /// When the access token ends.
    pub(super) fn end(&self) -> Option<Timestamp> {
        self.access.and_then(|token| moment(token.expires_on))
    }

    /// By the id_token, and where it says less, by the account's entry.
    pub(super) fn person(&self) -> Person {
        let secret = self.id.and_then(|token| token.secret.as_ref());
        let entry = self.account;
        let text = |of: fn(&Account) -> &Option<String>| {
            entry
                .and_then(|account| of(account).clone())
                .filter(|text| !text.is_empty())
        };
        let username = text(|account| &account.username);
        let mut person = secret
            .and_then(|token| Person::from_id_token(token.expose_secret()))
            .unwrap_or_else(|| Person {
                username: self.home_id.to_owned(),
                tenant_id: text(|account| &account.realm).filter(|realm| fit::is_id(realm)),
                object_id: text(|account| &account.local_account_id),
                subject: None,
                home_id: None,
            });
        person.username = one_line(&username.unwrap_or(person.username));
        person.home_id = Some(self.home_id.to_owned());
        person
    }

    fn kept(&self) -> Kept {
        let from = |a: Option<&Option<String>>, b: Option<&Option<String>>| {
            a.and_then(Clone::clone)
                .or_else(|| b.and_then(Clone::clone))
        };
        let environment = from(
            self.access.map(|token| &token.environment),
            self.refresh.map(|token| &token.environment),
        );
        let realm = from(
            self.access.map(|token| &token.realm),
            self.account.map(|account| &account.realm),
        );
        Kept {
            environment: environment.unwrap_or_default(),
            realm: realm.unwrap_or_default(),
            username: self.account.and_then(|account| account.username.clone()),
            authority_type: self
                .account
                .and_then(|account| account.authority_type.clone()),
            account_source: self
                .account
                .and_then(|account| account.account_source.clone()),
            family_id: self.refresh.and_then(|token| token.family_id.clone()),
            extended_expires_on: self.access.and_then(|token| token.extended_expires_on),
            refresh_on: self.access.and_then(|token| token.refresh_on),
            last_modification_time: self.refresh.and_then(|token| token.last_modification_time),
        }
    }

    /// The grant, with the times that the file says and none later.
    pub(super) fn found(&self, now: Timestamp) -> Result<Found, Error> {
        let person = self.person();
        let account = person.username.clone();
        let end = self.end();
        let is_good = end.is_some_and(|end| now < end);
        let mut notes = Vec::new();
        match (is_good, self.refresh) {
            (false, None) => return Err(Error::Ended { account }),
            (true, None) => notes.push(Note::NoRefreshToken),
            (false, Some(_)) => notes.push(Note::NoAccessToken),
            (true, Some(_)) => {}
        }
        if self.fit == Fit::Unsure {
            notes.push(Note::TenantNotCompared);
        }
        let written = match self.access {
            Some(token) => moment(token.cached_at),
            None => self
                .refresh
                .and_then(|token| moment(token.last_modification_time))
                .map(|at| at.min(now)),
        };
        let obtained_at = written.unwrap_or(now);
        let ends_at = end.unwrap_or(obtained_at);
        let scope = match self.access {
            Some(token) => token.target.clone(),
            None => self.refresh.and_then(|token| token.target.clone()),
        };
        let none = || SecretString::from(String::new());
        let granted = Granted {
            access_token: self
                .access
                .and_then(|token| token.secret.clone())
                .unwrap_or_else(none),
            refresh_token: self.refresh.and_then(|token| token.secret.clone()),
            scope: scope.filter(|scope| !scope.is_empty()),
            account: Some(person),
            obtained_at: obtained_at.min(ends_at),
            issued: Moment::of_wall(obtained_at.min(ends_at)),
            expires_at: Some(ends_at),
            id_token: self.id.and_then(|token| token.secret.clone()),
            msal: Some(self.kept()),
        };
        Ok(Found {
            account,
            notes,
            granted,
        })
    }
}

fn moment(seconds: Option<i64>) -> Option<Timestamp> {
    Timestamp::from_second(seconds?).ok()
}
