//! `GET /orders-api/orders`: the orders that were changed since, the one that was changed first first, in any of the
//! shapes that vendors have.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::page::{Page, cut};
use super::row;
use crate::sandbox::Shared;
use crate::sandbox::json::{self, Json};
use crate::sandbox::orders::{Asked, Kind, Paging, Shape, Shop};

const PATH: &str = "/orders-api/orders";

pub(super) async fn list(State(sandbox): State<Shared>, Query(asked): Query<Asked>) -> Response {
    let orders = &sandbox.orders;
    let shop = orders.shop(Kind::External, "", sandbox.marketplaces.since());
    let (shape, paging) = (orders.options.shape, orders.options.paging);
    let page = since(&asked).and_then(|from| cut(shop.changed(from, shop.now), paging, &asked));
    let page = match page {
        Ok(page) => page,
        Err(says) => {
            let body = serde_json::json!({"error": "invalid_request", "message": says});
            return (StatusCode::BAD_REQUEST, axum::Json(body)).into_response();
        }
    };
    let url = |cursor: &str| url(&sandbox.base, &asked, cursor);
    let next = page.next.as_deref();
    let mut answer = body(&shop, shape, paging, &page, next.map(url).as_deref());
    // A bare list has no other place to say what follows.
    let bare = shape == Shape::Array && matches!(paging, Paging::Cursor | Paging::Next);
    if (paging == Paging::Link || bare)
        && let Some(next) = next
        && let Ok(link) = links(&sandbox.base, &url(next)).parse()
    {
        answer.headers_mut().insert(header::LINK, link);
    }
    answer
}

fn since(asked: &Asked) -> Result<i64, String> {
    let Some(since) = asked.get("updated_since") else {
        return Ok(i64::MIN);
    };
    let since: Timestamp = since
        .parse()
        .map_err(|_| "updated_since is no time of RFC 3339")?;
    // Times here are whole milliseconds: a part of one is after the last.
    let rest = since.subsec_nanosecond() % 1_000_000;
    Ok(since.as_millisecond() + i64::from(rest > 0))
}

fn body(
    shop: &Shop,
    shape: Shape,
    paging: Paging,
    page: &Page<'_>,
    next: Option<&str>,
) -> Response {
    let fill = |json: &mut Json<'_>| {
        for row in page.rows {
            json.item(|json| row::write(json, &shop.record(*row)));
        }
    };
    let name = match shape {
        Shape::Array => return json::list(fill),
        Shape::Orders => "orders",
        Shape::Items => "items",
        Shape::Data => "data",
        Shape::Results => "results",
    };
    json::document(|json| {
        json.array(name, fill);
        let (total, place, size) = (page.total as u64, page.place as u64, page.size as u64);
        match paging {
            Paging::None | Paging::Link => {}
            Paging::Page => {
                json.raw("total", total)
                    .raw("page", place)
                    .raw("page_size", size)
                    .raw("total_pages", total.div_ceil(size));
            }
            Paging::Offset => {
                json.raw("total", total)
                    .raw("offset", place)
                    .raw("limit", size);
            }
            Paging::Cursor => {
                json.maybe("next_cursor", page.next.as_deref());
            }
            Paging::Next => {
                json.maybe("next", next);
            }
        }
    })
}

/// The page behind a cursor, with everything else as it was asked for.
fn url(base: &str, asked: &Asked, cursor: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in ["updated_since", "page_size"] {
        if let Some(value) = asked.get(name) {
            query.append_pair(name, value);
        }
    }
    query.append_pair("cursor", cursor);
    format!("{base}{PATH}?{}", query.finish())
}

/// Another relation stands before the one that matters.
fn links(base: &str, next: &str) -> String {
    format!("<{base}{PATH}>; rel=\"first\", <{next}>; rel=\"next\"")
}
