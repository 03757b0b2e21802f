//! What rows would do to a table, without doing it: the probe of the upsert, and the typed columns of a few.
//! Nothing is locked and nothing is written.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;
use sqlx::{AssertSqlSafe, Row as _};

use super::decimal::is_same;
use super::error::At;
use super::open::Pool;
use super::page::{Probed, incoming};
use super::table::{Incoming, quoted};
use super::{Column, Database, Error, Kind, Row, Table, Written, upsert_postgres, upsert_sqlite};

/// What a row would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Insert,
    Update,
}

/// One row and the columns that would get another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The row's key.
    pub key: String,
    pub change: Change,
    /// None of an update whose record differs in fields that have no column.
    pub fields: Vec<Field>,
}

/// A column and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub column: &'static str,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// What rows would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    pub written: Written,
    /// Of the first rows that would change something.
    pub differences: Vec<Difference>,
}

impl Compared {
    /// Of rows that meet no table.
    pub fn with_nothing(table: &Table, rows: &[Row<'_>], most: usize) -> Result<Compared, Error> {
        let kept = incoming(table, rows)?;
        let all = kept.iter().map(|incoming| (incoming, Change::Insert));
        let mut compared = Compared::of(rows, all.clone().map(|(_, change)| change));
        for (incoming, change) in all.take(most) {
            compared
                .differences
                .push(difference(table, incoming, change, &[])?);
        }
        Ok(compared)
    }

    fn of(rows: &[Row<'_>], changes: impl Iterator<Item = Change>) -> Compared {
        let mut written = Written::default();
        for change in changes {
            match change {
                Change::Insert => written.inserted += 1,
                Change::Update => written.updated += 1,
            }
        }
        written.unchanged = rows.len() as u64 - written.inserted - written.updated;
        Compared {
            written,
            differences: Vec::new(),
        }
    }
}

impl Database {
    /// What the upsert would do with `rows`, and the columns of at most `most` of those that change something.
    pub async fn compare(
        &self,
        table: &Table,
        rows: &[Row<'_>],
        most: usize,
    ) -> Result<Compared, Error> {
        let kept = incoming(table, rows)?;
        let changes = self.changes(table, &kept).await?;
        let mut compared = Compared::of(rows, changes.iter().map(|(_, change)| *change));
        let few: Vec<_> = changes.into_iter().take(most).collect();
        let stored = self.stored(table, &few).await?;
        for (incoming, change) in few {
            let before = stored.get(incoming.key).map_or(&[][..], Vec::as_slice);
            compared
                .differences
                .push(difference(table, incoming, change, before)?);
        }
        Ok(compared)
    }

    /// The rows that would be written, in their order: what the probe of the upsert finds absent or changed.
    async fn changes<'i, 'p>(
        &self,
        table: &Table,
        rows: &'i [Incoming<'p>],
    ) -> Result<Vec<(&'i Incoming<'p>, Change)>, Error> {
        let probed = match &self.pool {
            Pool::Postgres(pool) => {
                let mut connection = pool.acquire().await.at(self.location())?;
                upsert_postgres::probe(&mut connection, table, rows).await
            }
            Pool::Sqlite(pool) => {
                let mut connection = pool.acquire().await.at(self.location())?;
                upsert_sqlite::probe(&mut connection, table, rows).await
            }
        };
        let Probed {
            absent, changed, ..
        } = probed.at(self.location())?;
        let inserts = absent.into_iter().map(|row| (row, Change::Insert));
        let updates = changed.into_iter().map(|row| (row, Change::Update));
        let mut changes: Vec<_> = inserts.chain(updates).collect();
        // All are places in `rows`.
        changes.sort_by_key(|(row, _)| std::ptr::from_ref(*row));
        Ok(changes)
    }

    /// The columns of the rows that are there, as text in the form in which values arrive.
    async fn stored(
        &self,
        table: &Table,
        rows: &[(&Incoming<'_>, Change)],
    ) -> Result<HashMap<String, Vec<Option<String>>>, Error> {
        let updated = rows.iter().filter(|(_, change)| *change == Change::Update);
        let keys: Vec<&str> = updated.map(|(incoming, _)| incoming.key).collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| self.as_text(column))
            .collect();
        let (listed, key) = (self.listed(1), quoted(table.key));
        let sql = format!(
            "SELECT {key}, {} FROM {} WHERE {key} IN ({listed})",
            columns.join(", "),
            quoted(table.name)
        );
        let keys = json!(keys).to_string();
        on_pool!(self, pool => {
            let found = sqlx::query(AssertSqlSafe(sql)).bind(keys).fetch_all(pool).await;
            let found = found.at(self.location())?;
            let mut stored = HashMap::new();
            for row in found {
                let values = (1..=table.columns.len()).map(|at| row.try_get::<Option<String>, usize>(at));
                let values = values.collect::<Result<Vec<_>, _>>().at(self.location())?;
                stored.insert(row.try_get(0).at(self.location())?, values);
            }
            Ok(stored)
        })
    }

    fn as_text(&self, column: &Column) -> String {
        let name = quoted(column.name);
        match (&self.pool, column.kind) {
            (Pool::Postgres(_), Kind::Time) => {
                format!("to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
            }
            (Pool::Sqlite(_), Kind::Bool) => {
                format!(
                    "CASE WHEN CAST({name} AS TEXT) = '1' THEN 'true' WHEN {name} IS NOT NULL THEN 'false' END"
                )
            }
            _ => format!("CAST({name} AS TEXT)"),
        }
    }
}

/// The columns of `incoming` that differ from `before`; all that have a value where nothing was before.
fn difference(
    table: &Table,
    incoming: &Incoming<'_>,
    change: Change,
    before: &[Option<String>],
) -> Result<Difference, Error> {
    let mut fields = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if column.name == table.key {
            continue;
        }
        // A boolean is bound as a digit; everything else is bound as it is shown.
        let to = match column.kind {
            Kind::Bool => incoming.row.values()[at].clone(),
            _ => table.value(incoming, at)?,
        };
        let to = to.map(Cow::into_owned);
        let from = before.get(at).cloned().flatten();
        if !same(column.kind, from.as_deref(), to.as_deref()) {
            fields.push(Field {
                column: column.name,
                from,
                to,
            });
        }
    }
    Ok(Difference {
        key: incoming.key.to_owned(),
        change,
        fields,
    })
}

/// Whether two values are one: Postgres gives a number back in another form than it came.
fn same(kind: Kind, from: Option<&str>, to: Option<&str>) -> bool {
    match (kind, from, to) {
        (Kind::Numeric, Some(from), Some(to)) => is_same(from, to),
        _ => from == to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_have_several_forms() {
        assert!(same(Kind::Numeric, Some("1.0"), Some("1")));
        assert!(!same(Kind::Text, Some("1.0"), Some("1")));
        assert!(!same(Kind::Numeric, None, Some("0")));
    }
}
