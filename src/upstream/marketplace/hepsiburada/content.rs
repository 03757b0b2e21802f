//! A product as Hepsiburada's catalogue imports it: a file of texts, with a comma in its price, and a status a product.

use reqwest::Request;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use url::Url;

use super::{ME, words};
use crate::db::Product;
use crate::http::{Reply, one_line};
use crate::upstream::marketplace::Error;
use crate::upstream::marketplace::content::{Fields, images, json, text};
use crate::upstream::marketplace::driver::{Polled, Pushed, Refusal, ResultRow, Results, Told};
use crate::upstream::marketplace::request::{array, get, post};

/// Told by the uploads of prices and stock once it is on sale.
const APART: [&str; 2] = ["price", "stock"];
/// What a product may not say otherwise for Hepsiburada alone. A malformed price would make a listing at 0.
const OURS: [&str; 3] = ["merchantSku", "price", "stock"];
const MOST_IMAGES: usize = 10;
/// Rows on a page of the status.
const PAGE: usize = 100;
/// A line of its own is in no JSON: line ends are escaped in its texts.
const BOUNDARY: &str = "jeton-7f1c2d9b64a84e0e";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Import<'a> {
    category_id: &'a RawValue,
    merchant: &'a str,
    attributes: &'a RawValue,
}

pub(super) fn tell(product: &Product, merchant: &str) -> Result<Told, Refusal> {
    product.in_lira(ME)?;
    let mut fields = Fields::of(product, ME, &OURS);
    let category = fields.take("categoryId");
    let category = category.ok_or_else(|| Refusal::new("hepsiburada.categoryId", "is missing"))?;
    fields.add("merchantSku", &product.sku);
    fields.add("VaryantGroupID", &product.sku);
    fields.maybe("Barcode", product.barcode.as_ref());
    fields.maybe(
        "UrunAdi",
        text("title", product.title.as_deref(), 255)?.as_ref(),
    );
    fields.maybe("UrunAciklamasi", product.description.as_ref());
    fields.maybe("Marka", product.brand.as_ref());
    fields.maybe("tax_vat_rate", product.vat_rate.as_ref());
    let price = product.prices()?.map(|prices| prices.sale.to_string());
    fields.maybe("price", price.map(|price| price.replace('.', ",")).as_ref());
    let stock = product.quantity(None)?.map(|stock| stock.to_string());
    fields.maybe("stock", stock.as_ref());
    for (number, image) in (1..).zip(images(product, MOST_IMAGES)?) {
        fields.add(&format!("Image{number}"), &image);
    }
    fields.need(&[
        ("Barcode", "barcode"),
        ("UrunAdi", "title"),
        ("UrunAciklamasi", "description"),
        ("Marka", "brand"),
        ("tax_vat_rate", "vat_rate"),
        ("price", "price"),
        ("stock", "stock"),
        ("Image1", "images"),
    ])?;
    let mut told = fields.told(&product.sku, &APART)?;
    let whole = |attributes: &str| -> Result<String, Refusal> {
        let attributes = RawValue::from_string(attributes.to_owned());
        let attributes =
            attributes.map_err(|_| Refusal::new("hepsiburada", "is no object of fields"))?;
        json(&Import {
            category_id: &category,
            merchant,
            attributes: &attributes,
        })
    };
    told.body = whole(&told.body)?;
    told.seen = whole(&told.seen)?;
    Ok(told)
}

/// A form with a file in it (RFC 7578).
pub(super) fn import(base: &Url, bodies: &[&str]) -> Request {
    let path = ["product", "api", "products", "import"];
    let file = array(bodies);
    let body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"products.json\"\r\n\
         Content-Type: application/json\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    );
    let mut request = post(base, &path, body);
    request
        .url_mut()
        .query_pairs_mut()
        .append_pair("version", "1");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        request.headers_mut().insert(CONTENT_TYPE, kind);
    }
    request
}

/// What the catalogue puts around everything. A refusal is a success to HTTP.
#[derive(Deserialize)]
struct Envelope<T> {
    #[serde(default)]
    success: bool,
    code: Option<i64>,
    message: Option<String>,
    data: Option<T>,
    last: Option<bool>,
}

/// Too fast is told by a 403 here, which wrong keys are elsewhere.
fn read<T: serde::de::DeserializeOwned>(reply: &Reply) -> Result<Envelope<T>, Error> {
    match words::read(ME, reply) {
        Err(Error::Denied {
            marketplace,
            status: 403,
            message,
        }) => Err(Error::Throttled {
            marketplace,
            status: 403,
            message,
        }),
        read => read,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tracked {
    tracking_id: String,
}

pub(super) fn imported(reply: &Reply) -> Result<Pushed, Error> {
    let envelope: Envelope<Tracked> = match read(reply) {
        Err(Error::Refused {
            status: 400 | 413 | 422,
            message,
            ..
        }) => return Ok(Pushed::Refused { reason: message }),
        read => read?,
    };
    match envelope.data {
        Some(tracked) if envelope.success => Ok(Pushed::Taken {
            tracking_id: tracked.tracking_id,
        }),
        _ if !envelope.success => {
            let words = envelope.message.unwrap_or_default();
            let code = envelope.code.unwrap_or_default();
            Ok(Pushed::Refused {
                reason: one_line(&format!("{words} (code {code})")),
            })
        }
        _ => Err(Error::Unreadable(ME)),
    }
}

pub(super) fn status(base: &Url, tracking_id: &str, page: u32) -> Request {
    let path = ["product", "api", "products", "status", tracking_id];
    let (page, size) = (page.to_string(), PAGE.to_string());
    get(base, &path, &[("page", page.as_str()), ("size", &size)])
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    merchant_sku: Option<String>,
    hb_sku: Option<String>,
    import_status: Option<String>,
    #[serde(default)]
    import_messages: Option<Vec<Message>>,
    #[serde(default)]
    validation_results: Option<Vec<Validation>>,
}

#[derive(Deserialize)]
struct Message {
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Validation {
    attribute_name: Option<String>,
    message: Option<String>,
}

pub(super) fn polled(reply: &Reply) -> Result<Polled, Error> {
    let envelope: Envelope<Vec<Row>> = match read(reply) {
        Err(Error::Refused {
            status: 400 | 404 | 410,
            ..
        }) => return Ok(Polled::Gone),
        read => read?,
    };
    if !envelope.success && envelope.data.is_none() {
        return Ok(Polled::Gone);
    }
    let rows = envelope.data.unwrap_or_default();
    let is = |row: &Row, word: &str| {
        let status = row.import_status.as_deref();
        status.is_some_and(|status| status.eq_ignore_ascii_case(word))
    };
    let ended = |row: &Row| is(row, "SUCCESS") || is(row, "FAILED");
    if rows.is_empty() || !rows.iter().all(ended) {
        return Ok(Polled::Pending);
    }
    let rows = rows.into_iter().map(|row| ResultRow {
        position: None,
        refused: (!is(&row, "SUCCESS")).then(|| row.reasons()),
        remote_id: row.hb_sku,
        key: row.merchant_sku,
    });
    Ok(Polled::Done(Results {
        rows: rows.collect(),
        names_failures_only: false,
        more: envelope.last == Some(false),
    }))
}

impl Row {
    fn reasons(&self) -> String {
        let messages = self.import_messages.iter().flatten();
        let messages = messages.filter_map(|message| message.message.clone());
        let invalid = self
            .validation_results
            .iter()
            .flatten()
            .filter_map(|found| {
                let name = found.attribute_name.as_deref().unwrap_or("attribute");
                Some(format!("{name}: {}", found.message.as_deref()?))
            });
        let reasons: Vec<String> = messages.chain(invalid).collect();
        match reasons.is_empty() {
            true => "no reason was given".to_owned(),
            false => one_line(&reasons.join("; ")),
        }
    }
}
