//! Giving a token back (RFC 7009). The crate `oauth2` refuses a revocation endpoint on loopback http,
//! which tests and the sandbox need, so the one form is sent from here.

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use secrecy::{ExposeSecret, SecretString};
use url::{Url, form_urlencoded};

use super::exchange::Identity;
use super::sent::Sent;
use super::wire::{Failed, IssuerError};
use crate::http;

const LARGEST_ANSWER: usize = 64 << 10;

/// Revokes one token. An unknown token is a success too (RFC 7009 2.2).
pub(super) async fn revoke(
    http: &http::Client,
    endpoint: &Url,
    identity: &Identity<'_>,
    token: &SecretString,
    hint: &str,
) -> Result<(), Failed> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("token", token.expose_secret())
        .append_pair("token_type_hint", hint);
    let mut request = Request::new(Method::POST, endpoint.clone());
    if let Some(basic) = identity.authenticate(&mut form)? {
        request.headers_mut().insert(AUTHORIZATION, basic);
    }
    request.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    *request.body_mut() = Some(form.finish().into());

    let sent = Sent::of(&request);
    let reply = http.send(request, LARGEST_ANSWER).await?;
    if reply.status.is_success() {
        return Ok(());
    }
    Err(Failed::Issuer(IssuerError::Unreadable {
        host: endpoint.authority().to_owned(),
        status: reply.status.as_u16(),
        what: "no revocation".to_owned(),
        request_id: reply.request_id().map(|id| sent.struck_from(&id)),
    }))
}
