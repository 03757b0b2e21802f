-- How a run went about it: what it asked for, how far it came, what it cost.
ALTER TABLE sync_runs ADD COLUMN mode TEXT NOT NULL DEFAULT 'full' CHECK (mode IN ('full', 'incremental', 'retry'));
-- only records changed at or after this time were asked for; the source's own text
ALTER TABLE sync_runs ADD COLUMN since TEXT;
-- the high-water mark that it moved to
ALTER TABLE sync_runs ADD COLUMN mark TEXT;
ALTER TABLE sync_runs ADD COLUMN stopped_by TEXT CHECK (stopped_by IN ('signal', 'deadline', 'limit'));
-- rows that this full run was the first not to see; null where it did not look
ALTER TABLE sync_runs ADD COLUMN missing INTEGER;
ALTER TABLE sync_runs ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sync_runs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
-- milliseconds that it waited because the upstream or a limit said so
ALTER TABLE sync_runs ADD COLUMN waited_ms INTEGER NOT NULL DEFAULT 0;

-- The resume mark of a round: one pass over the source, by one run or by several that go on with each other.
ALTER TABLE sync_checkpoints ADD COLUMN mode TEXT NOT NULL DEFAULT 'full' CHECK (mode IN ('full', 'incremental'));
ALTER TABLE sync_checkpoints ADD COLUMN since TEXT;
-- the greatest change seen so far; it becomes the high-water mark when the round is complete
ALTER TABLE sync_checkpoints ADD COLUMN mark TEXT;
-- when the round began, which may be some runs ago; without it the round moves no mark
ALTER TABLE sync_checkpoints ADD COLUMN began_at TEXT;

-- The high-water mark: everything that changed up to it was seen. Moved once, when a round is complete.
CREATE TABLE sync_marks (
    sync     TEXT NOT NULL,
    identity TEXT NOT NULL,
    mark     TEXT,
    -- when the last complete full round began
    full_at  TEXT,
    run_id   INTEGER NOT NULL,
    moved_at TEXT NOT NULL,
    PRIMARY KEY (sync, identity)
) STRICT;
