//! What can be typed after `jeton db import`.

use std::path::{Path, PathBuf};

use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint, value_parser};

use crate::commands::db;
use crate::sync::products;

const EXAMPLES: &str = "\
Examples:
  jeton db import products products.csv --tenant acme
  jeton db import products products.csv --dry-run --diff 20
  jq -c '.[]' products.json | jeton db import products -
  jeton db import products products.jsonl -o json";

const FIELDS: &str = "\
Fields (of a CSV header, or of each JSON object; letter case, - and _ do not matter):
  sku           needed; also stock_code, merchant_sku
  id            a UUID [default: the one the SKU has, else one made of tenant and SKU]
  barcode, title, description, brand, category
  price         such as 199.90, VAT included; also sale_price
  list_price    not below the price
  currency      [default: TRY]
  vat_rate      per cent: 0 to 100
  stock         a whole number; also quantity
  is_active     true, false, 1, 0, yes, no, evet, hayır; also active [default: true]
  attributes    a JSON object or array
  images        a JSON array of addresses, or addresses separated by | or blanks
  updated_at    an RFC 3339 time: an older version never overwrites a newer one
  marketplaces  what one marketplace alone wants: {\"n11\": {\"preparingDay\": 3}}, or a field such as
                n11.preparingDay, trendyol.brandId, hepsiburada.hepsiburadaSku";

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ImportCommand {
    /// A tenant's products, from CSV or JSON lines, into the table products
    ///
    /// Every line is a whole product, known by its SKU: what a line leaves out is emptied. What is there already in the
    /// same words is left alone, so that a file can be imported again, also after an import that was cut off. Lines that cannot be products are kept with
    /// their reasons in sync_rejects and make the exit code 7. One import at a time: a second one exits 75.
    #[command(after_help = EXAMPLES, after_long_help = format!("{FIELDS}\n\n{EXAMPLES}"))]
    Products(ImportArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ImportArgs {
    /// The file; - reads from stdin
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Whose products they are, by name or id [default: the only active tenant]
    #[arg(long, value_name = "NAME")]
    tenant: Option<String>,
    /// How they are written [default: by the file's ending, or what it begins with]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write nothing, and show what would be inserted, updated and rejected
    #[arg(long)]
    dry_run: bool,
    /// Changes, and rejects, that a dry run shows field by field
    #[arg(long, value_name = "N", default_value_t = 5, requires = "dry_run", value_parser = value_parser!(u16).range(..=1_000))]
    diff: u16,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

impl From<ImportArgs> for db::ImportOptions {
    fn from(args: ImportArgs) -> Self {
        Self {
            place: match args.file.as_path() == Path::new("-") {
                true => products::Place::Stdin,
                false => products::Place::File(args.file),
            },
            tenant: args.tenant,
            format: args.format.map(|format| match format {
                Format::Csv => products::Format::Csv,
                Format::Jsonl => products::Format::JsonLines,
            }),
            dry_run: args.dry_run,
            diff: usize::from(args.diff),
        }
    }
}
