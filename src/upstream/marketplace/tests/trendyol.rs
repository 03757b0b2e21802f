//! Trendyol.

use super::{credentials, product, reply, results, seller, told};
use crate::config;
use crate::upstream::marketplace::trendyol::Trendyol;
use crate::upstream::marketplace::{Approval, Call, Driver, Error, Offer, Pushed, Review};

fn with<T>(test: impl FnOnce(&Trendyol<'_>) -> T) -> T {
    let (settings, credentials) = (config::Trendyol::default(), credentials());
    test(&Trendyol {
        settings: &settings,
        seller: seller(&credentials),
    })
}

#[test]
fn offers_are_told_to_the_kurus_or_refused_by_field() {
    with(|driver| {
        let body =
            r#"{"barcode":"0869000000001","quantity":42,"salePrice":199.90,"listPrice":249.90}"#;
        assert_eq!(told(driver, Call::PriceStock, |_| {}), body);
        let bare = r#"{"barcode":"0869000000001","quantity":0}"#;
        let stock_alone = |p: &mut super::Product| {
            (p.price, p.list_price, p.stock) = (None, None, Some(0));
        };
        assert_eq!(told(driver, Call::PriceStock, stock_alone), bare);
        type Change = fn(&mut super::Product);
        let refused: [(Change, &str); 9] = [
            (|p| p.barcode = None, "barcode is missing"),
            (
                |p| p.barcode = Some("a b".into()),
                "barcode is not of at most 40",
            ),
            (
                |p| p.barcode = Some("ş1".into()),
                "barcode is not of at most 40",
            ),
            (
                |p| p.twin = Some("X".into()),
                "barcode is that of SKU X, too",
            ),
            (|p| p.stock = Some(-1), "stock is negative"),
            (
                |p| p.stock = Some(20_001),
                "stock 20001 is more than the 20000",
            ),
            (
                |p| p.price = Some("250".into()),
                "price 250.00 is above list_price 249.90",
            ),
            (
                |p| p.price = Some("1.001".into()),
                "price has a fraction of a kuruş",
            ),
            (|p| p.currency = Some("USD".into()), "currency is USD"),
        ];
        for (change, why) in refused {
            let said = told(driver, Call::PriceStock, change);
            assert!(said.starts_with(why), "{said}");
        }
    });
}

#[test]
fn what_is_read_back_is_what_was_told() {
    with(|driver| {
        let page = r#"{"totalElements":1,"content":[{"contentId":5,"variants":[{"barcode":"0869000000001",
            "salePrice":199.9,"listPrice":249.90,"quantity":42}]}]}"#;
        let listed = driver.listed(None, &reply(200, page)).unwrap();
        let sent = driver.tell(Call::PriceStock, &product()).unwrap().unwrap();
        assert_eq!(
            driver.seen(Call::PriceStock, &listed.offers[0]),
            Some(sent.seen)
        );
        assert_eq!(listed.offers[0].key, sent.key);
        assert_eq!((listed.next, listed.total), (None, Some(1)));
        let other = Offer {
            stock: Some(41),
            ..listed.offers[0].clone()
        };
        assert_ne!(
            driver.seen(Call::PriceStock, &other),
            driver.seen(Call::PriceStock, &listed.offers[0])
        );
    });
}

#[test]
fn answers_to_batches() {
    let taken = Pushed::Taken {
        tracking_id: "a-1".to_owned(),
    };
    let refused = |reason: &str| Pushed::Refused {
        reason: reason.to_owned(),
    };
    with(|driver| {
        for (status, body, expected) in [
            (200, r#"{"batchRequestId":"a-1"}"#, taken),
            (
                400,
                "15 dakika boyunca aynı isteği tekrarlı olarak atamazsınız!",
                Pushed::Repeated,
            ),
            (
                200,
                r#"{"message":"15 dakika boyunca aynı isteği …"}"#,
                Pushed::Repeated,
            ),
            (
                400,
                r#"{"errors":[{"key":"invalid.barcode","message":"bad"}]}"#,
                refused("bad"),
            ),
        ] {
            let pushed = driver.pushed(Call::PriceStock, &reply(status, body));
            assert_eq!(pushed.unwrap(), expected, "{body}");
        }
        for (status, body) in [
            (200, "{}"),
            (200, r#"{"batchRequestId":""}"#),
            (200, "<html>"),
        ] {
            let pushed = driver.pushed(Call::PriceStock, &reply(status, body));
            assert!(matches!(pushed, Err(Error::Unreadable(_))), "{body}");
        }
        for status in [401, 403] {
            let pushed = driver.pushed(Call::PriceStock, &reply(status, ""));
            assert!(matches!(pushed, Err(Error::Denied { .. })));
        }
        let gone = driver.pushed(Call::PriceStock, &reply(426, ""));
        assert!(matches!(gone, Err(Error::Refused { status: 426, .. })));
        let away = driver.pushed(Call::PriceStock, &reply(556, "<html>"));
        assert!(matches!(away, Err(Error::Unavailable { .. })));
    });
}

#[test]
fn a_batch_is_done_when_every_row_is() {
    let row = |code: &str, status: &str| {
        format!(
            r#"{{"requestItem":{{"barcode":"{code}"}},"status":"{status}","failureReasons":["yok"]}}"#
        )
    };
    let batch = |count: usize, rows: &[String]| {
        format!(r#"{{"items":[{}],"itemCount":{count}}}"#, rows.join(","))
    };
    let (good, bad) = (row("A", "SUCCESS"), row("B", "FAILED"));
    with(|driver| {
        for (status, body, expected) in [
            (200, batch(2, &[]), "pending"),
            (200, batch(2, std::slice::from_ref(&good)), "pending"),
            (200, batch(2, &[good.clone(), row("B", "IN_PROGRESS")]), "pending"),
            (200, batch(2, &[good.clone(), bad.clone()]), "A=ok B=yok"),
            (200, r#"{"status":"IN_PROGRESS","items":[],"itemCount":0}"#.to_owned(), "pending"),
            (200, r#"{"status":"COMPLETED","items":[],"itemCount":0}"#.to_owned(), "gone"),
            (
                200,
                r#"{"status":"COMPLETED","items":[{"requestItem":{"product":{"barcode":"C"}},"status":"SUCCESS"}]}"#.to_owned(),
                "C=ok",
            ),
            (
                200,
                r#"{"status":"COMPLETED","items":[{"requestItem":{"supplierId":1,"updateRequest":{"contentId":5}},"status":"SUCCESS"}]}"#.to_owned(),
                "5=ok",
            ),
            (200, r#"{"items":[{"status":"SUCCESS"}],"itemCount":1}"#.to_owned(), "#0=ok"),
            (404, String::new(), "gone"),
        ] {
            let polled = driver.polled(Call::PriceStock, &reply(status, &body)).unwrap();
            assert_eq!(results(polled), expected, "{body}");
        }
    });
}

#[test]
fn pages_have_numbers_up_to_ten_thousand_and_tokens_behind() {
    with(|driver| {
        let full = format!(
            r#"{{"nextPageToken":"t","content":[{}]}}"#,
            vec![r#"{"variants":[]}"#; 100].join(",")
        );
        for (cursor, next) in [
            (None, "1"),
            (Some("98"), "99"),
            (Some("99"), "token:t"),
            (Some("token:t"), "token:t"),
        ] {
            let listed = driver.listed(cursor, &reply(200, &full)).unwrap();
            assert_eq!(listed.next.as_deref(), Some(next), "{cursor:?}");
        }
        let asked = driver.list(Some("token:7"), 100).unwrap();
        assert!(asked.url().query().unwrap().contains("nextPageToken=7"));
    });
}

/// With what every marketplace wants to know.
fn described(product: &mut super::Product) {
    product.title = Some("Örnek".to_owned());
    product.description = Some("<p>x</p>".to_owned());
    product.vat_rate = Some("20".to_owned());
    product.images = Some(r#"["https://cdn.example/1.jpg"]"#.to_owned());
}

#[test]
fn a_product_is_created_with_what_it_needs() {
    let whole = |p: &mut super::Product| {
        described(p);
        p.marketplaces = Some(
            r#"{"trendyol":{"brandId":1,"categoryId":2,"origin":"TR","dimensionalWeight":1.0,
                "attributes":[{"attributeId":3,"attributeValueId":4},{"attributeId":5,"customAttributeValue":"x"}]}}"#
                .to_owned(),
        );
    };
    with(|driver| {
        let body = told(driver, Call::Create, whole);
        assert!(
            body.contains(r#""salePrice":199.90"#) && body.contains(r#""dimensionalWeight":1.0"#),
            "{body}"
        );
        assert!(
            body.contains(r#""images":[{"url":"https://cdn.example/1.jpg"}]"#),
            "{body}"
        );
        let nameless = |p: &mut super::Product| {
            whole(p);
            p.title = Some("x".repeat(101));
        };
        assert!(told(driver, Call::Create, nameless).starts_with("title has 101 characters"));
        assert_eq!(told(driver, Call::Create, |_| {}), "title is missing");
    });
    let settings = config::Trendyol {
        attribute_values: config::AttributeValues::List,
        ..config::Trendyol::default()
    };
    let credentials = credentials();
    let driver = Trendyol {
        settings: &settings,
        seller: seller(&credentials),
    };
    let body = told(&driver, Call::Create, whole);
    let lists =
        r#"[{"attributeId":3,"attributeValueIds":[4]},{"attributeId":5,"attributeValue":"x"}]"#;
    assert!(body.contains(lists), "{body}");
}

/// How a product that is approved there is told after `change`.
fn reviewed(change: impl FnOnce(&mut super::Product)) -> Vec<String> {
    let list = r#"{"content":[{"contentId":555,"productMainId":"TS-100","brand":{"id":1},"category":{"id":2},
        "title":"Eski","attributes":[{"attributeId":47,"attributeValueId":7,"attributeValue":"Siyah"}],
        "variants":[{"barcode":"0869000000001","attributes":[{"attributeId":338,"attributeValueId":6980}]}]},
        {"contentId":"odd","variants":[{"barcode":"ODD"}]}]}"#;
    let whole = |p: &mut super::Product| {
        described(p);
        p.marketplaces = Some(
            r#"{"trendyol":{"brandId":1,"categoryId":2,"origin":"TR","dimensionalWeight":1.0,
                "attributes":[{"attributeId":338,"attributeValueId":6980},{"attributeId":47,"attributeValueId":8}]}}"#
                .to_owned(),
        );
        change(p);
    };
    with(|driver| {
        let body = told(driver, Call::Update, whole);
        let products = [
            ("0869000000001", body.as_str()),
            ("ODD", "{}"),
            ("unknown", "{}"),
        ];
        let reviews = driver.reviewed(&reply(200, list), &products).unwrap();
        let [Review::Parts(parts), Review::Unread, Review::Whole] = &reviews[..] else {
            panic!("{reviews:?}");
        };
        let calls = parts.iter().map(|(call, _)| *call);
        let order = [Call::Content, Call::Variant, Call::Delivery, Call::Fixed];
        assert!(calls.eq(order));
        let said = parts.iter().map(|(_, told)| match told {
            Ok(told) => told
                .as_ref()
                .map_or("-".to_owned(), |told| told.body.clone()),
            Err(refusal) => refusal.to_string(),
        });
        said.collect()
    })
}

#[test]
fn what_is_approved_is_told_in_parts() {
    let with = |from: &'static str, to: &'static str| {
        move |p: &mut super::Product| {
            p.marketplaces = p.marketplaces.as_ref().map(|text| text.replace(from, to));
        }
    };
    let content = r#"{"attributes":[{"attributeId":47,"attributeValueId":8}],"contentId":555,"description":"<p>x</p>","images":[{"url":"https://cdn.example/1.jpg"}],"title":"Örnek"}"#;
    let variant = r#"{"barcode":"0869000000001","dimensionalWeight":1.0,"origin":"TR","stockCode":"TS-100","vatRate":20}"#;
    assert_eq!(reviewed(|_| {}), [content, variant, "-", "-"]);
    let told = reviewed(with(
        r#""origin""#,
        r#""deliveryOption":{"deliveryDuration":1},"origin""#,
    ));
    let delivery = r#"{"barcode":"0869000000001","deliveryOptions":{"deliveryDuration":1}}"#;
    assert_eq!(told[2], delivery);
    // What would be passed over without a word.
    let told = reviewed(with(r#""brandId":1"#, r#""brandId":4"#));
    assert!(
        told[3].starts_with("trendyol.brandId is 4, and 1 at Trendyol"),
        "{told:?}"
    );
    assert_eq!(told[0], content);
    let told = reviewed(with(
        r#""attributeValueId":6980"#,
        r#""attributeValueId":6981"#,
    ));
    assert!(
        told[0].starts_with("trendyol.attributes has another value for 338"),
        "{told:?}"
    );
    // In the other form, and with ids that are text.
    let told = reviewed(with(
        r#""attributeId":338,"attributeValueId":6980"#,
        r#""attributeId":"338","attributeValueIds":["6980"]"#,
    ));
    assert_eq!(told[0], content);
}

#[test]
fn a_change_is_known_by_the_part_that_it_is_in() {
    let seen = |extra: &str| {
        let whole = |p: &mut super::Product| {
            described(p);
            p.marketplaces = Some(format!(
                r#"{{"trendyol":{{"brandId":1,"categoryId":2,"origin":"TR","dimensionalWeight":1.0,"attributes":[]{extra}}}}}"#
            ));
        };
        with(|driver| {
            [
                Call::Create,
                Call::Update,
                Call::Variant,
                Call::Delivery,
                Call::Fixed,
            ]
            .map(|call| {
                let mut product = product();
                whole(&mut product);
                driver.tell(call, &product).unwrap().map(|told| told.seen)
            })
        })
    };
    let before = seen("");
    assert_eq!(before[0], before[1]);
    let differs = |extra| {
        let after = seen(extra);
        [1, 2, 3, 4].map(|part| before[part] != after[part])
    };
    assert_eq!(differs(r#","lotNumber":"L1""#), [false, true, false, false]);
    assert_eq!(
        differs(r#","deliveryOption":{"deliveryDuration":1}"#),
        [false, false, true, false]
    );
    assert_eq!(
        differs(r#","productMainId":"M""#),
        [false, false, false, true]
    );
    assert_eq!(differs(r#","title":"Başka""#), [true, false, false, false]);
    assert_eq!(differs(r#","cargoProviders":["X"]"#), [false; 4]);
}
