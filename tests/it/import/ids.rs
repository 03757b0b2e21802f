//! A product keeps its id and stays its tenant's.

use super::Shop;
use crate::sync::store::{Store, on_both};

const X: &str = "aaaaaaaa-0000-4000-8000-000000000001";
const Y: &str = "aaaaaaaa-0000-4000-8000-000000000002";

on_both!(
    an_id_is_kept_and_belongs_to_one_tenant,
    the_tenant_is_the_only_one_or_named,
);

fn an_id_is_kept_and_belongs_to_one_tenant(store: &Store) {
    let shop = Shop::new(store);
    shop.file("p.csv", format!("id,sku,title\n{X},1,a\n"));
    shop.counts(&["p.csv"], 0);
    // Without the id it is the same product, and with another SKU too.
    shop.file("p.csv", "sku,title\n1,b\n");
    assert_eq!(shop.counts(&["p.csv"], 0), [1, 0, 1, 0, 0]);
    shop.file("p.csv", format!("id,sku,title\n{X},2,c\n"));
    assert_eq!(shop.counts(&["p.csv"], 0), [1, 0, 1, 0, 0]);
    assert_eq!(shop.products(), [format!("{X}\t2\tc")]);
    shop.file(
        "p.csv",
        format!("id,sku,title\n{Y},2,d\n{Y},3,e\n{X},3,f\n"),
    );
    assert_eq!(shop.counts(&["p.csv"], 7), [3, 1, 0, 0, 2]);
    shop.jeton(&["tenant", "add", "beta"]).run().ok();
    shop.file("q.csv", format!("id,sku,title\n{X},9,f\n"));
    assert_eq!(
        shop.counts(&["q.csv", "--tenant", "beta"], 7),
        [1, 0, 0, 0, 1]
    );
    assert_eq!(
        shop.reasons(),
        [
            "line 2: id belongs to the tenant acme".to_owned(),
            format!("line 2: sku belongs to the product {X}"),
            format!("line 4: sku belongs to the product {Y}"),
        ]
    );
    assert_eq!(
        shop.products(),
        [format!("{X}\t2\tc"), format!("{Y}\t3\te")]
    );
    // The same SKU of two tenants is two products.
    shop.file("r.csv", "sku\n7\n");
    shop.counts(&["r.csv", "--tenant", "beta"], 0);
    shop.counts(&["r.csv", "--tenant", "acme"], 0);
    assert_eq!(
        store.number("SELECT count(DISTINCT id) FROM products WHERE sku = '7'"),
        2
    );
}

fn the_tenant_is_the_only_one_or_named(store: &Store) {
    let shop = Shop::new(store);
    shop.file("p.csv", "sku\n1\n");
    shop.jeton(&["tenant", "add", "beta"]).run().ok();
    let run = shop.import(&["p.csv"]).run().fails(2);
    assert!(
        run.stderr.contains("name it with --tenant: acme, beta"),
        "{run}"
    );
    let run = shop.import(&["p.csv", "--tenant", "gamma"]).run().fails(2);
    assert!(run.stderr.contains("there is no tenant \"gamma\""), "{run}");
    shop.jeton(&["tenant", "disable", "beta"]).run().ok();
    assert_eq!(shop.report(&["p.csv"], 0)["tenant"], "acme");
    shop.jeton(&["tenant", "disable", "acme"]).run().ok();
    let run = shop.import(&["p.csv"]).run().fails(2);
    assert!(run.stderr.contains("there is no active tenant"), "{run}");
    assert_eq!(store.number("SELECT count(*) FROM sync_runs"), 1);
}
