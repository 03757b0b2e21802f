//! New rows into Postgres by `COPY`, in its text format: the fastest way in, that takes all of them or none.
//! It runs inside the caller's transaction.

use sqlx::{Connection, PgConnection};

use super::error::At;
use super::moment::{Moment, time_text};
use super::table::{Incoming, quoted};
use super::{Error, Table};

/// Sent at once.
const PIECE: usize = 64 << 10;

/// Copies `rows`, whose keys the table is to have none of; false where the server would not, and nothing is written.
/// Another writer may have been faster, or row-level security forbids the command: an upsert can do both, or says
/// why not.
pub(super) async fn copy(
    connection: &mut PgConnection,
    table: &Table,
    rows: &[&Incoming<'_>],
    now: Moment,
    location: &str,
) -> Result<bool, Error> {
    let lines = lines(table, rows, now)?;
    let statement = format!(
        "COPY {} ({}, raw, content_hash, first_synced_at, synced_at) FROM STDIN",
        quoted(table.name),
        table.column_list()
    );
    let mut savepoint = connection.begin().await.at(location)?;
    match send(&mut savepoint, &statement, &lines).await {
        Ok(()) => savepoint.commit().await.at(location).map(|()| true),
        Err(sqlx::Error::Database(error)) => {
            tracing::debug!(
                code = error.code().as_deref(),
                "the rows could not be copied"
            );
            savepoint.rollback().await.at(location).map(|()| false)
        }
        Err(error) => Err(error).at(location),
    }
}

async fn send(
    connection: &mut PgConnection,
    statement: &str,
    lines: &[u8],
) -> Result<(), sqlx::Error> {
    let mut copying = connection.copy_in_raw(statement).await?;
    for piece in lines.chunks(PIECE) {
        copying.send(piece).await?;
    }
    copying.finish().await.map(drop)
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
