//! A plain authorization server's face: discovery, device flow with a complete URI, client credentials,
//! rotating refresh tokens, revocation. Follows RFC 6749, 7009, 8414 and 8628.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use super::claims::id_token;
use super::device::NotYet;
use super::form::{Form, basic};
use super::grants::{Refused, Tokens};
use super::{Asker, Face, words};
use crate::sandbox::Shared;

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Who may ask: id, secret (a public client has none) and the grants it may use.
const CLIENTS: [(&str, Option<&str>, &[&str]); 2] = [
    ("jeton-cli", None, &[DEVICE_CODE, "refresh_token"]),
    (
        "orders-svc",
        Some("orders-svc-secret"),
        &["client_credentials"],
    ),
];

/// An error of RFC 6749, section 5.2.
#[derive(Debug)]
struct Problem(StatusCode, &'static str, &'static str);

impl Problem {
    fn bad(error: &'static str, says: &'static str) -> Problem {
        Problem(StatusCode::BAD_REQUEST, error, says)
    }

    fn client(says: &'static str) -> Problem {
        Problem(StatusCode::UNAUTHORIZED, "invalid_client", says)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Problem(status, error, says) = self;
        let body = axum::Json(json!({"error": error, "error_description": says}));
        let mut answer = (status, no_store(), body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let scheme = header::HeaderValue::from_static("Basic realm=\"sandbox\"");
            answer
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        answer
    }
}

fn no_store() -> [(header::HeaderName, &'static str); 1] {
    [(header::CACHE_CONTROL, "no-store")]
}

pub(in crate::sandbox) fn routes() -> Router<Shared> {
    Router::new()
        .route("/.well-known/openid-configuration", get(discovery))
        .route("/.well-known/oauth-authorization-server", get(discovery))
        .route("/jwks", get(async || axum::Json(json!({"keys": []}))))
        .route("/device_authorization", post(device_authorization))
        .route("/token", post(token))
        .route("/revoke", post(revoke))
}

async fn discovery(State(sandbox): State<Shared>) -> axum::Json<Value> {
    let base = &sandbox.base;
    axum::Json(json!({
        "issuer": base,
        "authorization_endpoint": format!("{base}/authorize"),
        "token_endpoint": format!("{base}/token"),
        "device_authorization_endpoint": format!("{base}/device_authorization"),
        "revocation_endpoint": format!("{base}/revoke"),
        "jwks_uri": format!("{base}/jwks"),
        "grant_types_supported": [DEVICE_CODE, "refresh_token", "client_credentials"],
        "token_endpoint_auth_methods_supported":
            ["none", "client_secret_basic", "client_secret_post"],
        "response_types_supported": ["code"],
        "scopes_supported": ["openid", "profile", "offline_access", "orders.read"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
}

/// The form, its client, and the grants that client may use.
fn authenticated(
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(Form, Asker, &'static [&'static str]), Problem> {
    let form = Form::parse(headers, body).map_err(|says| Problem::bad("invalid_request", says))?;
    let (id, secret) = match basic(headers) {
        Some(None) => return Err(Problem::client("The Basic credentials are unreadable.")),
        Some(Some(_)) if form.get("client_secret").is_some() => {
            let says = "The client authenticates in two ways at once.";
            return Err(Problem::bad("invalid_request", says));
        }
        Some(Some((id, secret))) => (id, Some(secret)),
        None => (
            form.get("client_id").unwrap_or_default().to_owned(),
            form.get("client_secret").map(str::to_owned),
        ),
    };
    let (_, wanted, grants) = CLIENTS
        .into_iter()
        .find(|(known, _, _)| *known == id)
        .ok_or(Problem::client("The client is unknown."))?;
    // A public client that sends an empty Basic password has sent no secret.
    let secret = secret.filter(|secret| !secret.is_empty());
    if secret.as_deref() != wanted {
        return Err(Problem::client("The client's secret is wrong."));
    }
    let asker = Asker {
        face: Face::Generic,
        client_id: id,
    };
    Ok((form, asker, grants))
}

fn required<'a>(form: &'a Form, name: &str, says: &'static str) -> Result<&'a str, Problem> {
    form.get(name).ok_or(Problem::bad("invalid_request", says))
}

async fn device_authorization(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (form, asker, grants) = authenticated(&headers, &body)?;
    if !grants.contains(&DEVICE_CODE) {
        let says = "This client may not use the device flow.";
        return Err(Problem::bad("unauthorized_client", says));
    }
    let scopes = words(form.get("scope").unwrap_or_default());
    let started = sandbox.identity.start_device(asker, "", scopes);
    let page = format!("{}/device", sandbox.base);
    let body = json!({
        "device_code": started.device_code, "user_code": started.user_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={}", started.user_code),
        "expires_in": started.expires_in, "interval": started.interval,
    });
    Ok((no_store(), axum::Json(body)).into_response())
}

async fn token(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (form, asker, grants) = authenticated(&headers, &body)?;
    let grant_type = required(&form, "grant_type", "grant_type is missing.")?;
    let all = CLIENTS.iter().flat_map(|(_, _, grants)| grants.iter());
    if !all.into_iter().any(|known| *known == grant_type) {
        let says = "This server has no such grant type.";
        return Err(Problem::bad("unsupported_grant_type", says));
    }
    if !grants.contains(&grant_type) {
        let says = "This client may not use that grant type.";
        return Err(Problem::bad("unauthorized_client", says));
    }
    let identity = &sandbox.identity;
    let client_id = asker.client_id.clone();
    let scopes = form.get("scope").map(words);
    let tokens = match grant_type {
        "client_credentials" => {
            let scopes = scopes.unwrap_or_else(|| words("orders.read"));
            identity.grant(asker, scopes, false)
        }
        "refresh_token" => {
            let token = required(&form, "refresh_token", "refresh_token is missing.")?;
            identity.refresh(&asker, token, scopes).map_err(refused)?
        }
        _ => {
            let code = required(&form, "device_code", "device_code is missing.")?;
            let scopes = identity
                .poll_device(Face::Generic, &client_id, "", code)
                .map_err(not_yet)?;
            identity.grant(asker, scopes, true)
        }
    };
    let mut answer = answer(&tokens);
    if tokens.scopes.iter().any(|scope| scope == "openid") {
        answer["id_token"] = id_token(&sandbox.base, &client_id, sandbox.access_ttl).into();
    }
    Ok((no_store(), axum::Json(answer)).into_response())
}

async fn revoke(
    State(sandbox): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (form, asker, _) = authenticated(&headers, &body)?;
    let token = required(&form, "token", "token is missing.")?;
    sandbox.identity.revoke(&asker, token).map_err(refused)?;
    Ok((StatusCode::OK, no_store()).into_response())
}

fn answer(tokens: &Tokens) -> Value {
    let mut answer = json!({
        "access_token": tokens.access, "token_type": "Bearer",
        "expires_in": tokens.expires_in, "scope": tokens.scopes.join(" "),
    });
    if let Some(refresh) = &tokens.refresh {
        answer["refresh_token"] = refresh.as_str().into();
    }
    answer
}

fn refused(why: Refused) -> Problem {
    match why {
        Refused::Grant => Problem::bad(
            "invalid_grant",
            "The token is unknown, revoked, used before or another client's.",
        ),
        Refused::Scope => Problem::bad("invalid_scope", "That is more than was granted."),
    }
}

fn not_yet(why: NotYet) -> Problem {
    let (error, says) = match why {
        NotYet::Pending => ("authorization_pending", "No one has answered yet."),
        NotYet::SlowDown => ("slow_down", "Polled faster than the interval allows."),
        NotYet::Expired => ("expired_token", "The device code has expired."),
        NotYet::Denied => ("access_denied", "The person said no."),
        NotYet::Redeemed => ("invalid_grant", "The device code was used before."),
        NotYet::Unknown => ("invalid_grant", "The device code is unknown."),
    };
    Problem::bad(error, says)
}
