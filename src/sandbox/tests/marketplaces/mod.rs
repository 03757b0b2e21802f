//! The marketplaces and the gateway, by clients that know only what their documents say.

mod gateway;
mod hepsiburada;
mod n11;
mod orders;
mod trendyol;
mod trouble;

use std::time::Duration;

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};

use super::super::marketplaces::{self, INTEGRATOR, MERCHANT, SECRET};
use super::{Options, Visit, value};

/// A sandbox whose marketplaces are like this.
async fn market(options: marketplaces::Options) -> Visit {
    Visit::new(Options {
        marketplaces: options,
        ..Options::default()
    })
    .await
}

/// One whose batches are done at the next request.
async fn quick() -> Visit {
    market(instant()).await
}

fn instant() -> marketplaces::Options {
    marketplaces::Options {
        batch_time: Duration::ZERO,
        ..marketplaces::Options::default()
    }
}

async fn send(request: RequestBuilder) -> (u16, Value) {
    value(request.send().await.unwrap()).await
}

async fn text(request: RequestBuilder) -> (u16, String) {
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

impl Visit {
    /// Trendyol, as seller 1: `product/…/products/approved` with `…` for the seller.
    fn trendyol(&self, path: &str, body: Option<Value>) -> RequestBuilder {
        self.trendyol_as("1", path, body)
    }

    fn trendyol_as(&self, seller: &str, path: &str, body: Option<Value>) -> RequestBuilder {
        let path = path.replace('…', &format!("sellers/{seller}"));
        let url = format!("{}/trendyol/integration/{path}", self.base);
        let request = match body {
            Some(body) => self.client.post(url).body(body.to_string()),
            None => self.client.get(url),
        };
        request
            .basic_auth("sandbox-key", Some(SECRET))
            .header("user-agent", format!("{seller} - SelfIntegration"))
    }

    fn push(&self, items: Value) -> RequestBuilder {
        let path = "inventory/…/products/price-and-inventory";
        self.trendyol(path, Some(json!({"items": items})))
    }

    /// Pushes and waits for the rows.
    async fn pushed(&self, items: Value) -> Value {
        let (status, answer) = send(self.push(items)).await;
        assert_eq!(status, 200, "{answer}");
        self.batch(&answer).await
    }

    async fn batch(&self, answer: &Value) -> Value {
        let id = answer["batchRequestId"].as_str().unwrap();
        let path = format!("product/…/products/batch-requests/{id}");
        let (status, batch) = send(self.trendyol(&path, None)).await;
        assert_eq!(status, 200, "{batch}");
        batch
    }

    fn hepsiburada(&self, path: &str, body: Option<Value>) -> RequestBuilder {
        let url = format!("{}/hepsiburada/{path}", self.base).replace('…', MERCHANT);
        let request = match body {
            Some(body) => self.client.post(url).body(body.to_string()),
            None => self.client.get(url),
        };
        request
            .basic_auth(MERCHANT, Some(SECRET))
            .header("user-agent", INTEGRATOR)
    }

    fn n11(&self, path: &str, body: Option<Value>) -> RequestBuilder {
        let url = format!("{}/n11/ms/{path}", self.base);
        let request = match body {
            Some(body) => self.client.post(url).body(body.to_string()),
            None => self.client.get(url),
        };
        request
            .header("appkey", "sandbox-key-9")
            .header("appsecret", SECRET)
    }

    async fn counts(&self) -> Value {
        let url = format!("{}/_sandbox/market", self.base);
        send(self.client.get(url)).await.1
    }

    async fn lines(&self, shop: &str) -> String {
        let url = format!("{}/_sandbox/market/{shop}", self.base);
        text(self.client.get(url)).await.1
    }
}

#[tokio::test]
async fn listings_are_put_there_and_shown_line_by_line() {
    let visit = quick().await;
    let lines = "A-1\t199.90\t249.90\t42\nA-2\t5.00\t-\t0\nA-3\t-\t-\t-\n";
    for marketplace in ["trendyol", "hepsiburada", "n11"] {
        let order = format!("market/seed?marketplace={marketplace}&seller=7");
        assert_eq!(visit.control(&order, lines).await, 204);
        assert_eq!(visit.lines(&format!("{marketplace}/7")).await, lines);
    }
    let order = "market/seed?marketplace=trendyol&seller=7";
    assert_eq!(visit.control(order, "A-1\t1.001\t-\t1").await, 400);
    assert_eq!(visit.lines("trendyol/7").await, lines);
    assert_eq!(visit.lines("trendyol/8").await, "");
    let elsewhere = "market/seed?marketplace=amazon&seller=7";
    assert_eq!(visit.control(elsewhere, lines).await, 404);
}

#[tokio::test]
async fn sellers_are_closed_out_and_let_in_again() {
    let visit = quick().await;
    let list = || visit.trendyol("product/…/products/approved/inventory-and-price", None);
    for (order, status) in [("revoke", 401), ("down", 503), ("up", 200)] {
        let order = format!("market/{order}?seller=1");
        assert_eq!(visit.control(&order, "").await, 204);
        let answer: Response = list().send().await.unwrap();
        assert_eq!(answer.status(), status, "{order}");
        let kind = answer.headers().get("content-type");
        let html = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        assert_eq!(html, status == 503);
    }
}

#[tokio::test]
async fn a_hundred_thousand_listings_are_read_to_the_end() {
    let visit = market(marketplaces::Options {
        windows: false,
        ..instant()
    })
    .await;
    let lines: String = (0..100_000)
        .map(|number| format!("B-{number:06}\t10.00\t12.00\t{}\n", number % 9))
        .collect();
    let order = "market/seed?marketplace=trendyol&seller=1";
    assert_eq!(visit.control(order, &lines).await, 204);
    let path = "product/…/products/approved/inventory-and-price?size=100";
    let (mut token, mut read) = (String::new(), 0);
    for page in 0..1000 {
        let place = match token.as_str() {
            "" => format!("page={page}"),
            token => format!("nextPageToken={token}"),
        };
        let (_, list) = send(visit.trendyol(&format!("{path}&{place}"), None)).await;
        read += list["content"].as_array().unwrap().len();
        assert_eq!(list["totalElements"], 100_000);
        match list["nextPageToken"].as_str() {
            Some(next) if page >= 100 => token = next.to_owned(),
            Some(_) => {}
            None => break,
        }
    }
    assert_eq!(read, 100_000);
    let (status, _) = send(visit.trendyol(&format!("{path}&page=101"), None)).await;
    assert_eq!(status, 400);
}
