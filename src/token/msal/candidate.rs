//! All that a cache has of one account for the profile's client, and how well it fits.

use jiff::Timestamp;
use secrecy::ExposeSecret;

use super::document::{AccessToken, Account, Document, IdToken, RefreshToken};
use super::first_segment;
use super::fit::{self, Fit};
use crate::config::{Profile, Provider};
use crate::http::one_line;
use crate::token::account::Origin;

/// One account for one client.
pub(super) struct Candidate<'a> {
    pub(super) home_id: &'a str,
    pub(super) fit: Fit,
    pub(super) access: Option<&'a AccessToken>,
    pub(super) refresh: Option<&'a RefreshToken>,
    pub(super) id: Option<&'a IdToken>,
    pub(super) account: Option<&'a Account>,
}

/// A bearer token with a known end, bound to nothing.
pub(super) fn is_plain(token: &AccessToken) -> bool {
    let bearer = |kind: &str| kind.eq_ignore_ascii_case("bearer");
    token.secret.is_some()
        && token.expires_on.is_some()
        && token.token_type.as_deref().is_none_or(bearer)
        && token.key_id.is_none()
        && token.ext_cache_key.is_none()
}

pub(super) fn is(text: &Option<String>, other: &str) -> bool {
    text.as_deref()
        .is_some_and(|text| text.eq_ignore_ascii_case(other))
}

pub(super) fn at(environment: &Option<String>, host: &str) -> bool {
    environment
        .as_deref()
        .is_some_and(|name| fit::same_host(name, host))
}

impl<'a> Candidate<'a> {
    pub(super) fn of(home_id: &'a str) -> Self {
        Self {
            home_id,
            fit: Fit::No,
            access: None,
            refresh: None,
            id: None,
            account: None,
        }
    }

    /// Finds who it is, and how well that fits: by the best of its realms.
    pub(super) fn describe(&mut self, document: &'a Document, profile: &Profile, host: &str) {
        let mine = |home: &Option<String>| home.as_deref() == Some(self.home_id);
        let ids = document.id_token.values().filter(|token| {
            mine(&token.home_account_id)
                && at(&token.environment, host)
                && is(&token.client_id, &profile.client_id)
                && token.secret.is_some()
        });
        let of_id = |token: &&'a IdToken| fit(profile, &token.realm, Some(token), self.home_id);
        let id = ids.max_by_key(of_id);
        let accounts = document
            .account
            .values()
            .filter(|account| mine(&account.home_account_id) && at(&account.environment, host));
        let of_account = |account: &&'a Account| fit(profile, &account.realm, id, self.home_id);
        let account = accounts.max_by_key(of_account);
        let fits = [id.as_ref().map(of_id), account.as_ref().map(of_account)];
        let best = fits.into_iter().flatten().max();
        (self.id, self.account, self.fit) = (id, account, best.unwrap_or(Fit::No));
    }

    /// Whether anybody can do anything with it.
    pub(super) fn is_alive(&self, now: Timestamp) -> bool {
        self.refresh.is_some() || self.end().is_some_and(|end| now < end)
    }

    /// Takes the access token that fits best and lasts longest, and drops a refresh token that cannot bring one.
    pub(super) fn choose(&mut self, document: &'a Document, profile: &Profile, host: &str) {
        let mut best = (Fit::No, None);
        for token in document.access_token.values() {
            let ours = token.home_account_id.as_deref() == Some(self.home_id)
                && at(&token.environment, host)
                && is(&token.client_id, &profile.client_id)
                && is_plain(token);
            let granted = self.with_the_implied(token.target.as_deref().unwrap_or_default());
            let fit = fit(profile, &token.realm, self.id, self.home_id);
            let fits = fit > Fit::No && fit::covers(&granted, profile);
            if ours && fits && (fit, token.expires_on) > best {
                best = (fit, token.expires_on);
                self.access = Some(token);
            }
        }
        self.fit = self.fit.max(best.0);
        if self.id.is_none() && self.account.is_none() && self.access.is_none() {
            self.fit = fit(profile, &None, None, self.home_id);
        }
        // Entra's are good for any scope of the client; others for what was granted.
        if let (Provider::Oidc, Some(target)) = (
            profile.provider,
            self.refresh.and_then(|t| t.target.as_deref()),
        ) && !fit::covers(&self.with_the_implied(target), profile)
        {
            self.refresh = None;
        }
    }

    /// The granted scopes with those that are plain from what came of them, where the issuer left them out.
    fn with_the_implied(&self, granted: &str) -> String {
        let offline = self.refresh.map(|_| " offline_access").unwrap_or_default();
        let openid = self.id.map(|_| " openid").unwrap_or_default();
        format!("{granted}{offline}{openid}")
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        self.person().username.to_lowercase() == name.to_lowercase()
            || self.home_id.eq_ignore_ascii_case(name)
            || self
                .account
                .is_some_and(|account| is(&account.username, name))
    }

    /// What it goes by in a message, and what [`is_called`](Self::is_called) knows it by.
    pub(super) fn shown(&self, others: &[Self]) -> String {
        let name = self.person().username;
        let same = others
            .iter()
            .filter(|other| other.person().username == name);
        match same.count() {
            0 | 1 => name,
            _ => one_line(self.home_id),
        }
    }
}

/// How well a realm fits, by the tenant or issuer that the id_token names and else by the home account id.
fn fit(profile: &Profile, realm: &Option<String>, id: Option<&IdToken>, home_id: &str) -> Fit {
    let secret = id.and_then(|token| token.secret.as_ref());
    let origin = secret.and_then(|token| Origin::of_id_token(token.expose_secret()));
    let origin = origin.unwrap_or_default();
    let realm = realm.as_deref().unwrap_or_default();
    let sure = |is: bool| if is { Fit::Yes } else { Fit::No };
    match (profile.provider, &profile.tenant, &profile.issuer) {
        (Provider::Entra, Some(tenant), _) => {
            // A realm that is an id speaks for itself: one person may have tokens of several tenants.
            let named = fit::is_id(realm)
                .then_some(realm)
                .or(origin.tenant.as_deref());
            let home = home_id.split_once('.').map(|(_, tenant)| tenant);
            fit::tenant(tenant, realm, named.or(home))
        }
        (Provider::Oidc, _, Some(issuer)) => match origin.issuer {
            Some(named) => {
                sure(named.trim_end_matches('/') == issuer.as_str().trim_end_matches('/'))
            }
            None => sure(first_segment(issuer) == realm),
        },
        _ => Fit::No,
    }
}
