//! Products are sent when they differ from what was accepted, and only then; what is refused is kept with the
//! marketplace's words.

use super::stage::{At, Stage, counts, everywhere, number, products};
use crate::sync::store::Store;

everywhere!(all_are_sent_once_and_then_what_changed);

/// Of what the stand-ins say of a product that they refuse.
fn words(at: At) -> &'static [&'static str] {
    match at {
        At::Trendyol => {
            &["Ürün kategorisi için belirlenen kurallara uymuyor, güncelleme yapılamadı."]
        }
        At::Hepsiburada => &["ProductNotFound", "satışa kapatılmıştır."],
        At::N11 => &["Fahiş fiyat değişikliği nedeniyle güncelleme yapılamadı."],
    }
}

fn all_are_sent_once_and_then_what_changed(at: At, store: &Store) {
    let stage = Stage::new(store, &["--refuse", "50", "--batch-time", "300ms"]);
    stage.import(&products(0..2_500, 0));
    let first = stage.report(at, &[], 7);
    let [accepted, refused, ..] = counts(&first);
    assert_eq!(counts(&first), [accepted, refused, 0, 0, 0], "{first}");
    assert_eq!(accepted + refused, 2_500, "{first}");
    assert!((20..90).contains(&refused), "{first}");
    let errors = first["errors"].as_array().unwrap();
    assert!(errors.len() as u64 >= refused, "{first}");
    for error in errors {
        let error = error.as_str().unwrap();
        let (sku, reason) = error.split_once(": ").unwrap();
        number(sku);
        assert!(
            words(at).iter().any(|words| reason.contains(words)),
            "{error}"
        );
    }
    let kept = "SELECT count(DISTINCT external_id) FROM sync_rejects";
    assert_eq!(store.number(kept), refused);
    stage.all_settled();
    // Of some at Hepsiburada a part is accepted: a lock is of the price alone.
    let there = stage.listed(at).len();
    stage.agrees(at, there);
    assert!((accepted..=2_500).contains(&(there as u64)));

    let pushes = stage.pushes(at);
    let second = stage.report(at, &[], 0);
    assert_eq!(counts(&second), [0, 0, accepted, refused, 0], "{second}");
    assert_eq!(stage.pushes(at), pushes, "nothing is sent");

    let gone = store.lines("SELECT external_id FROM sync_rejects");
    let gone: Vec<u64> = gone.iter().map(|sku| number(sku)).collect();
    let sound = (0..2_500).filter(|n| !gone.contains(n));
    stage.import(&products(sound.step_by(90).take(25), 7));
    let (items, uploads) = (stage.items(at), uploads(&stage));
    let third = stage.report(at, &[], 0);
    assert_eq!(
        counts(&third),
        [25, 0, accepted - 25, refused, 0],
        "{third}"
    );
    assert_eq!(third["batches"], 1, "{third}");
    assert_eq!(stage.items(at), items + 25);
    assert_eq!(stage.pushes(at), pushes + 1);
    if at == At::Hepsiburada {
        let [prices, stocks] = uploads;
        assert_eq!(self::uploads(&stage), [prices + 1, stocks]);
    }
    stage.agrees(at, there);
    stage.is_polite();
}

/// Price and stock uploads at Hepsiburada.
fn uploads(stage: &Stage<'_>) -> [u64; 2] {
    ["price", "stock"].map(|what| stage.sandbox.count(&format!("/hepsiburada/{what}-uploads")))
}
