//! Files that are none, and how a format is found out. Before a file is understood, nothing is written.

use super::Shop;
use crate::sync::store::{Store, on_both};

on_both!(stdin_is_read, files_that_are_none_are_said);

fn stdin_is_read(store: &Store) {
    let shop = Shop::new(store);
    for (n, (text, words)) in (1..).zip([
        ("sku;title\n1;a\n", &["-"][..]),
        ("\n {\"sku\":\"2\"}\n", &["-"]),
        ("sku\ttitle\n3\ta\n", &["-", "--format", "csv"]),
        ("{\"sku\":\"4\"}", &["-", "--format", "jsonl"]),
    ]) {
        let run = shop.import(words).arg("-ojson").stdin(text).run().ok();
        assert!(run.stdout.contains("\"file\": \"stdin\""), "{run}");
        assert_eq!(store.number("SELECT count(*) FROM products"), n, "{run}");
    }
    let none = shop.import(&["-"]).run().fails(2);
    assert!(none.stderr.contains("stdin is empty"), "{none}");
    let header = shop.import(&["-"]).stdin("sku\n").run().ok();
    assert!(
        header.stdout.contains("a header and nothing below it"),
        "{header}"
    );
}

fn files_that_are_none_are_said(store: &Store) {
    let shop = Shop::new(store);
    for (name, content) in [
        ("empty.csv", &b"\n\n"[..]),
        ("sheet.csv", b"PK\x03\x04rest"),
        ("wide.csv", b"\xff\xfes\0k\0u\0"),
        ("array.json", b"[{\"sku\": 1}]"),
        ("products.txt", b"sku\n1\n"),
        ("headless.csv", b"1,a,2\n2,b,3\n"),
        ("turkish.csv", b"sku,ba\xfel\xfdk\n1,a\n"),
    ] {
        shop.file(name, content);
    }
    std::fs::create_dir(shop.home.home().join("folder")).unwrap();
    for (name, said) in [
        (
            "none.csv",
            "cannot import products: there is no file none.csv",
        ),
        ("folder", "folder is a folder"),
        ("empty.csv", "empty.csv is empty"),
        ("sheet.csv", "is a spreadsheet or a zip archive"),
        ("wide.csv", "is UTF-16"),
        ("array.json", "jq -c"),
        ("products.txt", "--format csv or --format jsonl"),
        ("headless.csv", "has no field sku"),
        ("turkish.csv", "is probably Windows-1254"),
    ] {
        for more in [&[name][..], &[name, "--dry-run"]] {
            let run = shop.import(more).run().fails(2);
            assert!(run.stderr.contains(said), "{said}\n{run}");
        }
    }
    assert_eq!(store.number("SELECT count(*) FROM sync_runs"), 0);
}
