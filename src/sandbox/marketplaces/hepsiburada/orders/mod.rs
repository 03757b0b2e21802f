//! Hepsiburada's orders: open lines, packages, and thin lists of what went on. A line is in one list at a time; none
//! of them is the whole. The 401 has no body, and here `merchantId` is as good as `merchantid`.

mod dates;
mod feeds;
mod line;
mod lines;
mod package;
mod packages;
mod slice;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::super::entrance::{self, Entrance};
use super::super::store::{Marketplace, uuid};
use super::super::windows::Window;
use super::user;
use crate::sandbox::Shared;
use crate::sandbox::json::Json;
use crate::sandbox::kurus::Kurus;
use crate::sandbox::orders::{Flaw, Kind, Line, Person, Record, Row, Shop, Stage, Told};

/// How far back the lists reach, in milliseconds.
const REACH: i64 = 31 * 24 * 3_600_000;
/// How often a merchant may ask in a second.
const MOST: usize = 2;

pub(super) fn routes(sandbox: &Shared) -> Router<Shared> {
    let orders = "/hepsiburada/orders/orders/{word}/{merchant}";
    let packages = "/hepsiburada/orders/packages/{word}/{merchant}";
    Router::new()
        .route(orders, get(lines::open))
        .route(
            &format!("{orders}/ordernumber/{{number}}"),
            get(lines::whole),
        )
        .route(&format!("{orders}/paymentawaiting"), get(feeds::awaited))
        .route(&format!("{orders}/cancelled"), get(feeds::cancelled))
        .route(packages, get(packages::list))
        .route(
            &format!("{packages}/status/unpacked"),
            get(packages::unpacked),
        )
        .route(&format!("{packages}/shipped"), get(feeds::shipped))
        .route(&format!("{packages}/delivered"), get(feeds::delivered))
        .route(&format!("{packages}/undelivered"), get(feeds::undelivered))
        .layer(from_fn_with_state(sandbox.clone(), guard))
}

/// What tests are told of an order.
pub(in crate::sandbox) fn told(record: &Record) -> Told {
    let mut words: Vec<&str> = Vec::new();
    for line in record.lines() {
        let word = word_of(record, line);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Told {
        id: order_number(record),
        number: order_number(record),
        word: words.join(","),
        total: record.total(),
        lines: record.lines().len(),
    }
}

async fn guard(State(sandbox): State<Shared>, request: Request, next: Next) -> Response {
    let mut parts = request.uri().path().split('/').skip(4);
    let (word, merchant) = (parts.next(), parts.next().unwrap_or_default());
    if !word.is_some_and(|word| word.eq_ignore_ascii_case("merchantid")) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let user = user(request.headers());
    match entrance::of(&sandbox.marketplaces, merchant) {
        Entrance::Down => return entrance::down(),
        Entrance::Open if user.as_deref() == Some(merchant) => {}
        _ => return StatusCode::UNAUTHORIZED.into_response(),
    }
    let window = Window::new("oms", MOST, 1);
    let marketplaces = &sandbox.marketplaces;
    let admitted = marketplaces
        .books()
        .admit(Marketplace::Hepsiburada, merchant, &[window]);
    match admitted {
        Ok(()) => next.run(request).await,
        Err((_, wait)) => {
            let headers = [
                ("x-ratelimit-limit", MOST.to_string()),
                ("x-ratelimit-remaining", "0".to_owned()),
                (
                    "x-ratelimit-reset",
                    wait.as_millis().div_ceil(1000).to_string(),
                ),
            ];
            (StatusCode::TOO_MANY_REQUESTS, headers).into_response()
        }
    }
}

fn shop(sandbox: &Shared, merchant: &str) -> Shop {
    let since = sandbox.marketplaces.since();
    sandbox.orders.shop(Kind::Hepsiburada, merchant, since)
}

/// What is in these states and within reach, the one that came there first first.
fn in_states(shop: &Shop, stages: &[Stage]) -> Vec<Row> {
    let rows = shop.changed(shop.now - REACH, shop.now).iter();
    rows.filter(|row| stages.contains(&row.stage))
        .copied()
        .collect()
}

fn bad(code: &str) -> Response {
    let body = serde_json::json!({"code": code, "message": code});
    (StatusCode::BAD_REQUEST, axum::Json(body)).into_response()
}

fn order_number(record: &Record) -> String {
    format!("4{}", record.order.number)
}

/// The number of the package that it is in, or was last: another one each time that it is packed.
fn package_number(record: &Record) -> String {
    let packed = |(_, stage): &&(i64, Stage)| matches!(stage, Stage::Picking | Stage::Unheard);
    let times = record.history().iter().filter(packed).count();
    format!("9{}{times}", record.order.number)
}

fn line_id(record: &Record, line: &Line) -> String {
    uuid(record.order.number * 16 + line.place)
}

fn sku(line: &Line) -> String {
    format!("HBV{:010}", line.product)
}

fn customer_id(person: &Person) -> String {
    uuid(person.id)
}

/// An amount with its currency, which an order without one has not.
fn money(json: &mut Json<'_>, name: &str, amount: Kurus, record: &Record) {
    json.object(name, |json| {
        json.raw("amount", amount);
        if record.order.flaw != Some(Flaw::Currency) {
            json.text("currency", "TRY");
        }
    });
}

/// The date of a row; what is flawed has none.
fn date(json: &mut Json<'_>, name: &str, at: i64, record: &Record) {
    match record.order.flaw {
        Some(Flaw::Date) => json.text(name, "dün"),
        _ => json.text(name, &*dates::written(at)),
    };
}

/// An id or a number, which what is flawed has not.
fn named(json: &mut Json<'_>, name: &str, id: &str, record: &Record) {
    json.maybe(name, (record.order.flaw != Some(Flaw::Id)).then_some(id));
}

fn word_of(record: &Record, line: &Line) -> &'static str {
    word(record.stage_of(line))
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Created => "Open",
        Stage::Picking => "Packaged",
        Stage::Shipped => "Shipped",
        // No list tells that something came back.
        Stage::Delivered | Stage::Returned => "Delivered",
        Stage::UnDelivered => "UnDelivered",
        Stage::Cancelled => "Cancelled",
        Stage::UnPacked => "UnPacked",
        Stage::Unheard => "InReview",
    }
}
