//! The bulk upsert of SQLite: a probe by content hash, then statements of 50 rows for those that differ.
//! It runs inside the caller's transaction, which holds the only write lock, so what the probe saw stays true.

use serde_json::json;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::error::At;
use super::moment::Moment;
use super::page::chunks;
use super::table::{Incoming, quoted};
use super::{Error, Table, Written};

/// Rows of one probe.
const PROBE_ROWS: usize = 1000;
/// Rows of one insert: far more than this gains nothing, and one alone pays a thread switch each.
const INSERT_ROWS: usize = 50;

/// Writes the rows that are new or different, and counts them.
pub(super) async fn upsert(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: &[Incoming<'_>],
    now: Moment,
    location: &str,
) -> Result<Written, Error> {
    let mut written = Written::default();
    for chunk in chunks(rows, PROBE_ROWS, usize::MAX) {
        let probed = probe(connection, table, chunk, location).await?;
        if !probed.returned.is_empty() {
            let sql = format!(
                "UPDATE {} SET missing_since = NULL WHERE {} IN (SELECT value FROM json_each($1))",
                quoted(table.name),
                quoted(table.key)
            );
            let keys = json!(probed.returned).to_string();
            sqlx::query(AssertSqlSafe(sql))
                .bind(keys)
                .execute(&mut *connection)
                .await
                .at(location)?;
        }
        for rows in probed.different.chunks(INSERT_ROWS) {
            write(connection, table, rows, now, location).await?;
        }
        written.inserted += probed.absent;
        written.updated += probed.different.len() as u64 - probed.absent;
    }
    Ok(written)
}

/// Forgets the rejects of records that could be read this time.
pub(super) async fn forget_rejects(
    connection: &mut SqliteConnection,
    sync: &str,
    rows: &[Incoming<'_>],
) -> Result<(), sqlx::Error> {
    let keys: Vec<&str> = rows.iter().map(|incoming| incoming.key).collect();
    sqlx::query("DELETE FROM sync_rejects WHERE sync = $1 AND external_id IN (SELECT value FROM json_each($2))")
        .bind(sync)
        .bind(json!(keys).to_string())
        .execute(connection)
        .await
        .map(drop)
}

struct Probed<'i, 'p> {
    /// Rows to write.
    different: Vec<&'i Incoming<'p>>,
    /// How many of them the table has no row for.
    absent: u64,
    /// Keys of rows that are as they were but had been missed.
    returned: Vec<&'p str>,
}

async fn probe<'i, 'p>(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: &'i [Incoming<'p>],
    location: &str,
) -> Result<Probed<'i, 'p>, Error> {
    let sql = format!(
        "SELECT position, absent, differs FROM (
            SELECT i.key AS position, t.{key} IS NULL AS absent, t.missing_since IS NOT NULL AS missing,
                t.{key} IS NULL OR (t.content_hash <> i.value ->> 1
                    AND (i.value ->> 2 IS NULL OR t.{newest} IS NULL OR i.value ->> 2 >= t.{newest})) AS differs
            FROM json_each($1) AS i LEFT JOIN {table} AS t ON t.{key} = i.value ->> 0
         ) WHERE differs OR missing",
        key = quoted(table.key),
        newest = quoted(table.newest),
        table = quoted(table.name),
    );
    let asked: Vec<_> = rows
        .iter()
        .map(|incoming| json!([incoming.key, incoming.row.hash, incoming.newest]))
        .collect();
    let found: Vec<(i64, bool, bool)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(json!(asked).to_string())
        .fetch_all(connection)
        .await
        .at(location)?;
    let mut probed = Probed {
        different: Vec::new(),
        absent: 0,
        returned: Vec::new(),
    };
    for (position, absent, differs) in found {
        let Some(incoming) = usize::try_from(position).ok().and_then(|at| rows.get(at)) else {
            continue;
        };
        probed.absent += u64::from(absent);
        if differs {
            probed.different.push(incoming)
        } else {
            probed.returned.push(incoming.key)
        }
    }
    Ok(probed)
}

async fn write(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: &[&Incoming<'_>],
    now: Moment,
    location: &str,
) -> Result<(), Error> {
    // Only the full size comes back often enough to be worth a place in the statement cache.
    let mut query = sqlx::query(AssertSqlSafe(statement(table, rows.len())))
        .persistent(rows.len() == INSERT_ROWS);
    query = query.bind(now);
    for incoming in rows {
        for at in 0..table.columns.len() {
            query = query.bind(table.value(incoming, at)?);
        }
        query = query
            .bind(&*incoming.row.raw)
            .bind(incoming.row.hash.as_str());
    }
    query.execute(connection).await.at(location).map(drop)
}

/// `$1` is the time; then come the values of each row, `raw` and the hash.
fn statement(table: &Table, rows: usize) -> String {
    let width = table.columns.len() + 2;
    let tuples: Vec<String> = (0..rows)
        .map(|row| {
            let values: Vec<String> = (0..width)
                .map(|at| format!("${}", 2 + row * width + at))
                .collect();
            format!("({}, $1, $1)", values.join(", "))
        })
        .collect();
    format!(
        "INSERT INTO {table} ({columns}, raw, content_hash, first_synced_at, synced_at) VALUES {tuples}
         ON CONFLICT ({key}) DO UPDATE SET {updates}, missing_since = NULL",
        table = quoted(table.name),
        columns = table.column_list(),
        tuples = tuples.join(", "),
        key = quoted(table.key),
        updates = table.assignments(),
    )
}
