//! What is kept with rows that were written: their lines, every status that they had, and the events that tell others of
//! them. In the transaction of the rows: there is none without the others.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::db::page::Touched;
use crate::db::table::{Followed, Incoming};
use crate::db::{Database, Row, Table, Turn};

/// Key, status before and status now, each in our word and in the source's.
pub(super) type Turned = (
    String,
    Option<String>,
    Option<String>,
    String,
    Option<String>,
);

/// Writes it all; an expression for the connection of either engine.
macro_rules! follow {
    ($connection:expr, $dialect:ident, $touched:expr, ($database:expr, $table:expr, $run:expr, $now:expr)) => {
        if let Some(followed) = &$table.followed {
            use sqlx::AssertSqlSafe;
            use $crate::db::batch::follow;
            let (touched, location) = ($touched, $database.location());
            let sql = follow::Statements::of($database, $table, followed);
            // Those of a new row are new.
            for (rows, fresh) in [(&touched.inserted, true), (&touched.updated, false)] {
                let lines = incoming(followed.lines, follow::lines(rows))?;
                let written = $dialect::upsert(
                    &mut *$connection,
                    followed.lines,
                    &lines,
                    fresh,
                    $now,
                    location,
                );
                written.await?;
            }
            let mut turned: Vec<follow::Turned> = Vec::new();
            if !touched.updated.is_empty() {
                let keys = follow::keys(&touched.updated);
                sqlx::query(AssertSqlSafe(sql.gone))
                    .bind(&keys)
                    .bind(follow::line_keys(&touched.updated, followed))
                    .bind($now)
                    .execute(&mut *$connection)
                    .await
                    .at(location)?;
                for blank in sql.blank {
                    sqlx::query(AssertSqlSafe(blank))
                        .bind(&keys)
                        .execute(&mut *$connection)
                        .await
                        .at(location)?;
                }
                turned = sqlx::query_as(AssertSqlSafe(sql.turned))
                    .bind(&keys)
                    .fetch_all(&mut *$connection)
                    .await
                    .at(location)?;
            }
            let events = follow::events(&touched, &turned, followed);
            if !events.is_empty() {
                let keys: Vec<&str> = events.iter().map(|event| event.key).collect();
                sqlx::query(AssertSqlSafe(sql.history))
                    .bind(serde_json::json!(keys).to_string())
                    .bind($now)
                    .bind($run.id)
                    .execute(&mut *$connection)
                    .await
                    .at(location)?;
                sqlx::query(AssertSqlSafe(sql.events))
                    .bind(follow::text(events))
                    .bind($now)
                    .execute(&mut *$connection)
                    .await
                    .at(location)?;
            }
        }
    };
}

/// The statements, by the names of their tables.
pub(super) struct Statements {
    /// Lines of these rows that are not told any more.
    pub(super) gone: String,
    /// Nothing personal comes back of those that were forgotten.
    pub(super) blank: [String; 2],
    /// Rows whose status is another.
    pub(super) turned: String,
    pub(super) history: String,
    pub(super) events: String,
}

impl Statements {
    pub(super) fn of(database: &Database, table: &Table, followed: &Followed) -> Self {
        let Followed {
            lines,
            parent,
            history,
            personal,
            ..
        } = followed;
        let (name, key) = (table.name, table.key);
        let (lines, line) = (lines.name, lines.key);
        let (these, those) = (database.listed(1), database.listed(2));
        let forgotten = format!("SELECT {key} FROM {name} WHERE forgotten_at IS NOT NULL");
        let nothing: String = personal
            .iter()
            .map(|column| format!("{column} = NULL, "))
            .collect();
        Self {
            gone: format!(
                "UPDATE {lines} SET missing_since = $3 WHERE {parent} IN ({these}) AND missing_since IS NULL
                    AND {line} NOT IN ({those})"
            ),
            blank: [
                format!(
                    "UPDATE {name} SET {nothing}raw = '{{}}' WHERE forgotten_at IS NOT NULL AND {key} IN ({these})"
                ),
                format!(
                    "UPDATE {lines} SET raw = '{{}}' WHERE {parent} IN ({these}) AND {parent} IN ({forgotten})"
                ),
            ],
            turned: format!(
                "SELECT o.{key}, h.status, h.source_status, o.status, o.source_status FROM {name} AS o
                 LEFT JOIN {history} AS h ON h.id = (SELECT max(l.id) FROM {history} AS l WHERE l.{parent} = o.{key})
                 WHERE o.{key} IN ({these})
                    AND (h.id IS NULL OR h.status <> o.status OR h.source_status IS DISTINCT FROM o.source_status)"
            ),
            history: format!(
                "INSERT INTO {history} ({parent}, status, source_status, changed_at, seen_at, run_id)
                 SELECT {key}, status, source_status, updated_at, $2, $3 FROM {name} WHERE {key} IN ({these})"
            ),
            events: format!(
                "INSERT INTO outbox_events (event_id, type, subject_id, payload, created_at)
                 SELECT e.value ->> 0, e.value ->> 1, e.value ->> 2, e.value -> 3, $2 FROM {}",
                database.elements(1)
            ),
        }
    }
}

/// An event that is to be written.
pub(super) struct Event<'i> {
    pub(super) key: &'i str,
    kind: &'static str,
    payload: Value,
}

/// Of each new row, and of each whose status is another.
pub(super) fn events<'i>(
    touched: &Touched<'i, '_>,
    turned: &[Turned],
    followed: &Followed,
) -> Vec<Event<'i>> {
    let event = |incoming: &'i Incoming<'_>, turn: Option<Turn>| {
        let (kind, payload) = (followed.event)(incoming.row, turn.as_ref());
        Event {
            key: incoming.key,
            kind,
            payload,
        }
    };
    let created = touched.inserted.iter().map(|new| event(new, None));
    let turned: HashMap<&str, &Turned> = turned.iter().map(|one| (one.0.as_str(), one)).collect();
    let changed = touched.updated.iter().filter_map(|row| {
        let (_, from, from_source, to, to_source) = turned.get(row.key)?;
        let turn = Turn {
            from: from.clone(),
            from_source: from_source.clone(),
            to: to.clone(),
            to_source: to_source.clone(),
        };
        Some(event(row, Some(turn)))
    });
    created.chain(changed).collect()
}

/// As they are bound: each with a UUID of its own.
pub(super) fn text(events: Vec<Event<'_>>) -> String {
    let rows = events.into_iter().map(|event| {
        let id = Uuid::new_v4().to_string();
        json!([id, event.kind, event.key, event.payload])
    });
    Value::from_iter(rows).to_string()
}

pub(super) fn lines<'p>(rows: &[&Incoming<'p>]) -> impl Iterator<Item = &'p Row<'p>> {
    rows.iter().flat_map(|incoming| incoming.row.lines())
}

pub(super) fn keys(rows: &[&Incoming<'_>]) -> String {
    let keys: Vec<&str> = rows.iter().map(|incoming| incoming.key).collect();
    json!(keys).to_string()
}

pub(super) fn line_keys(rows: &[&Incoming<'_>], followed: &Followed) -> String {
    let keys: Vec<&str> = lines(rows)
        .filter_map(|line| followed.lines.key_of(line))
        .collect();
    json!(keys).to_string()
}
