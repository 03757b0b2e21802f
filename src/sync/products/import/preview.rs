//! An import that writes nothing: each line is compared with the table as it is, also one that comes twice.

use super::super::TABLE;
use super::ids::settle;
use super::input::Input;
use super::lines::chunks;
use crate::coordination::Halt;
use crate::db::{Database, Mode, StoppedBy, Tenant};
use crate::sync::{Ending, Error, Preview, Summary};

/// Goes over `input` as an import would, and keeps at most `most` changes, and rejects, to be shown.
pub async fn preview(
    database: &Database,
    tenant: &Tenant,
    input: Input,
    most: usize,
    halt: &Halt,
    mut progress: impl FnMut(&Summary),
) -> Result<(Ending, Preview), Error> {
    let mut preview = Preview::default();
    preview.summary.mode = Mode::Full;
    let mut chunks = chunks(input);
    loop {
        let Some(next) = halt.unless_asked(chunks.recv()).await else {
            return Ok((Ending::Stopped(StoppedBy::Signal), preview));
        };
        let Some(chunk) = next.transpose()? else {
            return Ok((Ending::Complete, preview));
        };
        let settled = settle(database, tenant, &chunk.lines).await?;
        let room = most.saturating_sub(preview.differences.len());
        let rows = settled.rows(tenant);
        let mut compared = database.compare(&TABLE, &rows, room).await?;
        compared.written.rejected = (chunk.rejects.len() + settled.rejects.len()) as u64;
        preview.summary.fetched += compared.written.fetched();
        preview.summary.written += compared.written;
        preview.summary.traffic.bytes = chunk.read;
        for mut difference in compared.differences {
            // People know a product by its SKU, as in rejects.
            let line = settled.ids.iter().find(|(_, id)| *id == difference.key);
            if let Some((line, _)) = line {
                difference.key.clone_from(&line.sku);
            }
            preview.differences.push(difference);
        }
        let room = most.saturating_sub(preview.rejects.len());
        let rejects = chunk.rejects.into_iter().chain(settled.rejects);
        preview.rejects.extend(rejects.take(room));
        progress(&preview.summary);
    }
}
