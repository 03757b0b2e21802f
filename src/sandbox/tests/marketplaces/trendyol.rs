//! Trendyol: what it takes, when it is done, and what it does not take twice.

use super::*;

const LIGHT: &str = "product/…/products/approved/inventory-and-price";

#[tokio::test]
async fn prices_and_stocks_change_when_the_batch_is_done() {
    let visit = market(marketplaces::Options {
        batch_time: Duration::from_secs(30),
        ..instant()
    })
    .await;
    let items = json!([{"barcode": "A", "quantity": 4, "salePrice": 199.90, "listPrice": 249.9},
                       {"barcode": "B", "quantity": 30_000}, {"barcode": "C", "salePrice": 9, "listPrice": 8}]);
    let (_, answer) = send(visit.push(items)).await;
    let waiting = visit.batch(&answer).await;
    assert_eq!(waiting["items"], json!([]));
    assert_eq!(waiting["itemCount"], 3);
    assert_eq!(waiting.get("status"), None);
    assert_eq!(visit.lines("trendyol/1").await, "");
    visit.control("market/wait?time=30s", "").await;
    let done = visit.batch(&answer).await;
    assert_eq!(done.get("status"), None);
    assert_eq!(done["failedItemCount"], 2);
    assert_eq!(done["batchRequestType"], "ProductInventoryUpdate");
    let item = &done["items"][0];
    assert_eq!(
        (&item["status"], &item["failureReasons"]),
        (&json!("SUCCESS"), &json!([]))
    );
    assert_eq!(item["requestItem"]["barcode"], "A");
    for row in [1, 2] {
        assert_eq!(done["items"][row]["status"], "FAILED");
        assert!(done["items"][row]["failureReasons"][0].is_string());
    }
    assert_eq!(visit.lines("trendyol/1").await, "A\t199.90\t249.90\t4\n");
    let (_, list) = send(visit.trendyol(&format!("{LIGHT}?barcodes=A,B"), None)).await;
    assert_eq!(list["totalElements"], 1);
    assert_eq!(list["content"][0]["variants"][0]["quantity"], 4);
    let (_, raw) = text(visit.trendyol(LIGHT, None)).await;
    assert!(
        raw.contains("\"salePrice\":199.90,\"listPrice\":249.90"),
        "{raw}"
    );
    assert_eq!(visit.lines("trendyol/2").await, "", "a seller's own");
}

#[tokio::test]
async fn results_are_told_for_four_hours() {
    let visit = quick().await;
    let (_, answer) = send(visit.push(json!([{"barcode": "A", "quantity": 4}]))).await;
    visit.control("market/wait?time=3h59m", "").await;
    visit.batch(&answer).await;
    visit.control("market/wait?time=1m", "").await;
    let id = answer["batchRequestId"].as_str().unwrap();
    let path = format!("product/…/products/batch-requests/{id}");
    assert_eq!(send(visit.trendyol(&path, None)).await.0, 404);
    assert_eq!(
        visit.lines("trendyol/1").await,
        "A\t-\t-\t4\n",
        "what it did stays"
    );
}

#[tokio::test]
async fn the_same_body_is_refused_for_a_quarter_of_an_hour() {
    let visit = quick().await;
    let (one, two) = (
        json!([{"barcode": "A", "quantity": 4}]),
        json!([{"barcode": "A", "quantity": 5}]),
    );
    assert_eq!(send(visit.push(one.clone())).await.0, 200);
    let (status, refused) = send(visit.push(one.clone())).await;
    assert_eq!(status, 400);
    let says = refused["errors"][0]["message"].as_str().unwrap();
    assert!(says.starts_with("15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!"));
    assert_eq!(send(visit.push(two)).await.0, 200);
    let other = json!({"items": one});
    let path = "inventory/…/products/price-and-inventory";
    assert_eq!(send(visit.trendyol_as("2", path, Some(other))).await.0, 200);
    visit.control("market/wait?time=15m", "").await;
    assert_eq!(send(visit.push(one)).await.0, 200);
    let counts = visit.counts().await;
    assert_eq!(
        (&counts["duplicates"], &counts["resent"]),
        (&json!(1), &json!(0))
    );
    assert_eq!(
        (&counts["pushes"]["trendyol"], &counts["items"]["trendyol"]),
        (&json!(4), &json!(4))
    );
}

/// Items are counted that were taken before, wherever in a batch they are; refused ones had to be sent again.
#[tokio::test]
async fn what_is_sent_twice_is_counted() {
    let visit = quick().await;
    let good = json!({"barcode": "A", "quantity": 4});
    let bad = json!({"barcode": "B", "quantity": -1});
    visit.pushed(json!([good, bad, good])).await;
    visit
        .pushed(json!([bad, good, {"barcode": "A", "quantity": 5}]))
        .await;
    assert_eq!(visit.counts().await["resent"], 1);
    visit.control("market/wait?time=15m", "").await;
    visit.pushed(json!([good])).await;
    assert_eq!(visit.counts().await["resent"], 1);
}

#[tokio::test]
async fn more_than_it_takes_is_refused_as_a_whole() {
    let visit = quick().await;
    let items =
        |count| (0..count).map(|number| json!({"barcode": format!("{number}"), "quantity": 1}));
    let (most, more): (Value, Value) = (items(1000).collect(), items(1001).collect());
    assert_eq!(send(visit.push(most)).await.0, 200);
    for wrong in [
        more,
        json!([]),
        json!([{"quantity": 1}]),
        json!([{"barcode": "A", "salePrice": "1,5"}]),
    ] {
        assert_eq!(send(visit.push(wrong)).await.0, 400);
    }
    for query in ["size=101", "size=0", "page=101&size=100"] {
        assert_eq!(
            send(visit.trendyol(&format!("{LIGHT}?{query}"), None))
                .await
                .0,
            400,
            "{query}"
        );
    }
    let barcodes = vec!["A"; 51].join(",");
    assert_eq!(
        send(visit.trendyol(&format!("{LIGHT}?barcodes={barcodes}"), None))
            .await
            .0,
        400
    );
    assert_eq!(visit.counts().await["pushes"]["trendyol"], 1);
}

#[tokio::test]
async fn fifty_requests_in_ten_seconds_are_the_most() {
    let visit = quick().await;
    for seller in ["1", "2"] {
        for _ in 0..50 {
            assert_eq!(send(visit.trendyol_as(seller, LIGHT, None)).await.0, 200);
        }
    }
    let answer = visit.trendyol(LIGHT, None).send().await.unwrap();
    assert!(!answer.headers().contains_key("retry-after"));
    let (status, body) = value(answer).await;
    assert_eq!((status, &body["error"]), (429, &json!("too.many.requests")));
    let elsewhere = send(visit.trendyol("product/…/products/approved", None)).await;
    assert_eq!(elsewhere.0, 200, "another endpoint");
    visit.control("market/wait?time=10s", "").await;
    assert_eq!(send(visit.trendyol(LIGHT, None)).await.0, 200);
    assert_eq!(visit.counts().await["violations"]["trendyol"], 1);
}

#[tokio::test]
async fn a_group_has_a_window_of_its_own() {
    let visit = quick().await;
    let create = async |number: u64| {
        let items = json!({"items": [{"barcode": format!("A{number}")}]});
        send(visit.trendyol("product/…/v2/products", Some(items)))
            .await
            .0
    };
    for number in 0..200 {
        if number % 50 == 0 {
            visit.control("market/wait?time=10s", "").await;
        }
        assert_eq!(create(number).await, 200);
    }
    visit.control("market/wait?time=10s", "").await;
    assert_eq!(create(200).await, 429, "writes, 200 a minute");
    assert_eq!(visit.counts().await["violations"]["trendyol"], 1);
    visit.control("market/wait?time=20s", "").await;
    assert_eq!(create(200).await, 200);
}

#[tokio::test]
async fn there_can_be_no_windows() {
    let visit = market(marketplaces::Options {
        windows: false,
        ..instant()
    })
    .await;
    for number in 0..60 {
        let items = json!([{"barcode": "A", "quantity": number}]);
        assert_eq!(send(visit.push(items)).await.0, 200);
    }
    assert_eq!(visit.counts().await["violations"]["trendyol"], 0);
}

#[tokio::test]
async fn products_wait_for_approval() {
    for approve in [false, true] {
        let visit = market(marketplaces::Options {
            approve,
            strict: true,
            ..instant()
        })
        .await;
        let product = |barcode: &str| {
            json!({"barcode": barcode, "title": "Örnek", "brandId": 1, "categoryId": 2, "stockCode": "S-1",
                   "quantity": 3, "salePrice": 10.5, "listPrice": 12})
        };
        let items = json!({"items": [product("A 1"), product("A/2")]});
        let (status, answer) = send(visit.trendyol("product/…/v2/products", Some(items))).await;
        assert_eq!(status, 200, "{answer}");
        let batch = visit.batch(&answer).await;
        assert_eq!(
            (&batch["status"], &batch["failedItemCount"]),
            (&json!("COMPLETED"), &json!(1))
        );
        let echoed = &batch["items"][0]["requestItem"];
        assert_eq!(
            (&echoed["barcode"], &echoed["product"]["barcode"]),
            (&json!("A1"), &json!("A 1"))
        );
        let list = async |name: &str| {
            send(visit.trendyol(&format!("product/…/products/{name}"), None))
                .await
                .1
        };
        let (open, waits) = match approve {
            true => (1, 0),
            false => (0, 1),
        };
        assert_eq!(list("approved").await["totalElements"], open);
        assert_eq!(list("unapproved").await["totalElements"], waits);
        let pushed = visit
            .pushed(json!([{"barcode": "A1", "quantity": 9}, {"barcode": "Z", "quantity": 9}]))
            .await;
        assert_eq!(
            pushed["failedItemCount"],
            1 + waits,
            "strict, and only what is approved: {pushed}"
        );

        let update = json!({"items": [{"barcode": "A1", "stockCode": "S-2"}]});
        let (status, _) = send(visit.trendyol(
            "product/…/products/unapproved-bulk-update",
            Some(update.clone()),
        ))
        .await;
        assert_eq!(status, 500, "the whole product or nothing");
        let whole =
            json!({"items": [{"barcode": "A1", "title": "Yeni", "brandId": 1, "categoryId": 2}]});
        let (_, answer) =
            send(visit.trendyol("product/…/products/unapproved-bulk-update", Some(whole))).await;
        assert_eq!(visit.batch(&answer).await["failedItemCount"], open);
        let (_, answer) =
            send(visit.trendyol("product/…/products/variant-bulk-update", Some(update))).await;
        let variants = visit.batch(&answer).await;
        assert_eq!(variants["failedItemCount"], waits);
        assert_eq!(variants["items"][0]["requestItem"]["supplierId"], 1);
        let content = list("approved").await["content"][0]["contentId"].clone();
        let titled =
            json!({"items": [{"contentId": content, "title": "En yeni"}, {"contentId": 5}]});
        let (_, answer) =
            send(visit.trendyol("product/…/products/content-bulk-update", Some(titled))).await;
        assert_eq!(visit.batch(&answer).await["failedItemCount"], 1 + waits);
        if approve {
            let approved = &list("approved?stockCode=S-2").await["content"][0];
            assert_eq!(approved["title"], "En yeni");
            assert_eq!(approved["variants"][0]["onSale"], true);
        }
    }
}

#[tokio::test]
async fn one_key_in_so_many_is_refused_and_the_same_one_again() {
    let visit = market(marketplaces::Options {
        refuse: 4,
        ..instant()
    })
    .await;
    let failed = async |stock: u64| {
        let items: Value = (0..400)
            .map(|number| json!({"barcode": format!("B{number}"), "quantity": stock}))
            .collect();
        let batch = visit.pushed(items).await;
        let rows = batch["items"].as_array().unwrap().iter();
        let failed = rows.filter(|row| row["status"] == "FAILED");
        failed
            .map(|row| row["requestItem"]["barcode"].clone())
            .collect::<Vec<_>>()
    };
    let first = failed(1).await;
    assert!((60..140).contains(&first.len()), "{}", first.len());
    assert_eq!(failed(2).await, first);
    assert_eq!(
        visit.lines("trendyol/1").await.lines().count(),
        400 - first.len()
    );
}

#[tokio::test]
async fn strangers_and_old_versions_are_turned_away() {
    let visit = quick().await;
    let url = |seller: &str| {
        format!(
            "{}/trendyol/integration/product/sellers/{seller}/products",
            visit.base
        )
    };
    let ask = |seller: &str, agent: &str, secret: &str| {
        let request = visit
            .client
            .post(url(seller))
            .basic_auth("sandbox-key", Some(secret));
        request.header("user-agent", agent)
    };
    for (request, status) in [
        (ask("1", "jeton/1", SECRET), 403),
        (ask("1", "2 - SelfIntegration", SECRET), 403),
        (ask("1", "1 - SelfIntegration", "wrong"), 401),
        (ask("x", "x - SelfIntegration", SECRET), 404),
        (ask("1", "1 - SelfIntegration", SECRET), 426),
    ] {
        assert_eq!(text(request).await.0, status);
    }
}
