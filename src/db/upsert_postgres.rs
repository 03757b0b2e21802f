//! The bulk upsert of Postgres: a probe by content hash, a `COPY` of many rows that are new, one statement for the rest.
//! Arrays of text are the protocol of that, save for the records; each column is cast once. It runs inside the
//! caller's transaction.

use std::borrow::Cow;

use sqlx::postgres::PgBindIterExt;
use sqlx::{AssertSqlSafe, PgConnection};

use super::copy_postgres::copy;
use super::error::At;
use super::moment::Moment;
use super::page::{Probed, Touched, chunks};
use super::raw_json::RawJson;
use super::table::{Incoming, quoted};
use super::{Error, Table, Written};

/// Rows of one statement. Larger ones cost memory in the server and gain nothing.
const ROWS: usize = 1000;
/// Text of one statement, so that long records do not make it huge.
const BYTES: usize = 4 << 20;
/// From so many new rows on, `COPY` is worth its round trips.
const COPY_ROWS: usize = 50;

/// Writes the rows that are new or different, counts them, and says which. `fresh` says that the table was empty before
/// the run.
pub(super) async fn upsert<'i, 'p>(
    connection: &mut PgConnection,
    table: &Table,
    rows: &'i [Incoming<'p>],
    fresh: bool,
    now: Moment,
    location: &str,
) -> Result<(Written, Touched<'i, 'p>), Error> {
    let (mut written, mut touched) = (Written::default(), Touched::default());
    for chunk in chunks(rows, ROWS, BYTES) {
        // What a table had nothing of is all new, but for rows that come twice: the statement's own guard is for those.
        let Probed {
            mut absent,
            mut changed,
            returned,
        } = match fresh {
            true => Probed::all_absent(chunk),
            false => probe(connection, table, chunk).await.at(location)?,
        };
        if !returned.is_empty() {
            let sql = format!(
                "UPDATE {} SET missing_since = NULL WHERE {} = ANY($1)",
                quoted(table.name),
                quoted(table.key)
            );
            sqlx::query(AssertSqlSafe(sql))
                .bind(returned.iter().map(|incoming| incoming.key).bind_iter())
                .execute(&mut *connection)
                .await
                .at(location)?;
        }
        touched.inserted.extend(&absent);
        touched.updated.extend(&changed);
        if absent.len() >= COPY_ROWS
            && let Some(copied) = copy(connection, table, &absent, now, location).await?
        {
            written.inserted += copied;
            absent.clear();
        }
        changed.append(&mut absent);
        if !changed.is_empty() {
            let (all, inserted) = write(connection, table, &changed, now, location).await?;
            written.inserted += inserted.unsigned_abs();
            written.updated += (all - inserted).unsigned_abs();
        }
    }
    Ok((written, touched))
}

/// Forgets the rejects of records that could be read this time.
pub(super) async fn forget_rejects(
    connection: &mut PgConnection,
    sync: &str,
    rows: &[Incoming<'_>],
) -> Result<(), sqlx::Error> {
    let keys: Vec<&str> = rows.iter().map(|incoming| incoming.key).collect();
    sqlx::query("DELETE FROM sync_rejects WHERE sync = $1 AND external_id = ANY($2)")
        .bind(sync)
        .bind(keys)
        .execute(connection)
        .await
        .map(drop)
}

/// The answer is one row with three lists of positions: for rows that are as they were, nothing comes back.
pub(super) async fn probe<'i, 'p>(
    connection: &mut PgConnection,
    table: &Table,
    rows: &'i [Incoming<'p>],
) -> Result<Probed<'i, 'p>, sqlx::Error> {
    let sql = format!(
        "SELECT array_agg(position) FILTER (WHERE absent), array_agg(position) FILTER (WHERE differs),
            array_agg(position) FILTER (WHERE NOT absent AND NOT differs)
         FROM (
            SELECT i.position - 1 AS position, t.{key} IS NULL AS absent, t.missing_since IS NOT NULL AS missing,
                t.content_hash <> i.hash
                    AND (i.newest IS NULL OR t.{newest} IS NULL OR i.newest::timestamptz >= t.{newest}) AS differs
            FROM UNNEST($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS i (key, hash, newest, position)
            LEFT JOIN {table} AS t ON t.{key} = i.key
         ) AS probe WHERE absent OR differs OR missing",
        key = quoted(table.key),
        newest = quoted(table.newest),
        table = quoted(table.name),
    );
    let (absent, changed, returned): Lists = sqlx::query_as(AssertSqlSafe(sql))
        .bind(rows.iter().map(|incoming| incoming.key).bind_iter())
        .bind(rows.iter().map(|incoming| &*incoming.row.hash).bind_iter())
        .bind(
            rows.iter()
                .map(|incoming| incoming.newest.as_deref())
                .bind_iter(),
        )
        .fetch_one(connection)
        .await?;
    Ok(Probed::at(
        rows,
        [absent, changed, returned].map(Option::unwrap_or_default),
    ))
}

type Lists = (Option<Vec<i64>>, Option<Vec<i64>>, Option<Vec<i64>>);

/// One `INSERT … ON CONFLICT`; returns how many rows it wrote, and how many of them are new.
async fn write(
    connection: &mut PgConnection,
    table: &Table,
    rows: &[&Incoming<'_>],
    now: Moment,
    location: &str,
) -> Result<(i64, i64), Error> {
    let mut query = sqlx::query_as(AssertSqlSafe(statement(table))).bind(now);
    for at in 0..table.columns.len() {
        let values = rows
            .iter()
            .map(|incoming| table.value(incoming, at))
            .collect::<Result<Vec<Option<Cow<'_, str>>>, _>>()?;
        query = query.bind(values);
    }
    query
        .bind(
            rows.iter()
                .map(|incoming| RawJson(&incoming.row.raw))
                .bind_iter(),
        )
        .bind(rows.iter().map(|incoming| &*incoming.row.hash).bind_iter())
        .fetch_one(connection)
        .await
        .at(location)
}

/// `$1` is the time, then one array per column, then `raw` and the hash. The guard repeats the probe's, for a row
/// that another writer changed in between; `xmax` is zero in a row that this statement made.
fn statement(table: &Table) -> String {
    let count = table.columns.len() + 2;
    let array = |n: usize| match n == count {
        true => format!("${n}::json[]"),
        false => format!("${n}::text[]"),
    };
    let arrays: Vec<String> = (2..2 + count).map(array).collect();
    let names: Vec<String> = (1..=count).map(|n| format!("c{n}")).collect();
    let casts: Vec<String> = (1..)
        .zip(table.columns)
        .map(|(n, c)| format!("i.c{n}::{}", c.kind.postgres_type()))
        .collect();
    format!(
        "WITH written AS (
            INSERT INTO {table} AS t ({columns}, raw, content_hash, first_synced_at, synced_at)
            SELECT {casts}, i.c{raw}, i.c{hash}, $1, $1 FROM UNNEST({arrays}) AS i ({names})
            ON CONFLICT ({key}) DO UPDATE SET {updates}, missing_since = NULL
            WHERE t.content_hash <> excluded.content_hash
                AND (excluded.{newest} IS NULL OR t.{newest} IS NULL OR excluded.{newest} >= t.{newest})
            RETURNING xmax = 0 AS fresh
         ) SELECT count(*), count(*) FILTER (WHERE fresh) FROM written",
        table = quoted(table.name),
        columns = table.column_list(),
        casts = casts.join(", "),
        raw = count - 1,
        hash = count,
        arrays = arrays.join(", "),
        names = names.join(", "),
        key = quoted(table.key),
        updates = table.assignments(),
        newest = quoted(table.newest),
    )
}
