//! N11: what is cut without a word, what is null, and the two ways of a 400.

use super::*;

const SHOP: &str = "n11/sandbox-key-9";

async fn page(visit: &Visit, query: &str) -> Value {
    let path = format!("../rest/delivery/v1/shipmentPackages?{query}");
    let (status, list) = send(visit.n11(&path, None)).await;
    assert_eq!(status, 200, "{list}");
    list
}

/// All of a window.
async fn all(visit: &Visit, from: i64, to: i64) -> Vec<Value> {
    let (mut found, mut number) = (Vec::new(), 0);
    loop {
        let query = format!("startDate={from}&endDate={to}&page={number}&orderByDirection=ASC");
        let list = page(visit, &query).await;
        found.extend(rows(&list["content"]).iter().cloned());
        number += 1;
        if number >= list["totalPages"].as_u64().unwrap() {
            return found;
        }
    }
}

#[tokio::test]
async fn every_package_is_what_tests_are_told_of_it() {
    let visit = stand(Orders {
        count: 1_500,
        span: span(10 * DAY),
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, now() - 14 * DAY, now() + HOUR).await;
    let told = visit.orders_of(SHOP).await;
    assert_eq!(packages.len(), told.len());
    let (mut nameless, mut timeless, mut split, mut returned) = (0, 0, 0, 0);
    for package in &packages {
        let lines = rows(&package["lines"]);
        let ids: Vec<String> = lines
            .iter()
            .map(|line| line["orderLineId"].to_string())
            .collect();
        let id = match &package["id"] {
            Value::Null => {
                nameless += 1;
                format!("{}:{}", string(&package["orderNumber"]), ids.join(","))
            }
            id => string(id),
        };
        let expected = [
            string(&package["orderNumber"]),
            string(&package["shipmentPackageStatus"]),
            amount(&package["totalAmount"]),
            lines.len().to_string(),
        ];
        assert_eq!(told[&id], expected);
        let history = rows(&package["packageHistories"]);
        timeless += usize::from(history.iter().all(|step| step.get("createdDate").is_none()));
        split += usize::from(package["shipmentPackageStatus"] == "Unpacked");
        returned += usize::from(package["isReturned"] == true);
        for line in lines {
            let number = |name: &str| line[name].as_f64().unwrap();
            let billed = number("price") * number("quantity") - number("sellerDiscount");
            assert!(
                (billed - number("sellerInvoiceAmount")).abs() < 0.001,
                "{line}"
            );
            assert!((billed - number("mallDiscount") - number("dueAmount")).abs() < 0.001);
        }
        for name in ["currency", "currencyCode", "orderDate"] {
            assert!(package.get(name).is_none());
        }
    }
    assert!(
        (25..85).contains(&nameless) && (25..85).contains(&timeless),
        "{nameless} {timeless}"
    );
    assert!(
        (15..70).contains(&split) && returned > 0,
        "{split} {returned}"
    );
}

#[tokio::test]
async fn windows_and_pages_are_cut_without_a_word() {
    let visit = stand(Orders {
        count: 900,
        span: span(30 * DAY),
        ..Orders::default()
    })
    .await;
    let (start, end) = (now() - 30 * DAY, now());
    let list = page(&visit, &format!("startDate={start}&endDate={end}&size=500")).await;
    assert_eq!(
        (&list["size"], &list["pageCount"]),
        (&json!(100), &json!(100))
    );
    assert!(list.get("totalElements").is_none() && list.get("totalCount").is_none());
    let first = all(&visit, start, end).await;
    let changes = first
        .iter()
        .map(|one| one["lastModifiedDate"].as_i64().unwrap());
    let latest = changes.clone().max().unwrap();
    assert!(changes.is_sorted() && latest <= start + 15 * DAY && latest > start + 14 * DAY);
    let second = all(&visit, start + 15 * DAY + 1, end).await;
    assert_eq!(
        first.len() + second.len(),
        visit.orders_of(SHOP).await.len()
    );
    let open = page(&visit, &format!("startDate={start}&orderByDirection=DESC")).await;
    assert_eq!(
        open["content"][0]["lastModifiedDate"], latest,
        "the 15 days after it"
    );
    let usual = page(&visit, "").await;
    let pages = usual["totalPages"].as_u64().unwrap();
    assert_eq!(
        pages,
        (second.len() as u64).div_ceil(100),
        "about the last 15 days"
    );
    let last = page(&visit, &format!("page={}", pages - 1)).await;
    assert_eq!(last["pageCount"], rows(&last["content"]).len() as u64);
    assert_eq!(page(&visit, "page=99").await["content"], json!([]));
}

#[tokio::test]
async fn states_numbers_and_ids_are_asked_for() {
    let visit = stand(Orders {
        count: 400,
        span: span(8 * DAY),
        ..Orders::default()
    })
    .await;
    let shipped = page(&visit, "status=Shipped").await;
    let found = rows(&shipped["content"]);
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|one| one["shipmentPackageStatus"] == "Shipped")
    );
    let unknown = page(&visit, "status=Shiped").await;
    assert_eq!(
        (&unknown["content"], &unknown["totalPages"]),
        (&json!([]), &json!(0))
    );
    let number = string(&found[0]["orderNumber"]);
    let one = page(&visit, &format!("orderNumber={number}")).await;
    assert!(
        rows(&one["content"])
            .iter()
            .any(|package| *package == found[0])
    );
    let named: Vec<String> = found.iter().map(|one| string(&one["id"])).collect();
    let named: Vec<&str> = named
        .iter()
        .map(String::as_str)
        .filter(|id| !id.is_empty())
        .collect();
    let two = page(&visit, &format!("packageIds={}", named[..2].join(","))).await;
    assert_eq!(two["pageCount"], 2);
    let wrong = visit.n11("../rest/delivery/v1/shipmentPackages?page=-1", None);
    assert_eq!(text(wrong).await.0, 400);
}

#[tokio::test]
async fn a_split_package_leads_to_two_of_the_same_order() {
    let visit = stand(Orders {
        count: 800,
        span: span(10 * DAY),
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, now() - 14 * DAY, now() + HOUR).await;
    let gone = packages
        .iter()
        .filter(|one| one["shipmentPackageStatus"] == "Unpacked");
    let gone: Vec<&Value> = gone.collect();
    assert!(gone.len() > 5, "{}", gone.len());
    for old in gone {
        let pieces = packages
            .iter()
            .filter(|one| one["orderNumber"] == old["orderNumber"] && one["id"] != old["id"]);
        let lines = pieces
            .clone()
            .flat_map(|piece| rows(&piece["lines"]))
            .count();
        assert_eq!((pieces.count(), lines), (2, rows(&old["lines"]).len()));
    }
}

#[tokio::test]
async fn who_is_not_known_meets_one_of_two_400s() {
    let visit = stand(Orders::default()).await;
    let url = format!("{}/n11/rest/delivery/v1/shipmentPackages", visit.base);
    let wrong = visit
        .client
        .get(&url)
        .header("appkey", "sandbox-key-9")
        .header("appsecret", "x");
    let (status, body) = send(wrong).await;
    assert_eq!(
        (status, &body["errorCode"]),
        (400, &json!("SELLER_API.authenticationFailed"))
    );
    let missing = visit.client.get(&url).header("appkey", "sandbox-key-9");
    let (status, page) = text(missing).await;
    assert!(
        status == 400 && page.starts_with("<!doctype html>"),
        "{status} {page}"
    );
    visit
        .control("market/revoke?seller=sandbox-key-9", "")
        .await;
    let revoked = visit.n11("../rest/delivery/v1/shipmentPackages", None);
    assert_eq!(text(revoked).await.0, 400);
}

#[tokio::test]
async fn a_thousand_requests_a_minute_are_the_most() {
    let visit = quick().await;
    let ask = async || {
        let path = "../rest/delivery/v1/shipmentPackages?size=1";
        text(visit.n11(path, None)).await.0
    };
    for _ in 0..1_000 {
        assert_eq!(ask().await, 200);
    }
    assert_eq!(ask().await, 429);
    assert_eq!(visit.counts().await["violations"]["n11"], 1);
    visit.control("market/wait?time=60s", "").await;
    assert_eq!(ask().await, 200);
}

#[tokio::test]
async fn what_can_be_no_order_has_no_number_or_no_date() {
    let visit = stand(Orders {
        count: 40,
        span: span(5 * DAY),
        malformed: 10,
        ..Orders::default()
    })
    .await;
    let packages = all(&visit, now() - 14 * DAY, now() + HOUR).await;
    let numberless = packages
        .iter()
        .filter(|one| one["orderNumber"].is_null())
        .count();
    let dateless = packages
        .iter()
        .filter(|one| !one["lastModifiedDate"].is_number())
        .count();
    assert_eq!((numberless, dateless), (2, 2));
    assert_eq!(visit.orders_of(SHOP).await.len(), packages.len() - 4);
}
