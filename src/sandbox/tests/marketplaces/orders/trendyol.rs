//! Trendyol: pages that end, a stream that does not, and packages that are divided.

use super::*;

const PAGE: &str = "order/…/v2/orders";
const STREAM: &str = "order/…/orders/stream";

async fn page(visit: &Visit, query: &str) -> (u16, Value) {
    send(visit.trendyol(&format!("{PAGE}?{query}"), None)).await
}

async fn stream(visit: &Visit, query: &str) -> (u16, Value) {
    send(visit.trendyol(&format!("{STREAM}?{query}"), None)).await
}

async fn all(visit: &Visit, query: &str) -> Vec<Value> {
    rest(visit, query, String::new()).await
}

/// Follows the stream to its end, from a cursor on if there is one.
async fn rest(visit: &Visit, query: &str, mut cursor: String) -> Vec<Value> {
    let mut found = Vec::new();
    for _ in 0..50 {
        let (status, answer) = stream(visit, &format!("{query}{cursor}")).await;
        assert_eq!(status, 200, "{answer}");
        found.extend(rows(&answer["content"]).iter().cloned());
        assert_eq!(answer["hasMore"], answer["nextCursor"].is_string());
        match answer["nextCursor"].as_str() {
            Some(next) => cursor = format!("&nextCursor={next}"),
            None => return found,
        }
    }
    panic!("no end in 50 pages");
}

fn id(package: &Value) -> String {
    let (long, short) = (&package["shipmentPackageId"], &package["id"]);
    assert_ne!(long.is_null(), short.is_null(), "one of two names");
    if long.is_null() { short } else { long }.to_string()
}

#[tokio::test]
async fn the_stream_leads_to_every_package_the_last_change_first() {
    let visit = stand(Orders {
        count: 1_500,
        span: span(10 * DAY),
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, "size=200").await;
    let told = visit.orders_of("trendyol/1").await;
    assert_eq!(packages.len(), told.len());
    let changes = packages
        .iter()
        .map(|package| package["lastModifiedDate"].as_i64().unwrap());
    assert!(changes.rev().is_sorted());
    let short = packages
        .iter()
        .filter(|package| !package["id"].is_null())
        .count();
    assert!((600..900).contains(&short), "{short}");
    for package in &packages {
        let lines = rows(&package["lines"]);
        let expected = [
            string(&package["orderNumber"]),
            string(&package["status"]),
            amount(&package["packageTotalPrice"]),
            lines.len().to_string(),
        ];
        assert_eq!(told[&id(package)], expected);
        let ahead = package["orderDate"].as_i64().unwrap() - 3 * HOUR;
        let first = &package["packageHistories"][0]["createdDate"];
        assert!(package["createdBy"] == "split" || *first == ahead);
        assert_eq!(package["originShipmentDate"], ahead);
        let last = rows(&package["packageHistories"]).last().unwrap();
        assert_eq!(last["createdDate"], package["lastModifiedDate"]);
        for line in lines {
            let details = rows(&line["discountDetails"]).len() as u64;
            assert_eq!(line["quantity"], details, "one for each piece");
        }
    }
    let cancelled = told
        .values()
        .filter(|[_, word, ..]| word == "Cancelled")
        .count();
    assert!((30..90).contains(&cancelled), "4 % of 1500: {cancelled}");
    let words: BTreeSet<&str> = told.values().map(|[_, word, ..]| word.as_str()).collect();
    for word in [
        "Created",
        "Picking",
        "Shipped",
        "Delivered",
        "UnPacked",
        "OnHold",
    ] {
        assert!(words.contains(word), "{word} in {words:?}");
    }
}

#[tokio::test]
async fn what_is_optional_is_missing_now_and_then() {
    let visit = stand(Orders {
        count: 600,
        span: span(10 * DAY),
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, "size=200").await;
    let share = |is: &dyn Fn(&Value) -> bool| {
        let count = packages.iter().filter(|package| is(package)).count();
        count * 100 / packages.len()
    };
    let lines = |package: &Value| rows(&package["lines"]).clone();
    for (what, share, range) in [
        (
            "phone",
            share(&|one| one["shipmentAddress"]["phone"].is_null()),
            50..80,
        ),
        (
            "taxNumber",
            share(&|one| one["taxNumber"].is_null()),
            80..99,
        ),
        (
            "whoPays",
            share(&|one| one.get("whoPays").is_none()),
            15..35,
        ),
        (
            "stockCode",
            share(&|one| lines(one).iter().any(|line| line["stockCode"].is_null())),
            3..15,
        ),
        (
            "cancelled line",
            share(&|one| {
                let gone = |line: &Value| line["orderLineItemStatusName"] == "Cancelled";
                one["status"] != "Cancelled" && lines(one).iter().any(gone)
            }),
            2..8,
        ),
    ] {
        assert!(range.contains(&share), "{what}: {share} %");
    }
    let size = lines(&packages[0])[0]["productSize"].is_string();
    let blank = packages
        .iter()
        .flat_map(lines)
        .any(|line| line["productSize"] == " M");
    assert!(size && blank);
    for package in &packages {
        let company = package["commercial"] == true;
        assert_eq!(
            package["invoiceAddress"].get("taxOffice").is_some(),
            company
        );
    }
}

#[tokio::test]
async fn a_package_that_is_split_is_replaced_by_two() {
    let visit = stand(Orders {
        count: 1_000,
        span: span(10 * DAY),
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, "size=200").await;
    let split: Vec<_> = packages
        .iter()
        .filter(|one| one["createdBy"] == "split")
        .collect();
    assert!((20..100).contains(&split.len()), "{}", split.len());
    let mut orders: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for piece in split {
        orders
            .entry(string(&piece["orderNumber"]))
            .or_default()
            .push(piece);
    }
    for (number, pieces) in orders {
        let [one, other] = pieces[..] else {
            panic!("{number} has {} pieces", pieces.len());
        };
        let origin = &one["originPackageIds"][0];
        assert_eq!(origin, &other["originPackageIds"][0]);
        let old = packages
            .iter()
            .find(|package| *origin == package["shipmentPackageId"] || *origin == package["id"]);
        let old = old.unwrap();
        assert_eq!(
            (&old["status"], string(&old["orderNumber"])),
            (&json!("UnPacked"), number)
        );
        assert_ne!(id(one), id(other));
        let lines = |package: &Value| rows(&package["lines"]).len();
        assert_eq!(lines(one) + lines(other), lines(old));
        let total = |package: &Value| package["packageTotalPrice"].as_f64().unwrap();
        assert!((total(one) + total(other) - total(old)).abs() < 0.001);
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_its_filters_and_meets_no_later_change() {
    let visit = stand(Orders {
        count: 400,
        span: span(5 * DAY),
        ..Orders::default()
    })
    .await;
    let (_, first) = stream(&visit, "size=100&packageItemStatuses=Delivered,Shipped").await;
    let cursor = string(&first["nextCursor"]);
    let same = format!("size=50&packageItemStatuses=Delivered,Shipped&nextCursor={cursor}");
    assert_eq!(stream(&visit, &same).await.0, 200);
    for other in [
        format!("packageItemStatuses=Delivered&nextCursor={cursor}"),
        format!("nextCursor={cursor}"),
        format!("{same}&lastModifiedStartDate={}", now() - DAY),
        "nextCursor=nonsense".to_owned(),
    ] {
        assert_eq!(stream(&visit, &other).await.0, 400, "{other}");
    }
    let words = rows(&first["content"])
        .iter()
        .map(|one| string(&one["status"]));
    assert_eq!(words.collect::<BTreeSet<_>>().len(), 2);

    let (_, first) = stream(&visit, "size=100").await;
    visit.control("market/wait?time=20h", "").await;
    let cursor = format!("&nextCursor={}", string(&first["nextCursor"]));
    let rest = rest(&visit, "size=200", cursor).await;
    let read: BTreeSet<String> = rows(&first["content"])
        .iter()
        .chain(&rest)
        .map(id)
        .collect();
    assert!(read.len() < visit.orders_of("trendyol/1").await.len());
}

#[tokio::test]
async fn windows_of_time_and_pages_have_their_bounds() {
    let visit = stand(Orders {
        count: 800,
        span: span(40 * DAY),
        ..Orders::default()
    })
    .await;
    let at = now();
    let long = format!("startDate={}&endDate={at}", at - 14 * DAY - 1);
    assert_eq!(page(&visit, &long).await.0, 400);
    let long = long.replace("startDate", "lastModifiedStartDate");
    let long = long.replace("endDate", "lastModifiedEndDate");
    assert_eq!(stream(&visit, &long).await.0, 400);
    for query in ["size=201", "size=0", "size=x"] {
        assert_eq!(page(&visit, query).await.0, 400, "{query}");
        assert_eq!(stream(&visit, query).await.0, 400, "{query}");
    }
    for (query, status) in [
        ("page=49&size=200", 200),
        ("page=50&size=200", 429),
        ("page=10000&size=1", 429),
    ] {
        assert_eq!(page(&visit, query).await.0, status, "{query}");
    }
    assert_eq!(
        page(&visit, "page=50").await.1["error"],
        "too.many.requests"
    );
    let old = visit.trendyol("order/…/orders", None);
    assert_eq!(text(old).await.0, 426);

    let week = page(&visit, "").await.1["totalElements"].as_u64().unwrap();
    let (from, to) = (at - 14 * DAY, at);
    let fortnight = page(&visit, &format!("startDate={from}&endDate={to}"))
        .await
        .1;
    let fortnight = fortnight["totalElements"].as_u64().unwrap();
    assert!(
        (190..240).contains(&week) && (320..390).contains(&fortnight),
        "{week} {fortnight}"
    );
    let before = format!("startDate={}&endDate={}", at - 45 * DAY, at - 32 * DAY);
    assert_eq!(
        page(&visit, &before).await.1["totalElements"],
        0,
        "beyond a month"
    );
    let before = before.replace("startDate", "lastModifiedStartDate");
    let before = before.replace("endDate", "lastModifiedEndDate");
    assert!(!rows(&stream(&visit, &before).await.1["content"]).is_empty());
}

#[tokio::test]
async fn pages_are_filtered_and_put_in_order() {
    let visit = stand(Orders {
        count: 300,
        span: span(6 * DAY),
        ..Orders::default()
    })
    .await;
    let field = |list: &Value, name: &str| -> Vec<i64> {
        let dates = rows(&list["content"]).iter();
        dates
            .map(|package| package[name].as_i64().unwrap())
            .collect()
    };
    let (_, usual) = page(&visit, "").await;
    assert!(field(&usual, "lastModifiedDate").iter().rev().is_sorted());
    assert_eq!(
        (&usual["size"], rows(&usual["content"]).len()),
        (&json!(200), 200)
    );
    assert_eq!(usual["totalPages"], 2);
    let (_, created) = page(&visit, "orderByField=CreatedDate&orderByDirection=ASC").await;
    let dates = field(&created, "orderDate");
    assert!(dates.is_sorted() && !field(&created, "lastModifiedDate").is_sorted());
    let (_, last) = page(&visit, "page=1").await;
    let total = usual["totalElements"].as_u64().unwrap();
    assert_eq!(rows(&last["content"]).len() as u64, total - 200);

    let (_, shipped) = page(&visit, "status=Shipped").await;
    let all = rows(&shipped["content"]);
    assert!(!all.is_empty() && all.iter().all(|one| one["status"] == "Shipped"));
    let number = string(&all[0]["orderNumber"]);
    let (_, one) = page(&visit, &format!("orderNumber={number}")).await;
    assert!(
        rows(&one["content"])
            .iter()
            .all(|package| package["orderNumber"] == number)
    );
    assert!(!rows(&one["content"]).is_empty());
    let ids = [&all[0], &all[1]].map(id).join(",");
    let (_, two) = page(&visit, &format!("shipmentPackageIds={ids}")).await;
    assert_eq!(two["totalElements"], 2);
    let many = vec!["1"; 51].join(",");
    assert_eq!(
        page(&visit, &format!("shipmentPackageIds={many}")).await.0,
        400
    );
}

#[tokio::test]
async fn pages_and_stream_share_thirty_requests_a_minute() {
    let visit = quick().await;
    for _ in 0..15 {
        assert_eq!(page(&visit, "size=1").await.0, 200);
        assert_eq!(stream(&visit, "size=1").await.0, 200);
    }
    let (status, body) = stream(&visit, "size=1").await;
    assert_eq!((status, &body["error"]), (429, &json!("too.many.requests")));
    assert_eq!(page(&visit, "size=1").await.0, 429);
    assert_eq!(visit.counts().await["violations"]["trendyol"], 2);
    let url = format!("{}/_sandbox/orders", visit.base);
    let counts = send(visit.client.get(url)).await.1;
    assert_eq!(counts["violations"]["trendyol"], 2);
    visit.control("market/wait?time=60s", "").await;
    assert_eq!(page(&visit, "size=1").await.0, 200);
}

#[tokio::test]
async fn strangers_are_turned_away() {
    let visit = stand(Orders::default()).await;
    let url = format!(
        "{}/trendyol/integration/order/sellers/1/orders/stream",
        visit.base
    );
    let ask = |agent: &str, secret: &str| {
        let request = visit.client.get(&url).header("user-agent", agent);
        request.basic_auth("sandbox-key", Some(secret))
    };
    for (request, status) in [
        (ask("jeton/1", SECRET), 403),
        (ask("1 - SelfIntegration", "wrong"), 401),
        (ask("1 - SelfIntegration", SECRET), 200),
    ] {
        assert_eq!(text(request).await.0, status);
    }
    visit.control("market/down?seller=1", "").await;
    assert_eq!(text(ask("1 - SelfIntegration", SECRET)).await.0, 503);
}

#[tokio::test]
async fn what_can_be_no_order_is_there_all_the_same() {
    let visit = stand(Orders {
        count: 60,
        span: span(5 * DAY),
        malformed: 10,
        ..Orders::default()
    })
    .await;
    let (_, list) = page(&visit, "").await;
    let all = rows(&list["content"]);
    let count = |is: &dyn Fn(&Value) -> bool| all.iter().filter(|one| is(one)).count();
    let flaws = [
        count(&|one| one.get("shipmentPackageId").is_none() && one.get("orderNumber").is_none()),
        count(&|one| !one["orderDate"].is_number()),
        count(&|one| one.get("currencyCode").is_none()),
    ];
    assert_eq!(flaws, [2, 2, 2]);
    let told = visit.orders_of("trendyol/1").await;
    assert_eq!(told.len(), all.len() - 6);
}
