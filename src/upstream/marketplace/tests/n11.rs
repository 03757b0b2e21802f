//! N11.

use super::{credentials, product, reply, results, seller, told};
use crate::config;
use crate::upstream::marketplace::n11::N11;
use crate::upstream::marketplace::{Call, Driver, Error, Pushed};

fn with<T>(test: impl FnOnce(&N11<'_>) -> T) -> T {
    let (settings, credentials) = (config::N11::default(), credentials());
    test(&N11 {
        settings: &settings,
        seller: seller(&credentials),
    })
}

#[test]
fn offers_have_both_prices_and_a_currency() {
    with(|driver| {
        let body = r#"{"stockCode":"TS-100","listPrice":249.90,"salePrice":199.90,"quantity":42,"currencyType":"TL"}"#;
        assert_eq!(told(driver, Call::PriceStock, |_| {}), body);
        let one_price = told(driver, Call::PriceStock, |p| p.list_price = None);
        assert!(one_price.contains(r#""listPrice":199.90,"salePrice":199.90"#));
        let dollars = told(driver, Call::PriceStock, |p| {
            p.currency = Some("USD".into())
        });
        assert!(dollars.contains(r#""currencyType":"USD""#));
        let yen = told(driver, Call::PriceStock, |p| {
            p.currency = Some("JPY".into())
        });
        assert!(yen.starts_with("currency is JPY"));
        let nothing =
            |p: &mut super::Product| (p.price, p.list_price, p.stock) = (None, None, None);
        assert_eq!(told(driver, Call::PriceStock, nothing), "nothing");
    });
}

#[test]
fn a_task_can_be_rejected_in_a_success() {
    let taken = Pushed::Taken {
        tracking_id: "123456".to_owned(),
    };
    let refused = |reason: &str| Pushed::Refused {
        reason: reason.to_owned(),
    };
    with(|driver| {
        for (status, body, expected) in [
            (
                200,
                r#"{"id":123456,"status":"IN_QUEUE","reasons":[]}"#,
                taken,
            ),
            (
                200,
                r#"{"id":1,"status":"REJECT","reasons":["a","b"]}"#,
                refused("a; b"),
            ),
            (
                200,
                r#"{"id":1,"status":"REJECT","reasons":null}"#,
                refused("no reason was given"),
            ),
            (
                500,
                r#"{"name":"ConstraintViolationException","message":"no"}"#,
                refused("no"),
            ),
        ] {
            let pushed = driver.pushed(Call::PriceStock, &reply(status, body));
            assert_eq!(pushed.unwrap(), expected, "{body}");
        }
        let away = driver.pushed(Call::PriceStock, &reply(500, r#"{"name":"X"}"#));
        assert!(matches!(away, Err(Error::Unavailable { .. })));
        let page = driver.pushed(Call::PriceStock, &reply(503, "<html>"));
        assert!(matches!(page, Err(Error::Unavailable { .. })));
        let nameless = driver.pushed(Call::PriceStock, &reply(200, r#"{"status":"IN_QUEUE"}"#));
        assert!(matches!(nameless, Err(Error::Unreadable(_))));
    });
}

#[test]
fn rows_are_null_until_they_are_there() {
    let row = r#"{"itemCode":"A","status":"SUCCESS","sku":{"stock":1,"reasons":[]},"reasons":["done"]},
        {"itemCode":"B","status":"FAILED","sku":{"reasons":["yok"]}}"#;
    with(|driver| {
        for (body, expected) in [
            (r#"{"status":"IN_QUEUE","skus":null}"#.to_owned(), "pending"),
            (
                r#"{"status":"PROCESSED","skus":null}"#.to_owned(),
                "pending",
            ),
            (
                r#"{"status":"REJECT","skus":null,"reasons":["a"]}"#.to_owned(),
                "rejected: a",
            ),
            (
                format!(r#"{{"status":"PROCESSED","skus":{{"content":[{row}],"last":true}}}}"#),
                "A=ok B=yok",
            ),
            (
                format!(r#"{{"status":"REJECT","skus":{{"content":[{row}]}}}}"#),
                "A=ok B=yok",
            ),
        ] {
            let polled = driver.polled(Call::PriceStock, &reply(200, &body)).unwrap();
            assert_eq!(results(polled), expected, "{body}");
        }
    });
}

#[test]
fn what_is_read_back_is_what_was_told() {
    with(|driver| {
        let page = r#"{"content":[{"n11ProductId":5,"stockCode":"TS-100","currencyType":"TL","salePrice":199.90,
            "listPrice":249.9,"quantity":42}],"totalElements":1,"totalPages":1}"#;
        let listed = driver.listed(None, &reply(200, page)).unwrap();
        let sent = driver.tell(Call::PriceStock, &product()).unwrap().unwrap();
        assert_eq!(
            driver.seen(Call::PriceStock, &listed.offers[0]),
            Some(sent.seen)
        );
        assert_eq!(listed.next, None);
        let more = page.replace(r#""totalPages":1"#, r#""totalPages":3"#);
        let listed = driver.listed(Some("1"), &reply(200, &more)).unwrap();
        assert_eq!(listed.next.as_deref(), Some("2"));
        let past = r#"{"content":[],"totalElements":0,"totalPages":9}"#;
        assert_eq!(
            driver.listed(Some("1"), &reply(200, past)).unwrap().next,
            None
        );
    });
}

#[test]
fn an_update_sets_the_flags_that_n11_wants() {
    with(|driver| {
        let body = told(driver, Call::Update, |p| {
            p.marketplaces =
                Some(r#"{"n11":{"productMainId":"M","preparingDay":2,"categoryId":1}}"#.into());
        });
        assert!(body.contains(r#""deleteProductMainId":true"#), "{body}");
        assert!(
            !body.contains("categoryId") && !body.contains("salePrice"),
            "{body}"
        );
    });
}
