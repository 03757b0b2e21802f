//! The device authorization grant (RFC 8628): ask for a code, show it, poll until it is decided.
//!
//! The full interval is waited before each poll, `slow_down` adds five seconds for good, and nothing
//! but a definite answer or the code's end stops the polling: the person's approval must not be lost
//! to a dropped connection.

use std::cell::Cell;
use std::time::{Duration, Instant};

use oauth2::{
    DeviceCodeErrorResponse, DeviceCodeErrorResponseType, EndpointSet, HttpRequest, HttpResponse,
    RequestTokenError, Scope, StandardDeviceAuthorizationResponse,
};
use tracing::debug;

use super::error::Error;
use super::exchange::{Granted, OauthClient, granted};
use super::wire::{Failed, Wire};
use crate::clock;
use crate::http::one_line;

/// The longest pause between polls while the issuer is out of reach.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What the person needs.
#[derive(Clone, Debug)]
pub struct UserCode {
    /// The page to open.
    pub verification_uri: String,
    /// The page with the code in it, where the issuer has one.
    pub verification_uri_complete: Option<String>,
    /// The code to type.
    pub user_code: String,
    /// How long it is good for.
    pub expires_in: Duration,
}

/// Who shows the code; drawn by `ui`, or answered by a test.
pub trait Prompt {
    /// The code is there.
    fn show(&mut self, code: &UserCode);
    /// Still undecided; called before every poll.
    fn waiting(&mut self, left: Duration);
}

/// Runs the whole grant.
pub(super) async fn login(
    wire: &Wire<'_>,
    client: &OauthClient<EndpointSet>,
    scopes: &[String],
    prompt: &mut dyn Prompt,
) -> Result<Granted, Error> {
    let details = authorize(wire, client, scopes).await?;
    let deadline = clock::monotonic() + details.expires_in();
    prompt.show(&UserCode {
        verification_uri: one_line(details.verification_uri().as_str()),
        verification_uri_complete: details
            .verification_uri_complete()
            .map(|uri| one_line(uri.secret())),
        user_code: one_line(details.user_code().secret()),
        expires_in: details.expires_in(),
    });
    poll(wire, client, &details, deadline, prompt).await
}

async fn authorize(
    wire: &Wire<'_>,
    client: &OauthClient<EndpointSet>,
    scopes: &[String],
) -> Result<StandardDeviceAuthorizationResponse, Failed> {
    let answer: Result<StandardDeviceAuthorizationResponse, _> = client
        .exchange_device_code()
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .request_async(&|request| wire.send(request))
        .await;
    answer.map_err(|error| wire.sort(error))
}

async fn poll(
    wire: &Wire<'_>,
    client: &OauthClient<EndpointSet>,
    details: &StandardDeviceAuthorizationResponse,
    deadline: Instant,
    prompt: &mut dyn Prompt,
) -> Result<Granted, Error> {
    let interval = Cell::new(details.interval());
    let last_poll_sent = Cell::new(false);
    let prompt = std::cell::RefCell::new(prompt);
    let pause = |asked: Duration| {
        interval.set(asked);
        prompt.borrow_mut().waiting(left(deadline));
        tokio::time::sleep(asked.min(left(deadline)))
    };
    pause(interval.get()).await;

    // `Some(MAX)`: the deadline is ours, by the monotonic clock; the crate's is by wall time.
    let forever = Some(Duration::from_secs(u64::from(u32::MAX)));
    let answer = client
        .exchange_device_access_token(details)
        .request_async(
            &|request| {
                // One poll after the code's end: who approved in the last moment is not turned away.
                let is_over = last_poll_sent.replace(left(deadline).is_zero());
                let interval = interval.get();
                async move {
                    match is_over {
                        true => Ok(expired()),
                        false => ride_out(wire, request, interval, deadline).await,
                    }
                }
            },
            pause,
            forever,
        )
        .await;
    match answer {
        Ok(answer) => Ok(granted(answer, wire)),
        Err(error) => Err(decided(wire, error)),
    }
}

/// Sends one poll, again and again through network faults, 408, 429, 5xx and answers of a firewall, with
/// doubled pauses and never before `Retry-After`, until the code has expired.
async fn ride_out(
    wire: &Wire<'_>,
    request: HttpRequest,
    interval: Duration,
    deadline: Instant,
) -> Result<HttpResponse, Failed> {
    let mut pause = interval;
    loop {
        let failed = match wire.send(request.clone()).await {
            Err(failed) if failed.is_transient() => failed,
            definite => return definite,
        };
        if left(deadline).is_zero() {
            return Ok(expired());
        }
        debug!(%failed, "poll failed, going on");
        pause = (pause * 2).min(LONGEST_PAUSE.max(interval));
        let asked = failed.retry_after().unwrap_or_default();
        tokio::time::sleep(pause.max(asked).min(left(deadline))).await;
    }
}

/// The answer that the issuer would give to a poll after the code's end.
fn expired() -> HttpResponse {
    let mut response = HttpResponse::new(br#"{"error":"expired_token"}"#.to_vec());
    *response.status_mut() = reqwest::StatusCode::BAD_REQUEST;
    response
}

fn decided(wire: &Wire<'_>, error: RequestTokenError<Failed, DeviceCodeErrorResponse>) -> Error {
    if let RequestTokenError::ServerResponse(answer) = &error {
        match answer.error() {
            DeviceCodeErrorResponseType::ExpiredToken => return Error::CodeExpired,
            DeviceCodeErrorResponseType::AccessDenied => {
                return Error::Declined {
                    code: "access_denied".to_owned(),
                };
            }
            // Entra's names for the same two ends, of its v2 and v1 endpoints.
            DeviceCodeErrorResponseType::Basic(basic) => match basic.as_ref() {
                "code_expired" => return Error::CodeExpired,
                code @ "authorization_declined" => {
                    return Error::Declined {
                        code: code.to_owned(),
                    };
                }
                _ => {}
            },
            _ => {}
        }
    }
    wire.sort(error).into()
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(clock::monotonic())
}
