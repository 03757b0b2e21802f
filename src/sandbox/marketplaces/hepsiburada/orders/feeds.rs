//! The thin lists: what is not paid yet, what was sent, what came to its end, what was cancelled. They reach back one
//! month, and none of them takes dates.

use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::slice::Slice;
use super::{
    REACH, bad, date, dates, in_states, line_id, named, order_number, package_number, shop, sku,
};
use crate::sandbox::Shared;
use crate::sandbox::json::Json;
use crate::sandbox::orders::{Asked, Fate, Flaw, Line, Record, Stage};

/// The largest limit.
const LARGEST: usize = 50;

type Whose = Path<(String, String)>;

pub(super) async fn shipped(state: State<Shared>, whose: Whose, asked: Query<Asked>) -> Response {
    thin(&state, whose.0.1, &asked, "ShippedDate", &[Stage::Shipped])
}

pub(super) async fn delivered(state: State<Shared>, whose: Whose, asked: Query<Asked>) -> Response {
    let stages = [Stage::Delivered, Stage::Returned];
    thin(&state, whose.0.1, &asked, "DeliveredDate", &stages)
}

pub(super) async fn undelivered(
    state: State<Shared>,
    whose: Whose,
    asked: Query<Asked>,
) -> Response {
    let stages = [Stage::UnDelivered];
    thin(&state, whose.0.1, &asked, "UndeliveredDate", &stages)
}

/// The packages that are in the first of these states, or in one that is not told apart from it.
fn thin(
    sandbox: &Shared,
    merchant: String,
    asked: &Asked,
    dated: &str,
    stages: &[Stage],
) -> Response {
    let slice = match slice(asked) {
        Ok(slice) => slice,
        Err(code) => return bad(code),
    };
    let shop = shop(sandbox, &merchant);
    slice.envelope(&in_states(&shop, stages), |json, row| {
        let record = shop.record(*row);
        let steps = record.history().iter();
        let reached = steps.rev().find(|(_, stage)| *stage == stages[0]);
        let at = reached.map_or(record.modified, |(at, _)| *at);
        package(json, &merchant, &record);
        date(json, dated, at, &record);
        if dated == "UndeliveredDate" {
            json.text("UndeliveredReason", "Adreste bulunamadı");
        }
    })
}

fn package(json: &mut Json<'_>, merchant: &str, record: &Record) {
    let (number, order) = (package_number(record), order_number(record));
    json.text("Id", record.order.number);
    named(json, "OrderNumber", &order, record);
    json.array("OrderNumbers", |json| {
        if record.order.flaw != Some(Flaw::Id) {
            json.word(&*order);
        }
    });
    json.text("Barcode", (&*number, "000"));
    named(json, "PackageNumber", &number, record);
    json.text("MerchantId", merchant)
        .raw("Deci", "1.0")
        .raw("EtgbNo", "null");
}

/// The lines that are cancelled, with their order or alone.
pub(super) async fn cancelled(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Whose,
    Query(asked): Query<Asked>,
) -> Response {
    let slice = match slice(&asked) {
        Ok(slice) => slice,
        Err(code) => return bad(code),
    };
    let shop = shop(&sandbox, &merchant);
    let rows = shop.changed(shop.now - REACH, shop.now).iter();
    let touched = rows.filter(|row| {
        let fate = shop.source.fate(row.index.into());
        row.stage == Stage::Cancelled || fate == Fate::LineCancelled
    });
    let records: Vec<Record> = touched.map(|row| shop.record(*row)).collect();
    let lines = records.iter().flat_map(|record| {
        let lines = record.lines().iter();
        let gone = lines.filter(|line| record.is_cancelled(line));
        gone.map(move |line| (record, line))
    });
    let lines: Vec<(&Record, &Line)> = lines.collect();
    slice.envelope(&lines, |json, (record, line)| {
        let alone = record.order.fate == Fate::LineCancelled;
        let step = if alone {
            record.history().get(1)
        } else {
            record.history().last()
        };
        named(json, "orderNumber", &order_number(record), record);
        named(json, "lineItemId", &line_id(record, line), record);
        date(
            json,
            "cancelDate",
            step.map_or(record.modified, |(at, _)| *at),
            record,
        );
        json.text("cancelledBy", "Customer")
            .text("cancelReasonCode", "1")
            .text("merchantId", &*merchant)
            .raw("quantity", line.quantity)
            .text("sku", &*sku(line))
            .maybe("merchantSku", line.sku().as_deref());
    })
}

/// What waits for its payment; it is an order only when that has come.
pub(super) async fn awaited(
    State(sandbox): State<Shared>,
    Path((_, merchant)): Whose,
    Query(asked): Query<Asked>,
) -> Response {
    let slice = match slice(&asked) {
        Ok(slice) => slice,
        Err(code) => return bad(code),
    };
    let shop = shop(&sandbox, &merchant);
    let orders: Vec<_> = shop
        .source
        .awaited(shop.now)
        .map(|index| shop.source.order(index))
        .collect();
    let lines = orders
        .iter()
        .flat_map(|order| order.lines.iter().map(move |line| (order, line)));
    let lines: Vec<_> = lines.collect();
    slice.envelope(&lines, |json, (order, line)| {
        let placed = order.created - shop.source.awaits(order.index);
        json.text("Id", order.number * 16 + line.place)
            .text("MerchantId", &*merchant)
            .maybe("MerchantSku", line.sku().as_deref())
            .text("Name", line.name)
            .text("OrderDate", &*dates::written(placed))
            .text("OrderNumber", ("4", order.number))
            .raw("Properties", "[]")
            .raw("Quantity", line.quantity)
            .text("Sku", &*sku(line));
    })
}

/// The slice that is asked for; dates are refused, whatever they are.
fn slice(asked: &Asked) -> Result<Slice, &'static str> {
    if ["begindate", "enddate"]
        .iter()
        .any(|name| asked.get(name).is_some())
    {
        return Err("WrongDateFormat");
    }
    Slice::read(asked, "offset", LARGEST).ok_or("WrongLimit")
}
