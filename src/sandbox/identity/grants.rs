//! What was granted and the tokens that stand for it: issue, rotate, revoke, admit.
//! Entra's refresh tokens stay good after use; the plain face's rotate, and reuse ends the grant.

use std::time::Instant;

use std::collections::HashMap;

use super::{Asker, Face, Identity, opaque};
use crate::clock;

struct Grant {
    asker: Asker,
    scopes: Vec<String>,
    revoked: bool,
}

struct Access {
    grant: usize,
    scopes: Vec<String>,
    ends: Instant,
}

struct Refresh {
    grant: usize,
    rotated: bool,
}

/// All grants; the tokens point into them.
#[derive(Default)]
pub(super) struct Grants {
    all: Vec<Grant>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
}

/// What a token request is answered with.
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) expires_in: u64,
}

/// Why a refresh gave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Unknown, revoked, used before, or another client's.
    Grant,
    /// More than was consented to.
    Scope,
}

impl Grants {
    pub(super) fn expire_access(&mut self) {
        self.access.clear();
    }

    pub(super) fn admits(&self, token: &str, audience: &str) -> bool {
        self.access.get(token).is_some_and(|access| {
            let grant = &self.all[access.grant];
            // Only Entra's scopes name the API that a token is for.
            let meant = grant.asker.face == Face::Generic
                || access
                    .scopes
                    .iter()
                    .any(|scope| scope.starts_with(audience));
            meant && !grant.revoked && access.ends > clock::monotonic()
        })
    }

    /// The grant of a refresh token that may be used; a rotated one ends its grant.
    fn redeem(&mut self, asker: &Asker, token: &str) -> Result<usize, Refused> {
        let refresh = self.refresh.get_mut(token).ok_or(Refused::Grant)?;
        let grant = &mut self.all[refresh.grant];
        if grant.asker != *asker || grant.revoked {
            return Err(Refused::Grant);
        }
        if refresh.rotated {
            tracing::info!("a rotated refresh token came back: the grant is revoked");
            grant.revoked = true;
            return Err(Refused::Grant);
        }
        Ok(refresh.grant)
    }

    fn revoke(&mut self, asker: &Asker, token: &str) -> Result<(), Refused> {
        let grant = match (self.refresh.get(token), self.access.get(token)) {
            (Some(refresh), _) => refresh.grant,
            (None, Some(access)) => access.grant,
            // An unknown token is as good as revoked (RFC 7009, section 2.2).
            (None, None) => return Ok(()),
        };
        if self.all[grant].asker != *asker {
            return Err(Refused::Grant);
        }
        if self.access.remove(token).is_none() {
            self.all[grant].revoked = true;
        }
        Ok(())
    }
}

impl Identity {
    /// A new grant and its first tokens.
    pub(super) fn grant(&self, asker: Asker, scopes: Vec<String>, refreshable: bool) -> Tokens {
        let mut store = self.store();
        let grants = &mut store.grants;
        grants.all.push(Grant {
            asker,
            scopes: scopes.clone(),
            revoked: false,
        });
        let grant = grants.all.len() - 1;
        self.issue(grants, grant, scopes, refreshable)
    }

    /// New tokens for a refresh token; `scopes` narrows them on the plain face.
    pub(super) fn refresh(
        &self,
        asker: &Asker,
        token: &str,
        scopes: Option<Vec<String>>,
    ) -> Result<Tokens, Refused> {
        let mut store = self.store();
        let grants = &mut store.grants;
        let grant = grants.redeem(asker, token)?;
        let granted = &grants.all[grant].scopes;
        let scopes = scopes.unwrap_or_else(|| granted.clone());
        if asker.face == Face::Generic {
            if !scopes.iter().all(|scope| granted.contains(scope)) {
                return Err(Refused::Scope);
            }
            if let Some(refresh) = grants.refresh.get_mut(token) {
                refresh.rotated = true;
            }
        }
        Ok(self.issue(grants, grant, scopes, true))
    }

    /// Ends an access token, or with a refresh token everything that came of it.
    pub(super) fn revoke(&self, asker: &Asker, token: &str) -> Result<(), Refused> {
        self.store().grants.revoke(asker, token)
    }

    fn issue(
        &self,
        grants: &mut Grants,
        grant: usize,
        scopes: Vec<String>,
        refreshable: bool,
    ) -> Tokens {
        let access = opaque();
        let ends = clock::monotonic() + self.lives.access;
        let held = Access {
            grant,
            scopes: scopes.clone(),
            ends,
        };
        grants.access.insert(access.clone(), held);
        let refresh = refreshable.then(|| {
            let refresh = opaque();
            let held = Refresh {
                grant,
                rotated: false,
            };
            grants.refresh.insert(refresh.clone(), held);
            refresh
        });
        Tokens {
            access,
            refresh,
            scopes,
            expires_in: self.lives.access.as_secs(),
        }
    }
}
