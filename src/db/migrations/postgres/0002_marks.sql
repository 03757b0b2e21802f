-- How a run went about it: what it asked for, how far it came, what it cost.
ALTER TABLE sync_runs
    ADD COLUMN mode       text NOT NULL DEFAULT 'full' CHECK (mode IN ('full', 'incremental', 'retry')),
    -- only records changed at or after this time were asked for; the source's own text
    ADD COLUMN since      text,
    -- the high-water mark that it moved to
    ADD COLUMN mark       text,
    ADD COLUMN stopped_by text CHECK (stopped_by IN ('signal', 'deadline', 'limit')),
    -- rows that this full run was the first not to see; null where it did not look
    ADD COLUMN missing    bigint,
    ADD COLUMN requests   bigint NOT NULL DEFAULT 0,
    ADD COLUMN bytes      bigint NOT NULL DEFAULT 0,
    -- milliseconds that it waited because the upstream or a limit said so
    ADD COLUMN waited_ms  bigint NOT NULL DEFAULT 0;

-- The resume mark of a round: one pass over the source, by one run or by several that go on with each other.
ALTER TABLE sync_checkpoints
    ADD COLUMN mode     text NOT NULL DEFAULT 'full' CHECK (mode IN ('full', 'incremental')),
    ADD COLUMN since    text,
    -- the greatest change seen so far; it becomes the high-water mark when the round is complete
    ADD COLUMN mark     text,
    -- when the round began, which may be some runs ago; without it the round moves no mark
    ADD COLUMN began_at timestamptz;

-- The high-water mark: everything that changed up to it was seen. Moved once, when a round is complete.
CREATE TABLE sync_marks (
    sync     text NOT NULL,
    identity text NOT NULL,
    mark     text,
    -- when the last complete full round began
    full_at  timestamptz,
    run_id   bigint NOT NULL,
    moved_at timestamptz NOT NULL,
    PRIMARY KEY (sync, identity)
);
