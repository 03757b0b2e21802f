//! What marketplaces and sellers are called.

use crate::upstream::marketplace::Marketplace;

#[test]
fn a_name_is_known_in_any_case() {
    for (word, marketplace) in [
        ("trendyol", Marketplace::Trendyol),
        ("TRENDYOL", Marketplace::Trendyol),
        ("Hepsiburada", Marketplace::Hepsiburada),
        ("HEPSİBURADA", Marketplace::Hepsiburada),
        ("HEPSIBURADA", Marketplace::Hepsiburada),
        ("hepsıburada", Marketplace::Hepsiburada),
        ("hepsi\u{307}burada", Marketplace::Hepsiburada),
        ("n11", Marketplace::N11),
        (" N11 ", Marketplace::N11),
    ] {
        assert_eq!(word.parse::<Marketplace>().unwrap(), marketplace, "{word}");
    }
}

#[test]
fn the_nearest_name_is_told() {
    for (word, nearest) in [
        ("trendyoll", Some("trendyol")),
        ("hepsiburda", Some("hepsiburada")),
        ("n1", Some("n11")),
        ("amazon", None),
        ("", None),
    ] {
        assert_eq!(
            word.parse::<Marketplace>().unwrap_err().nearest,
            nearest,
            "{word}"
        );
    }
}

#[test]
fn a_seller_id_cannot_lead_elsewhere() {
    assert!(Marketplace::Trendyol.check_seller_id("123456").is_ok());
    for id in ["", "12a", "-1", "1/2", "9999999999999999999"] {
        assert!(Marketplace::Trendyol.check_seller_id(id).is_err(), "{id}");
    }
    let merchant = Marketplace::Hepsiburada;
    assert!(
        merchant
            .check_seller_id("00000000-0000-4000-8000-000000000000")
            .is_ok()
    );
    for id in ["", "a/b", "a b", "..", "a?b"] {
        assert!(merchant.check_seller_id(id).is_err(), "{id}");
    }
}
