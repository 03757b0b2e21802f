//! Faults of the marketplaces: what is lost on the way back has been done all the same.

use super::*;

fn item(number: u64) -> Value {
    json!([{"barcode": format!("A{number}"), "quantity": 1}])
}

#[tokio::test]
async fn a_lost_answer_was_carried_out() {
    let visit = quick().await;
    for (number, fault) in ["lost", "truncate", "slow"].into_iter().enumerate() {
        let order = format!("market:{fault}=100%");
        assert_eq!(visit.control("faults", &order).await, 204);
        let answer = visit.push(item(number as u64)).send().await.unwrap();
        assert_eq!(answer.status(), if fault == "lost" { 502 } else { 200 });
        let body = answer.text().await;
        assert_eq!(body.is_ok(), fault != "truncate", "{fault}");
        let lines = visit.lines("trendyol/1").await;
        assert_eq!(lines.lines().count(), number + 1, "{fault}: {lines}");
    }
    visit.control("faults", "").await;
    assert_eq!(send(visit.push(item(0))).await.0, 400, "it has been there");
}

#[tokio::test]
async fn a_reset_comes_before_the_request_is_read_or_after_it_was_carried_out() {
    let visit = quick().await;
    visit.control("faults", "market:reset=1").await;
    for number in 0..10 {
        let answer = visit.push(item(number)).send().await;
        let broken = match answer {
            Ok(answer) => answer.bytes().await.is_err(),
            Err(_) => true,
        };
        assert!(broken);
    }
    assert_eq!(visit.lines("trendyol/1").await.lines().count(), 5);
}

/// Only the gateway's documents know `Retry-After`: the others have it by turns.
#[tokio::test]
async fn everybody_fails_in_words_of_his_own() {
    let visit = quick().await;
    visit.control("faults", "market:429=1").await;
    let gateway = || {
        let url = format!("{}/gateway/api/marketplace/sync/products", visit.base);
        visit.client.post(url).send()
    };
    for told in [false, true] {
        let answer = visit.push(item(0)).send().await.unwrap();
        assert_eq!(answer.headers().contains_key("retry-after"), told);
        assert_eq!(value(answer).await.1["error"], "too.many.requests");
    }
    for _ in 0..2 {
        let answer = gateway().await.unwrap();
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!(value(answer).await.1["retryAfter"], 1);
    }
    visit.control("faults", "market:401=1").await;
    let n11 = send(visit.n11("product-query", None)).await.1;
    assert_eq!(n11["name"], "SellerApiUserUnauthorizedException");
    let path = "listing/listings/merchantid/…?offset=0&limit=1";
    assert_eq!(send(visit.hepsiburada(path, None)).await.1["status"], 401);
}

#[tokio::test]
async fn refusals_carry_nothing_out_and_are_the_markets_alone() {
    let visit = quick().await;
    for (fault, status) in [
        ("429", 429),
        ("500", 500),
        ("502", 502),
        ("503", 503),
        ("401", 401),
    ] {
        visit.control("faults", &format!("market:{fault}=1")).await;
        assert_eq!(text(visit.push(item(0))).await.0, status);
        assert_eq!(text(visit.n11("product-query", None)).await.0, status);
    }
    assert_eq!(visit.lines("trendyol/1").await, "");
    let journal = visit.journal().await;
    assert_eq!(journal["faults"]["market:502"], 2);
    let rows = journal["requests"].as_array().unwrap().iter();
    let paths: Vec<_> = rows.map(|row| row["path"].as_str().unwrap()).collect();
    assert!(
        paths.contains(&"/trendyol/price-and-inventory") && paths.contains(&"/n11/product-query"),
        "{paths:?}"
    );
    visit.token().await;
}
