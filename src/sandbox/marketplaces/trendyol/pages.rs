//! A page of a list: by its number as far as those reach, and by a token behind that.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::super::store::{Listing, Shelf, Standing};

/// The usual size of a page.
const USUAL: usize = 20;
/// How far pages reach; behind it is the token's.
const REACH: usize = 10_000;
/// The most barcodes that can be asked for.
const MOST: usize = 50;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Asked {
    barcode: Option<String>,
    barcodes: Option<String>,
    stock_code: Option<String>,
    #[serde(default)]
    page: usize,
    size: Option<usize>,
    next_page_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<T> {
    total_elements: usize,
    total_pages: usize,
    page: usize,
    size: usize,
    next_page_token: Option<String>,
    content: Vec<T>,
}

impl Asked {
    pub(super) fn is_by_barcodes(&self) -> bool {
        self.barcodes.is_some()
    }
}

impl<T> Page<T> {
    /// With its rows put together.
    pub(super) fn with(mut self, together: impl Fn(Vec<T>) -> Vec<T>) -> Self {
        self.content = together(self.content);
        self
    }
}

/// What of the shelf is on the page that is asked for, or why there is none.
pub(super) fn page<T>(
    shelf: &Shelf,
    asked: &Asked,
    largest: usize,
    pending: bool,
    told: impl Fn(&str, &Listing) -> T,
) -> Result<Page<T>, String> {
    let size = asked.size.unwrap_or(USUAL);
    if !(1..=largest).contains(&size) {
        return Err(format!("size is 1 to {largest}"));
    }
    let after = asked.next_page_token.as_deref().map(opened).transpose()?;
    let skipped = match after {
        None => asked.page.saturating_mul(size),
        Some(_) => 0,
    };
    if skipped > REACH {
        return Err(format!("page * size is at most {REACH}; use nextPageToken"));
    }
    let after = after.as_deref();
    let wanted =
        |(_, listing): &(&str, &Listing)| (listing.standing == Standing::Pending) == pending;
    // One more than a page tells whether there is another.
    let cut = |rows: &mut dyn Iterator<Item = _>| rows.skip(skipped).take(size + 1).collect();
    let (total, mut rows): (usize, Vec<(&str, &Listing)>) =
        match (barcodes(asked)?, &asked.stock_code) {
            (Some(barcodes), _) => {
                let found = barcodes
                    .into_iter()
                    .filter_map(|barcode| shelf.get(barcode));
                let found: Vec<_> = found.filter(wanted).collect();
                (found.len(), cut(&mut found.into_iter()))
            }
            (None, Some(code)) => {
                let named =
                    |row: &(&str, &Listing)| wanted(row) && stock_code(row.0, row.1) == *code;
                let total = shelf.behind(None).filter(named).count();
                (total, cut(&mut shelf.behind(after).filter(named)))
            }
            (None, None) => {
                let total = match pending {
                    true => shelf.pending(),
                    false => shelf.len() - shelf.pending(),
                };
                (total, cut(&mut shelf.behind(after).filter(wanted)))
            }
        };
    let more = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().filter(|_| more);
    Ok(Page {
        total_elements: total,
        total_pages: total.div_ceil(size),
        page: asked.page,
        size,
        next_page_token: last.map(|(key, _)| URL_SAFE_NO_PAD.encode(key)),
        content: rows
            .into_iter()
            .map(|(key, listing)| told(key, listing))
            .collect(),
    })
}

/// What stands for a code that nobody gave.
pub(super) fn stock_code(key: &str, listing: &Listing) -> String {
    listing.alias.as_deref().unwrap_or(key).to_owned()
}

/// The barcodes that are asked for, if any are.
fn barcodes(asked: &Asked) -> Result<Option<Vec<&str>>, String> {
    let Some(list) = asked.barcodes.as_ref().or(asked.barcode.as_ref()) else {
        return Ok(None);
    };
    let barcodes: Vec<&str> = list.split(',').map(str::trim).collect();
    match barcodes.len() > MOST {
        true => Err(format!("at most {MOST} barcodes")),
        false => Ok(Some(barcodes)),
    }
}

fn opened(token: &str) -> Result<String, String> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| "nextPageToken is none of ours".to_owned())
}
