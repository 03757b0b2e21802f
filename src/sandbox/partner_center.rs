//! Partner Center's referrals API, as far as a sync reads it: the listing and one referral.
//! Its pages lie the way the real ones do: counts that are no totals, links that lead nowhere.

use axum::Router;
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

use super::Shared;
use super::json::Piece;
use super::paging::Cursor;
use super::referral;

/// What a token's scopes must start with to be meant for this API.
const AUDIENCE: &str = "https://api.partner.microsoft.com/";
/// One page in so many is empty and yet leads on.
const EMPTY_EVERY: u64 = 9;
const JSON: [(header::HeaderName, &str); 1] =
    [(header::CONTENT_TYPE, "application/json; charset=utf-8")];

pub(super) fn routes(sandbox: Shared) -> Router<Shared> {
    Router::new()
        .route("/v1.0/engagements/referrals", get(list))
        .route("/v1.0/engagements/referrals/{id}", get(one))
        .layer(from_fn_with_state(sandbox, guard))
}

async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let token = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let inner = match token {
        None => "missingToken",
        Some(token) if !sandbox.identity.admits(token, AUDIENCE) => "invalidToken",
        Some(_) => return next.run(request).await,
    };
    let says = "The access token is missing, expired or not meant for this API.";
    let mut answer = problem(StatusCode::UNAUTHORIZED, "unauthenticated", inner, says);
    let scheme = header::HeaderValue::from_static("Bearer");
    answer
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, scheme);
    answer
}

async fn list(
    State(sandbox): State<Shared>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let seed = sandbox.catalogue.seed;
    let size = sandbox.page_size as u64;
    match Cursor::parse(query.as_deref(), &headers, size, seed) {
        Ok(cursor) => (JSON, page(&sandbox, cursor)).into_response(),
        Err(says) => problem(
            StatusCode::BAD_REQUEST,
            "invalidRequest",
            "badArgument",
            &says,
        ),
    }
}

fn page(sandbox: &Shared, cursor: Cursor) -> String {
    let catalogue = &sandbox.catalogue;
    let view = catalogue.view(cursor.order, cursor.floor);
    let ends = cursor.top.map_or(view.len(), |top| top.min(view.len()));
    let start = cursor.offset.min(ends);
    let empty = start < ends && cursor.page % EMPTY_EVERY == EMPTY_EVERY / 2;
    let count = match empty {
        true => 0,
        false => cursor.size.min(ends - start),
    };

    let mut out = String::with_capacity(count as usize * 2_048 + 512);
    out.push_str(
        "{\"@odata.context\":\"http://api.partner.microsoft.com/v1.0/$metadata#Referrals\",",
    );
    let said = match cursor.count {
        Some(true) => Some(view.len()),
        Some(false) => None,
        None => (cursor.page % 5 != 3).then_some(count),
    };
    if let Some(said) = said {
        out.push_str(&format!("\"@odata.count\":{said},"));
    }
    out.push_str("\"value\":[");
    for position in start..start + count {
        if position > start {
            out.push(',');
        }
        referral::write(&mut out, catalogue, view.index(position));
    }
    out.push(']');
    if start + count < ends {
        let next = Cursor {
            page: cursor.page + 1,
            offset: start + count,
            count: None,
            ..cursor
        };
        // As live: plain http and without /engagements, where nothing answers.
        let link = format!(
            ",\"@odata.nextLink\":\"{}/v1.0/referrals?$skiptoken={}\"",
            sandbox.base,
            next.token(catalogue.seed)
        );
        out.push_str(&link);
    }
    out.push('}');
    out
}

async fn one(State(sandbox): State<Shared>, Path(id): Path<String>) -> Response {
    let catalogue = &sandbox.catalogue;
    let Some(index) = catalogue.find(&id) else {
        let says = "There is no such referral.";
        return problem(StatusCode::NOT_FOUND, "itemNotFound", "notFound", says);
    };
    let mut out = String::with_capacity(2_048);
    referral::write(&mut out, catalogue, index);
    let mut etag = String::new();
    ("\"", catalogue.etag(index), "\"").append(&mut etag);
    ([(header::ETAG, etag)], JSON, out).into_response()
}

fn problem(status: StatusCode, code: &str, inner: &str, says: &str) -> Response {
    let body = json!({"error": {
        "code": code, "message": says, "innerError": {"code": inner, "message": says},
    }});
    (status, axum::Json(body)).into_response()
}
