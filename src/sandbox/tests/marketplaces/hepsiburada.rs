//! Hepsiburada: uploads of which only the failures are told, crowds, locks, and products in files.

use super::*;

const LISTINGS: &str = "listing/listings/merchantid/…";

async fn upload(visit: &Visit, kind: &str, items: Value) -> (u16, String) {
    text(visit.hepsiburada(&format!("{LISTINGS}/{kind}"), Some(items))).await
}

async fn status(visit: &Visit, kind: &str, answer: &str) -> Value {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let id = answer["id"].as_str().unwrap();
    let (status, told) = send(visit.hepsiburada(&format!("{LISTINGS}/{kind}/id/{id}"), None)).await;
    assert_eq!(status, 200);
    told
}

#[tokio::test]
async fn only_failures_are_told() {
    let visit = market(marketplaces::Options {
        batch_time: Duration::from_secs(30),
        ..instant()
    })
    .await;
    let prices = json!([{"merchantSku": "M-1", "hepsiburadaSku": "HBV1", "price": 5000.5},
                        {"merchantSku": "M-2", "price": "118,97"}, {"merchantSku": "M-1", "price": 3}]);
    let (_, priced) = upload(&visit, "price-uploads", prices).await;
    let stocks = json!([{"merchantSku": "M-1", "availableStock": 7}]);
    let (_, stocked) = upload(&visit, "stock-uploads", stocks).await;
    let waiting = status(&visit, "price-uploads", &priced).await;
    assert_eq!(
        (&waiting["status"], &waiting["errors"]),
        (&json!("PROCESSING"), &Value::Null)
    );
    assert_eq!(
        (&waiting["total"], &waiting["processed"]),
        (&json!(3), &json!(0))
    );
    visit.control("market/wait?time=30s", "").await;
    let done = status(&visit, "price-uploads", &priced).await;
    assert_eq!(done["status"], "Done");
    assert_eq!(done["priceValidations"], Value::Null);
    let errors = done["errors"].as_array().unwrap();
    let told = errors
        .iter()
        .map(|error| (error["elementNo"].as_u64().unwrap(), &error["errors"][0]));
    let told: Vec<_> = told.collect();
    assert_eq!(
        told,
        [
            (2, &json!("InvalidPrice")),
            (3, &json!("DuplicateMerchantSkuSpecified"))
        ]
    );
    assert_eq!(
        status(&visit, "stock-uploads", &stocked).await["errors"],
        Value::Null
    );
    assert_eq!(
        visit.lines(&format!("hepsiburada/{MERCHANT}")).await,
        "M-1\t5000.50\t-\t7\n"
    );

    let (_, list) = send(visit.hepsiburada(
        &format!("{LISTINGS}?offset=0&limit=100&hbSkuList=HBV1"),
        None,
    ))
    .await;
    assert_eq!(list["totalCount"], 1);
    let row = &list["listings"][0];
    assert_eq!(
        (&row["merchantSku"], &row["availableStock"]),
        (&json!("M-1"), &json!(7))
    );
    assert_eq!(row["isSalable"], true);
    let other = json!([{"merchantSku": "M-9", "hepsiburadaSku": "HBV1", "price": 5}]);
    let (_, other) = upload(&visit, "price-uploads", other).await;
    visit.control("market/wait?time=30s", "").await;
    let other = status(&visit, "price-uploads", &other).await;
    assert_eq!(other["errors"][0]["errors"][0], "MismatchingSkusSpecified");
}

#[tokio::test]
async fn a_sixth_upload_waits_outside() {
    let visit = market(marketplaces::Options {
        batch_time: Duration::from_secs(30),
        ..instant()
    })
    .await;
    let items = |stock: u64| json!([{"merchantSku": "M-1", "availableStock": stock}]);
    for stock in 0..5 {
        let (status, answer) = upload(&visit, "stock-uploads", items(stock)).await;
        assert!(status == 200 && answer.contains("\"id\""), "{answer}");
    }
    let words = "There are too many ongoing/waiting inventory uploads at the moment. Please try again later.";
    for status in [400, 200, 400] {
        let (answered, answer) = upload(&visit, "stock-uploads", items(9)).await;
        assert!(
            answered == status && answer.contains(words),
            "{answered} {answer}"
        );
        assert!(!answer.contains("\"id\""));
    }
    assert_eq!(visit.counts().await["violations"]["hepsiburada"], 3);
    visit.control("market/wait?time=30s", "").await;
    assert!(
        upload(&visit, "stock-uploads", items(9))
            .await
            .1
            .contains("\"id\"")
    );
}

#[tokio::test]
async fn a_day_takes_so_many_items() {
    let visit = quick().await;
    let items: Value = (0..4000)
        .map(|number| json!({"merchantSku": format!("{number}"), "availableStock": 1}))
        .collect();
    let most: Value = (0..4001)
        .map(|number| json!({"merchantSku": format!("{number}"), "availableStock": 1}))
        .collect();
    assert_eq!(upload(&visit, "stock-uploads", most).await.0, 400);
    // The listings that the first one made count for the others.
    for _ in 0..10 {
        assert_eq!(upload(&visit, "stock-uploads", items.clone()).await.0, 200);
    }
    let (status, says) = upload(&visit, "stock-uploads", items.clone()).await;
    assert!(status == 400 && says.contains("daily"), "{says}");
    visit.control("market/wait?time=24h", "").await;
    assert_eq!(upload(&visit, "stock-uploads", items).await.0, 200);
}

#[tokio::test]
async fn some_prices_lock_their_listing_though_the_upload_is_done() {
    let visit = market(marketplaces::Options {
        refuse: 3,
        ..instant()
    })
    .await;
    let items: Value = (0..300)
        .map(|number| json!({"merchantSku": format!("M{number}"), "price": 100}))
        .collect();
    let (_, answer) = upload(&visit, "price-uploads", items).await;
    let done = status(&visit, "price-uploads", &answer).await;
    let (errors, locks) = (
        done["errors"].as_array().unwrap(),
        done["priceValidations"].as_array().unwrap(),
    );
    assert!(
        errors.len() > 25 && locks.len() > 25,
        "{} {}",
        errors.len(),
        locks.len()
    );
    assert!(
        errors
            .iter()
            .all(|error| error["errors"][0] == "ProductNotFound")
    );
    let lock = &locks[0];
    assert_eq!(lock["type"], "MaxLock");
    assert_eq!(lock["maxPrice"], 90.0);
    let sku = lock["merchantSku"].as_str().unwrap();
    let lines = visit.lines(&format!("hepsiburada/{MERCHANT}")).await;
    assert!(
        lines.contains(&format!("{sku}\t-\t-\t-\n")),
        "its price is not taken"
    );
    let path = format!("{LISTINGS}?offset=0&limit=1&merchantSkuList={sku}");
    assert_eq!(
        send(visit.hepsiburada(&path, None)).await.1["listings"][0]["isLocked"],
        true
    );
}

#[tokio::test]
async fn a_file_makes_listings() {
    let visit = market(marketplaces::Options {
        strict: true,
        ..instant()
    })
    .await;
    let stock = json!([{"merchantSku": "TS-1", "availableStock": 7}]);
    let (_, answer) = upload(&visit, "stock-uploads", stock).await;
    assert_eq!(
        status(&visit, "stock-uploads", &answer).await["errors"][0]["errors"][0],
        "ProductNotFound"
    );
    let product = |sku: &str, price: &str| {
        json!({"categoryId": 1, "merchant": MERCHANT, "attributes": {"merchantSku": sku, "UrunAdi": "Örnek",
               "price": price, "stock": "13", "GarantiSuresi": 24}})
    };
    let file = json!([
        product("ts -1", "130,50"),
        product("TS-2", "130.50"),
        product(" ", "1")
    ]);
    let form = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{file}\r\n--b--\r\n"
    );
    let import = |body: String| {
        let request = visit.hepsiburada(
            "catalog/product/api/products/import?version=1",
            Some(Value::Null),
        );
        request
            .header("content-type", "multipart/form-data; boundary=b")
            .body(body)
    };
    assert_eq!(send(import("--b--".to_owned())).await.0, 400);
    let (_, answer) = send(import(form)).await;
    let id = answer["data"]["trackingId"].as_str().unwrap();
    let (_, told) =
        send(visit.hepsiburada(&format!("catalog/product/api/products/status/{id}"), None)).await;
    assert_eq!(told["totalElements"], 3);
    assert_eq!(told["data"][2]["importStatus"], "FAILED");
    assert_eq!(told["data"][0]["importStatus"], "SUCCESS");
    assert!(
        told["data"][0]["hbSku"]
            .as_str()
            .unwrap()
            .starts_with("HBV")
    );
    let lines = visit.lines(&format!("hepsiburada/{MERCHANT}")).await;
    assert_eq!(lines, "TS-1\t130.50\t-\t13\nTS-2\t0.00\t-\t0\n");
}

#[tokio::test]
async fn paths_pages_and_windows_have_their_bounds() {
    let visit = quick().await;
    for (path, status) in [
        ("listing/listings/merchantId/…?offset=0&limit=1", 400),
        ("listing/listings/merchantid/…?limit=1", 400),
        ("listing/listings/merchantid/…?offset=0&limit=101", 400),
        ("listing/listings/merchantid/…/price-uploads/id/none", 404),
        ("catalog/product/api/products/status/none", 404),
        ("listing/listings/merchantid/…?offset=0&limit=100", 200),
    ] {
        assert_eq!(
            text(visit.hepsiburada(path, None)).await.0,
            status,
            "{path}"
        );
    }
    let stranger = visit.hepsiburada("listing/listings/merchantid/another?offset=0&limit=1", None);
    assert_eq!(
        text(stranger).await,
        (401, "Missing Credentials!".to_owned())
    );
    let unnamed = visit.hepsiburada("catalog/product/api/products/status/none", None);
    // A second header of the name would be sent beside the first.
    let mut unnamed = unnamed.build().unwrap();
    unnamed
        .headers_mut()
        .insert("user-agent", "acme - Name".parse().unwrap());
    assert_eq!(visit.client.execute(unnamed).await.unwrap().status(), 401);
    for _ in 0..200 {
        let (status, _) =
            text(visit.hepsiburada("catalog/product/api/products/status/none", None)).await;
        if status == 403 {
            assert_eq!(visit.counts().await["violations"]["hepsiburada"], 1);
            return;
        }
        assert_eq!(status, 404);
    }
    panic!("the catalogue answered two hundred at once");
}

#[tokio::test]
async fn six_hundred_a_minute_are_the_most_of_a_merchant() {
    let visit = quick().await;
    let list = || visit.hepsiburada("listing/listings/merchantid/…?offset=0&limit=1", None);
    for _ in 0..600 {
        assert_eq!(text(list()).await.0, 200);
    }
    assert_eq!(text(list()).await.0, 429);
    assert_eq!(visit.counts().await["violations"]["hepsiburada"], 1);
    visit.control("market/wait?time=1m", "").await;
    assert_eq!(text(list()).await.0, 200);
}
