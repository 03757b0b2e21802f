//! The bulk upsert of SQLite: a probe by content hash, then statements of 50 rows for those that differ.
//! It runs inside the caller's transaction, which holds the only write lock, so what the probe saw stays true.

use std::sync::Arc;

use serde_json::json;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite, SqliteConnection};

use super::error::At;
use super::moment::{Moment, time_text};
use super::page::{Probed, Touched, chunks};
use super::table::{Incoming, quoted};
use super::{Error, Table, Written};

/// Rows of one probe.
const PROBE_ROWS: usize = 2000;
/// Rows of one insert: far more than this gains nothing, and one alone pays a thread switch each.
const INSERT_ROWS: usize = 50;

/// Writes the rows that are new or different, counts them, and says which.
pub(super) async fn upsert<'i, 'p>(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: &'i [Incoming<'p>],
    _fresh: bool,
    now: Moment,
    location: &str,
) -> Result<(Written, Touched<'i, 'p>), Error> {
    let (mut written, mut touched) = (Written::default(), Touched::default());
    let whole: Arc<str> = statement(table, INSERT_ROWS).into();
    let now: Arc<str> = time_text(now.0).into();
    for chunk in chunks(rows, PROBE_ROWS, usize::MAX) {
        let Probed {
            absent,
            mut changed,
            returned,
        } = probe(connection, table, chunk).await.at(location)?;
        if !returned.is_empty() {
            let sql = format!(
                "UPDATE {} SET missing_since = NULL WHERE {} IN (SELECT value FROM json_each($1))",
                quoted(table.name),
                quoted(table.key)
            );
            let keys: Vec<&str> = returned.iter().map(|incoming| incoming.key).collect();
            sqlx::query(AssertSqlSafe(sql))
                .bind(json!(keys).to_string())
                .execute(&mut *connection)
                .await
                .at(location)?;
        }
        touched.inserted.extend(&absent);
        touched.updated.extend(&changed);
        written.inserted += absent.len() as u64;
        written.updated += changed.len() as u64;
        changed.extend(absent);
        let ready = |rows: &[&Incoming<'_>]| {
            let full = rows.len() == INSERT_ROWS;
            let sql = match full {
                true => Arc::clone(&whole),
                false => statement(table, rows.len()).into(),
            };
            // Only the full size comes back often enough to be worth a place in the statement cache.
            let query = sqlx::query(AssertSqlSafe(sql)).persistent(full);
            bind(query, table, rows, &now)
        };
        let mut statements = changed.chunks(INSERT_ROWS).map(ready);
        let mut next = statements.next().transpose()?;
        while let Some(query) = next {
            // The next one is made while SQLite's thread works on this one.
            let made = async { statements.next().transpose() };
            let (done, made) = tokio::join!(query.execute(&mut *connection), made);
            done.at(location)?;
            next = made?;
        }
    }
    Ok((written, touched))
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

/// The answer is one row with three lists of positions: for rows that are as they were, nothing comes back.
pub(super) async fn probe<'i, 'p>(
    connection: &mut SqliteConnection,
    table: &Table,
    rows: &'i [Incoming<'p>],
) -> Result<Probed<'i, 'p>, sqlx::Error> {
    let sql = format!(
        "SELECT json_group_array(position) FILTER (WHERE absent), json_group_array(position) FILTER (WHERE differs),
            json_group_array(position) FILTER (WHERE NOT absent AND NOT differs)
         FROM (
            SELECT i.key AS position, t.{key} IS NULL AS absent, t.missing_since IS NOT NULL AS missing,
                t.content_hash <> i.value ->> 1
                    AND (i.value ->> 2 IS NULL OR t.{newest} IS NULL OR i.value ->> 2 >= t.{newest}) AS differs
            FROM json_each($1) AS i LEFT JOIN {table} AS t ON t.{key} = i.value ->> 0
         ) WHERE absent OR differs OR missing",
        key = quoted(table.key),
        newest = quoted(table.newest),
        table = quoted(table.name),
    );
    let asked: Vec<_> = rows
        .iter()
        .map(|incoming| json!([incoming.key, incoming.row.hash, incoming.newest]))
        .collect();
    let (absent, changed, returned): (String, String, String) = sqlx::query_as(AssertSqlSafe(sql))
        .bind(json!(asked).to_string())
        .fetch_one(connection)
        .await?;
    let positions = |list: &str| -> Result<Vec<i64>, sqlx::Error> {
        serde_json::from_str(list).map_err(|error| sqlx::Error::Decode(error.into()))
    };
    Ok(Probed::at(
        rows,
        [
            positions(&absent)?,
            positions(&changed)?,
            positions(&returned)?,
        ],
    ))
}

type Insert<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Binds the values of each row, `raw`, the hash and the time twice. The driver keeps an `Arc<str>` as it is; other
/// text it allocates twice.
fn bind<'q>(
    mut query: Insert<'q>,
    table: &Table,
    rows: &[&Incoming<'_>],
    now: &Arc<str>,
) -> Result<Insert<'q>, Error> {
    for incoming in rows {
        for at in 0..table.columns.len() {
            let value = table.value(incoming, at)?;
            query = query.bind(value.map(|text| Arc::<str>::from(&*text)));
        }
        query = query
            .bind(Arc::<str>::from(&*incoming.row.raw))
            .bind(Arc::<str>::from(&*incoming.row.hash))
            .bind(Arc::clone(now))
            .bind(Arc::clone(now));
    }
    Ok(query)
}

fn width(table: &Table) -> usize {
    table.columns.len() + 4
}

/// Its parameters have no names: SQLite would search the list of names from its start for each of them.
fn statement(table: &Table, rows: usize) -> String {
    let tuple = format!("({})", vec!["?"; width(table)].join(","));
    format!(
        "INSERT INTO {table} ({columns}, raw, content_hash, first_synced_at, synced_at) VALUES {tuples}
         ON CONFLICT ({key}) DO UPDATE SET {updates}, missing_since = NULL",
        table = quoted(table.name),
        columns = table.column_list(),
        tuples = vec![tuple; rows].join(","),
        key = quoted(table.key),
        updates = table.assignments(),
    )
}
