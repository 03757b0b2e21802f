//! What is kept of a login: the plaintext inside a cache file, format 1.
//!
//! Fields that a newer jeton added are carried along unread, so that an older one does not drop them.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::account::Account;
use super::endpoints::Endpoints;
use super::later::Later;
use super::msal;
use crate::clock::Moment;

/// The version this code writes; a higher one is refused, not guessed at.
pub(super) const FORMAT: u32 = 1;

/// One profile's tokens and what is needed to renew and revoke them without asking anybody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    /// Version of this document.
    pub format: u32,
    /// Whose login it is: a file under another profile's name is refused.
    pub profile: String,
    /// One higher with every write.
    pub generation: u64,
    /// Who issued the tokens: the issuer, Entra's authority and tenant, or the token endpoint.
    pub issuer: String,
    /// The client the tokens were issued to.
    pub client_id: String,
    /// What was asked for: a profile that asks for something else needs another login.
    pub requested: Request,
    /// Where they came from and are renewed.
    pub endpoints: Endpoints,
    /// Who signed in, where the issuer said so.
    #[serde(default)]
    pub account: Option<Account>,
    /// Granted scopes, separated by spaces.
    #[serde(default)]
    pub scope: Option<String>,
    /// When the token was asked for, by the issuer's clock.
    pub obtained_at: Timestamp,
    /// The same on the clocks of the host that asked.
    #[serde(default)]
    pub issued: Option<Moment>,
    /// When the access token ends, by the issuer's clock; `None` where the issuer did not say.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// The access token.
    #[serde(serialize_with = "expose", deserialize_with = "conceal")]
    pub access_token: SecretString,
    /// The refresh token, where there is one.
    #[serde(
        default,
        serialize_with = "expose_some",
        deserialize_with = "conceal_some"
    )]
    pub refresh_token: Option<SecretString>,
    /// The refresh token that the issuer refused for good: it is never sent again.
    #[serde(default)]
    pub lost: Option<Lost>,
    /// The token that an upstream refused, and that this one was got for.
    #[serde(default)]
    pub replaces: Option<String>,
    /// The raw id_token: MSAL wants it in its caches. It names the person.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "expose_some",
        deserialize_with = "conceal_some"
    )]
    pub id_token: Option<SecretString>,
    /// What the cache of MSAL's that the login came from said besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msal: Option<msal::Kept>,
    /// Who may open this file besides our key and the configured recipients: public halves, `age1…`. Kept
    /// inside, where only who can open the login can add to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// The recipient of whoever sealed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealer: Option<String>,
    /// Fields of later versions.
    #[serde(flatten)]
    pub later: Later,
}

/// What a profile asks of its issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Scopes, in the profile's order.
    pub scopes: Vec<String>,
    /// `audience`, where the profile has one.
    #[serde(default)]
    pub audience: Option<String>,
}

/// The end of a login: which refresh token was refused, when, and in what words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// [`fingerprint`] of the refresh token.
    pub fingerprint: String,
    /// When the issuer refused it.
    pub at: Timestamp,
    /// The issuer's `error` code.
    pub error: String,
    /// When the reply to an earlier use of it was lost on its way, if one was.
    #[serde(default)]
    pub reply_lost_at: Option<Timestamp>,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reply_lost_at {
            None => write!(f, "the issuer refused the refresh token ({})", self.error),
            Some(at) => write!(
                f,
                "the reply to the renewal of {at:.0} was lost on its way, and the issuer does not take the refresh token a second time ({})",
                self.error
            ),
        }
    }
}

impl Login {
    /// Lifetime of the access token as issued.
    pub fn lifetime(&self) -> Option<SignedDuration> {
        Some(self.expires_at?.duration_since(self.obtained_at))
    }

    /// How long ago the access token was issued, at `now`, which is told by the issuer's clock where it was not
    /// issued to this boot of this host.
    pub fn age(&self, now: &Moment) -> SignedDuration {
        let issued = self.issued.clone();
        let issued = issued.unwrap_or_else(|| Moment::of_wall(self.obtained_at));
        issued.until(now).max(SignedDuration::ZERO)
    }

    /// What is left of the access token's life; `None` where the issuer named no end.
    pub fn left(&self, now: &Moment) -> Option<SignedDuration> {
        Some(self.lifetime()? - self.age(now))
    }

    /// The refresh token, unless it is known to be dead.
    pub fn usable_refresh_token(&self) -> Option<&SecretString> {
        let token = self.refresh_token.as_ref()?;
        match &self.lost {
            Some(lost) if lost.fingerprint == fingerprint(token) => None,
            _ => Some(token),
        }
    }

    /// Notes who seals it now: the first of `own`, the recipients of the key in hand. Who sealed it before goes
    /// on opening it, unless that was another identity of the same key.
    pub(super) fn sealed_by(&mut self, own: &[String]) {
        let before = std::mem::replace(&mut self.sealer, own.first().cloned());
        if let Some(before) = before.filter(|before| !own.contains(before))
            && !self.recipients.contains(&before)
        {
            self.recipients.push(before);
        }
    }

    /// What of `old` stays in force for an account's caches elsewhere when a renewal did not bring it anew.
    pub(super) fn inherit(&mut self, old: &Self) {
        self.id_token = self.id_token.take().or_else(|| old.id_token.clone());
        self.msal = old.msal.as_ref().map(msal::Kept::renewed);
        if let (Some(account), Some(before)) = (&mut self.account, &old.account) {
            account.home_id = account.home_id.take().or_else(|| before.home_id.clone());
        }
    }

    /// The access token's name in logs and comparisons.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.access_token)
    }
}

/// The first 12 hex digits of a secret's SHA-256: enough to tell two tokens apart, useless as one.
pub fn fingerprint(secret: &SecretString) -> String {
    short_hash(secret.expose_secret())
}

/// The first 12 hex digits of a text's SHA-256.
pub(super) fn short_hash(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub(super) fn expose<S: Serializer>(
    secret: &SecretString,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

pub(super) fn expose_some<S: Serializer>(
    secret: &Option<SecretString>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => serializer.serialize_str(secret.expose_secret()),
        None => serializer.serialize_none(),
    }
}

pub(super) fn conceal<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

pub(super) fn conceal_some<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretString::from))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Of the first version: nothing of MSAL's.
    fn document(token: &str) -> Value {
        json!({
            "format": 1, "profile": "p", "generation": 1, "issuer": "i", "client_id": "c",
            "requested": {"scopes": []}, "endpoints": {"token": "https://login.example/token"},
            "account": {"username": "a"}, "obtained_at": "2026-01-01T00:00:00Z", "access_token": token,
        })
    }

    fn read(document: Value) -> Login {
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn what_a_later_version_wrote_is_kept_and_not_shown() {
        let mut later = document("t");
        later["next_token"] = "a-later-secret".into();
        let login = read(later);
        assert!(!format!("{login:?}").contains("a-later-secret"));
        let written = serde_json::to_value(login).unwrap();
        assert_eq!(written["next_token"], "a-later-secret");
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        let written = serde_json::to_value(read(document("t"))).unwrap();
        assert!(written.get("msal").is_none() && written.get("id_token").is_none());
        assert_eq!(
            serde_json::to_value(read(written.clone())).unwrap(),
            written
        );
    }

    #[test]
    fn a_renewal_keeps_the_account_and_forgets_the_tokens_times() {
        let mut old = document("old");
        old["id_token"] = "jwt".into();
        old["account"]["home_id"] = "u.t".into();
        old["msal"] = json!({
            "environment": "login.windows.net", "realm": "organizations", "family_id": "1", "account_source": "password",
            "extended_expires_on": 3, "refresh_on": 2, "last_modification_time": 1,
        });
        let old = read(old);
        let mut silent = read(document("new"));
        silent.inherit(&old);
        assert_eq!(silent.id_token.as_ref().unwrap().expose_secret(), "jwt");
        assert_eq!(
            silent.account.as_ref().unwrap().home_id.as_deref(),
            Some("u.t")
        );
        let kept = msal::Kept {
            environment: "login.windows.net".to_owned(),
            realm: "organizations".to_owned(),
            family_id: Some("1".to_owned()),
            account_source: Some("password".to_owned()),
            ..msal::Kept::default()
        };
        assert_eq!(silent.msal, Some(kept));

        let mut new = document("new");
        new["id_token"] = "another".into();
        let mut new = read(new);
        new.inherit(&old);
        assert_eq!(new.id_token.unwrap().expose_secret(), "another");
    }
}
