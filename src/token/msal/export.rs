//! A login as a cache of MSAL's: one account with all that its library needs to use and to renew the token.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::document::{AccessToken, Account, AppMetadata, Document, IdToken, RefreshToken};
use super::error::Error;
use super::kept::Kept;
use super::write::bytes;
use super::{DEVICE_GRANT, check, environment, first_segment, fit, key};
use crate::config::{Profile, Provider};
use crate::http::one_line;
use crate::token::account::{Account as Person, Origin};
use crate::token::login::Login;

/// What MSAL asks for by itself with every renewal.
const ASKED_BY_MSAL: [&str; 3] = ["openid", "profile", "offline_access"];

/// The life that MSAL supposes where the issuer says none.
const SUPPOSED_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// The file, and what is to be said of it.
pub struct Exported {
    /// The tokens are in them, in the clear.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Whose login it is.
    pub account: String,
    /// Scopes that MSAL will ask for when it renews, though nobody has granted them: the issuer may refuse.
    pub not_granted: Vec<&'static str>,
}

/// Writes `login`, which is one of `profile`.
pub fn export(profile: &Profile, login: &Login) -> Result<Exported, Error> {
    check(profile)?;
    if profile.client_secret.is_some() {
        return Err(Error::Confidential);
    }
    if let (Provider::Oidc, Some(issuer)) = (profile.provider, &profile.issuer)
        && (issuer.scheme() != "https" || first_segment(issuer).is_empty())
    {
        return Err(Error::Authority(issuer.to_string()));
    }
    let person = login.account.as_ref().ok_or(Error::Nobody)?;
    let entries = Entries::new(profile, login, person)?;
    let granted = |scope: &&&str| entries.target.split(' ').any(|one| one == **scope);
    let not_granted = match profile.provider {
        Provider::Oidc => ASKED_BY_MSAL
            .iter()
            .filter(|s| !granted(s))
            .copied()
            .collect(),
        _ => Vec::new(),
    };
    Ok(Exported {
        bytes: bytes(&entries.document(login)),
        account: one_line(&person.username),
        not_granted,
    })
}

/// What the entries have in common.
struct Entries<'a> {
    home_account_id: String,
    local_account_id: String,
    username: String,
    environment: String,
    realm: String,
    target: String,
    kept: Option<&'a Kept>,
}

impl<'a> Entries<'a> {
    fn new(profile: &Profile, login: &'a Login, person: &Person) -> Result<Self, Error> {
        let kept = login.msal.as_ref();
        let home = person.home_id.clone().or_else(|| home(person));
        let local = person.object_id.clone().or_else(|| person.subject.clone());
        let realm = kept
            .map(|kept| kept.realm.clone())
            .filter(|realm| !realm.is_empty());
        let host = kept
            .map(|kept| kept.environment.clone())
            .filter(|host| !host.is_empty());
        Ok(Self {
            home_account_id: home.ok_or(Error::Nobody)?,
            local_account_id: local.unwrap_or_default(),
            username: username(login, person),
            environment: host.unwrap_or_else(|| environment(profile)),
            realm: realm.unwrap_or_else(|| self::realm(profile, login, person)),
            target: target(profile, login),
            kept,
        })
    }

    fn document(&self, login: &Login) -> Document {
        let text = |text: &str| Some(text.to_owned());
        let home_account_id = || text(&self.home_account_id);
        let environment = || text(&self.environment);
        let client_id = || text(&login.client_id);
        let obtained = login.obtained_at.as_second();
        let end = login
            .expires_at
            .unwrap_or(login.obtained_at + SUPPOSED_LIFE)
            .as_second();
        let family_id = || self.kept.and_then(|kept| kept.family_id.clone());
        let has_access = !login.access_token.expose_secret().is_empty();
        let access_token = has_access.then(|| AccessToken {
            credential_type: text("AccessToken"),
            secret: Some(login.access_token.clone()),
            home_account_id: home_account_id(),
            environment: environment(),
            client_id: client_id(),
            target: text(&self.target),
            realm: text(&self.realm),
            token_type: text("Bearer"),
            cached_at: Some(obtained),
            expires_on: Some(end),
            extended_expires_on: self
                .kept
                .and_then(|kept| kept.extended_expires_on)
                .or(Some(end)),
            refresh_on: self.kept.and_then(|kept| kept.refresh_on),
            ..AccessToken::default()
        });
        let secret = |token: &SecretString| Some(token.clone());
        let id_token = login.id_token.as_ref().map(|token| IdToken {
            credential_type: text("IdToken"),
            secret: secret(token),
            home_account_id: home_account_id(),
            environment: environment(),
            realm: text(&self.realm),
            client_id: client_id(),
        });
        let refresh_token = login.usable_refresh_token().map(|token| RefreshToken {
            credential_type: text("RefreshToken"),
            secret: secret(token),
            home_account_id: home_account_id(),
            environment: environment(),
            client_id: client_id(),
            target: text(&self.target),
            last_modification_time: self
                .kept
                .and_then(|kept| kept.last_modification_time)
                .or(Some(obtained)),
            family_id: family_id(),
        });
        let account_source = match self.kept {
            Some(kept) => kept.account_source.clone(),
            None => text(DEVICE_GRANT),
        };
        let account = Account {
            home_account_id: home_account_id(),
            environment: environment(),
            realm: text(&self.realm),
            local_account_id: text(&self.local_account_id),
            username: text(&self.username),
            authority_type: self
                .kept
                .and_then(|kept| kept.authority_type.clone())
                .or_else(|| text("MSSTS")),
            account_source,
        };
        let app_metadata = AppMetadata {
            client_id: client_id(),
            environment: environment(),
            family_id: family_id(),
        };
        Document {
            access_token: section(access_token, key::access_token),
            account: section(Some(account), key::account),
            id_token: section(id_token, key::id_token),
            refresh_token: section(refresh_token, key::refresh_token),
            app_metadata: section(Some(app_metadata), key::app_metadata),
        }
    }
}

fn section<T>(entry: Option<T>, key: fn(&T) -> String) -> BTreeMap<String, T> {
    entry
        .into_iter()
        .map(|entry| (key(&entry), entry))
        .collect()
}

/// Without `client_info`: for whoever is no guest, home is where the token is from. Issuers other than Entra
/// have a `sub` alone.
fn home(person: &Person) -> Option<String> {
    match (&person.object_id, &person.tenant_id) {
        (Some(object), Some(tenant)) => Some(format!("{object}.{tenant}")),
        _ => person.subject.clone().or_else(|| person.object_id.clone()),
    }
}

/// As MSAL would have it: the file's own, else that of the id_token, which is empty where the issuer names nobody.
fn username(login: &Login, person: &Person) -> String {
    if let Some(name) = login.msal.as_ref().and_then(|kept| kept.username.clone()) {
        return name;
    }
    let id_token = login.id_token.as_ref();
    match id_token.and_then(|token| Origin::of_id_token(token.expose_secret())) {
        Some(origin) => origin.username().unwrap_or_default().to_owned(),
        None => person.username.clone(),
    }
}

/// Entra answers a domain with endpoints of the tenant's id, and that is what MSAL looks up; the words stay.
fn realm(profile: &Profile, login: &Login, person: &Person) -> String {
    match (profile.provider, &profile.tenant, &person.tenant_id) {
        (Provider::Entra, Some(tenant), Some(id)) if !fit::is_word(tenant) => id.clone(),
        (Provider::Entra, Some(tenant), _) => tenant.clone(),
        _ => first_segment(&login.endpoints.token).to_owned(),
    }
}

/// The granted scopes and those of the profile, sorted: MSAL finds a token only by scopes that are listed.
fn target(profile: &Profile, login: &Login) -> String {
    let granted = login.scope.as_deref().unwrap_or_default();
    let mut scopes: Vec<&str> = granted
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .collect();
    for scope in &profile.scopes {
        let there = scopes.iter().any(|one| one.eq_ignore_ascii_case(scope));
        if !there && !ASKED_BY_MSAL.contains(&scope.as_str()) && scope != "email" {
            scopes.push(scope);
        }
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes.join(" ")
}
