//! `/_sandbox/market…`: what tests order from the marketplaces, and what they count.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::Shared;
use super::store::{Marketplace, Marketplaces, Shelf};
use crate::sandbox::control::Lapse;
use crate::sandbox::kurus::Kurus;

#[derive(Deserialize)]
struct Named {
    seller: String,
}

#[derive(Deserialize)]
struct Shop {
    marketplace: String,
    seller: String,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/_sandbox/market", get(report))
        .route("/_sandbox/market/{marketplace}/{seller}", get(listings))
        .route(
            "/_sandbox/market/{marketplace}/{seller}/{key}",
            get(listing),
        )
        .route("/_sandbox/market/revoke", post(revoke))
        .route("/_sandbox/market/down", post(down))
        .route("/_sandbox/market/up", post(up))
        .route("/_sandbox/market/approve", post(approve))
        .route("/_sandbox/market/forget", post(forget))
        .route("/_sandbox/market/seed", post(seed))
        .route("/_sandbox/market/wait", post(wait))
}

/// `{"violations": {marketplace: n}, "duplicates", "resent", "pushes": {…}, "items": {…}}`.
async fn report(State(sandbox): State<Shared>) -> Json<Value> {
    let violations = sandbox.marketplaces.violations();
    let mut books = sandbox.marketplaces.books();
    let [mut pushes, mut items] = [(); 2].map(|()| Map::new());
    for at in Marketplace::ALL {
        let tally = *books.tally(at);
        for (counts, count) in [(&mut pushes, tally.pushes), (&mut items, tally.items)] {
            counts.insert(at.name().to_owned(), count.into());
        }
    }
    Json(
        json!({"violations": violations, "duplicates": books.duplicates, "resent": books.resent,
                "pushes": pushes, "items": items}),
    )
}

impl Marketplaces {
    /// How often each was asked beyond its windows.
    pub(in crate::sandbox) fn violations(&self) -> Map<String, Value> {
        let mut books = self.books();
        let counts = Marketplace::ALL
            .into_iter()
            .map(|at| (at.name().to_owned(), books.tally(at).violations.into()));
        counts.collect()
    }
}

async fn listings(State(sandbox): State<Shared>, Path(shop): Path<Shop>) -> Response {
    match named(&shop.marketplace) {
        Some(at) => {
            let mut books = sandbox.marketplaces.books();
            books.seller(at, &shop.seller).shelf.lines().into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What was said of a listing beside its price and stock: the fields as they were sent.
async fn listing(
    State(sandbox): State<Shared>,
    Path((marketplace, seller, key)): Path<(String, String, String)>,
) -> Response {
    let mut books = sandbox.marketplaces.books();
    let at = named(&marketplace);
    let found = at.and_then(|at| books.seller(at, &seller).shelf.get(&key));
    match found {
        Some((_, listing)) => Json(&listing.said).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn revoke(State(sandbox): State<Shared>, Query(named): Query<Named>) -> StatusCode {
    sandbox.marketplaces.books().revoked.insert(named.seller);
    StatusCode::NO_CONTENT
}

async fn down(State(sandbox): State<Shared>, Query(named): Query<Named>) -> StatusCode {
    sandbox.marketplaces.books().down.insert(named.seller);
    StatusCode::NO_CONTENT
}

async fn up(State(sandbox): State<Shared>, Query(named): Query<Named>) -> StatusCode {
    let mut books = sandbox.marketplaces.books();
    books.revoked.remove(&named.seller);
    books.down.remove(&named.seller);
    StatusCode::NO_CONTENT
}

/// Approves what the seller has created at Trendyol.
async fn approve(State(sandbox): State<Shared>, Query(named): Query<Named>) -> StatusCode {
    let mut books = sandbox.marketplaces.books();
    books
        .seller(Marketplace::Trendyol, &named.seller)
        .shelf
        .approve();
    StatusCode::NO_CONTENT
}

/// Takes everything off the seller's shelf at Trendyol.
async fn forget(State(sandbox): State<Shared>, Query(named): Query<Named>) -> StatusCode {
    let mut books = sandbox.marketplaces.books();
    books
        .seller(Marketplace::Trendyol, &named.seller)
        .shelf
        .clear();
    StatusCode::NO_CONTENT
}

/// Puts listings there, by lines as they are shown; nothing where a line cannot be read.
async fn seed(State(sandbox): State<Shared>, Query(shop): Query<Shop>, body: String) -> Response {
    let Some(at) = named(&shop.marketplace) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let lines = body.lines().filter(|line| !line.is_empty());
    let read: Result<Vec<Line<'_>>, &str> =
        lines.map(|line| Line::read(line).ok_or(line)).collect();
    match read {
        Ok(lines) => {
            let mut books = sandbox.marketplaces.books();
            let shelf = &mut books.seller(at, &shop.seller).shelf;
            lines.into_iter().for_each(|line| line.put(shelf));
            StatusCode::NO_CONTENT.into_response()
        }
        Err(line) => (StatusCode::BAD_REQUEST, format!("no listing: {line}")).into_response(),
    }
}

/// Moves the time of batches, windows and results ahead.
async fn wait(
    State(sandbox): State<Shared>,
    Query(lapse): Query<Lapse>,
) -> Result<StatusCode, StatusCode> {
    sandbox.marketplaces.books().ahead += lapse.length()?;
    Ok(StatusCode::NO_CONTENT)
}

fn named(name: &str) -> Option<Marketplace> {
    Marketplace::ALL.into_iter().find(|at| at.name() == name)
}

struct Line<'a> {
    key: &'a str,
    price: Option<Kurus>,
    list_price: Option<Kurus>,
    stock: Option<i64>,
}

impl Line<'_> {
    fn read(line: &str) -> Option<Line<'_>> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [key, price, list_price, stock] = fields[..] else {
            return None;
        };
        let amount = |text: &str| match text {
            "-" => Some(None),
            text => Some(Some(Kurus::read(text)?)),
        };
        let stock = match stock {
            "-" => None,
            text => Some(text.parse().ok()?),
        };
        Some(Line {
            key,
            price: amount(price)?,
            list_price: amount(list_price)?,
            stock,
        })
    }

    fn put(self, shelf: &mut Shelf) {
        let listing = shelf.put(self.key);
        listing.price = self.price;
        listing.list_price = self.list_price;
        listing.stock = self.stock;
    }
}
