//! New rows into Postgres by `COPY`, in its text format: the fastest way in, that takes all of them or none.
//! It runs inside the caller's transaction.

use sqlx::{Connection, PgConnection};

use super::error::At;
use super::moment::{Moment, time_text};
use super::table::{Incoming, quoted};
use super::{Error, Table};

/// Sent at once.
const PIECE: usize = 64 << 10;

/// Codes of what an upsert can do where `COPY` cannot: another writer was faster, the command is not supported (row-level
/// security), not permitted, or not for this kind of table.
const UPSERT_MAY: [&str; 4] = ["23505", "0A000", "42501", "42809"];

/// Copies `rows`, whose keys the table is to have none of; how many it took, which a trigger may make fewer. None where an
/// upsert may do what this cannot, and nothing is written.
pub(super) async fn copy(
    connection: &mut PgConnection,
    table: &Table,
    rows: &[&Incoming<'_>],
    now: Moment,
    location: &str,
) -> Result<Option<u64>, Error> {
    let lines = lines(table, rows, now)?;
    let statement = format!(
        "COPY {} ({}, raw, content_hash, first_synced_at, synced_at) FROM STDIN",
        quoted(table.name),
        table.column_list()
    );
    let mut savepoint = connection.begin().await.at(location)?;
    match send(&mut savepoint, &statement, &lines).await {
        Ok(copied) => savepoint.commit().await.at(location).map(|()| Some(copied)),
        Err(sqlx::Error::Database(error))
            if error
                .code()
                .is_some_and(|code| UPSERT_MAY.contains(&&*code)) =>
        {
            tracing::debug!(
                code = error.code().as_deref(),
                "the rows could not be copied"
            );
            savepoint.rollback().await.at(location).map(|()| None)
        }
        Err(error) => Err(error).at(location),
    }
}

async fn send(
    connection: &mut PgConnection,
    statement: &str,
    lines: &[u8],
) -> Result<u64, sqlx::Error> {
    let mut copying = connection.copy_in_raw(statement).await?;
    for piece in lines.chunks(PIECE) {
        copying.send(piece).await?;
    }
    copying.finish().await
}

/// The rows in the text format of `COPY` (its page in the manual, "Text Format").
fn lines(table: &Table, rows: &[&Incoming<'_>], now: Moment) -> Result<Vec<u8>, Error> {
    let size = rows
        .iter()
        .map(|incoming| incoming.row.raw.len())
        .sum::<usize>();
    let mut lines = Vec::with_capacity(size + size / 2);
    let now = time_text(now.0);
    for incoming in rows {
        for at in 0..table.columns.len() {
            match table.value(incoming, at)? {
                Some(value) => escape(&value, &mut lines),
                None => lines.extend_from_slice(b"\\N"),
            }
            lines.push(b'\t');
        }
        escape(&incoming.row.raw, &mut lines);
        for rest in [&*incoming.row.hash, &now, &now] {
            lines.push(b'\t');
            lines.extend_from_slice(rest.as_bytes());
        }
        lines.push(b'\n');
    }
    Ok(lines)
}

fn escape(text: &str, into: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let letter = match byte {
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => continue,
        };
        into.extend_from_slice(&bytes[from..at]);
        into.extend_from_slice(&[b'\\', letter]);
        from = at + 1;
    }
    into.extend_from_slice(&bytes[from..]);
}
