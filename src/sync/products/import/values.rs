//! One value of a line as what its column holds, or why it is not.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::value::RawValue;
use url::Url;
use uuid::Uuid;

use super::fields::Field;
use crate::db::time_text;
use crate::sync::json::has_nul;
use crate::upstream::marketplace::{self, Price};

/// 0001-01-01T00:00:00Z: the databases' text has no years before the first.
const YEAR_ONE: Timestamp = Timestamp::constant(-62_135_596_800, 0);
/// In hundredths.
const WHOLE: &str = "100";
const LONGEST_SKU: usize = 100;
/// What every marketplace takes.
const LONGEST_TITLE: usize = 255;

/// Why a value is not what its column holds.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    #[error("is no text")]
    NoText,
    #[error("has a NUL")]
    Nul,
    #[error("has control characters")]
    Control,
    #[error("is longer than {0} characters")]
    TooLong(usize),
    #[error("is no UUID")]
    NoUuid,
    #[error(transparent)]
    Price(#[from] marketplace::Unfit),
    #[error("was rounded by a spreadsheet; make the column text and enter it anew")]
    Rounded,
    #[error("has a comma; write a point, as in 199.90")]
    Comma,
    #[error("is 0")]
    Zero,
    #[error("has more than two digits behind the point")]
    TooFine,
    #[error("is above 100")]
    AboveWhole,
    #[error("is negative")]
    Negative,
    #[error("is no whole number")]
    NotWhole,
    #[error("is too large")]
    TooLarge,
    #[error("is neither true nor false")]
    NoBool,
    #[error("is no code of three letters such as TRY")]
    NoCurrency,
    #[error("is no RFC 3339 time such as 2030-01-31T10:00:00Z")]
    NoTime,
    #[error("is neither a JSON object nor a JSON array")]
    NoParts,
    #[error("is no JSON object")]
    NoObject,
    #[error("is no marketplace that is known")]
    NoMarketplace,
    #[error("is no list of addresses")]
    NoList,
    #[error("has something at place {0} that is no http or https address")]
    NoAddress(usize),
}

/// A value as the file has it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Given<'a> {
    /// A cell of CSV.
    Text(&'a str),
    /// A piece of JSON.
    Json(&'a str),
}

impl<'a> Given<'a> {
    /// Whether there is nothing.
    pub(super) fn is_blank(self) -> bool {
        match self {
            Given::Text(text) => text.trim().is_empty(),
            Given::Json("null") => true,
            Given::Json(json) => json.starts_with('"') && json[1..json.len() - 1].trim().is_empty(),
        }
    }

    /// A text, or the digits of a number, without blanks around it.
    pub(super) fn text(self) -> Result<Cow<'a, str>, Unfit> {
        let json = match self {
            Given::Text(text) => return Ok(Cow::Borrowed(text.trim())),
            Given::Json(json) => json,
        };
        match json.as_bytes().first() {
            Some(b'"') if !json.contains('\\') => Ok(Cow::Borrowed(json.trim_matches('"').trim())),
            Some(b'"') => match serde_json::from_str::<String>(json) {
                Ok(text) => Ok(Cow::Owned(text.trim().to_owned())),
                Err(_) => Err(Unfit::NoText),
            },
            Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(json)),
            _ => Err(Unfit::NoText),
        }
    }

    /// Whether there is a NUL in it, also an escaped one where it is JSON.
    pub(super) fn has_nul(self) -> bool {
        match self {
            Given::Json(json) => has_nul(json),
            Given::Text(text) => {
                text.contains('\0') || text.trim_start().starts_with(['{', '[']) && has_nul(text)
            }
        }
    }

    /// JSON, given as such or in a text.
    fn json(self) -> Result<Cow<'a, str>, Unfit> {
        match self {
            Given::Json(json) if !json.starts_with('"') => Ok(Cow::Borrowed(json)),
            other => other.text(),
        }
    }
}

/// The text that the column of `field` takes, which is not `Marketplaces`; none where the value says nothing.
pub(super) fn value(field: Field, given: Given<'_>) -> Result<Option<String>, Unfit> {
    let text = match field {
        Field::Attributes => return attributes(given),
        Field::Images => return images(given),
        Field::IsActive => return truth(given).map(|truth| Some(truth.to_string())),
        _ => given.text()?,
    };
    let text: &str = &text;
    let value = match field {
        Field::Id => Uuid::parse_str(text)
            .map_err(|_| Unfit::NoUuid)?
            .to_string(),
        Field::Sku => plain(text, LONGEST_SKU)?.to_owned(),
        Field::Barcode if is_rounded(text) => return Err(Unfit::Rounded),
        Field::Barcode => plain(text, usize::MAX)?.to_owned(),
        Field::Title => short(text, LONGEST_TITLE)?.to_owned(),
        Field::Price | Field::ListPrice => price(text)?.to_string(),
        Field::Currency => currency(text)?,
        Field::VatRate => rate(text)?,
        Field::Stock => stock(text)?.to_string(),
        Field::UpdatedAt => time(text)?,
        _ => text.to_owned(),
    };
    Ok(Some(value))
}

/// What a spreadsheet makes of a long number: 8.69E+12.
fn is_rounded(barcode: &str) -> bool {
    let number = barcode.to_ascii_uppercase();
    let parts = number.split_once("E+");
    parts.is_some_and(|(digits, power)| {
        let is = |text: &str, others: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_digit() || others.contains(c))
        };
        is(digits, ".,") && is(power, "")
    })
}

fn short(text: &str, most: usize) -> Result<&str, Unfit> {
    match text.chars().count() > most {
        true => Err(Unfit::TooLong(most)),
        false => Ok(text),
    }
}

fn plain(text: &str, most: usize) -> Result<&str, Unfit> {
    match text.chars().any(char::is_control) {
        true => Err(Unfit::Control),
        false => short(text, most),
    }
}

fn decimal(text: &str) -> Result<Price, Unfit> {
    // What a Turkish Excel writes; where there are three digits behind the comma, it may be one of thousands.
    let parts = text.split_once(',');
    if let Some((whole, fraction)) =
        parts.filter(|(whole, fraction)| fraction.len() <= 2 && !whole.contains('.'))
    {
        return Ok(format!("{whole}.{fraction}").parse::<Price>()?);
    }
    match text.contains(',')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ",.-".contains(c))
    {
        true => Err(Unfit::Comma),
        false => Ok(text.parse::<Price>()?),
    }
}

fn price(text: &str) -> Result<Price, Unfit> {
    let price = decimal(text)?;
    match price.is_zero() {
        true => Err(Unfit::Zero),
        false => Ok(price),
    }
}

fn rate(text: &str) -> Result<String, Unfit> {
    let rate = match decimal(text) {
        Err(Unfit::Price(marketplace::Unfit::TooFine)) => return Err(Unfit::TooFine),
        rate => rate?,
    };
    if rate > WHOLE.parse()? {
        return Err(Unfit::AboveWhole);
    }
    let text = rate.to_string();
    Ok(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn stock(text: &str) -> Result<i64, Unfit> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Unfit::NotWhole);
    }
    match digits.parse::<i64>() {
        Ok(0) => Ok(0),
        _ if digits.len() < text.len() => Err(Unfit::Negative),
        Ok(stock) => Ok(stock),
        Err(_) => Err(Unfit::TooLarge),
    }
}

fn truth(given: Given<'_>) -> Result<bool, Unfit> {
    let text = match given {
        Given::Json(json @ ("true" | "false")) => Cow::Borrowed(json),
        given => given.text()?,
    };
    // "HAYIR" in small letters of ASCII is "hayir".
    match text.to_lowercase().as_str() {
        "true" | "1" | "yes" | "evet" => Ok(true),
        "false" | "0" | "no" | "hayır" | "hayir" => Ok(false),
        _ => Err(Unfit::NoBool),
    }
}

fn currency(text: &str) -> Result<String, Unfit> {
    let code = text.to_ascii_uppercase();
    match code.as_str() {
        "TL" => Ok("TRY".to_owned()),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            Ok(code.to_owned())
        }
        _ => Err(Unfit::NoCurrency),
    }
}

fn time(text: &str) -> Result<String, Unfit> {
    let time = text.parse::<Timestamp>().ok();
    let time = time.filter(|time| *time >= YEAR_ONE);
    time.map(time_text).ok_or(Unfit::NoTime)
}

fn attributes(given: Given<'_>) -> Result<Option<String>, Unfit> {
    let json = given.json()?;
    let whole = serde_json::from_str::<&RawValue>(&json).map_err(|_| Unfit::NoParts)?;
    let whole = whole.get();
    match whole.starts_with(['{', '[']) {
        true => Ok(Some(whole.to_owned())),
        false => Err(Unfit::NoParts),
    }
}

/// A JSON array of the addresses: given as one, or separated by `|` or blanks.
fn images(given: Given<'_>) -> Result<Option<String>, Unfit> {
    let given = given.json()?;
    let list: Vec<String> = match given.trim_start().starts_with('[') {
        true => serde_json::from_str(&given).map_err(|_| Unfit::NoList)?,
        false => {
            let parts = given.split(|c: char| c == '|' || c.is_whitespace());
            let parts = parts.filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        }
    };
    let is_address = |address: &String| {
        let url = Url::parse(address);
        url.is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    };
    if let Some(at) = list.iter().position(|address| !is_address(address)) {
        return Err(Unfit::NoAddress(at + 1));
    }
    match list.is_empty() {
        true => Ok(None),
        false => Ok(serde_json::to_string(&list).ok()),
    }
}

#[cfg(test)]
mod tests;
