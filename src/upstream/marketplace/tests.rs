//! The drivers as tables: what they make of products, and of answers in the forms that are known.

mod hepsiburada;
mod n11;
mod names;
mod trendyol;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::{Call, Credentials, Driver, Polled, Seller};
use crate::db::Product;
use crate::http::Reply;

/// An answer with this body.
fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: body.as_bytes().to_vec(),
    }
}

fn credentials() -> Credentials {
    Credentials {
        key: "key".into(),
        secret: "secret".into(),
    }
}

fn seller(credentials: &Credentials) -> Seller<'_> {
    Seller {
        id: Some("123456"),
        credentials,
    }
}

/// One that every marketplace takes.
fn product() -> Product {
    Product {
        id: "p".to_owned(),
        sku: "TS-100".to_owned(),
        barcode: Some("0869000000001".to_owned()),
        price: Some("199.9".to_owned()),
        list_price: Some("249.90".to_owned()),
        currency: Some("TRY".to_owned()),
        stock: Some(42),
        ..Product::default()
    }
}

/// What the marketplace is told of a change of the product, or why it is not.
fn told(driver: &dyn Driver, call: Call, change: impl FnOnce(&mut Product)) -> String {
    let mut product = product();
    change(&mut product);
    match driver.tell(call, &product) {
        Ok(Some(told)) => told.body,
        Ok(None) => "nothing".to_owned(),
        Err(refusal) => refusal.to_string(),
    }
}

/// Results in one line: `key` or `#place`, and why it was refused.
fn results(polled: Polled) -> String {
    match polled {
        Polled::Pending => "pending".to_owned(),
        Polled::Gone => "gone".to_owned(),
        Polled::Rejected { reason } => format!("rejected: {reason}"),
        Polled::Done(results) => {
            let rows = results.rows.iter().map(|row| {
                let place = row.position.map(|at| format!("#{at}"));
                let name = place.or(row.key.clone()).unwrap_or_default();
                let refused = row.refused.as_deref();
                format!("{name}={}", refused.unwrap_or("ok"))
            });
            let mut words: Vec<String> = rows.collect();
            words.extend(results.names_failures_only.then(|| "others=ok".to_owned()));
            words.join(" ")
        }
    }
}
