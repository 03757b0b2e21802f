//! What these tests start from: a sandbox, and a tenant with products and with keys for every marketplace; and what the
//! sandbox then has of its seller.

use std::time::Duration;

use serde_json::Value;

use crate::support::{Invocation, Jeton, Run, Sandbox, get};
use crate::sync::store::Store;

/// For a run of a debug build with a hundred thousand products.
pub const LIMIT: Duration = Duration::from_secs(240);
const SELLER: &str = "123456";
const MERCHANT: &str = "00000000-0000-4000-8000-000000000001";
pub const KEY: &str = "sandbox-key";
pub const SECRET: &str = "sandbox-secret";

/// A marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Trendyol,
    Hepsiburada,
    N11,
}

impl At {
    pub const ALL: [At; 3] = [At::Trendyol, At::Hepsiburada, At::N11];

    pub fn name(self) -> &'static str {
        match self {
            At::Trendyol => "trendyol",
            At::Hepsiburada => "hepsiburada",
            At::N11 => "n11",
        }
    }

    /// As the sandbox knows the tenant.
    pub fn seller(self) -> &'static str {
        match self {
            At::Trendyol => SELLER,
            At::Hepsiburada => MERCHANT,
            At::N11 => KEY,
        }
    }

    /// Part of a variable's name.
    fn variable(self, name: &str) -> String {
        let marketplace = self.name().to_uppercase();
        format!("JETON_MARKETPLACES__{marketplace}__{name}")
    }
}

/// A sandbox, a home that is pointed at it, and a database with one tenant in it.
pub struct Stage<'s> {
    pub sandbox: Sandbox,
    pub home: Jeton,
    pub store: &'s Store,
}

impl<'s> Stage<'s> {
    /// With these options of `sandbox run`. Results are asked for five times a second.
    #[track_caller]
    pub fn new(store: &'s Store, options: &[&str]) -> Self {
        let stage = Self::bare(store, options);
        stage.jeton(&["tenant", "add", "acme"]).run().ok();
        for at in At::ALL {
            stage.integrate(at, "acme", at.seller());
        }
        stage
    }

    /// Without a tenant.
    #[track_caller]
    pub fn bare(store: &'s Store, options: &[&str]) -> Self {
        let sandbox = Sandbox::start(options);
        let home = sandbox.jeton().env("KEY", KEY).env("SECRET", SECRET);
        let home = At::ALL.into_iter().fold(home, |home, at| {
            home.env(at.variable("POLL_EVERY"), "200ms")
                .env(at.variable("RESEND_AFTER"), "4s")
        });
        Self {
            sandbox,
            home,
            store,
        }
    }

    pub fn jeton(&self, words: &[&str]) -> Invocation {
        self.store.on(self.home.args(words))
    }

    /// `integration set`, with keys that the sandbox takes for this seller.
    #[track_caller]
    pub fn integrate(&self, at: At, tenant: &str, seller: &str) {
        let words = ["integration", "set", at.name(), "--tenant", tenant];
        let run = self.jeton(&words).arg("--secret-from").arg("env:SECRET");
        let run = match at {
            At::Trendyol => run.arg("--key-from").arg("env:KEY"),
            At::Hepsiburada => run,
            At::N11 => run
                .arg("--key-from")
                .arg("env:N11_KEY")
                .env("N11_KEY", seller),
        };
        let run = match at {
            At::N11 => run,
            _ => run.arg("--seller-id").arg(seller),
        };
        run.run().ok();
    }

    /// `db import products` of this text, CSV or JSON lines.
    #[track_caller]
    pub fn import(&self, text: &str) -> Run {
        let name = match text.starts_with('{') {
            true => "products.jsonl",
            false => "products.csv",
        };
        std::fs::write(self.home.home().join(name), text).unwrap();
        self.jeton(&["db", "import", "products", name, "--tenant", "acme"])
            .spawn()
            .wait(LIMIT)
            .ok()
    }

    /// `sync products`, not started yet.
    pub fn sync(&self, at: At, words: &[&str]) -> Invocation {
        let line = ["sync", "products", "--marketplace", at.name()];
        self.jeton(&[&line, words].concat())
    }

    /// Runs it to its end, which must be this one, and gives the JSON document.
    #[track_caller]
    pub fn report(&self, at: At, words: &[&str], code: i32) -> Value {
        let run = self.sync(at, words).arg("-ojson").spawn();
        document(&run.wait(LIMIT).fails(code))
    }

    /// `{"violations": {marketplace: n}, "duplicates", "resent", "pushes": {…}, "items": {…}}`.
    #[track_caller]
    pub fn counters(&self) -> Value {
        let url = format!("{}/_sandbox/market", self.sandbox.url);
        get(&url).unwrap().json()
    }

    /// Requests with products in them that the sandbox has taken.
    #[track_caller]
    pub fn pushes(&self, at: At) -> u64 {
        self.counters()["pushes"][at.name()].as_u64().unwrap()
    }

    /// Products that were in them.
    #[track_caller]
    pub fn items(&self, at: At) -> u64 {
        self.counters()["items"][at.name()].as_u64().unwrap()
    }

    /// No limit was overstepped, and nothing was sent twice.
    #[track_caller]
    pub fn is_polite(&self) {
        let counters = self.counters();
        for at in At::ALL {
            assert_eq!(counters["violations"][at.name()], 0, "{counters}");
        }
        self.sent_once();
    }

    /// Nothing was sent twice.
    #[track_caller]
    pub fn sent_once(&self) {
        let counters = self.counters();
        assert_eq!(counters["resent"], 0, "{counters}");
        assert_eq!(counters["duplicates"], 0, "{counters}");
    }

    /// What the marketplace has of the tenant: key, price, list price and stock, sorted.
    #[track_caller]
    pub fn listed(&self, at: At) -> Vec<String> {
        let (url, name, seller) = (&self.sandbox.url, at.name(), at.seller());
        let reply = get(&format!("{url}/_sandbox/market/{name}/{seller}")).unwrap();
        assert_eq!(reply.status, 200, "{reply:?}");
        let mut lines: Vec<String> = reply.body.lines().map(str::to_owned).collect();
        // A locked one that was never told anything else.
        lines.retain(|line| !line.ends_with("\t-\t-\t-"));
        lines.sort();
        lines
    }

    /// What it should have: what the database says that it has accepted, as the products are now.
    #[track_caller]
    pub fn accepted(&self, at: At) -> Vec<String> {
        let name = at.name();
        let told = |part: &str, column: &str| {
            format!(
                "CASE WHEN EXISTS (SELECT 1 FROM marketplace_listings AS l WHERE l.product_id = p.id
                    AND l.marketplace = '{name}' AND l.part = '{part}' AND l.state = 'accepted')
                 THEN CAST({column} AS TEXT) ELSE '-' END"
            )
        };
        let list_price = "COALESCE(p.list_price, p.price)";
        let (key, columns) = match at {
            At::Hepsiburada => (
                "sku",
                [
                    told("price", "p.price"),
                    "'-'".to_owned(),
                    told("stock", "p.stock"),
                ],
            ),
            _ => (
                if at == At::N11 { "sku" } else { "barcode" },
                ["p.price", list_price, "p.stock"].map(|column| told("price_stock", column)),
            ),
        };
        let sql = format!("SELECT p.{key}, {} FROM products AS p", columns.join(", "));
        let mut lines = self.store.lines(&sql);
        lines.retain(|line| !line.ends_with("\t-\t-\t-"));
        lines.sort();
        lines
    }

    /// So many products are accepted, and the marketplace has exactly these, as they are now.
    #[track_caller]
    pub fn agrees(&self, at: At, products: usize) {
        let (listed, accepted) = (self.listed(at), self.accepted(at));
        let differ: Vec<_> = listed
            .iter()
            .zip(&accepted)
            .filter(|(a, b)| a != b)
            .take(3)
            .collect();
        assert!(
            listed == accepted,
            "{} there, {} here, such as {differ:?}",
            listed.len(),
            accepted.len()
        );
        assert_eq!(listed.len(), products);
    }

    /// No batch is left open.
    #[track_caller]
    pub fn all_settled(&self) {
        let open = "SELECT count(*) FROM push_batches WHERE ended_at IS NULL";
        assert_eq!(self.store.number(open), 0);
        let under_way = "SELECT count(*) FROM marketplace_listings WHERE batch_id IS NOT NULL";
        assert_eq!(self.store.number(under_way), 0);
    }
}

/// The JSON document on stdout.
#[track_caller]
pub fn document(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
}

/// The counts of a report: accepted, refused, unchanged, refused before, pending.
#[track_caller]
pub fn counts(report: &Value) -> [u64; 5] {
    [
        "syncedCount",
        "failedCount",
        "unchanged",
        "refused_before",
        "pending",
    ]
    .map(|name| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("no {name} in {report}"))
    })
}

/// Products of these numbers as CSV; each time they are dearer.
pub fn products(numbers: impl IntoIterator<Item = u64>, time: u64) -> String {
    let mut text = "sku,barcode,title,price,list_price,stock\n".to_owned();
    for n in numbers {
        let (price, kurus, stock) = (10 + n % 900 + time, n % 100, 1 + n % 500);
        let list_price = match n % 3 {
            0 => format!("{}.{kurus:02}", price + 25),
            _ => String::new(),
        };
        text.push_str(&format!(
            "SKU-{n:06},869{n:010},Ürün {n},{price}.{kurus:02},{list_price},{stock}\n"
        ));
    }
    text
}

/// The number in a SKU.
pub fn number(sku: &str) -> u64 {
    sku.strip_prefix("SKU-")
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_else(|| panic!("{sku}"))
}

/// Each marketplace and both databases, to run one behaviour at each.
macro_rules! everywhere {
    ($($behaviour:ident),+ $(,)?) => {
        everywhere!(@ trendyol Trendyol $($behaviour)+);
        everywhere!(@ hepsiburada Hepsiburada $($behaviour)+);
        everywhere!(@ n11 N11 $($behaviour)+);
    };
    (@ $name:ident $at:ident $($behaviour:ident)+) => {
        mod $name {
            mod sqlite {
                use super::super::*;
                $(#[test] fn $behaviour() { super::super::$behaviour(At::$at, &Store::sqlite()); })+
            }
            mod postgres {
                use super::super::*;
                $(#[test] fn $behaviour() { super::super::$behaviour(At::$at, &Store::postgres()); })+
            }
        }
    };
}
pub(crate) use everywhere;
