//! Hepsiburada: a line goes from list to list, and dates are those of a wall clock in Turkey.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::*;

const ORDERS: &str = "orders/orders/merchantid/…";
const PACKAGES: &str = "orders/packages/merchantid/…";

async fn list(visit: &Visit, path: &str) -> (u16, Value) {
    send(visit.hepsiburada(path, None)).await
}

/// All rows of a list in an envelope.
async fn all(visit: &Visit, path: &str, limit: usize) -> Vec<Value> {
    let mut found = Vec::new();
    loop {
        let query = format!("{path}?limit={limit}&offset={}", found.len());
        let (status, page) = list(visit, &query).await;
        assert_eq!(status, 200, "{query}: {page}");
        let items = rows(&page["items"]);
        assert!(items.len() <= limit);
        found.extend(items.iter().cloned());
        if found.len() as u64 >= page["totalCount"].as_u64().unwrap() {
            return found;
        }
    }
}

/// All packages: a bare array, ten at a time.
async fn packages(visit: &Visit) -> Vec<Value> {
    let mut found = Vec::new();
    loop {
        let path = format!("{PACKAGES}?limit=10&Offset={}", found.len());
        let (_, page) = list(visit, &path).await;
        let page = rows(&page);
        found.extend(page.iter().cloned());
        if page.len() < 10 {
            return found;
        }
    }
}

fn numbers(rows: &[Value], name: &str) -> BTreeSet<String> {
    rows.iter().map(|row| string(&row[name])).collect()
}

/// The orders that tests are told this word of, alone or among others.
fn with_word(told: &BTreeMap<String, [String; 4]>, word: &str) -> BTreeSet<String> {
    let with = told
        .iter()
        .filter(|(_, [_, words, ..])| words.split(',').any(|one| one == word));
    with.map(|(number, _)| number.clone()).collect()
}

/// A moment as the query has it.
fn local(millis: i64, pattern: &str) -> String {
    let zone = TimeZone::fixed(Offset::constant(3));
    let at = Timestamp::from_millisecond(millis).unwrap().to_zoned(zone);
    at.strftime(pattern).to_string().replace(' ', "%20")
}

#[tokio::test]
async fn every_order_is_in_the_list_of_its_state_and_in_no_other() {
    let visit = stand(Orders {
        count: 900,
        span: span(6 * DAY),
        ..Orders::default()
    })
    .await;
    visit.control("market/wait?time=30m", "").await;
    let told = visit.orders_of(&format!("hepsiburada/{MERCHANT}")).await;
    assert_eq!(told.len(), 900);
    let open = all(&visit, ORDERS, 100).await;
    let still_open = open.iter().filter(|line| line["status"] == "Open").cloned();
    let still_open: Vec<Value> = still_open.collect();
    assert_eq!(
        numbers(&still_open, "orderNumber"),
        with_word(&told, "Open")
    );
    let packed = packages(&visit).await;
    let packed: Vec<Value> = packed
        .iter()
        .flat_map(|one| rows(&one["items"]))
        .cloned()
        .collect();
    let mut waiting = with_word(&told, "Packaged");
    waiting.extend(with_word(&told, "InReview"));
    assert_eq!(numbers(&packed, "orderNumber"), waiting);
    for (feed, word, date) in [
        ("shipped", "Shipped", "ShippedDate"),
        ("delivered", "Delivered", "DeliveredDate"),
        ("undelivered", "UnDelivered", "UndeliveredDate"),
    ] {
        let rows = all(&visit, &format!("{PACKAGES}/{feed}"), 50).await;
        assert_eq!(
            numbers(&rows, "OrderNumber"),
            with_word(&told, word),
            "{feed}"
        );
        assert!(
            rows.iter()
                .all(|row| row[date].is_string() && row["OrderNumbers"].is_array())
        );
    }
    let cancelled = all(&visit, &format!("{ORDERS}/cancelled"), 50).await;
    assert_eq!(
        numbers(&cancelled, "orderNumber"),
        with_word(&told, "Cancelled")
    );
    let unpacked = all(&visit, &format!("{PACKAGES}/status/unpacked"), 50).await;
    let ids: BTreeSet<_> = numbers(&cancelled, "lineItemId");
    for (list, name) in [(&open, "id"), (&packed, "lineItemId")] {
        assert!(ids.is_disjoint(&numbers(list, name)), "{name}");
    }
    let opened: Vec<Value> = unpacked
        .iter()
        .flat_map(|one| rows(&one["items"]))
        .cloned()
        .collect();
    assert_eq!(
        numbers(&opened, "orderNumber"),
        with_word(&told, "UnPacked")
    );
    for word in [
        "Open",
        "Packaged",
        "Shipped",
        "Delivered",
        "Cancelled",
        "UnDelivered",
    ] {
        assert!(!with_word(&told, word).is_empty(), "{word}");
    }
    let partly = told
        .values()
        .filter(|[_, words, ..]| words.ends_with(",Cancelled"))
        .count();
    assert!((15..80).contains(&partly), "{partly}");
}

#[tokio::test]
async fn a_line_leaves_the_open_ones_when_it_is_packed() {
    let visit = stand(Orders {
        count: 40,
        span: span(HOUR / 2),
        ..Orders::default()
    })
    .await;
    let before = numbers(&all(&visit, ORDERS, 100).await, "id");
    assert!(before.len() > 60 && packages(&visit).await.is_empty());
    visit.control("market/wait?time=2h", "").await;
    assert!(all(&visit, ORDERS, 100).await.is_empty());
    let packed = packages(&visit).await;
    let lines: Vec<Value> = packed
        .iter()
        .flat_map(|one| rows(&one["items"]))
        .cloned()
        .collect();
    let lines = numbers(&lines, "lineItemId");
    assert!(lines.len() > 50 && lines.is_subset(&before));
    let number = string(&packed[0]["items"][0]["orderNumber"]);
    let (_, order) = list(&visit, &format!("{ORDERS}/ordernumber/{number}")).await;
    let item = &order["items"][0];
    assert_eq!(
        (&order["paymentStatus"], &item["status"]),
        (&json!("Paid"), &json!("Packaged"))
    );
    assert_eq!(item["packageNumber"], packed[0]["packageNumber"]);
    assert!(order["customer"]["name"].is_string() && order["deliveryAddress"]["city"].is_string());
    let unknown = visit.hepsiburada(&format!("{ORDERS}/ordernumber/41"), None);
    assert_eq!(text(unknown).await.0, 404);
}

#[tokio::test]
async fn a_line_can_be_cancelled_alone() {
    let visit = stand(Orders {
        count: 600,
        span: span(HOUR / 6),
        ..Orders::default()
    })
    .await;
    visit.control("market/wait?time=40m", "").await;
    let told = visit.orders_of(&format!("hepsiburada/{MERCHANT}")).await;
    let open = all(&visit, ORDERS, 100).await;
    let gone = all(&visit, &format!("{ORDERS}/cancelled"), 50).await;
    assert!(numbers(&open, "id").is_disjoint(&numbers(&gone, "lineItemId")));
    let mut partly = numbers(&open, "orderNumber");
    partly.retain(|number| numbers(&gone, "orderNumber").contains(number));
    assert!(partly.len() > 10, "{}", partly.len());
    assert!(
        partly
            .iter()
            .all(|number| told[number][1] == "Open,Cancelled")
    );
}

#[tokio::test]
async fn what_lines_cost_is_what_tests_are_told() {
    let visit = stand(Orders {
        count: 300,
        span: span(6 * DAY),
        ..Orders::default()
    })
    .await;
    let told = visit.orders_of(&format!("hepsiburada/{MERCHANT}")).await;
    for (number, [_, words, total, count]) in told.iter().step_by(6) {
        let (_, order) = list(&visit, &format!("{ORDERS}/ordernumber/{number}")).await;
        let lines = rows(&order["items"]);
        assert_eq!(lines.len().to_string(), *count);
        let whole = words == "Cancelled";
        let paid = lines
            .iter()
            .filter(|line| whole || line["status"] != "Cancelled");
        let sum: f64 = paid
            .map(|line| line["totalPrice"]["amount"].as_f64().unwrap())
            .sum();
        assert_eq!(format!("{sum:.2}"), *total, "{number}");
        for line in lines {
            assert_eq!(line["totalPrice"]["currency"], "TRY");
            let date = string(&line["orderDate"]);
            assert!(
                date.len() == 19 && date.parse::<Timestamp>().is_err(),
                "{date} has no offset"
            );
        }
    }
}

#[tokio::test]
async fn dates_are_local_and_iso_matches_nothing() {
    let visit = stand(Orders {
        count: 60,
        span: span(HOUR / 2),
        ..Orders::default()
    })
    .await;
    let begin = now() - HOUR / 4;
    let between = |pattern: &str| {
        let (begin, end) = (local(begin, pattern), local(now() + HOUR, pattern));
        format!("{ORDERS}?limit=100&begindate={begin}&enddate={end}")
    };
    let total = async |path: &str| list(&visit, path).await.1["totalCount"].as_u64().unwrap();
    let whole = total(&format!("{ORDERS}?limit=100")).await;
    let half = total(&between("%Y-%m-%d %H:%M")).await;
    assert!(
        half * 10 > whole * 4 && half * 10 < whole * 6,
        "{half} of {whole}"
    );
    for pattern in ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S"] {
        assert_eq!(total(&between(pattern)).await, 0, "{pattern}");
    }
    assert_eq!(list(&visit, &between("%d.%m.%Y")).await.0, 400);
    for path in [
        format!("{ORDERS}/cancelled"),
        format!("{ORDERS}/paymentawaiting"),
        format!("{PACKAGES}/shipped"),
    ] {
        let dated = format!("{path}?begindate={}", local(begin, "%Y-%m-%d %H:%M"));
        let (status, says) = list(&visit, &dated).await;
        assert_eq!(
            (status, &says["code"]),
            (400, &json!("WrongDateFormat")),
            "{path}"
        );
        assert_eq!(list(&visit, &path).await.0, 200);
    }
}

#[tokio::test]
async fn limits_are_required_refused_or_cut() {
    let visit = stand(Orders {
        count: 200,
        span: span(3 * HOUR),
        ..Orders::default()
    })
    .await;
    for (query, status) in [
        ("", 400),
        ("?limit=101", 400),
        ("?limit=0", 400),
        ("?limit=100", 200),
    ] {
        assert_eq!(
            list(&visit, &format!("{ORDERS}{query}")).await.0,
            status,
            "{query}"
        );
    }
    let (_, many) = list(&visit, &format!("{PACKAGES}?limit=50")).await;
    assert_eq!(rows(&many).len(), 10);
    let (_, unheard) = list(&visit, &format!("{PACKAGES}?limit=10&offset=10")).await;
    assert_eq!(unheard, many, "only a capital Offset is heard");
    let (_, next) = list(&visit, &format!("{PACKAGES}?limit=10&Offset=10")).await;
    assert_ne!(next, many);
    let (_, none) = list(&visit, &format!("{PACKAGES}?limit=10&timespan=0")).await;
    assert_eq!(none, json!([]));
    let (_, latest) = list(&visit, &format!("{PACKAGES}/status/unpacked?timespan=1")).await;
    assert_eq!(latest["totalCount"], 0);
    let whole = packages(&visit).await;
    let begin = local(now() - HOUR, "%Y-%m-%d %H:%M");
    let mut within = Vec::new();
    for query in ["timespan=1".to_owned(), format!("begindate={begin}")] {
        let (mut rows_within, mut page) = (0, 10);
        while page == 10 {
            let path = format!("{PACKAGES}?limit=10&Offset={rows_within}&{query}");
            page = rows(&list(&visit, &path).await.1).len();
            rows_within += page;
        }
        within.push(rows_within);
    }
    assert!(
        within[0] > 20 && within[0] < whole.len() * 3 / 4,
        "{within:?}"
    );
    assert!(within[1].abs_diff(within[0]) < 5, "{within:?}");
    visit.control("market/wait?time=30h", "").await;
    let (_, late) = list(&visit, &format!("{PACKAGES}/shipped?limit=500")).await;
    assert_eq!(
        (&late["limit"], rows(&late["items"]).len()),
        (&json!(50), 50)
    );
    assert!(late["totalCount"].as_u64().unwrap() > 100);
}

#[tokio::test]
async fn a_package_can_be_opened_and_packed_again() {
    let visit = stand(Orders {
        count: 1_500,
        span: span(4 * HOUR),
        ..Orders::default()
    })
    .await;
    let path = format!("{PACKAGES}/status/unpacked");
    assert_eq!(all(&visit, &path, 50).await.len(), 0);
    let packed = packages(&visit).await;
    visit.control("market/wait?time=4h", "").await;
    let unpacked = all(&visit, &path, 50).await;
    assert!(unpacked.len() > 5, "{}", unpacked.len());
    let opened = numbers(&unpacked, "packageNumber");
    let open = all(&visit, ORDERS, 100).await;
    let lines: Vec<Value> = unpacked
        .iter()
        .flat_map(|one| rows(&one["items"]))
        .cloned()
        .collect();
    assert_eq!(
        numbers(&lines, "lineItemId"),
        numbers(&open, "id"),
        "they are open again"
    );
    assert!(
        open.iter()
            .all(|line| line["status"] == "UnPacked" && line["packageNumber"].is_null())
    );
    visit.control("market/wait?time=9h", "").await;
    assert_eq!(all(&visit, &path, 50).await.len(), 0);
    let again = packages(&visit).await;
    let numbers_now = numbers(&again, "packageNumber");
    assert!(opened.is_disjoint(&numbers_now), "under another number");
    let items: Vec<Value> = again
        .iter()
        .flat_map(|one| rows(&one["items"]))
        .cloned()
        .collect();
    assert!(numbers(&lines, "lineItemId").is_subset(&numbers(&items, "lineItemId")));
    assert!(!packed.is_empty());
}

#[tokio::test]
async fn what_is_not_paid_is_no_order_yet() {
    let visit = stand(Orders {
        count: 0,
        per_minute: 60.0,
        ..Orders::default()
    })
    .await;
    let waiting = all(&visit, &format!("{ORDERS}/paymentawaiting"), 50).await;
    let waiting = numbers(&waiting, "OrderNumber");
    assert!((50..140).contains(&waiting.len()), "{}", waiting.len());
    let told = visit.orders_of(&format!("hepsiburada/{MERCHANT}")).await;
    assert!(waiting.iter().all(|number| !told.contains_key(number)));
    visit.control("market/wait?time=16m", "").await;
    let open = numbers(&all(&visit, ORDERS, 100).await, "orderNumber");
    assert!(waiting.is_subset(&open));
}

#[tokio::test]
async fn two_requests_a_second_are_the_most_of_a_merchant() {
    let visit = quick().await;
    let path = format!("{ORDERS}?limit=1");
    // Two that fall within one second, however slow this is.
    let mut refused = None;
    for _ in 0..10 {
        let answer = visit.hepsiburada(&path, None).send().await.unwrap();
        if answer.status() == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("ten requests in less than five seconds");
    for (name, expected) in [("limit", "2"), ("remaining", "0"), ("reset", "1")] {
        assert_eq!(refused.headers()[format!("x-ratelimit-{name}")], expected);
    }
    assert_eq!(visit.counts().await["violations"]["hepsiburada"], 1);
    visit.control("market/wait?time=1s", "").await;
    assert_eq!(list(&visit, &path).await.0, 200);
}

#[tokio::test]
async fn strangers_get_an_empty_401_and_either_spelling_is_good() {
    let visit = stand(Orders::default()).await;
    let stranger = visit.hepsiburada("orders/orders/merchantid/another?limit=1", None);
    assert_eq!(text(stranger).await, (401, String::new()));
    let mut unnamed = visit.hepsiburada(PACKAGES, None).build().unwrap();
    let name = format!("{MERCHANT} - Name");
    unnamed
        .headers_mut()
        .insert("user-agent", name.parse().unwrap());
    let answer = visit.client.execute(unnamed).await.unwrap();
    assert_eq!(answer.status(), 401);
    for (path, status) in [
        ("orders/orders/merchantId/…?limit=1", 200),
        ("orders/packages/merchantId/…", 200),
        ("orders/packages/merchant/…", 404),
    ] {
        assert_eq!(
            text(visit.hepsiburada(path, None)).await.0,
            status,
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_can_be_no_order_is_there_all_the_same() {
    let visit = stand(Orders {
        count: 60,
        span: span(HOUR / 2),
        malformed: 10,
        ..Orders::default()
    })
    .await;
    let open = all(&visit, ORDERS, 100).await;
    let flawed = |is: &dyn Fn(&Value) -> bool| open.iter().any(is);
    assert!(flawed(
        &|line| line["orderNumber"].is_null() && line["id"].is_null()
    ));
    assert!(flawed(&|line| string(&line["orderDate"]) == "dün"));
    assert!(flawed(&|line| line["totalPrice"].get("currency").is_none()));
    assert_eq!(
        visit
            .orders_of(&format!("hepsiburada/{MERCHANT}"))
            .await
            .len(),
        54
    );
}
