//! Hepsiburada.

use super::{credentials, product, reply, results, seller, told};
use crate::config;
use crate::upstream::marketplace::hepsiburada::Hepsiburada;
use crate::upstream::marketplace::{Call, Driver, Error, Pushed};

fn with<T>(test: impl FnOnce(&Hepsiburada<'_>) -> T) -> T {
    let credentials = credentials();
    let settings = config::Hepsiburada {
        user_agent: Some("acme_dev".to_owned()),
        ..config::Hepsiburada::default()
    };
    test(&Hepsiburada {
        settings: &settings,
        seller: seller(&credentials),
    })
}

#[test]
fn prices_and_stock_are_told_apart() {
    with(|driver| {
        let price = r#"{"merchantSku":"TS-100","price":199.90}"#;
        assert_eq!(told(driver, Call::Price, |_| {}), price);
        let stock = r#"{"merchantSku":"TS-100","availableStock":42}"#;
        assert_eq!(told(driver, Call::Stock, |_| {}), stock);
        assert_eq!(
            told(driver, Call::Price, |p| (p.price, p.list_price) =
                (None, None)),
            "nothing"
        );
        assert_eq!(told(driver, Call::Stock, |p| p.stock = None), "nothing");
        let low = told(driver, Call::Stock, |p| p.stock = Some(-3));
        assert_eq!(low, "stock is negative");
        // What is wrong with one is no reason not to tell the other.
        let negative = told(driver, Call::Price, |p| p.stock = Some(-3));
        assert_eq!(negative, price);
    });
}

#[test]
fn an_upload_too_many_can_look_like_a_success() {
    let full = "There are too many ongoing/waiting inventory uploads at the moment. Please try again later.";
    let in_a_success = format!(r#"{{"message":"{full}"}}"#);
    let taken = Pushed::Taken {
        tracking_id: "7d".to_owned(),
    };
    with(|driver| {
        for (status, body, expected) in [
            (200, r#"{"id":"7d"}"#, taken.clone()),
            (200, r#"{"Id":"7d"}"#, taken),
            (400, full, Pushed::Full),
            (200, in_a_success.as_str(), Pushed::Full),
        ] {
            let pushed = driver.pushed(Call::Price, &reply(status, body));
            assert_eq!(pushed.unwrap(), expected, "{body}");
        }
        for (status, body) in [(406, ""), (400, "the inventory upload limit is exceeded")] {
            let used_up = driver.pushed(Call::Price, &reply(status, body));
            assert!(matches!(used_up, Err(Error::UsedUp { .. })), "{body}");
        }
    });
}

#[test]
fn only_failures_are_named_and_a_lock_is_one() {
    let lock = r#"{"elementNo":1,"merchantSku":"A","type":"MaxLock","minPrice":90.0,"maxPrice":180.0,"description":"x"}"#;
    let error = r#"{"elementNo":2,"merchantSku":"B","errors":["ProductNotFound"]}"#;
    with(|driver| {
        for (body, expected) in [
            (r#"{"status":"PROCESSING"}"#.to_owned(), "pending"),
            (r#"{"status":"Waiting"}"#.to_owned(), "pending"),
            (r#"{"status":"Done","errors":null}"#.to_owned(), "others=ok"),
            (
                format!(r#"{{"status":"done","errors":[{error}],"priceValidations":[{lock}]}}"#),
                "#1=ProductNotFound #0=MaxLock, allowed are 90.00 to 180.00: x others=ok",
            ),
            (
                r#"{"status":"COMPLETED_WITH_ERRORS","errors":[]}"#.to_owned(),
                "others=ok",
            ),
            (
                r#"{"status":"Failed","errors":[]}"#.to_owned(),
                "rejected: the upload failed, without a reason",
            ),
        ] {
            let polled = driver.polled(Call::Price, &reply(200, &body)).unwrap();
            assert_eq!(results(polled), expected, "{body}");
        }
    });
}

#[test]
fn what_is_read_back_is_what_was_told() {
    with(|driver| {
        let page = r#"{"totalCount":1,"listings":[{"hepsiburadaSku":"HBV1","merchantSku":"TS-100","price":199.9,"availableStock":42}]}"#;
        let listed = driver.listed(None, &reply(200, page)).unwrap();
        for call in [Call::Price, Call::Stock] {
            let sent = driver.tell(call, &product()).unwrap().unwrap();
            assert_eq!(driver.seen(call, &listed.offers[0]), Some(sent.seen));
        }
        assert_eq!(listed.offers[0].remote_id.as_deref(), Some("HBV1"));
        assert_eq!(driver.folded("ts 100ş"), "TS100Ş");
        assert_eq!(driver.folded("TS-100"), "TS-100");
    });
}

#[test]
fn the_catalogue_takes_texts_and_a_comma() {
    with(|driver| {
        let body = told(driver, Call::Create, |p| {
            p.title = Some("Örnek".into());
            p.description = Some("x".into());
            p.brand = Some("Örnek".into());
            p.vat_rate = Some("20".into());
            p.images = Some(r#"["https://cdn.example/1.jpg"]"#.into());
            p.marketplaces =
                Some(r#"{"hepsiburada":{"categoryId":18000001,"price":"1.5"}}"#.into());
        });
        for part in [
            r#""categoryId":18000001"#,
            r#""price":"199,90""#,
            r#""stock":"42""#,
            r#""Image1":"https://"#,
        ] {
            assert!(body.contains(part), "{part} {body}");
        }
        let request = driver.push(Call::Create, &[&body]).unwrap();
        let sent =
            String::from_utf8_lossy(request.body().unwrap().as_bytes().unwrap()).into_owned();
        assert!(
            sent.contains("name=\"file\"; filename=") && request.url().query() == Some("version=1")
        );
        let refused = driver.pushed(
            Call::Create,
            &reply(200, r#"{"success":false,"code":1003,"message":"no leaf"}"#),
        );
        let reason = "no leaf (code 1003)".to_owned();
        assert_eq!(refused.unwrap(), Pushed::Refused { reason });
    });
}
