//! The gateway's contract: codes and bodies, field for field.

use super::*;

const GOOD: &str = "11111111-0000-4000-8000-000000000001";

fn ask(visit: &Visit, token: &str, tenant: &str, body: Value) -> RequestBuilder {
    let url = format!("{}/gateway/api/marketplace/sync/products", visit.base);
    let request = visit.client.post(url).bearer_auth(token);
    request.header("x-tenant-id", tenant).body(body.to_string())
}

#[tokio::test]
async fn every_failure_has_its_code_and_body() {
    let visit = quick().await;
    let token = visit.token().await;
    let all = |name: &str| json!({"marketplace": name, "productIds": null});
    let one = |id: &str| json!({"marketplace": "N11", "productIds": [id]});
    let missing = "00000000-0000-4000-8000-000000000001";
    for (tenant, body, status, answer) in [
        (
            "t-1",
            all("trendyol"),
            200,
            json!({"syncedCount": 25, "failedCount": 0, "errors": []}),
        ),
        (
            "t-1",
            one(GOOD),
            200,
            json!({"syncedCount": 1, "failedCount": 0, "errors": []}),
        ),
        (
            "t-1",
            json!({"marketplace": "HEPSIBURADA", "productIds": []}),
            200,
            json!({"syncedCount": 0, "failedCount": 0, "errors": []}),
        ),
        (
            "t-e1",
            all("trendyol"),
            400,
            json!({"error": "Trendyol entegrasyonu için API anahtarı eksik",
            "code": "API_KEY_MISSING", "marketplace": "Trendyol"}),
        ),
        (
            "t-e2",
            all("n11"),
            404,
            json!({"error": "N11 entegrasyonu bulunamadı",
            "code": "MARKETPLACE_INTEGRATION_NOT_FOUND", "marketplace": "N11"}),
        ),
        (
            "",
            all("n11"),
            404,
            json!({"error": "N11 entegrasyonu bulunamadı",
            "code": "MARKETPLACE_INTEGRATION_NOT_FOUND", "marketplace": "N11"}),
        ),
        (
            "t-e5",
            all("n11"),
            500,
            json!({"error": "Bir hata oluştu. Lütfen daha sonra tekrar deneyin.",
            "code": "INTERNAL_SERVER_ERROR"}),
        ),
        (
            "t-1",
            all("amazon"),
            400,
            json!({"error": "Doğrulama hatası oluştu.", "code": "VALIDATION_ERROR",
            "errors": {"marketplace": ["Zorunlu"]}}),
        ),
        (
            "t-1",
            json!({}),
            400,
            json!({"error": "Doğrulama hatası oluştu.", "code": "VALIDATION_ERROR",
            "errors": {"marketplace": ["Zorunlu"]}}),
        ),
        (
            "t-1",
            one("x"),
            400,
            json!({"error": "Doğrulama hatası oluştu.", "code": "VALIDATION_ERROR",
            "errors": {"productIds": ["Geçersiz"]}}),
        ),
        (
            "t-1",
            one(missing),
            404,
            json!({"error": "Product not found", "code": "NOT_FOUND",
            "resource": "Product", "key": missing}),
        ),
    ] {
        let said = send(ask(&visit, &token, tenant, body.clone())).await;
        assert_eq!(said, (status, answer), "{tenant} {body}");
    }
    let (status, body) = send(ask(&visit, "none", "t-1", all("n11"))).await;
    assert_eq!(
        (status, body),
        (
            401,
            json!({"error": "Unauthorized", "code": "UNAUTHORIZED"})
        )
    );
}

#[tokio::test]
async fn sixty_a_minute_are_the_most_of_a_tenant() {
    let visit = quick().await;
    let token = visit.token().await;
    let body = json!({"marketplace": "Trendyol"});
    for _ in 0..60 {
        assert_eq!(send(ask(&visit, &token, "a", body.clone())).await.0, 200);
    }
    let answer = ask(&visit, &token, "a", body.clone()).send().await.unwrap();
    let after: u64 = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let (status, said) = value(answer).await;
    assert_eq!(
        (status, &said["error"]),
        (429, &json!("Too many requests per minute"))
    );
    assert_eq!(said["retryAfter"], after);
    assert!((1..=60).contains(&after));
    assert_eq!(send(ask(&visit, &token, "b", body.clone())).await.0, 200);
    visit.control("market/wait?time=60s", "").await;
    assert_eq!(send(ask(&visit, &token, "a", body)).await.0, 200);
    assert_eq!(visit.counts().await["violations"]["gateway"], 1);
}

#[tokio::test]
async fn two_at_once_of_a_tenant_are_one_too_many() {
    let visit = Visit::new(Options {
        latency: Duration::from_millis(400),
        marketplaces: marketplaces::Options {
            refuse: 3,
            ..instant()
        },
        ..Options::default()
    })
    .await;
    let token = visit.token().await;
    let body = json!({"marketplace": "Trendyol"});
    let both = tokio::join!(
        send(ask(&visit, &token, "a", body.clone())),
        send(ask(&visit, &token, "a", body.clone())),
    );
    let mut statuses = [both.0.0, both.1.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    assert_eq!(visit.counts().await["violations"]["gateway"], 1);
    let (_, said) = send(ask(&visit, &token, "a", body)).await;
    let failed = said["failedCount"].as_u64().unwrap();
    assert!(
        failed > 0 && said["errors"].as_array().unwrap().len() as u64 == failed,
        "{said}"
    );
    assert_eq!(said["syncedCount"], 25 - failed);
}
