//! The seller's products, page by page, or the one with a stock code.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::store::{Listing, Marketplace, Standing};
use super::{internal, seller};
use crate::sandbox::kurus::Kurus;
use crate::sandbox::{Shared, dice};

/// The largest page, and the usual one.
const LARGEST: usize = 250;
const USUAL: usize = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    #[serde(default)]
    page: usize,
    size: Option<usize>,
    stock_code: Option<String>,
}

#[derive(Serialize)]
struct Page {
    content: Vec<Product>,
    #[serde(flatten)]
    rest: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Product {
    stock_code: String,
    sale_price: Option<Kurus>,
    list_price: Option<Kurus>,
    quantity: i64,
    #[serde(flatten)]
    rest: Value,
}

pub(super) async fn products(
    State(sandbox): State<Shared>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Query(asked)) = asked else {
        return internal("IllegalArgumentException");
    };
    let size = asked.size.unwrap_or(USUAL);
    if !(1..=LARGEST).contains(&size) {
        return internal("ConstraintViolationException");
    }
    let mut books = sandbox.marketplaces.books();
    let shelf = &books.seller(Marketplace::N11, &seller(&headers)).shelf;
    let (total, content): (usize, Vec<_>) = match &asked.stock_code {
        Some(code) => {
            let found = shelf.get(code).filter(|_| asked.page == 0);
            (
                usize::from(shelf.get(code).is_some()),
                found.into_iter().collect(),
            )
        }
        None => {
            let rows = shelf.behind(None).skip(asked.page.saturating_mul(size));
            (shelf.len(), rows.take(size).collect())
        }
    };
    let pages = total.div_ceil(size);
    let rest = json!({"pageable": {}, "totalElements": total, "totalPages": pages, "number": asked.page,
        "size": size, "numberOfElements": content.len(), "first": asked.page == 0,
        "last": asked.page + 1 >= pages, "empty": content.is_empty()});
    let content = content
        .into_iter()
        .map(|(key, listing)| product(key, listing));
    let page = Page {
        content: content.collect(),
        rest,
    };
    Json(page).into_response()
}

fn product(key: &str, listing: &Listing) -> Product {
    let stock = listing.stock.unwrap_or(0);
    let (status, sale) = match (listing.standing, stock) {
        (Standing::Suspended, _) => ("Suspended", "Sale_Closed"),
        (Standing::Pending, _) => ("InApproval", "Before_Sale"),
        (Standing::Open, ..=0) => ("Active", "Out_Of_Stock"),
        (Standing::Open, _) => ("Active", "On_Sale"),
    };
    Product {
        stock_code: key.to_owned(),
        sale_price: listing.price,
        list_price: listing.list_price,
        quantity: stock,
        rest: json!({"n11ProductId": dice::of(key.as_bytes()) >> 16, "sellerId": 10_001,
            "sellerNickname": "ornekmagaza", "title": listing.title, "status": status, "saleStatus": sale,
            "preparingDay": 2, "maxPurchaseQuantity": null, "catalogId": null, "barcode": null,
            "currencyType": "TL", "attributes": [], "imageUrls": [], "vatRate": 20, "sender": "SELLER",
            "rejectInfo": null}),
    }
}
