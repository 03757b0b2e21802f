//! The lines that are paid and not packed, and one order as a whole. A line that is packed is here no longer.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::super::super::store::uuid;
use super::dates::Dates;
use super::line;
use super::slice::Slice;
use super::{REACH, bad, customer_id, date, in_states, named, order_number, shop};
use crate::sandbox::Shared;
use crate::sandbox::json;
use crate::sandbox::orders::{Asked, Stage};

/// The largest limit, without which nothing is told.
const LARGEST: usize = 100;

pub(super) async fn open(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let limit = asked.number("limit");
    let slice = match (limit, Slice::read(&asked, "offset", LARGEST)) {
        (Ok(Some(1..=LARGEST)), Some(slice)) => slice,
        _ => return bad("LimitIsRequired"),
    };
    let shop = shop(&sandbox, &merchant);
    let dates = match Dates::read(&asked, (shop.now - REACH, shop.now)) {
        Ok(dates) => dates,
        Err(code) => return bad(code),
    };
    let rows = in_states(&shop, &[Stage::Created, Stage::UnPacked]);
    let rows = rows
        .into_iter()
        .filter(|row| dates.hold(shop.created(*row)));
    let records: Vec<_> = rows.map(|row| shop.record(row)).collect();
    let lines = records.iter().flat_map(|record| {
        let lines = record.lines().iter();
        let open = lines.filter(|line| !record.is_cancelled(line));
        open.map(move |line| (record, line))
    });
    let lines: Vec<_> = lines.collect();
    slice.envelope(&lines, |json, (record, line)| {
        line::write(json, &merchant, record, line);
    })
}

pub(super) async fn whole(
    State(sandbox): State<Shared>,
    Path((_, merchant, number)): Path<(String, String, String)>,
) -> Response {
    let shop = shop(&sandbox, &merchant);
    let number = number
        .strip_prefix('4')
        .and_then(|number| number.parse().ok());
    let Some(record) = number.and_then(|number| shop.numbered(number)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (order, person) = (&record.order, &record.order.customer);
    json::document(|json| {
        named(json, "orderId", &uuid(order.number), &record);
        named(json, "orderNumber", &order_number(&record), &record);
        date(json, "orderDate", order.created, &record);
        date(json, "createdDate", order.created, &record);
        json.text("paymentStatus", "Paid")
            .object("customer", |json| {
                json.text("customerId", &*customer_id(person))
                    .text("name", &*person.name());
            })
            .object("deliveryAddress", |json| {
                line::address(json, order.number, person)
            })
            .object("invoice", |json| line::invoice(json, order.number, person))
            .text("orderNote", "");
        json.array("items", |json| {
            for one in record.lines() {
                json.item(|json| line::write(json, &merchant, &record, one));
            }
        });
    })
}
