//! Entra ID's face: tenants in the path, AADSTS errors, `.default` scopes, no revocation endpoint.
//! Device codes and refresh tokens of one public client; scopes are checked thinly.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use uuid::Uuid;

use super::claims::{TENANT_ID, client_info, id_token};
use super::device::NotYet;
use super::form::{Form, basic};
use super::grants::Tokens;
use super::{Asker, Face, words};
use crate::clock;
use crate::sandbox::Shared;

/// The one app registration, a public client.
pub(in crate::sandbox) const CLIENT_ID: &str = "71f4c0e2-6a3d-4f58-9d1b-c2e807ab5d46";
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// An error as Entra words it: status, `error`, AADSTS number, sentence.
struct Aadsts(StatusCode, &'static str, u32, String);

impl Aadsts {
    fn bad(error: &'static str, number: u32, says: impl Into<String>) -> Aadsts {
        Aadsts(StatusCode::BAD_REQUEST, error, number, says.into())
    }
}

impl IntoResponse for Aadsts {
    fn into_response(self) -> Response {
        let Aadsts(status, error, number, says) = self;
        let [trace, correlation] = [Uuid::new_v4(), Uuid::new_v4()];
        let at = clock::now().strftime("%Y-%m-%d %H:%M:%SZ").to_string();
        let description = format!(
            "AADSTS{number}: {says}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {at}"
        );
        let body = json!({
            "error": error, "error_description": description, "error_codes": [number],
            "timestamp": at, "trace_id": trace.to_string(),
            "correlation_id": correlation.to_string(),
            "error_uri": format!("https://login.microsoftonline.com/error?code={number}"),
        });
        (status, no_store(), axum::Json(body)).into_response()
    }
}

fn no_store() -> [(header::HeaderName, &'static str); 2] {
    [
        (header::CACHE_CONTROL, "no-store, no-cache"),
        (header::PRAGMA, "no-cache"),
    ]
}

pub(in crate::sandbox) fn routes() -> Router<Shared> {
    Router::new()
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery),
        )
        .route("/{tenant}/oauth2/v2.0/devicecode", post(devicecode))
        .route("/{tenant}/oauth2/v2.0/token", post(token))
}

fn known(tenant: &str) -> Result<(), Aadsts> {
    match tenant.to_ascii_lowercase().as_str() {
        "sandbox" | "common" | "organizations" | TENANT_ID => Ok(()),
        _ => Err(Aadsts::bad(
            "invalid_request",
            90002,
            format!(
                "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID."
            ),
        )),
    }
}

async fn discovery(
    State(sandbox): State<Shared>,
    Path(tenant): Path<String>,
) -> Result<axum::Json<Value>, Aadsts> {
    known(&tenant).map_err(|error| Aadsts(error.0, "invalid_tenant", error.2, error.3))?;
    let base = format!("{}/{tenant}", sandbox.base);
    // The shared aliases answer with a placeholder, a real tenant with its id.
    let issuer = match tenant.as_str() {
        "common" | "organizations" => "{tenantid}",
        _ => TENANT_ID,
    };
    Ok(axum::Json(json!({
        "issuer": format!("{}/{issuer}/v2.0", sandbox.base),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "jwks_uri": format!("{}/jwks", sandbox.base),
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })))
}

/// What every form here must hold: a known tenant, no secret, our client.
fn form(tenant: &str, headers: &HeaderMap, body: &[u8]) -> Result<Form, Aadsts> {
    known(tenant)?;
    let form =
        Form::parse(headers, body).map_err(|says| Aadsts::bad("invalid_request", 900_144, says))?;
    let secret = ["client_secret", "client_assertion"];
    if basic(headers).is_some() || secret.iter().any(|name| form.get(name).is_some()) {
        return Err(Aadsts(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            700_025,
            "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."
                .to_owned(),
        ));
    }
    let client = required(&form, "client_id")?;
    if !client.eq_ignore_ascii_case(CLIENT_ID) {
        return Err(Aadsts::bad(
            "unauthorized_client",
            700_016,
            format!("Application with identifier '{client}' was not found in the directory."),
        ));
    }
    Ok(form)
}

fn required<'a>(form: &'a Form, name: &str) -> Result<&'a str, Aadsts> {
    form.get(name).ok_or_else(|| {
        let says = format!("The request body must contain the following parameter: '{name}'.");
        Aadsts::bad("invalid_request", 900_144, says)
    })
}

/// `.default` goes with the OIDC scopes only, never with named ones.
fn checked(scopes: Vec<String>) -> Result<Vec<String>, Aadsts> {
    let of_apis: Vec<&String> = scopes.iter().filter(|scope| !is_oidc(scope)).collect();
    match of_apis.len() > 1 && of_apis.iter().any(|scope| scope.ends_with("/.default")) {
        true => Err(Aadsts::bad(
            "invalid_scope",
            70011,
            "The provided value for the input parameter 'scope' is not valid: \
             .default scope can't be combined with resource-specific scopes.",
        )),
        false => Ok(scopes),
    }
}

fn is_oidc(scope: &str) -> bool {
    matches!(scope, "openid" | "profile" | "email" | "offline_access")
}

async fn devicecode(
    State(sandbox): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Aadsts> {
    let form = form(&tenant, &headers, &body)?;
    let scopes = checked(words(required(&form, "scope")?))?;
    let asker = Asker {
        face: Face::Entra,
        client_id: CLIENT_ID.to_owned(),
    };
    let started = sandbox.identity.start_device(asker, &tenant, scopes);
    let page = format!("{}/device", sandbox.base);
    let message = format!(
        "To sign in, use a web browser to open the page {page} and enter the code {} to authenticate.",
        started.user_code
    );
    let body = json!({
        "user_code": started.user_code, "device_code": started.device_code,
        "verification_uri": page, "expires_in": started.expires_in,
        "interval": started.interval, "message": message,
    });
    Ok((no_store(), axum::Json(body)).into_response())
}

async fn token(
    State(sandbox): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Aadsts> {
    let form = form(&tenant, &headers, &body)?;
    let asker = Asker {
        face: Face::Entra,
        client_id: CLIENT_ID.to_owned(),
    };
    let tokens = match required(&form, "grant_type")? {
        DEVICE_CODE => {
            let code = required(&form, "device_code")?;
            let scopes = sandbox
                .identity
                .poll_device(Face::Entra, CLIENT_ID, &tenant, code)
                .map_err(not_yet)?;
            let refreshable = scopes.iter().any(|scope| scope == "offline_access");
            sandbox.identity.grant(asker, scopes, refreshable)
        }
        "refresh_token" => {
            let token = required(&form, "refresh_token")?;
            let scopes = form.get("scope").map(words).map(checked).transpose()?;
            sandbox
                .identity
                .refresh(&asker, token, scopes)
                .map_err(|_| {
                    let says = "The refresh token has been revoked or is not one of this app.";
                    Aadsts::bad("invalid_grant", 70000, says)
                })?
        }
        other => {
            return Err(Aadsts::bad(
                "unsupported_grant_type",
                70003,
                format!("The app requested an unsupported grant type '{other}'."),
            ));
        }
    };
    let life = sandbox.access_ttl;
    let issuer = format!("{}/{TENANT_ID}/v2.0", sandbox.base);
    let mut answer = answer(&tokens);
    if tokens.scopes.iter().any(|scope| scope == "openid") {
        answer["id_token"] = id_token(&issuer, CLIENT_ID, life).into();
    }
    if form.get("client_info") == Some("1") {
        answer["client_info"] = client_info().into();
    }
    Ok((no_store(), axum::Json(answer)).into_response())
}

/// Names the permissions behind `.default`, echoes it, and leaves the OIDC scopes out.
fn answer(tokens: &Tokens) -> Value {
    let mut scopes = Vec::new();
    for scope in tokens.scopes.iter().filter(|scope| !is_oidc(scope)) {
        if let Some(resource) = scope.strip_suffix("/.default") {
            scopes.push(format!("{resource}/user_impersonation"));
        }
        scopes.push(scope.clone());
    }
    let mut answer = json!({
        "token_type": "Bearer", "scope": scopes.join(" "), "expires_in": tokens.expires_in,
        "ext_expires_in": tokens.expires_in, "access_token": tokens.access,
    });
    if let Some(refresh) = &tokens.refresh {
        answer["refresh_token"] = refresh.as_str().into();
    }
    answer
}

fn not_yet(why: NotYet) -> Aadsts {
    let (error, number, says) = match why {
        NotYet::Pending => (
            "authorization_pending",
            70016,
            "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        ),
        // Entra documents neither the error nor a number of its own for it.
        NotYet::SlowDown => (
            "slow_down",
            70016,
            "Polled faster than the interval allows.",
        ),
        NotYet::Expired => ("expired_token", 70020, "The device code has expired."),
        NotYet::Denied => (
            "authorization_declined",
            65004,
            "User declined to consent to access the app.",
        ),
        NotYet::Redeemed => (
            "invalid_grant",
            54005,
            "OAuth2 Authorization code was already redeemed.",
        ),
        NotYet::Unknown => (
            "bad_verification_code",
            70018,
            "The device code is not one of this tenant.",
        ),
    };
    Aadsts::bad(error, number, says)
}
