//! N11: tasks that wait, are refused as a whole inside a 200, or tell every SKU.

use super::*;

async fn push(visit: &Visit, skus: Value) -> Value {
    let body = json!({"payload": {"integrator": "jeton", "skus": skus}});
    let (status, answer) = send(visit.n11("product/tasks/price-stock-update", Some(body))).await;
    assert_eq!(status, 200);
    answer
}

async fn result(visit: &Visit, task: &Value, page: u64, size: u64) -> Value {
    let body = json!({"taskId": task["id"], "pageable": {"page": page, "size": size}});
    send(visit.n11("product/task-details/page-query", Some(body)))
        .await
        .1
}

#[tokio::test]
async fn a_task_waits_and_then_tells_every_sku() {
    let visit = market(marketplaces::Options {
        batch_time: Duration::from_secs(30),
        ..instant()
    })
    .await;
    let task = push(
        &visit,
        json!([{"stockCode": "S-1", "listPrice": 249.9, "salePrice": 199.9, "quantity": 4},
               {"stockCode": "S-2", "quantity": 0}, {"stockCode": "S-3", "quantity": -1}]),
    )
    .await;
    assert_eq!(
        (&task["type"], &task["status"]),
        (&json!("SKU_UPDATE"), &json!("IN_QUEUE"))
    );
    let waiting = result(&visit, &task, 0, 10).await;
    assert_eq!(
        (&waiting["status"], &waiting["skus"]),
        (&json!("IN_QUEUE"), &Value::Null)
    );
    visit.control("market/wait?time=30s", "").await;
    let done = result(&visit, &task, 0, 2).await;
    assert_eq!(done["status"], "PROCESSED");
    assert_eq!(done["skus"]["totalElements"], 3);
    assert_eq!(done["skus"]["last"], false);
    let row = &done["skus"]["content"][0];
    assert_eq!(
        (&row["itemCode"], &row["status"], &row["sku"]["stock"]),
        (&json!("S-1"), &json!("SUCCESS"), &json!(4))
    );
    let rest = result(&visit, &task, 1, 2).await;
    assert_eq!(rest["skus"]["content"][0]["status"], "FAIL");
    assert!(rest["skus"]["content"][0]["reasons"][0].is_string());
    assert_eq!(
        visit.lines("n11/sandbox-key-9").await,
        "S-1\t199.90\t249.90\t4\nS-2\t-\t-\t0\n"
    );
    let (_, list) = send(visit.n11("product-query?stockCode=S-2", None)).await;
    assert_eq!(list["totalElements"], 1);
    assert_eq!(list["content"][0]["saleStatus"], "Out_Of_Stock");
    assert_eq!(
        send(visit.n11("product-query?page=9", None)).await.1["content"],
        json!([])
    );
}

#[tokio::test]
async fn one_bad_price_refuses_the_whole_task_in_a_200() {
    let visit = quick().await;
    for bad in [
        json!({"stockCode": "S-2", "listPrice": 9, "salePrice": 10}),
        json!({"stockCode": "S-2", "salePrice": 10}),
    ] {
        let task = push(&visit, json!([{"stockCode": "S-1", "quantity": 4}, bad])).await;
        assert_eq!(task["status"], "REJECT");
        assert!(task["reasons"][0].is_string());
        let told = result(&visit, &task, 0, 10).await;
        assert_eq!(
            (&told["status"], &told["skus"]),
            (&json!("REJECT"), &Value::Null)
        );
    }
    let equal = json!([{"stockCode": "S-1", "listPrice": 9, "salePrice": 9}]);
    assert_eq!(push(&visit, equal).await["status"], "IN_QUEUE");
    assert_eq!(
        visit.lines("n11/sandbox-key-9").await,
        "S-1\t9.00\t9.00\t-\n"
    );
    let counts = visit.counts().await;
    assert_eq!(
        (&counts["pushes"]["n11"], &counts["items"]["n11"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test]
async fn products_are_made_and_closed() {
    let visit = market(marketplaces::Options {
        strict: true,
        ..instant()
    })
    .await;
    let sku = json!({"stockCode": "S-1", "title": "Örnek Pamuklu Tişört", "quantity": 4, "listPrice": 9, "salePrice": 9});
    let send_skus = async |path: &str, skus: Value| {
        let body = json!({"payload": {"integrator": "jeton", "skus": skus}});
        let task = send(visit.n11(path, Some(body))).await.1;
        result(&visit, &task, 0, 10).await["skus"]["content"].clone()
    };
    let unknown = send_skus(
        "product/tasks/price-stock-update",
        json!([{"stockCode": "S-1", "quantity": 4}]),
    )
    .await;
    assert_eq!(unknown[0]["status"], "FAIL");
    let made = send_skus("product/tasks/product-create", json!([sku])).await;
    assert_eq!(made[0]["status"], "SUCCESS");
    let again = send_skus("product/tasks/product-create", json!([sku])).await;
    assert_eq!(again[0]["status"], "FAIL");
    let closed = json!([{"stockCode": "S-1", "status": "Suspended"}]);
    assert_eq!(
        send_skus("product/tasks/product-update", closed).await[0]["status"],
        "SUCCESS"
    );
    let (_, list) = send(visit.n11("product-query", None)).await;
    assert_eq!(list["content"][0]["status"], "Suspended");
    assert_eq!(list["content"][0]["title"], "Örnek Pamuklu Tişört");
}

#[tokio::test]
async fn it_has_its_own_ways_of_refusing() {
    let visit = quick().await;
    let url = format!("{}/n11/ms/product-query", visit.base);
    let ask = |key: &str, secret: &str| {
        visit
            .client
            .get(&url)
            .header("appkey", key)
            .header("appsecret", secret)
    };
    for (request, status) in [
        (visit.client.get(&url).header("appkey", "sandbox-key"), 500),
        (ask("sandbox-key", "wrong"), 401),
        (ask("sandbox-keys", SECRET), 401),
        (ask("another", SECRET), 401),
        (ask("sandbox-key", SECRET), 200),
        (visit.n11("product-query?size=251", None), 500),
        (visit.n11("product-query?page=-1", None), 500),
        (
            visit.n11(
                "product/tasks/price-stock-update",
                Some(json!({"payload": {"skus": []}})),
            ),
            500,
        ),
        (visit.n11("nothing", None), 503),
    ] {
        assert_eq!(text(request).await.0, status);
    }
    for _ in 0..297 {
        assert_eq!(text(visit.n11("product-query", None)).await.0, 200);
    }
    assert_eq!(text(visit.n11("product-query", None)).await.0, 429);
    assert_eq!(visit.counts().await["violations"]["n11"], 1);
}
