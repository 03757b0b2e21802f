//! One poll (RFC 8628 3.4) and what its answer means (3.5, and Entra's names). The crate `oauth2` only has the
//! whole loop, which cannot be left and gone on with, so the one form is sent from here.

use oauth2::http::{Method, Request, header};
use oauth2::{
    DeviceCodeErrorResponse, DeviceCodeErrorResponseType, HttpRequest, RequestTokenError,
};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use url::{Url, form_urlencoded};

use crate::http;
use crate::token::error::Error;
use crate::token::exchange::{Granted, Identity, client_info, granted};
use crate::token::wire::{Failed, IssuerError, Wire};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// What a poll brought.
pub(super) enum Polled {
    Granted(Box<Granted>),
    NotYet,
    SlowDown,
    /// The code is worth nothing any more.
    Ended(Error),
    /// A refusal that is not about the code.
    Refused(Error),
}

/// Sends one poll; an error is one of the way, not of the issuer's decision.
pub(super) async fn poll(
    wire: &Wire<'_>,
    identity: &Identity<'_>,
    endpoint: &Url,
    device_code: &SecretString,
) -> Result<Polled, Failed> {
    let response = wire.send(form(identity, endpoint, device_code)?).await?;
    if response.status() == StatusCode::OK {
        return Ok(match serde_json::from_slice(response.body()) {
            Ok(answer) => Polled::Granted(Box::new(granted(answer, wire))),
            Err(_) => Polled::Refused(unreadable(wire).into()),
        });
    }
    let answer: DeviceCodeErrorResponse = match serde_json::from_slice(response.body()) {
        Ok(answer) => answer,
        Err(_) => return Ok(Polled::Refused(unreadable(wire).into())),
    };
    Ok(match answer.error() {
        DeviceCodeErrorResponseType::AuthorizationPending => Polled::NotYet,
        DeviceCodeErrorResponseType::SlowDown => Polled::SlowDown,
        DeviceCodeErrorResponseType::ExpiredToken => Polled::Ended(Error::CodeExpired),
        DeviceCodeErrorResponseType::AccessDenied => declined("access_denied"),
        // Entra's names for the same two ends, of its v1 and v2 endpoints.
        DeviceCodeErrorResponseType::Basic(basic) if basic.as_ref() == "code_expired" => {
            Polled::Ended(Error::CodeExpired)
        }
        DeviceCodeErrorResponseType::Basic(basic) if basic.as_ref() == "authorization_declined" => {
            declined("authorization_declined")
        }
        DeviceCodeErrorResponseType::Basic(_) => refused(wire, answer),
    })
}

fn declined(code: &str) -> Polled {
    Polled::Ended(Error::Declined {
        code: code.to_owned(),
    })
}

/// A refusal of the code ends it; one of the client or the scopes can be put right while the code is good.
fn refused(wire: &Wire<'_>, answer: DeviceCodeErrorResponse) -> Polled {
    match wire.sort(RequestTokenError::ServerResponse(answer)) {
        Failed::Issuer(issuer) if issuer.ends_login() || is_bad_code(&issuer) => {
            Polled::Ended(Error::CodeRefused(Box::new(issuer)))
        }
        failed => Polled::Refused(failed.into()),
    }
}

/// Entra's word for a device code that it does not know.
fn is_bad_code(issuer: &IssuerError) -> bool {
    matches!(issuer, IssuerError::Refused { code, .. } if code == "bad_verification_code")
}

fn unreadable(wire: &Wire<'_>) -> Failed {
    wire.sort::<DeviceCodeErrorResponseType>(RequestTokenError::Other(String::new()))
}

fn form(
    identity: &Identity<'_>,
    endpoint: &Url,
    device_code: &SecretString,
) -> Result<HttpRequest, http::Error> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", GRANT)
        .append_pair("device_code", device_code.expose_secret());
    if let Some((name, value)) = client_info(endpoint) {
        form.append_pair(name, value);
    }
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(endpoint.as_str())
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(basic) = identity.authenticate(&mut form)? {
        request = request.header(header::AUTHORIZATION, basic);
    }
    let request = request.body(form.finish().into_bytes());
    request.map_err(|error| http::Error::Setup {
        reason: error.to_string(),
    })
}
