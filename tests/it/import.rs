//! `db import products` by the real binary: files as people have them, into both databases.

mod cut;
mod files;
mod ids;
mod lines;
mod preview;

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Invocation, Jeton};
use crate::sync::store::Store;

/// A home with a database and one tenant in it.
pub struct Shop<'s> {
    pub home: Jeton,
    store: &'s Store,
}

impl<'s> Shop<'s> {
    #[track_caller]
    pub fn new(store: &'s Store) -> Self {
        let shop = Self {
            home: Jeton::new(),
            store,
        };
        shop.jeton(&["tenant", "add", "acme"]).run().ok();
        shop
    }

    pub fn jeton(&self, words: &[&str]) -> Invocation {
        self.store.on(self.home.args(words))
    }

    /// A file in the home.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.home.home().join(name);
        std::fs::write(&file, content).unwrap();
        file
    }

    /// `db import products` with these words behind it.
    pub fn import(&self, words: &[&str]) -> Invocation {
        self.jeton(&[&["db", "import", "products"], words].concat())
    }

    /// Runs it to its end, which must be this one: read, inserted, updated, unchanged, rejected.
    #[track_caller]
    pub fn counts(&self, words: &[&str], code: i32) -> [u64; 5] {
        counts(&self.report(words, code))
    }

    /// Its JSON document.
    #[track_caller]
    pub fn report(&self, words: &[&str], code: i32) -> Value {
        let run = self.import(words).arg("-ojson").run().fails(code);
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{run}"))
    }

    /// The reasons of all rejects, sorted.
    #[track_caller]
    pub fn reasons(&self) -> Vec<String> {
        let mut reasons = self.store.lines("SELECT reason FROM sync_rejects");
        reasons.sort();
        reasons
    }

    /// Id, SKU and title of every product, sorted.
    #[track_caller]
    pub fn products(&self) -> Vec<String> {
        let mut lines = self.store.lines("SELECT id, sku, title FROM products");
        lines.sort();
        lines
    }
}

pub fn counts(report: &Value) -> [u64; 5] {
    let names = ["fetched", "inserted", "updated", "unchanged", "rejected"];
    names.map(|name| {
        report[name]
            .as_u64()
            .unwrap_or_else(|| panic!("no {name} in {report}"))
    })
}
