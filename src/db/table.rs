//! Tables as data: what a synced table is called, its key, its typed columns and the one that tells new from old.
//! Besides `columns` every such table has `raw`, `content_hash`, `first_synced_at`, `synced_at`, `missing_since`.

use std::borrow::Cow;

use super::moment::{plain_time_text, time_text};
use super::{Error, Row};

/// Most characters of a key: an entry of a Postgres index holds 2704 bytes. A record with a longer one is refused.
pub const KEY_LIMIT: usize = 512;

/// A table that the bulk upsert can write.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name in the database.
    pub name: &'static str,
    /// What people type for it, such as `referrals`.
    pub alias: &'static str,
    /// The column that identifies a record.
    pub key: &'static str,
    /// The typed columns, the key among them.
    pub columns: &'static [Column],
    /// The time column by which an older version never overwrites a newer one.
    pub newest: &'static str,
    /// What is kept with each of its rows.
    pub followed: Option<Followed>,
}

/// What is kept with each row of a table that has the columns `status`, `source_status` and `forgotten_at`, in the same
/// transaction.
#[derive(Debug, Clone, Copy)]
pub struct Followed {
    /// Where its lines are ([`Row::with_lines`]).
    pub lines: &'static Table,
    /// Where every status is that it had.
    pub history: &'static str,
    /// The column of these that has the row's key.
    pub parent: &'static str,
    /// Columns that are blank in what was forgotten.
    pub personal: &'static [&'static str],
    /// Type and payload of the event that tells of a new row, or of its turn.
    pub event: fn(&Row<'_>, Option<&Turn>) -> (&'static str, serde_json::Value),
}

/// From one status to another; the source's own words beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub from: Option<String>,
    pub from_source: Option<String>,
    pub to: String,
    pub to_source: Option<String>,
}

/// A typed column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

impl Column {
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}

/// What a column holds, and the text form in which its values arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything without U+0000, which Postgres cannot keep.
    Text,
    /// RFC 3339 with an offset; kept to the microsecond.
    Time,
    /// A JSON number; exact `numeric` in Postgres, exact text in SQLite.
    Numeric,
    /// `true` or `false`.
    Bool,
}

impl Kind {
    /// The Postgres type that a text parameter is cast to.
    pub(super) fn postgres_type(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Time => "timestamptz",
            Kind::Numeric => "numeric",
            Kind::Bool => "boolean",
        }
    }

    /// The text that is bound, or what was expected. Both engines get the same one, so both refuse the same rows.
    fn bound(self, text: &str) -> Result<Cow<'_, str>, &'static str> {
        match self {
            Kind::Text if text.contains('\0') => Err("text without U+0000"),
            Kind::Text => Ok(Cow::Borrowed(text)),
            Kind::Time => plain_time_text(text)
                .or_else(|| text.parse().ok().map(|time| Cow::Owned(time_text(time))))
                .ok_or("an RFC 3339 time"),
            Kind::Numeric if is_number(text) => Ok(Cow::Borrowed(text)),
            Kind::Numeric => Err("a decimal number"),
            Kind::Bool => match text {
                "true" => Ok(Cow::Borrowed("1")),
                "false" => Ok(Cow::Borrowed("0")),
                _ => Err("true or false"),
            },
        }
    }
}

/// A row whose key and age are known, borrowed from its page.
#[derive(Debug)]
pub(super) struct Incoming<'p> {
    pub(super) key: &'p str,
    /// As [`time_text`] writes it.
    pub(super) newest: Option<String>,
    pub(super) row: &'p Row<'p>,
}

impl Table {
    /// The key of a row of this table.
    pub fn key_of<'r>(&self, row: &'r Row<'_>) -> Option<&'r str> {
        row.values.get(self.position(self.key)?)?.as_deref()
    }

    /// The columns as an `INSERT` names them.
    pub(super) fn column_list(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|c| quoted(c.name)).collect();
        columns.join(", ")
    }

    /// What an `ON CONFLICT … DO UPDATE` takes over from the row that was to be inserted.
    pub(super) fn assignments(&self) -> String {
        let columns = self.columns.iter().filter(|c| c.name != self.key);
        let own = ["raw", "content_hash", "synced_at"].map(str::to_owned);
        let assigned: Vec<String> = columns
            .map(|c| quoted(c.name))
            .chain(own)
            .map(|column| format!("{column} = excluded.{column}"))
            .collect();
        assigned.join(", ")
    }

    pub(super) fn incoming<'p>(&self, row: &'p Row<'p>) -> Result<Incoming<'p>, Error> {
        if row.values.len() != self.columns.len() {
            return Err(self.bad("", self.key, "as many values as the table has columns"));
        }
        let key = self
            .position(self.key)
            .and_then(|at| Some((at, row.values[at].as_deref()?)));
        let Some((at, key)) = key.filter(|(_, key)| !key.is_empty()) else {
            return Err(self.bad("", self.key, "a key"));
        };
        let mut incoming = Incoming {
            key,
            newest: None,
            row,
        };
        self.value(&incoming, at)?;
        if key.chars().count() > KEY_LIMIT {
            return Err(self.bad(key, self.key, "at most 512 characters"));
        }
        if let Some(at) = self.position(self.newest) {
            incoming.newest = self.value(&incoming, at)?.map(Cow::into_owned);
        }
        Ok(incoming)
    }

    /// The value of column `at`, as it is bound.
    pub(super) fn value<'p>(
        &self,
        incoming: &Incoming<'p>,
        at: usize,
    ) -> Result<Option<Cow<'p, str>>, Error> {
        let column = &self.columns[at];
        let Some(text) = incoming.row.values[at].as_deref() else {
            return Ok(None);
        };
        match column.kind.bound(text) {
            Ok(bound) => Ok(Some(bound)),
            Err(expected) => Err(self.bad(incoming.key, column.name, expected)),
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    fn bad(&self, key: &str, column: &'static str, expected: &'static str) -> Error {
        Error::BadValue {
            table: self.name,
            column,
            key: key.chars().take(64).collect(),
            expected,
        }
    }
}

/// An identifier in double quotes, the same in both dialects.
pub(super) fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

/// A JSON number (RFC 8259, section 6), save that leading zeros are let through.
pub fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_json_calls_numbers() {
        for good in [
            "0",
            "-1",
            "12.50",
            "1e3",
            "1.5E-7",
            "123456789012345678901234567890.123456789",
        ] {
            assert!(is_number(good), "{good}");
        }
        for bad in [
            "", "-", "1.", ".5", "1,5", "NaN", "Infinity", "1e", "+1", "--1", "1 ", "0x1", "١",
        ] {
            assert!(!is_number(bad), "{bad}");
        }
    }

    #[test]
    fn a_value_is_bound_in_one_form() {
        assert_eq!(
            Kind::Time.bound("2018-10-30T21:03:42.4579542Z").unwrap(),
            "2018-10-30T21:03:42.457954Z"
        );
        assert_eq!(Kind::Bool.bound("true").unwrap(), "1");
        assert!(Kind::Bool.bound("1").is_err());
        assert!(Kind::Time.bound("2018-10-30").is_err());
        assert!(Kind::Text.bound("a\0b").is_err());
        assert_eq!(Kind::Text.bound("").unwrap(), "");
    }

    #[test]
    fn quotes_in_identifiers_are_doubled() {
        assert_eq!(
            quoted("a\"; drop table x; --"),
            "\"a\"\"; drop table x; --\""
        );
    }
}
