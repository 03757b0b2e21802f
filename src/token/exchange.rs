//! The messages of the token endpoint, built and read by the crate `oauth2`: who the client is, what it
//! asks, what it is granted. [`super::wire`] carries them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use oauth2::basic::{BasicErrorResponse, BasicTokenType};
use oauth2::{
    AuthType, Client, ClientId, ClientSecret, DeviceAuthorizationUrl, EndpointNotSet, EndpointSet,
    ExtraTokenFields, Scope, StandardErrorResponse, StandardRevocableToken,
    StandardTokenIntrospectionResponse, StandardTokenResponse, TokenResponse, TokenUrl,
};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded};

use super::account::Account;
use super::endpoints::Endpoints;
use super::login::Request;
use super::msal;
use super::wire::{Failed, Wire};
use crate::clock::Moment;
use crate::config::ClientAuth;
use crate::http;

/// Fields beyond RFC 6749 that are read.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Extra {
    id_token: Option<Personal>,
    client_info: Option<Personal>,
}

/// Kept out of debug prints: it names the person.
#[derive(Clone, Deserialize, Serialize)]
struct Personal(String);

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[personal]")
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

/// A grant as it came, with the issuer's clock and ours beside it.
pub(super) struct Granted {
    pub(super) access_token: SecretString,
    pub(super) refresh_token: Option<SecretString>,
    pub(super) scope: Option<String>,
    pub(super) account: Option<Account>,
    pub(super) obtained_at: Timestamp,
    pub(super) issued: Moment,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) id_token: Option<SecretString>,
    /// Where the grant is not from the issuer but from a cache of MSAL's.
    pub(super) msal: Option<msal::Kept>,
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

    /// Says who asks in a form that is sent without the crate: as its fields, or in the header that is returned.
    pub(super) fn authenticate(
        &self,
        form: &mut form_urlencoded::Serializer<'_, String>,
    ) -> Result<Option<HeaderValue>, http::Error> {
        if let (ClientAuth::Basic, Some(secret)) = (self.auth, self.secret) {
            return Ok(Some(basic(self.client_id, secret)?));
        }
        form.append_pair("client_id", self.client_id);
        if let Some(secret) = self.secret {
            form.append_pair("client_secret", secret.expose_secret());
        }
        Ok(None)
    }
}

/// RFC 6749 2.3.1: both halves are form-encoded before they are joined.
fn basic(client_id: &str, secret: &SecretString) -> Result<HeaderValue, http::Error> {
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(client_id), encoded(secret.expose_secret()));
    let header = format!("Basic {}", STANDARD.encode(pair));
    let mut value = HeaderValue::from_str(&header).map_err(|_| http::Error::Setup {
        reason: "the client secret cannot be sent as a header".to_owned(),
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// `client_credentials` (RFC 6749 4.4).
pub(super) async fn client_credentials(
    wire: &Wire<'_>,
    client: &OauthClient,
    requested: &Request,
) -> Result<Granted, Failed> {
    let mut request = client
        .exchange_client_credentials()
        .add_scopes(requested.scopes.iter().cloned().map(Scope::new));
    if let Some(audience) = &requested.audience {
        request = request.add_extra_param("audience", audience);
    }
    let answer = request.request_async(&|request| wire.send(request)).await;
    Ok(granted(answer.map_err(|error| wire.sort(error))?, wire))
}

/// `refresh_token` (RFC 6749 6). Sent once: a refresh token may be worth one request only.
pub(super) async fn refresh(
    wire: &Wire<'_>,
    client: &OauthClient,
    token: &SecretString,
    scopes: &[String],
) -> Result<Granted, Failed> {
    let token = oauth2::RefreshToken::new(token.expose_secret().to_owned());
    let mut request = client
        .exchange_refresh_token(&token)
        .add_scopes(scopes.iter().cloned().map(Scope::new));
    if let Some((name, value)) = client_info(client.token_uri().url()) {
        request = request.add_extra_param(name, value);
    }
    let answer = request.request_async(&|request| wire.send(request)).await;
    Ok(granted(answer.map_err(|error| wire.sort(error))?, wire))
}

/// Entra says where a person is at home only to who asks; others are not troubled with its parameter.
pub(super) fn client_info(token_endpoint: &Url) -> Option<(&'static str, &'static str)> {
    let path = token_endpoint.path();
    path.ends_with("/oauth2/v2.0/token")
        .then_some(("client_info", "1"))
}

pub(super) fn granted(answer: Answer, wire: &Wire<'_>) -> Granted {
    let issued = wire.issued();
    // Whole seconds, as the issuer counts them.
    let obtained_at = Timestamp::from_second(issued.at.as_second()).unwrap_or(issued.at);
    let secret = |text: &str| SecretString::from(text.to_owned());
    let lifetime = answer
        .expires_in()
        .and_then(|life| SignedDuration::try_from(life).ok());
    let extra = answer.extra_fields();
    let id_token = extra.id_token.as_ref().map(|token| token.0.as_str());
    let client_info = extra.client_info.as_ref().map(|info| info.0.as_str());
    Granted {
        access_token: secret(answer.access_token().secret()),
        refresh_token: answer.refresh_token().map(|token| secret(token.secret())),
        scope: answer.scopes().map(|scopes| {
            let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
            names.join(" ")
        }),
        account: id_token
            .and_then(Account::from_id_token)
            .map(|account| account.at_home(client_info)),
        obtained_at,
        issued,
        expires_at: lifetime.map(|life| obtained_at + life),
        id_token: id_token.map(secret),
        msal: None,
    }
}
