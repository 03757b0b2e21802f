//! One request to an authorization server by the crate `oauth2`, and what its answer means.
//!
//! The crate builds and reads the messages; this file carries them over our HTTP client, irons out
//! what servers in the field get wrong (numbers as text, a missing `token_type`), and sorts failures
//! by what a caller can do. Bodies never leave this file: they may hold tokens.

use std::cell::RefCell;

use jiff::{SignedDuration, Timestamp};
use oauth2::basic::{BasicErrorResponse, BasicTokenType};
use oauth2::{
    AuthType, Client, ClientId, ClientSecret, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet,
    ErrorResponse, ErrorResponseType, ExtraTokenFields, HttpRequest, HttpResponse,
    RequestTokenError, Scope, StandardErrorResponse, StandardRevocableToken,
    StandardTokenIntrospectionResponse, StandardTokenResponse, TokenResponse, TokenUrl,
};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::account::Account;
use super::endpoints::Endpoints;
use crate::clock;
use crate::config::ClientAuth;
use crate::http;

/// Far above any answer of a token endpoint.
const LARGEST_ANSWER: usize = 1 << 20;
/// A token that claims to live longer is renewed after this long all the same.
const LONGEST_LIFE: i64 = 366 * 24 * 3600;
const LONGEST_DESCRIPTION: usize = 300;

/// An answer that is not a grant.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// An error of RFC 6749 5.2, RFC 8628 3.5 or the issuer's own.
    #[error("{host} answered {code}{}", description.as_ref().map(|d| format!(": {d}")).unwrap_or_default())]
    Refused {
        /// Host and port.
        host: String,
        /// The `error` field.
        code: String,
        /// The first line of `error_description`, without control characters.
        description: Option<String>,
        /// HTTP status.
        status: u16,
        /// The issuer's id of the request, for its support.
        request_id: Option<String>,
    },
    /// 408, 429 or a 5xx.
    #[error("{host} answered with HTTP status {status}")]
    Unavailable {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// The issuer's id of the request.
        request_id: Option<String>,
    },
    /// HTML, an empty body, JSON without what it must have.
    #[error("{host} answered something else than OAuth (HTTP status {status}, {what})")]
    Unreadable {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
        /// What it was, never its text.
        what: String,
        /// The issuer's id of the request.
        request_id: Option<String>,
    },
}

impl IssuerError {
    /// Whether the same request may go well later. An unreadable answer may be a firewall's.
    pub fn is_transient(&self) -> bool {
        !matches!(self, IssuerError::Refused { .. })
    }

    /// Whether only a new login helps: the grant itself is gone or wants the person.
    pub fn ends_login(&self) -> bool {
        matches!(self, IssuerError::Refused { code, .. }
            if matches!(code.as_str(), "invalid_grant" | "interaction_required" | "consent_required" | "login_required"))
    }
}

/// An exchange that brought no grant.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    #[error(transparent)]
    Http(#[from] http::Error),
}

impl From<Failed> for super::error::Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Issuer(error) => Self::Issuer(error),
            Failed::Http(error) => Self::Http(error),
        }
    }
}

/// Fields beyond RFC 6749 that are read.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Extra {
    id_token: Option<IdToken>,
}

/// Kept out of debug prints: it names the person.
#[derive(Clone, Deserialize, Serialize)]
struct IdToken(String);

impl std::fmt::Debug for IdToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[id_token]")
    }
}

impl ExtraTokenFields for Extra {}

type Answer = StandardTokenResponse<Extra, BasicTokenType>;

/// The crate's client over our answer type.
pub(super) type OauthClient<Device = EndpointNotSet, Token = EndpointSet> = Client<
    BasicErrorResponse,
    Answer,
    StandardTokenIntrospectionResponse<oauth2::EmptyExtraTokenFields, BasicTokenType>,
    StandardRevocableToken,
    StandardErrorResponse<oauth2::RevocationErrorResponseType>,
    EndpointNotSet,
    Device,
    EndpointNotSet,
    EndpointNotSet,
    Token,
>;

/// A grant as it came, with our clock beside it.
pub(super) struct Granted {
    pub(super) access_token: SecretString,
    pub(super) refresh_token: Option<SecretString>,
    pub(super) scope: Option<String>,
    pub(super) account: Option<Account>,
    pub(super) obtained_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
}

/// The client of a profile: who it is and how it says so.
pub(super) struct Identity<'a> {
    pub(super) client_id: &'a str,
    pub(super) secret: Option<&'a SecretString>,
    pub(super) auth: ClientAuth,
}

impl Identity<'_> {
    pub(super) fn client(&self, endpoints: &Endpoints) -> OauthClient {
        let mut client = Client::new(ClientId::new(self.client_id.to_owned()))
            .set_token_uri(TokenUrl::from_url(endpoints.token.clone()))
            .set_auth_type(match self.auth {
                ClientAuth::Basic => AuthType::BasicAuth,
                ClientAuth::Post => AuthType::RequestBody,
            });
        if let Some(secret) = self.secret {
            client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
        }
        client
    }

    pub(super) fn device_client(
        &self,
        endpoints: &Endpoints,
        device: url::Url,
    ) -> OauthClient<EndpointSet> {
        self.client(endpoints)
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(device))
    }
}

/// `client_credentials` (RFC 6749 4.4).
pub(super) async fn client_credentials(
    wire: &Wire<'_>,
    client: &OauthClient,
    scopes: &[String],
    audience: Option<&str>,
) -> Result<Granted, Failed> {
    let mut request = client
        .exchange_client_credentials()
        .add_scopes(scopes.iter().cloned().map(Scope::new));
    if let Some(audience) = audience {
        request = request.add_extra_param("audience", audience);
    }
    let answer = request.request_async(&|request| wire.send(request)).await;
    Ok(granted(answer.map_err(|error| wire.sort(error))?))
}

/// `refresh_token` (RFC 6749 6). Sent once: a refresh token may be worth one request only.
pub(super) async fn refresh(
    wire: &Wire<'_>,
    client: &OauthClient,
    token: &SecretString,
    scopes: &[String],
) -> Result<Granted, Failed> {
    let token = oauth2::RefreshToken::new(token.expose_secret().to_owned());
    let request = client
        .exchange_refresh_token(&token)
        .add_scopes(scopes.iter().cloned().map(Scope::new));
    let answer = request.request_async(&|request| wire.send(request)).await;
    Ok(granted(answer.map_err(|error| wire.sort(error))?))
}

pub(super) fn granted(answer: Answer) -> Granted {
    // Whole seconds, as the issuer counts them; rounded down, so that nothing ends later than it does.
    let now = clock::now();
    let obtained_at = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let secret = |text: &str| SecretString::from(text.to_owned());
    let lifetime = answer.expires_in().map(|life| {
        let seconds = i64::try_from(life.as_secs()).unwrap_or(LONGEST_LIFE);
        SignedDuration::from_secs(seconds.min(LONGEST_LIFE))
    });
    Granted {
        access_token: secret(answer.access_token().secret()),
        refresh_token: answer.refresh_token().map(|token| secret(token.secret())),
        scope: answer.scopes().map(|scopes| {
            let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
            names.join(" ")
        }),
        account: answer
            .extra_fields()
            .id_token
            .as_ref()
            .and_then(|token| Account::from_id_token(&token.0)),
        obtained_at,
        expires_at: lifetime.map(|life| obtained_at + life),
    }
}

/// Carries the crate's requests, and remembers what it would not tell: status and request id.
pub(super) struct Wire<'a> {
    http: &'a http::Client,
    seen: RefCell<Seen>,
}

#[derive(Clone, Default)]
struct Seen {
    host: String,
    status: u16,
    what: String,
    request_id: Option<String>,
}

impl<'a> Wire<'a> {
    pub(super) fn new(http: &'a http::Client) -> Self {
        Self {
            http,
            seen: RefCell::default(),
        }
    }

    /// Sends one request. 408, 429 and 5xx are failures here, whatever their body says.
    pub(super) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Failed> {
        let request: reqwest::Request =
            request
                .try_into()
                .map_err(|error: reqwest::Error| http::Error::Setup {
                    reason: error.to_string(),
                })?;
        let host = request.url().authority().to_owned();
        let reply = self.http.send(request, LARGEST_ANSWER).await?;
        let body = ironed(&reply.body);
        let seen = Seen {
            host: host.clone(),
            status: reply.status.as_u16(),
            what: describe(&reply),
            request_id: request_id(&reply, body.as_ref()),
        };
        self.seen.replace(seen.clone());
        if http::retry::is_transient(reply.status) {
            return Err(Failed::Issuer(IssuerError::Unavailable {
                host,
                status: seen.status,
                request_id: seen.request_id,
            }));
        }
        // Any 2xx is a success: some servers answer 201.
        let status = match reply.status.is_success() {
            true => StatusCode::OK,
            false => reply.status,
        };
        let body = body.and_then(|body| serde_json::to_vec(&body).ok());
        let mut response = HttpResponse::new(body.unwrap_or_default());
        *response.status_mut() = status;
        Ok(response)
    }

    /// Turns the crate's error into ours.
    pub(super) fn sort<R>(
        &self,
        error: RequestTokenError<Failed, StandardErrorResponse<R>>,
    ) -> Failed
    where
        R: ErrorResponseType + 'static,
        StandardErrorResponse<R>: ErrorResponse,
    {
        let seen = self.seen.borrow().clone();
        match error {
            RequestTokenError::Request(failed) => failed,
            RequestTokenError::ServerResponse(answer) => Failed::Issuer(IssuerError::Refused {
                host: seen.host,
                code: printable(&code(answer.error())),
                description: answer.error_description().map(|text| printable(text)),
                status: seen.status,
                request_id: seen.request_id,
            }),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Failed::Issuer(IssuerError::Unreadable {
                    host: seen.host,
                    status: seen.status,
                    what: seen.what,
                    request_id: seen.request_id,
                })
            }
        }
    }
}

/// The wire name of an error code: the crate's types only serialize to it.
fn code<R: Serialize>(error: &R) -> String {
    match serde_json::to_value(error) {
        Ok(Value::String(code)) => code,
        _ => "unknown_error".to_owned(),
    }
}

/// The body as a JSON object with the field's usual slips mended; `None` when it is none.
fn ironed(body: &[u8]) -> Option<Map<String, Value>> {
    let mut object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    for name in ["expires_in", "interval"] {
        if let Some(Value::String(text)) = object.get(name) {
            match text.trim().parse::<u64>() {
                Ok(number) => object.insert(name.to_owned(), number.into()),
                Err(_) => object.remove(name),
            };
        }
    }
    if object.contains_key("access_token") && !object.contains_key("token_type") {
        object.insert("token_type".to_owned(), "Bearer".into());
    }
    Some(object)
}

fn request_id(reply: &http::Reply, body: Option<&Map<String, Value>>) -> Option<String> {
    let from_body = || body?.get("correlation_id")?.as_str();
    let id = ["request-id", "x-ms-request-id", "x-request-id"]
        .iter()
        .find_map(|name| reply.header(name))
        .or_else(from_body)?;
    Some(printable(id))
}

fn describe(reply: &http::Reply) -> String {
    if reply.body.is_empty() {
        return "an empty body".to_owned();
    }
    let kind = reply.header("content-type").unwrap_or("no content type");
    printable(kind.split(';').next().unwrap_or(kind))
}

/// The first line, without control characters, cut to a length: server text goes to a terminal.
pub(super) fn printable(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let clean = line.chars().filter(|c| !c.is_control());
    clean.take(LONGEST_DESCRIPTION).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_field_are_ironed_out() {
        for (body, expected) in [
            (r#"{"expires_in":"3599"}"#, r#"{"expires_in":3599}"#),
            (r#"{"expires_in":"soon"}"#, "{}"),
            (
                r#"{"expires_in":60,"interval":"5"}"#,
                r#"{"expires_in":60,"interval":5}"#,
            ),
            (
                r#"{"access_token":"a"}"#,
                r#"{"access_token":"a","token_type":"Bearer"}"#,
            ),
            (r#"{"error":"x"}"#, r#"{"error":"x"}"#),
        ] {
            let got = serde_json::to_string(&ironed(body.as_bytes()).unwrap()).unwrap();
            assert_eq!(got, expected);
        }
        assert!(ironed(b"<html>").is_none());
        assert!(ironed(b"[]").is_none());
        assert!(ironed(b"").is_none());
    }

    #[test]
    fn server_text_cannot_move_the_cursor() {
        assert_eq!(printable("AADSTS1: no\x1b[2J\r\nTrace"), "AADSTS1: no[2J");
        assert_eq!(printable(&"x".repeat(999)).len(), LONGEST_DESCRIPTION);
    }
}
