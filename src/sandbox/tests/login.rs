//! Both faces of the authorization server: device flow, refresh, rotation, revocation, client secrets.

use super::*;

const TOKEN: &str = "/sandbox/oauth2/v2.0/token";
const START: &str = "/sandbox/oauth2/v2.0/devicecode";

async fn start_plain(visit: &Visit) -> Value {
    let form = [
        ("client_id", "jeton-cli"),
        ("scope", "openid offline_access"),
    ];
    let (status, started) = value(visit.post("/device_authorization", &form).await).await;
    assert_eq!(status, 200, "{started}");
    started
}

async fn poll_plain(visit: &Visit, started: &Value) -> (u16, Value) {
    let code = started["device_code"].as_str().unwrap();
    let form = [
        ("grant_type", DEVICE_CODE),
        ("client_id", "jeton-cli"),
        ("device_code", code),
    ];
    value(visit.post("/token", &form).await).await
}

async fn plain(visit: &Visit) -> Value {
    let started = start_plain(visit).await;
    assert!(
        visit
            .sandbox
            .approve(started["user_code"].as_str().unwrap())
    );
    poll_plain(visit, &started).await.1
}

async fn refresh_plain(visit: &Visit, token: &Value) -> (u16, Value) {
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "jeton-cli"),
        ("refresh_token", token.as_str().unwrap()),
    ];
    value(visit.post("/token", &form).await).await
}

#[tokio::test]
async fn entra_answers_in_its_own_words() {
    let visit = Visit::quick().await;
    let form = [("client_id", CLIENT_ID), ("scope", SCOPES)];
    let answer = visit.post(START, &form).await;
    assert!(
        answer.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("no-store")
    );
    let (_, started) = value(answer).await;
    assert!(started.get("verification_uri_complete").is_none());
    let message = started["message"].as_str().unwrap();
    assert!(message.contains(started["user_code"].as_str().unwrap()));
    let form = [
        ("grant_type", DEVICE_CODE),
        ("client_id", CLIENT_ID),
        ("device_code", started["device_code"].as_str().unwrap()),
    ];
    let (status, error) = value(visit.post(TOKEN, &form).await).await;
    assert_eq!(
        (status, &error["error"]),
        (400, &"authorization_pending".into())
    );
    assert_eq!(error["error_codes"][0], 70016);
    let says = error["error_description"].as_str().unwrap();
    assert!(says.starts_with("AADSTS70016: ") && says.contains("\r\nTrace ID: "));
    let elsewhere = visit.post("/common/oauth2/v2.0/token", &form).await;
    assert_eq!(value(elsewhere).await.1["error"], "bad_verification_code");
    let deny = format!("deny?user_code={}", started["user_code"].as_str().unwrap());
    assert_eq!(visit.control(&deny, "").await, 204);
    let (_, error) = value(visit.post(TOKEN, &form).await).await;
    assert_eq!(error["error"], "authorization_declined");
}

#[tokio::test]
async fn entra_grants_what_was_asked_and_keeps_old_refresh_tokens() {
    let visit = Visit::quick().await;
    let tokens = visit.entra().await;
    let scope = tokens["scope"].as_str().unwrap();
    assert!(scope.contains("/user_impersonation") && scope.contains("/.default"));
    assert_eq!(tokens["id_token"].as_str().unwrap().split('.').count(), 3);
    assert!(tokens["client_info"].is_string() && tokens["ext_expires_in"] == 3_600);
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("refresh_token", refresh),
    ];
    for _ in 0..2 {
        let (status, renewed) = value(visit.post(TOKEN, &form).await).await;
        assert_eq!(status, 200);
        assert!(renewed.get("client_info").is_none());
        assert_ne!(renewed["refresh_token"], refresh);
    }
}

#[tokio::test]
async fn entra_refuses_strange_tenants_clients_and_secrets() {
    let visit = Visit::quick().await;
    let refusal = async |path: &str, form: &[(&str, &str)]| {
        let (_, error) = value(visit.post(path, form).await).await;
        error["error_codes"][0].as_u64().unwrap()
    };
    let good = [("client_id", CLIENT_ID), ("scope", SCOPES)];
    assert_eq!(
        refusal("/nowhere/oauth2/v2.0/devicecode", &good).await,
        90002
    );
    let secret = [good[0], good[1], ("client_secret", "x")];
    assert_eq!(refusal(START, &secret).await, 700025);
    let stranger = [("client_id", "x"), ("scope", SCOPES)];
    assert_eq!(refusal(START, &stranger).await, 700016);
    let mixed = "https://api.partner.microsoft.com/.default https://api.partner.microsoft.com/x";
    assert_eq!(refusal(START, &[good[0], ("scope", mixed)]).await, 70011);
    assert_eq!(refusal(START, &good[..1]).await, 900144);
}

#[tokio::test]
async fn polling_too_fast_slows_down_for_good() {
    let visit = Visit::new(Options {
        interval: Duration::from_millis(50),
        ..Options::default()
    })
    .await;
    let started = start_plain(&visit).await;
    assert_eq!(started["interval"], 1);
    let error = async || poll_plain(&visit, &started).await.1["error"].clone();
    assert_eq!(error().await, "authorization_pending");
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(error().await, "authorization_pending");
    assert_eq!(error().await, "slow_down");
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(error().await, "slow_down", "the interval stays longer");
}

#[tokio::test]
async fn a_device_code_serves_once_and_ends() {
    let visit = Visit::quick().await;
    let started = start_plain(&visit).await;
    let complete = started["verification_uri_complete"].as_str().unwrap();
    assert!(complete.ends_with(started["user_code"].as_str().unwrap()));
    let typed = started["user_code"]
        .as_str()
        .unwrap()
        .to_lowercase()
        .replace('-', " ");
    assert!(visit.sandbox.approve(&typed) && !visit.sandbox.approve(&typed));
    assert_eq!(poll_plain(&visit, &started).await.0, 200);
    assert_eq!(
        poll_plain(&visit, &started).await.1["error"],
        "invalid_grant"
    );

    let brief = Visit::new(Options {
        device_ttl: Duration::ZERO,
        interval: Duration::ZERO,
        ..Options::default()
    })
    .await;
    let started = start_plain(&brief).await;
    assert_eq!(
        poll_plain(&brief, &started).await.1["error"],
        "expired_token"
    );
}

#[tokio::test]
async fn the_device_page_takes_a_code_and_an_answer() {
    let visit = Visit::quick().await;
    let started = start_plain(&visit).await;
    let code = started["user_code"].as_str().unwrap();
    let url = started["verification_uri_complete"].as_str().unwrap();
    let html = visit
        .client
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(html.contains("name=\"user_code\"") && html.contains(code));
    let wrong = visit.post("/device", &[("user_code", "nonsense")]).await;
    assert_eq!(wrong.status(), 400);
    let html = visit
        .post("/device", &[("user_code", code)])
        .await
        .text()
        .await
        .unwrap();
    assert!(html.contains("jeton-cli") && html.contains("offline_access"));
    assert!(html.contains("name=\"action\" value=\"approve\""));
    let deny = [("user_code", code), ("action", "deny")];
    assert_eq!(visit.post("/device", &deny).await.status(), 200);
    assert_eq!(
        poll_plain(&visit, &started).await.1["error"],
        "access_denied"
    );
}

#[tokio::test]
async fn a_reused_refresh_token_ends_the_whole_grant() {
    let visit = Visit::quick().await;
    let first = plain(&visit).await;
    let (status, second) = refresh_plain(&visit, &first["refresh_token"]).await;
    assert_eq!(status, 200);
    let access = second["access_token"].as_str().unwrap();
    assert_eq!(
        visit
            .get("/v1.0/engagements/referrals?$top=1", access)
            .await
            .status(),
        200
    );
    let (status, error) = refresh_plain(&visit, &first["refresh_token"]).await;
    assert_eq!((status, &error["error"]), (400, &"invalid_grant".into()));
    assert_eq!(refresh_plain(&visit, &second["refresh_token"]).await.0, 400);
    assert_eq!(
        visit
            .get("/v1.0/engagements/referrals", access)
            .await
            .status(),
        401
    );
}

#[tokio::test]
async fn revocation_ends_a_grant_and_shrugs_at_strangers() {
    let visit = Visit::quick().await;
    let tokens = plain(&visit).await;
    let revoke = async |token: &str| {
        let form = [("client_id", "jeton-cli"), ("token", token)];
        visit.post("/revoke", &form).await.status().as_u16()
    };
    assert_eq!(revoke("never issued").await, 200);
    assert_eq!(revoke(tokens["refresh_token"].as_str().unwrap()).await, 200);
    let (_, error) = refresh_plain(&visit, &tokens["refresh_token"]).await;
    assert_eq!(error["error"], "invalid_grant");
}

#[tokio::test]
async fn a_service_signs_in_with_its_secret_by_either_way() {
    let visit = Visit::quick().await;
    let grant = ("grant_type", "client_credentials");
    let id = ("client_id", "orders-svc");
    let posted = [grant, id, ("client_secret", "orders-svc-secret")];
    let (status, tokens) = value(visit.post("/token", &posted).await).await;
    assert_eq!((status, &tokens["scope"]), (200, &"orders.read".into()));
    assert!(tokens.get("refresh_token").is_none());
    let basic = async |secret: &str| {
        let request = visit.client.post(format!("{}/token", visit.base));
        let request = request.basic_auth("orders-svc", Some(secret));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request
            .body("grant_type=client_credentials")
            .send()
            .await
            .unwrap()
    };
    assert_eq!(basic("orders-svc-secret").await.status(), 200);
    let refused = basic("wrong").await;
    assert_eq!(refused.status(), 401);
    assert!(refused.headers().contains_key("www-authenticate"));
    assert_eq!(value(refused).await.1["error"], "invalid_client");
    let public = [grant, ("client_id", "jeton-cli")];
    let (_, error) = value(visit.post("/token", &public).await).await;
    assert_eq!(error["error"], "unauthorized_client");
}

#[tokio::test]
async fn discovery_names_what_there_is() {
    let visit = Visit::quick().await;
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ] {
        let (_, found) = value(visit.get(path, "").await).await;
        assert_eq!(found["issuer"], visit.base.as_str());
        assert!(found["revocation_endpoint"].is_string());
    }
    let path = "/organizations/v2.0/.well-known/openid-configuration";
    let (_, found) = value(visit.get(path, "").await).await;
    assert!(found["issuer"].as_str().unwrap().contains("{tenantid}"));
    assert!(found.get("revocation_endpoint").is_none());
    let device = found["device_authorization_endpoint"].as_str().unwrap();
    assert!(device.ends_with("/organizations/oauth2/v2.0/devicecode"));
    let unknown = visit
        .get("/x/v2.0/.well-known/openid-configuration", "")
        .await;
    assert_eq!(value(unknown).await.1["error_codes"][0], 90002);
}
