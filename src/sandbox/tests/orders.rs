//! The order API: its token, its list in every shape, and what tests are told of orders.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::json;

use super::super::orders::{CLIENT_ID, CLIENT_SECRET, Options as Orders, Paging, Shape};
use super::*;

const DAY: Duration = Duration::from_secs(24 * 3600);
const LIST: &str = "/orders-api/orders";

async fn stand(orders: Orders) -> Visit {
    Visit::new(Options {
        orders,
        ..Options::default()
    })
    .await
}

impl Visit {
    async fn ask_token(&self) -> Response {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", CLIENT_ID),
            ("client_secret", CLIENT_SECRET),
        ];
        self.post("/orders-api/oauth/token", &form).await
    }

    async fn orders_token(&self) -> String {
        let (status, answer) = value(self.ask_token().await).await;
        assert_eq!(status, 200, "{answer}");
        answer["access_token"].as_str().unwrap().to_owned()
    }

    async fn orders(&self, token: &str, query: &str) -> (u16, Value) {
        value(self.get(&format!("{LIST}?{query}"), token).await).await
    }

    async fn order_counts(&self) -> Value {
        let url = format!("{}/_sandbox/orders", self.base);
        value(self.client.get(url).send().await.unwrap()).await.1
    }

    /// The fields of each line that tests are told.
    async fn told(&self, shop: &str) -> Vec<Vec<String>> {
        let url = format!("{}/_sandbox/orders/{shop}", self.base);
        let answer = self.client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{shop}");
        let text = answer.text().await.unwrap();
        let fields = |line: &str| line.split('\t').map(str::to_owned).collect();
        text.lines().map(fields).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_token_is_given_to_the_client_alone_however_it_says_who_it_is() {
    let visit = stand(Orders::default()).await;
    let url = format!("{}/orders-api/oauth/token", visit.base);
    let basic = |secret: &str, grant: &str| {
        let request = visit.client.post(&url).basic_auth(CLIENT_ID, Some(secret));
        request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("grant_type={grant}"))
            .send()
    };
    let answer = basic(CLIENT_SECRET, "client_credentials").await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let (status, by_header) = value(answer).await;
    assert_eq!((status, &by_header["expires_in"]), (200, &json!(3600)));
    assert_eq!(by_header["token_type"], "Bearer");
    let by_body = visit.orders_token().await;
    assert_ne!(by_header["access_token"], by_body);
    assert_eq!(visit.orders(&by_body, "").await.0, 200);

    let wrong = basic("wrong", "client_credentials").await.unwrap();
    assert!(wrong.headers().contains_key("www-authenticate"));
    let (status, wrong) = value(wrong).await;
    assert_eq!((status, &wrong["error"]), (401, &json!("invalid_client")));
    let (status, other) = value(basic(CLIENT_SECRET, "password").await.unwrap()).await;
    assert_eq!(
        (status, &other["error"]),
        (400, &json!("unsupported_grant_type"))
    );
    assert_eq!(visit.order_counts().await["token_requests"], 4);
}

#[tokio::test]
async fn a_sixth_token_in_an_hour_is_too_many() {
    let visit = stand(Orders::default()).await;
    for _ in 0..5 {
        assert_eq!(visit.ask_token().await.status(), 200);
    }
    let refused = visit.ask_token().await;
    assert_eq!(refused.status(), 429);
    let wait: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait}");
    visit.control("market/wait?time=1h", "").await;
    assert_eq!(visit.ask_token().await.status(), 200, "the window slides");
    let counts = visit.order_counts().await;
    assert_eq!(
        (&counts["token_requests"], &counts["token_violations"]),
        (&json!(7), &json!(1))
    );
    assert_eq!(counts["violations"]["trendyol"], 0);
}

#[tokio::test]
async fn tokens_are_asked_for_and_end() {
    let visit = Visit::new(Options {
        access_ttl: Duration::from_millis(300),
        ..Options::default()
    })
    .await;
    let refused = async |token: &str| {
        let answer = visit.get(LIST, token).await;
        let scheme = answer.headers().get("www-authenticate").cloned();
        assert_eq!(answer.status() == 401, scheme.is_some());
        scheme.map(|scheme| scheme.to_str().unwrap().contains("invalid_token"))
    };
    assert_eq!(refused("none").await, Some(true));
    let bare = visit.client.get(format!("{}{LIST}", visit.base));
    assert_eq!(bare.send().await.unwrap().status(), 401);
    let token = visit.orders_token().await;
    assert_eq!(refused(&token).await, None);
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(refused(&token).await, Some(true), "its time is over");
}

#[tokio::test]
async fn tokens_are_revoked() {
    let visit = stand(Orders::default()).await;
    let (one, other) = (visit.orders_token().await, visit.orders_token().await);
    visit.control("market/wait?time=48h", "").await;
    assert_eq!(
        visit.orders(&one, "").await.0,
        200,
        "time here is not its time"
    );
    assert_eq!(visit.control("orders/revoke", "").await, 204);
    for token in [&one, &other] {
        assert_eq!(visit.orders(token, "").await.0, 401);
    }
    let renewed = visit.orders_token().await;
    assert_eq!(visit.orders(&renewed, "").await.0, 200);
}

/// Reads to the end, as a client of that way of paging does.
async fn read(visit: &Visit, token: &str, shape: Shape, paging: Paging, since: &str) -> Vec<Value> {
    let name = match shape {
        Shape::Array => "",
        Shape::Orders => "orders",
        Shape::Items => "items",
        Shape::Data => "data",
        Shape::Results => "results",
    };
    let first = match paging {
        Paging::Offset => format!("{LIST}?limit=40{since}"),
        _ => format!("{LIST}?page_size=40{since}"),
    };
    let (mut path, mut rows) = (first.clone(), Vec::new());
    for page in 1..=20 {
        let answer = visit.get(&path, token).await;
        let link = answer.headers().get("link").cloned();
        let (status, body) = value(answer).await;
        assert_eq!(status, 200, "{body}");
        let list = if name.is_empty() { &body } else { &body[name] };
        let list = list.as_array().unwrap();
        rows.extend(list.iter().cloned());
        let own = |url: &str| url.strip_prefix(&visit.base).unwrap().to_owned();
        path = match paging {
            Paging::None => return rows,
            Paging::Page if list.is_empty() => return rows,
            Paging::Page => format!("{first}&page={}", page + 1),
            Paging::Offset if list.is_empty() => return rows,
            Paging::Offset => format!("{first}&offset={}", rows.len()),
            Paging::Cursor if shape != Shape::Array => match &body["next_cursor"] {
                Value::Null => return rows,
                next => format!("{first}&cursor={}", text(next)),
            },
            Paging::Next if shape != Shape::Array => match &body["next"] {
                Value::Null => return rows,
                next => own(&text(next)),
            },
            _ => match link {
                None => return rows,
                Some(link) => {
                    let link = link.to_str().unwrap().to_owned();
                    let (before, _) = link.split_once(">; rel=\"next\"").unwrap();
                    own(before.rsplit_once('<').unwrap().1)
                }
            },
        };
    }
    panic!("no end in 20 pages");
}

#[tokio::test]
async fn every_shape_and_every_way_of_paging_leads_to_all_orders() {
    let ways = [
        (Shape::Orders, Paging::Page),
        (Shape::Array, Paging::Page),
        (Shape::Items, Paging::None),
        (Shape::Data, Paging::Offset),
        (Shape::Results, Paging::Cursor),
        (Shape::Orders, Paging::Link),
        (Shape::Items, Paging::Next),
        (Shape::Array, Paging::Cursor),
        (Shape::Array, Paging::Next),
    ];
    for (shape, paging) in ways {
        let visit = stand(Orders {
            count: 130,
            shape,
            paging,
            ..Orders::default()
        })
        .await;
        let token = visit.orders_token().await;
        let rows = read(&visit, &token, shape, paging, "").await;
        let ids: BTreeSet<String> = rows.iter().map(|row| text(&row["id"])).collect();
        let told = visit.told("external/any").await;
        let expected: BTreeSet<String> = told.iter().map(|line| line[0].clone()).collect();
        assert_eq!((rows.len(), &ids), (130, &expected), "{shape:?} {paging:?}");
        let times: Vec<Timestamp> = rows
            .iter()
            .map(|row| text(&row["updated_at"]).parse().unwrap())
            .collect();
        assert!(times.is_sorted(), "{shape:?} {paging:?}");

        let since = format!("&updated_since={}", times[100]);
        let later = read(&visit, &token, shape, paging, &since).await;
        assert_eq!(later.len(), 30, "from that time on: {shape:?} {paging:?}");
        assert_eq!(later[0]["id"], rows[100]["id"]);
    }
}

#[tokio::test]
async fn pages_say_where_they_are_and_are_never_larger_than_two_hundred() {
    let visit = stand(Orders {
        count: 450,
        ..Orders::default()
    })
    .await;
    let token = visit.orders_token().await;
    let (_, page) = visit.orders(&token, "page=3&page_size=500").await;
    assert_eq!(page["orders"].as_array().unwrap().len(), 50);
    for (name, number) in [
        ("total", 450),
        ("page", 3),
        ("page_size", 200),
        ("total_pages", 3),
    ] {
        assert_eq!(page[name], number, "{name}");
    }
    let (_, usual) = visit.orders(&token, "").await;
    assert_eq!(usual["orders"].as_array().unwrap().len(), 50);
    for wrong in ["page=0", "page_size=0", "page=x", "updated_since=yesterday"] {
        assert_eq!(visit.orders(&token, wrong).await.0, 400, "{wrong}");
    }
    let cursors = stand(Orders {
        paging: Paging::Cursor,
        ..Orders::default()
    })
    .await;
    let token = cursors.orders_token().await;
    assert_eq!(cursors.orders(&token, "cursor=nonsense").await.0, 400);
}

#[tokio::test]
async fn an_order_is_what_tests_are_told_of_it() {
    let visit = stand(Orders {
        count: 1_000,
        span: DAY * 6,
        paging: Paging::None,
        ..Orders::default()
    })
    .await;
    let token = visit.orders_token().await;
    let (_, all) = visit.orders(&token, "").await;
    let told = visit.told("external/x").await;
    let told: BTreeMap<&str, &Vec<String>> =
        told.iter().map(|line| (line[0].as_str(), line)).collect();
    let (mut words, mut zeros, mut sums) = (BTreeSet::new(), 0, 0);
    for (place, order) in all["orders"].as_array().unwrap().iter().enumerate() {
        let line = told[order["id"].as_str().unwrap()];
        let number: u64 = line[0].strip_prefix("EXT-").unwrap().parse().unwrap();
        let total = match number % 2 {
            0 => text(&order["total_amount"]),
            _ => format!("{:.2}", order["total_amount"].as_f64().unwrap()),
        };
        let items = order["items"].as_array().unwrap();
        let expected = [
            &text(&order["id"]),
            &text(&order["number"]),
            &text(&order["status"]),
            &total,
            &items.len().to_string(),
        ];
        assert_eq!(line.iter().collect::<Vec<_>>(), expected, "{place}");
        assert!((1..=4).contains(&items.len()));
        words.insert(text(&order["status"]));
        let barcodes = items.iter().map(|item| text(&item["barcode"]));
        zeros += barcodes.filter(|barcode| barcode.starts_with('0')).count();
        let paid = items.iter().filter(|item| item["status"].is_null());
        let sum: f64 = paid
            .map(|item| text(&item["total"]).parse::<f64>().unwrap())
            .sum();
        let sent = total.parse::<f64>().unwrap() - sum;
        sums += usize::from(sent.abs() < 0.001);
        assert!(
            order["status"] == "cancelled" || sent.abs() < 0.001 || (sent - 40.0).abs() < 0.001,
            "{order}"
        );
    }
    let expected = [
        "cancelled",
        "created",
        "delivered",
        "on_hold",
        "preparing",
        "returned",
        "shipped",
    ];
    assert_eq!(words.iter().collect::<Vec<_>>(), expected);
    assert!(zeros > 100 && sums > 300, "{zeros} {sums}");
}

#[tokio::test]
async fn one_record_in_so_many_can_be_no_order() {
    let visit = stand(Orders {
        count: 30,
        malformed: 5,
        paging: Paging::None,
        ..Orders::default()
    })
    .await;
    let token = visit.orders_token().await;
    let (_, all) = visit.orders(&token, "").await;
    let rows = all["orders"].as_array().unwrap();
    let count = |is: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| is(row)).count();
    let no_id = count(&|row| row.get("id").is_none());
    let no_date = count(&|row| text(&row["created_at"]).parse::<Timestamp>().is_err());
    let no_currency = count(&|row| row.get("currency").is_none());
    assert_eq!((rows.len(), no_id, no_date, no_currency), (30, 2, 2, 2));
    assert_eq!(visit.told("external/x").await.len(), 24);
}

#[tokio::test]
async fn orders_come_and_go_on_with_time() {
    let visit = stand(Orders {
        count: 3,
        per_minute: 0.5,
        ..Orders::default()
    })
    .await;
    assert_eq!(visit.told("external/x").await.len(), 3);
    visit.control("market/wait?time=60m", "").await;
    let early = visit.told("external/x").await;
    assert_eq!(early.len(), 3 + 30);
    assert!(
        early[3..]
            .iter()
            .filter(|line| line[2] == "created")
            .count()
            > 25
    );
    visit.control("market/wait?time=90h", "").await;
    let late = visit.told("external/x").await;
    assert_eq!(late.len(), 3 + 30 + 90 * 30);
    let moved = early.iter().zip(&late);
    let moved = moved.filter(|(early, late)| early[0] == late[0] && early[2] != late[2]);
    assert!(moved.count() > 25);
    assert!(late[3..30].iter().all(|line| line[2] != "created"));
}

#[tokio::test]
async fn a_cursor_loses_nothing_that_changes_meanwhile_and_a_page_does() {
    for (paging, complete) in [(Paging::Cursor, true), (Paging::Page, false)] {
        let visit = stand(Orders {
            count: 400,
            span: DAY * 4,
            paging,
            ..Orders::default()
        })
        .await;
        let token = visit.orders_token().await;
        let (_, first) = visit.orders(&token, "page_size=150").await;
        visit.control("market/wait?time=12h", "").await;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut note = |page: &Value| {
            let rows = page["orders"].as_array().unwrap().iter();
            seen.extend(rows.map(|row| text(&row["id"])));
        };
        note(&first);
        let mut cursor = text(&first["next_cursor"]);
        for page in 2..9 {
            let query = match paging {
                Paging::Page => format!("page_size=150&page={page}"),
                _ => format!("page_size=150&cursor={cursor}"),
            };
            let (_, next) = visit.orders(&token, &query).await;
            note(&next);
            cursor = text(&next["next_cursor"]);
            if paging == Paging::Cursor && cursor.is_empty() {
                break;
            }
        }
        assert_eq!(seen.len() == 400, complete, "{paging:?}: {}", seen.len());
    }
}

#[tokio::test]
async fn faults_and_the_journal_know_the_order_api() {
    let visit = stand(Orders::default()).await;
    let token = visit.orders_token().await;
    visit
        .control("faults", "api:503=100%\ntoken:500=100%")
        .await;
    let (status, body) = visit.orders(&token, "").await;
    assert_eq!(
        (status, &body["error"]),
        (503, &json!("Service Unavailable"))
    );
    assert_eq!(visit.ask_token().await.status(), 500);
    visit.control("faults", "market:500=100%").await;
    assert_eq!(visit.orders(&token, "").await.0, 200);
    let journal = visit.journal().await;
    let rows = journal["requests"].as_array().unwrap().iter();
    let rows: BTreeSet<(String, String, u64)> = rows
        .map(|row| {
            let grant = text(&row["grant_type"]);
            (text(&row["path"]), grant, row["status"].as_u64().unwrap())
        })
        .collect();
    let row = |path: &str, grant: &str, status| (path.to_owned(), grant.to_owned(), status);
    let expected = [
        row("/orders-api/oauth/token", "client_credentials", 200),
        row("/orders-api/oauth/token", "client_credentials", 500),
        row(LIST, "", 200),
        row(LIST, "", 503),
    ];
    assert_eq!(rows, BTreeSet::from(expected));
}

#[tokio::test]
async fn links_can_be_told_to_lead_astray() {
    for (paging, fault, expected) in [
        (
            Paging::Next,
            "foreign",
            "https://elsewhere.invalid/orders-api/orders?$skiptoken=1",
        ),
        (
            Paging::Link,
            "foreign",
            "https://elsewhere.invalid/orders-api/orders?$skiptoken=1",
        ),
        (Paging::Next, "repeat", "/orders-api/orders?page_size=20"),
        (Paging::Link, "repeat", "/orders-api/orders?page_size=20"),
    ] {
        let visit = stand(Orders {
            paging,
            ..Orders::default()
        })
        .await;
        let token = visit.orders_token().await;
        visit.control("faults", &format!("api:{fault}=100%")).await;
        let answer = visit.get(&format!("{LIST}?page_size=20"), &token).await;
        let link = answer.headers().get("link").cloned();
        let (_, body) = value(answer).await;
        let found = match link {
            Some(link) => link.to_str().unwrap().to_owned(),
            None => text(&body["next"]),
        };
        let expected = match paging {
            Paging::Link => format!("<{expected}>; rel=\"next\""),
            _ => expected.to_owned(),
        };
        assert_eq!(found, expected, "{paging:?} {fault}");
        assert_eq!(body["orders"].as_array().unwrap().len(), 20);
    }
}

#[tokio::test]
async fn two_hundred_thousand_orders_are_read_to_the_end() {
    let visit = stand(Orders {
        count: 200_000,
        span: DAY * 90,
        paging: Paging::Offset,
        ..Orders::default()
    })
    .await;
    let token = visit.orders_token().await;
    let begun = std::time::Instant::now();
    for page in [0, 500, 999] {
        let query = format!("limit=200&offset={}", page * 200);
        let (_, list) = visit.orders(&token, &query).await;
        assert_eq!(list["total"], 200_000);
        assert_eq!(list["orders"].as_array().unwrap().len(), 200, "{page}");
    }
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test]
async fn the_same_seed_makes_the_same_orders() {
    let orders = async |seed: u64, shop: &str| {
        let visit = Visit::new(Options {
            seed,
            ..Options::default()
        })
        .await;
        let told = visit.told(shop).await.into_iter();
        told.map(|line| (line[0].clone(), line[4].clone()))
            .collect::<Vec<_>>()
    };
    let first = orders(7, "trendyol/1").await;
    assert!(first.len() >= 60);
    assert_eq!(orders(7, "trendyol/1").await, first);
    assert_ne!(orders(8, "trendyol/1").await, first);
    assert_ne!(orders(7, "trendyol/2").await, first, "another seller's");
    assert_eq!(orders(7, "external/1").await, orders(7, "external/2").await);
    let visit = stand(Orders::default()).await;
    let nobody = format!("{}/_sandbox/orders/amazon/1", visit.base);
    let answer = visit.client.get(nobody).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[test]
fn the_environment_names_what_is_served() {
    let pairs = super::super::orders::environment("http://127.0.0.1:1/");
    let pairs: BTreeMap<_, _> = pairs.into_iter().collect();
    let expected = [
        (
            "JETON_MARKETPLACES__HEPSIBURADA__ORDERS_URL",
            "http://127.0.0.1:1/hepsiburada/orders",
        ),
        ("JETON_SOURCES__EXTERNAL_ORDERS__CLIENT_ID", "orders-client"),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__CLIENT_SECRET",
            "orders-secret",
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__ORDERS_ENDPOINT",
            "http://127.0.0.1:1/orders-api/orders",
        ),
        (
            "JETON_SOURCES__EXTERNAL_ORDERS__TOKEN_ENDPOINT",
            "http://127.0.0.1:1/orders-api/oauth/token",
        ),
    ];
    let expected: BTreeMap<_, _> = expected
        .map(|(name, value)| (name, value.to_owned()))
        .into();
    assert_eq!(pairs, expected);
}
