//! What all guards have in common: who asks, with which password, and whether the seller is there at all.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::store::Marketplaces;

const DOWN: &str = "<!doctype html><html><title>503</title><body><h1>Service Temporarily Unavailable</h1></body></html>";

/// Whether a seller may come in.
pub(super) enum Entrance {
    Open,
    /// Its credentials are good no longer.
    Revoked,
    /// Nothing answers for it but a page.
    Down,
}

pub(super) fn of(marketplaces: &Marketplaces, seller: &str) -> Entrance {
    let books = marketplaces.books();
    match (books.down.contains(seller), books.revoked.contains(seller)) {
        (true, _) => Entrance::Down,
        (false, true) => Entrance::Revoked,
        (false, false) => Entrance::Open,
    }
}

/// The page of something that is away.
pub(super) fn down() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, Html(DOWN)).into_response()
}

/// The user and the password of `Authorization: Basic`.
pub(super) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let coded = text(headers, header::AUTHORIZATION)?.strip_prefix("Basic ")?;
    let plain = String::from_utf8(STANDARD.decode(coded).ok()?).ok()?;
    let (user, password) = plain.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

pub(super) fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
