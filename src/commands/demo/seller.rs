//! The seller's half of the demo: a tenant with 5,000 products goes to three marketplaces, and then what changed.

use std::path::Path;

use super::{Walk, stopped};
use crate::commands::db::{self, ImportOptions};
use crate::commands::integration::{self, SetOptions, Where};
use crate::commands::sync::products::{ProductsOptions, products};
use crate::commands::tenant::{self, AddOptions};
use crate::config::Secret;
use crate::failure::{Exit, Failure};
use crate::fsio;
use crate::sandbox::{marketplaces, products as shop};
use crate::sync::products::Place;
use crate::upstream::marketplace::Marketplace;

const PRODUCTS: u64 = 5_000;
/// Products whose price changes.
const CHANGED: u64 = 50;
const TENANT: &str = "demo";

impl Walk<'_> {
    /// False where a signal stopped it.
    pub(super) fn sell(&mut self, folder: &Path) -> Result<bool, Failure> {
        let (app, ui) = (self.app, self.ui);
        let file = folder.join("products.csv");
        self.step("");
        let name = TENANT.to_owned();
        tenant::add(app, ui, &AddOptions { name, id: None })?;
        for marketplace in Marketplace::ALL {
            self.step("");
            integration::set(app, ui, &keys(marketplace))?;
        }
        self.step("");
        if stopped(self.import(&file, 0)?) {
            return Ok(false);
        }
        self.step("");
        if stopped(products(app, ui, &everywhere())?) {
            return Ok(false);
        }
        self.step("        # 50 prices have changed in it");
        if stopped(self.import(&file, CHANGED)?) {
            return Ok(false);
        }
        self.step("        # once more: only those are sent");
        Ok(!stopped(products(app, ui, &everywhere())?))
    }

    fn import(&self, file: &Path, changed: u64) -> Result<Exit, Failure> {
        let csv = shop::csv(PRODUCTS, changed);
        fsio::replace(file, csv.as_bytes(), 0o600)?;
        let options = ImportOptions {
            place: Place::File(file.to_owned()),
            tenant: None,
            format: None,
            dry_run: false,
            diff: 0,
        };
        db::import_products(self.app, self.ui, &options)
    }
}

/// The sandbox's seller there.
fn keys(marketplace: Marketplace) -> SetOptions {
    let from = |name: &str| Some(Where::Known(Secret::Env(name.to_owned())));
    let id = match marketplace {
        Marketplace::Trendyol => Some(marketplaces::SELLER),
        Marketplace::Hepsiburada => Some(marketplaces::MERCHANT),
        Marketplace::N11 => None,
    };
    SetOptions {
        marketplace,
        tenant: TENANT.to_owned(),
        seller_id: id.map(str::to_owned),
        // Hepsiburada's user is the merchant.
        key: match marketplace {
            Marketplace::Hepsiburada => None,
            _ => from("SANDBOX_KEY"),
        },
        secret: from("SANDBOX_SECRET"),
    }
}

fn everywhere() -> ProductsOptions {
    ProductsOptions {
        marketplaces: Marketplace::ALL.to_vec(),
        at_once: Marketplace::ALL.len(),
        ..ProductsOptions::default()
    }
}
