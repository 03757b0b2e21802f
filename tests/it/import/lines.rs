//! What of a line is in the table, and what of a line that is none is kept.

use super::Shop;
use crate::sync::store::{Store, on_both};

const LETTERS: &str = "İIıiŞşĞğÇçÖöÜü";

on_both!(
    letters_zeros_and_line_ends_stay,
    a_second_import_writes_nothing,
    rejects_name_their_line_and_go_once_it_is_mended,
    what_marketplaces_want_is_collected,
    the_last_of_one_sku_wins,
);

fn letters_zeros_and_line_ends_stay(store: &Store) {
    let shop = Shop::new(store);
    let csv = format!(
        "\u{feff}SKU;Barcode;Title;Description;List Price;price;vat_rate;stock\r\n\
         00{LETTERS};0086900;{LETTERS};\"two\r\n\"\"lines\"\"; {LETTERS}\";250;199.9;20;0042\r\n"
    );
    shop.file("p.csv", csv);
    assert_eq!(shop.counts(&["p.csv"], 0), [1, 1, 0, 0, 0]);
    let columns = "sku, barcode, title, CAST(price AS TEXT), CAST(list_price AS TEXT), CAST(stock AS TEXT), currency";
    let row = format!("00{LETTERS}\t0086900\t{LETTERS}\t199.90\t250.00\t42\tTRY");
    let sql = format!("SELECT {columns} FROM products");
    assert_eq!(store.lines(&sql).join("\n"), row);
    let described = store.lines("SELECT description FROM products").join("\n");
    assert_eq!(described, format!("two\r\n\"lines\"; {LETTERS}"));
    // And back: the record as it came is JSON, and makes the same row.
    let raw = store
        .lines("SELECT CAST(raw AS TEXT) FROM products")
        .join("\n");
    shop.file("p.jsonl", &raw);
    assert_eq!(shop.counts(&["p.jsonl"], 0), [1, 0, 0, 1, 0]);
    shop.file("q.jsonl", raw.replace("\"0042\"", "42"));
    assert_eq!(shop.counts(&["q.jsonl"], 0), [1, 0, 1, 0, 0]);
    assert_eq!(store.lines(&sql), [row]);
}

fn a_second_import_writes_nothing(store: &Store) {
    let shop = Shop::new(store);
    let lines = (0..5_000).map(|n| format!("{n:05},product {n},{}.50\n", n % 90 + 1));
    let csv = format!("sku,title,price\n{}", lines.collect::<String>());
    shop.file("p.csv", &csv);
    assert_eq!(shop.counts(&["p.csv"], 0), [5_000, 5_000, 0, 0, 0]);
    let before = shop.products();
    assert_eq!(shop.counts(&["p.csv"], 0), [5_000, 0, 0, 5_000, 0]);
    assert_eq!(shop.products(), before);
    shop.file("p.csv", csv.replace("product 77,", "other 77,"));
    assert_eq!(shop.counts(&["p.csv"], 0), [5_000, 0, 1, 4_999, 0]);
    assert_eq!(store.outcomes(), ["succeeded"; 3]);
    let listed = shop
        .jeton(&["sync", "history", "--sync", "import products"])
        .run()
        .ok();
    assert_eq!(listed.stdout.lines().count(), 4, "{listed}");
    let counted = shop.jeton(&["db", "count", "products"]).run().ok();
    assert!(counted.stdout.contains("5,000"), "{counted}");
}

fn rejects_name_their_line_and_go_once_it_is_mended(store: &Store) {
    let shop = Shop::new(store);
    let csv = b"sku,title,price,list_price,stock\n\
        1,a,199.90,,3\n\
        2,a,9,8,\n\
        3,a,9,9,-1\n\
        ,a,9,9,1\n\
        5,\"a\nb\",9.999,,1\n\
        6,a,\"9,999\",,1\n\
        7,a,0,,1\n\
        8,a,1\n\
        9,\xdeapka,1,,\n";
    shop.file("p.csv", csv);
    let run = shop.import(&["p.csv"]).run().fails(7);
    let summary = "products: 9 read, 1 inserted, 0 updated, 0 unchanged, 8 rejected (why: jeton sync history show 1) in ";
    assert!(run.stdout.starts_with(summary), "{run}");
    let reasons = [
        "line 10: has 3 fields, and the header has 5",
        "line 11: title is not UTF-8; save it as UTF-8 (it is probably Windows-1254)",
        "line 3: price is above list_price",
        "line 4: stock is negative",
        "line 5: sku is missing",
        "line 6: price has a fraction of a kuruş",
        "line 8: price has a comma; write a point, as in 199.90",
        "line 9: price is 0",
    ];
    assert_eq!(shop.reasons(), reasons);
    let kept = store.lines(
        "SELECT external_id, CAST(raw AS TEXT) FROM sync_rejects WHERE reason LIKE 'line 4:%'",
    );
    assert_eq!(
        kept,
        [r#"3	{"sku":"3","title":"a","price":"9","list_price":"9","stock":"-1"}"#]
    );
    let shown = shop.jeton(&["sync", "history", "show", "1"]).run().ok();
    assert!(shown.stdout.contains("1 stock is negative"), "{shown}");
    assert!(
        shown.stdout.contains("line 4: stock is negative"),
        "{shown}"
    );
    let retried = shop.jeton(&["sync", "retry-rejects"]).run().ok();
    assert!(retried.stdout.contains("no rejects to retry"), "{retried}");
    // Another tenant's line of the same SKU mends nothing.
    shop.file("q.csv", "sku,title\n3,a\n");
    shop.jeton(&["tenant", "add", "beta"]).run().ok();
    shop.counts(&["q.csv", "--tenant", "beta"], 0);
    assert_eq!(shop.reasons().len(), 8);
    shop.counts(&["q.csv", "--tenant", "acme"], 0);
    assert_eq!(shop.reasons().len(), 7);
}

fn what_marketplaces_want_is_collected(store: &Store) {
    let shop = Shop::new(store);
    shop.file(
        "p.csv",
        "sku,trendyol.brandId,hepsiburada.hepsiburadaSku,n11.preparingDay,n11.code,images\n\
         1,7,HBV1,3,0012,https://a.b/1.jpg|https://a.b/2.jpg\n",
    );
    shop.counts(&["p.csv"], 0);
    let sql = "SELECT marketplaces, images FROM products ORDER BY sku";
    let row = "{\"hepsiburada\":{\"hepsiburadaSku\":\"HBV1\"},\"n11\":{\"code\":\"0012\",\"preparingDay\":3},\"trendyol\":{\"brandId\":7}}\t[\"https://a.b/1.jpg\",\"https://a.b/2.jpg\"]";
    assert_eq!(store.lines(sql), [row]);
    shop.file(
        "p.jsonl",
        r#"{"sku":"1","marketplaces":{"trendyol":{"brandId":7},"Hepsiburada":{"hepsiburadaSku":"HBV1"},"n11":{"preparingDay":3,"code":"0012"}},"images":["https://a.b/1.jpg","https://a.b/2.jpg"],"prise":1}"#,
    );
    let run = shop.import(&["p.jsonl"]).run().ok();
    assert!(run.stderr.contains("\"prise\" is not known"), "{run}");
    assert!(run.stderr.contains("did you mean price?"), "{run}");
    assert_eq!(store.lines(sql), [row]);
}

fn the_last_of_one_sku_wins(store: &Store) {
    let shop = Shop::new(store);
    shop.file("p.csv", "sku,title\n1,first\n2,other\n1,last\n");
    assert_eq!(shop.counts(&["p.csv"], 0), [3, 2, 0, 1, 0]);
    assert_eq!(
        store.lines("SELECT title FROM products ORDER BY sku"),
        ["last", "other"]
    );
}
