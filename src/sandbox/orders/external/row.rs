//! One order as the order API tells it.

use jiff::Timestamp;

use crate::sandbox::json::{Json, Padded, Piece};
use crate::sandbox::kurus::Kurus;
use crate::sandbox::orders::{Flaw, Line, Person, Record, Stage, Told};

/// What it costs to have an order sent; one in two is sent for nothing. The lines do not tell it.
const SENDING: Kurus = Kurus(4_000);
/// The salts of the oddities.
const FREE: u64 = 1;

/// What tests are told of it.
pub(in super::super) fn told(record: &Record) -> Told {
    let mut id = String::new();
    id_of(record).append(&mut id);
    Told {
        id,
        number: record.order.number.to_string(),
        word: word(record.stage()).to_owned(),
        total: total(record),
        lines: record.lines().len(),
    }
}

pub(super) fn write(json: &mut Json<'_>, record: &Record) {
    let order = &record.order;
    match order.flaw {
        Some(Flaw::Id) => {}
        _ => {
            json.text("id", id_of(record)).text("number", order.number);
        }
    }
    json.text("status", word(record.stage()));
    match order.flaw {
        Some(Flaw::Date) => json
            .text("created_at", "yesterday")
            .text("updated_at", "today"),
        _ => json
            .text("created_at", &*time(order.created))
            .text("updated_at", &*time(record.modified)),
    };
    match order.flaw {
        Some(Flaw::Currency) => {}
        _ => {
            json.text("currency", "TRY");
        }
    }
    match order.index % 2 {
        // The first order has number 1.
        0 => json.raw("total_amount", total(record)),
        _ => json.text("total_amount", total(record)),
    };
    customer(json, &order.customer);
    address(json, &order.customer);
    json.object("cargo", |json| {
        let sent = record.is_sent();
        json.maybe("provider", sent.then_some("Örnek Kargo"))
            .maybe("tracking_number", sent.then_some(("7", order.number)));
    });
    json.array("items", |json| {
        for line in record.lines() {
            json.item(|json| item(json, line, record.is_cancelled(line)));
        }
    });
}

fn id_of(record: &Record) -> impl Piece {
    ("EXT-", Padded::<6>(record.order.index + 1))
}

fn total(record: &Record) -> Kurus {
    let sending = match record.order.is_odd(FREE, 2) {
        true => Kurus(0),
        false => SENDING,
    };
    Kurus(record.total().0 + sending.0)
}

fn customer(json: &mut Json<'_>, person: &Person) {
    json.object("customer", |json| {
        json.text("id", person.id)
            .text("name", &*person.name())
            .text("email", &*person.email())
            .maybe("phone", person.phone.map(|phone| ("+90", phone)));
    });
}

fn address(json: &mut Json<'_>, person: &Person) {
    json.object("shipping_address", |json| {
        json.text("name", &*person.name())
            .text("line1", &*person.street())
            .text("district", person.district)
            .text("city", person.city)
            .text("postal_code", person.postal_code)
            .text("country", "TR");
    });
}

fn item(json: &mut Json<'_>, line: &Line, cancelled: bool) {
    json.text("id", line.place + 1)
        .maybe("sku", line.sku().as_deref())
        .text("barcode", &*line.barcode())
        .text("name", line.name)
        .raw("quantity", line.quantity)
        .text("unit_price", line.price())
        .text("total", line.total())
        .maybe("status", cancelled.then_some("cancelled"));
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Created | Stage::UnPacked => "created",
        Stage::Picking => "preparing",
        Stage::Shipped => "shipped",
        Stage::Delivered => "delivered",
        Stage::Cancelled => "cancelled",
        Stage::UnDelivered | Stage::Returned => "returned",
        Stage::Unheard => "on_hold",
    }
}

/// `2026-09-21T10:13:20.123Z`, with as many decimals as there are.
fn time(millis: i64) -> String {
    Timestamp::from_millisecond(millis)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_string()
}
