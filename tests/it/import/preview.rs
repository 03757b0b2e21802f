//! `--dry-run` shows what an import would do, and does nothing.

use super::{Shop, counts};
use crate::support::Jeton;
use crate::sync::store::{Store, on_both};

on_both!(a_dry_run_writes_nothing_and_tells_all);

fn a_dry_run_writes_nothing_and_tells_all(store: &Store) {
    let shop = Shop::new(store);
    shop.file("p.csv", "sku,title,price\n1,a,10\n2,b,20\n");
    shop.counts(&["p.csv"], 0);
    let before = shop.products();
    shop.file("p.csv", "sku,title,price\n1,a,10\n2,b,21\n03,ş,5\n4,d,-1\n");
    let report = shop.report(&["p.csv", "--dry-run"], 7);
    assert_eq!(counts(&report), [4, 1, 1, 1, 1]);
    assert_eq!(report["changes"][0]["external_id"], "2");
    assert_eq!(report["changes"][0]["fields"]["price"]["to"], "21.00");
    assert_eq!(report["changes"][1]["change"], "insert");
    assert_eq!(report["rejects"][0]["reason"], "line 5: price is negative");
    assert_eq!(report["tenant"], "acme");
    let run = shop
        .import(&["p.csv", "--dry-run", "--diff", "1"])
        .run()
        .fails(7);
    let told = "products: 4 read; would insert 1, update 1, leave 1 unchanged, reject 1 in ";
    assert!(run.stdout.starts_with(told), "{run}");
    assert!(
        run.stdout.contains("\n~ 2: price \"20.00\" → \"21.00\"\n"),
        "{run}"
    );
    assert!(
        run.stdout.ends_with("nothing was written (dry run)\n"),
        "{run}"
    );
    assert_eq!(shop.products(), before);
    assert_eq!(store.number("SELECT count(*) FROM sync_runs"), 1);
    assert_eq!(store.number("SELECT count(*) FROM sync_rejects"), 0);
}

#[test]
fn a_dry_run_makes_no_database() {
    let home = Jeton::new();
    std::fs::write(home.home().join("p.csv"), "sku\n1\n").unwrap();
    let run = home
        .args(["db", "import", "products", "p.csv", "--dry-run"])
        .run()
        .fails(2);
    assert!(run.stderr.contains("there is no tenant yet"), "{run}");
    assert!(!home.home().join(".local/share/jeton/jeton.db").exists());
}
