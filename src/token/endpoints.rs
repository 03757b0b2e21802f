//! Where a profile's authorization server is asked: given one by one, by Entra's template, or by
//! discovery (RFC 8414, OpenID Connect Discovery 1.0).

use serde::{Deserialize, Serialize};
use url::Url;

use super::error::Error;
use super::wire::IssuerError;
use crate::config::{self, Profile, Provider};
use crate::{clock, http};

const LARGEST_METADATA: usize = 1 << 20;

/// The endpoints that are used, kept with the login so that a renewal needs no discovery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// `token_endpoint` (RFC 6749 3.2).
    pub token: Url,
    /// `device_authorization_endpoint` (RFC 8628 3.1).
    pub device_authorization: Option<Url>,
    /// `revocation_endpoint` (RFC 7009 2).
    pub revocation: Option<Url>,
}

impl Endpoints {
    /// With the endpoints that the profile names in place of those that were found.
    pub(super) fn overridden(self, profile: &Profile) -> Self {
        Self {
            token: profile.token_endpoint.clone().unwrap_or(self.token),
            device_authorization: profile
                .device_authorization_endpoint
                .clone()
                .or(self.device_authorization),
            revocation: profile.revocation_endpoint.clone().or(self.revocation),
        }
    }
}

#[cfg(test)]
impl Default for Endpoints {
    #[allow(clippy::unwrap_used, reason = "a constant")]
    fn default() -> Self {
        Self {
            token: Url::parse("https://login.example/token").unwrap(),
            device_authorization: None,
            revocation: None,
        }
    }
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    token_endpoint: Url,
    device_authorization_endpoint: Option<Url>,
    revocation_endpoint: Option<Url>,
}

/// Finds the endpoints of `profile`; asks the issuer only where it must.
pub(super) async fn find(
    name: &str,
    profile: &Profile,
    http: &http::Client,
) -> Result<Endpoints, Error> {
    let found = match profile.provider {
        Provider::Entra => entra(profile),
        Provider::Oidc => discover(profile, http).await?,
        Provider::Oauth2 => given(profile),
    };
    found.ok_or(Error::NoEndpoint {
        profile: name.to_owned(),
        endpoint: "token_endpoint",
    })
}

/// The endpoints of `profile` where nobody needs to be asked for them.
pub(super) fn known(profile: &Profile) -> Option<Endpoints> {
    match profile.provider {
        Provider::Entra => entra(profile).map(|found| found.overridden(profile)),
        Provider::Oauth2 | Provider::Oidc => given(profile),
    }
}

/// The issuer's name for comparisons: a login made elsewhere is not this profile's.
pub(super) fn issuer(profile: &Profile) -> String {
    let url = match profile.provider {
        Provider::Entra => Some(&profile.authority),
        Provider::Oidc => profile.issuer.as_ref(),
        Provider::Oauth2 => profile.token_endpoint.as_ref(),
    };
    let base = url
        .map(|url| url.as_str().trim_end_matches('/'))
        .unwrap_or_default();
    match (&profile.provider, &profile.tenant) {
        (Provider::Entra, Some(tenant)) => format!("{base}/{tenant}"),
        _ => base.to_owned(),
    }
}

/// Entra's endpoints follow from the tenant; its metadata would only repeat them.
fn entra(profile: &Profile) -> Option<Endpoints> {
    let tenant = profile.tenant.as_deref()?;
    let at = |last: &str| {
        let mut url = profile.authority.clone();
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .extend([tenant, "oauth2", "v2.0", last]);
        Some(url)
    };
    Some(Endpoints {
        token: at("token")?,
        device_authorization: at("devicecode"),
        revocation: None,
    })
}

fn given(profile: &Profile) -> Option<Endpoints> {
    Some(Endpoints {
        token: profile.token_endpoint.clone()?,
        device_authorization: profile.device_authorization_endpoint.clone(),
        revocation: profile.revocation_endpoint.clone(),
    })
}

/// Reads the metadata under both well-known names; an endpoint that the profile names wins.
async fn discover(profile: &Profile, http: &http::Client) -> Result<Option<Endpoints>, Error> {
    let Some(issuer) = &profile.issuer else {
        return Ok(None);
    };
    let mut refused = None;
    for url in well_known(issuer) {
        let host = url.authority().to_owned();
        let reply = http
            .send(
                reqwest::Request::new(reqwest::Method::GET, url),
                LARGEST_METADATA,
            )
            .await?;
        if http::retry::is_transient(reply.status) {
            return Err(Error::Issuer(IssuerError::Unavailable {
                host,
                status: reply.status.as_u16(),
                retry_after: http::retry::retry_after(&reply.headers, clock::now()),
                request_id: reply.request_id(),
            }));
        }
        let metadata: Result<Metadata, _> = serde_json::from_slice(&reply.body);
        match metadata {
            Ok(metadata) if reply.status.is_success() => {
                return checked(profile, issuer, metadata).map(Some);
            }
            _ => {
                refused.get_or_insert(IssuerError::Unreadable {
                    host,
                    status: reply.status.as_u16(),
                    what: "no metadata of an authorization server".to_owned(),
                    request_id: reply.request_id(),
                });
            }
        }
    }
    refused.map_or(Ok(None), |error| Err(Error::Issuer(error)))
}

/// RFC 8414 3.3: metadata that names another issuer must not be used. So must endpoints that would
/// carry tokens in the clear.
fn checked(profile: &Profile, issuer: &Url, metadata: Metadata) -> Result<Endpoints, Error> {
    let same = |text: &str| text.trim_end_matches('/') == issuer.as_str().trim_end_matches('/');
    if !same(&metadata.issuer) {
        return Err(Error::OtherIssuer {
            configured: issuer.to_string(),
            found: http::one_line(&metadata.issuer),
        });
    }
    let found = Endpoints {
        token: metadata.token_endpoint,
        device_authorization: metadata.device_authorization_endpoint,
        revocation: metadata.revocation_endpoint,
    }
    .overridden(profile);
    let used = [
        Some(&found.token),
        found.device_authorization.as_ref(),
        found.revocation.as_ref(),
    ];
    let insecure = used
        .into_iter()
        .flatten()
        .find(|url| url.scheme() != "https" && !config::is_loopback(url));
    match insecure.map(|url| url.authority().to_owned()) {
        Some(host) => Err(Error::Insecure(host)),
        None => Ok(found),
    }
}

/// OpenID appends the well-known name to the issuer's path, RFC 8414 3.1 puts it before the path.
fn well_known(issuer: &Url) -> [Url; 2] {
    let path = issuer.path().trim_end_matches('/');
    let with = |path: String| {
        let mut url = issuer.clone();
        url.set_path(&path);
        url
    };
    [
        with(format!("{path}/.well-known/openid-configuration")),
        with(format!("/.well-known/oauth-authorization-server{path}")),
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn well_known_names_of_an_issuer_with_a_path() {
        let urls = |issuer: &str| well_known(&Url::parse(issuer).unwrap()).map(String::from);
        assert_eq!(
            urls("https://login.example/tenant/"),
            [
                "https://login.example/tenant/.well-known/openid-configuration",
                "https://login.example/.well-known/oauth-authorization-server/tenant",
            ]
        );
        assert_eq!(
            urls("https://login.example"),
            [
                "https://login.example/.well-known/openid-configuration",
                "https://login.example/.well-known/oauth-authorization-server",
            ]
        );
    }
}
