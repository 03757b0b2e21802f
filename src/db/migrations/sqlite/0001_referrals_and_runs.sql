-- Times are UTC text with six fractional digits, so that comparing text compares time. Money is text too:
-- SQLite has no exact decimal, and a REAL would round it. Rowid tables: WITHOUT ROWID is three times slower here.

-- Partner Center referrals: the columns that people filter by, and the record as it came.
CREATE TABLE partner_center_referrals (
    id                    TEXT NOT NULL PRIMARY KEY,
    engagement_id         TEXT,
    external_reference_id TEXT,
    name                  TEXT,
    status                TEXT,
    substatus             TEXT,
    status_reason         TEXT,
    qualification         TEXT,
    type                  TEXT,
    direction             TEXT,
    organization_id       TEXT,
    organization_name     TEXT,
    mpn_id                TEXT,
    campaign_id           TEXT,
    sales_stage           TEXT,
    customer_name         TEXT,
    customer_country      TEXT,
    customer_city         TEXT,
    deal_value            TEXT,
    deal_currency         TEXT,
    closing_at            TEXT,
    created_at            TEXT,
    updated_at            TEXT,
    expires_at            TEXT,
    accepted_at           TEXT,
    closed_at             TEXT,
    e_tag                 TEXT,
    raw                   TEXT NOT NULL,
    content_hash          TEXT NOT NULL,
    first_synced_at       TEXT NOT NULL,
    -- when our copy last changed, not when it was last looked at
    synced_at             TEXT NOT NULL,
    -- a full run did not see it; never proof that it was deleted
    missing_since         TEXT
) STRICT;
CREATE INDEX partner_center_referrals_updated_at ON partner_center_referrals (updated_at);

CREATE TABLE sync_runs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    sync          TEXT NOT NULL,
    -- whose view of which upstream it is: another person's login may see other records
    identity      TEXT NOT NULL,
    started_at    TEXT NOT NULL,
    heartbeat_at  TEXT NOT NULL,
    ended_at      TEXT,
    outcome       TEXT NOT NULL CHECK (outcome IN ('running', 'succeeded', 'partial', 'failed', 'stopped', 'interrupted')),
    pages         INTEGER NOT NULL DEFAULT 0,
    fetched       INTEGER NOT NULL DEFAULT 0,
    inserted      INTEGER NOT NULL DEFAULT 0,
    updated       INTEGER NOT NULL DEFAULT 0,
    unchanged     INTEGER NOT NULL DEFAULT 0,
    rejected      INTEGER NOT NULL DEFAULT 0,
    resumed_from  INTEGER,
    error         TEXT,
    jeton_version TEXT NOT NULL
) STRICT;
CREATE INDEX sync_runs_sync_started_at ON sync_runs (sync, started_at);
-- a sync runs once at a time, whatever became of its lock
CREATE UNIQUE INDEX sync_runs_running ON sync_runs (sync) WHERE outcome = 'running';

CREATE TABLE sync_checkpoints (
    sync       TEXT NOT NULL PRIMARY KEY,
    identity   TEXT NOT NULL,
    cursor     TEXT NOT NULL,
    run_id     INTEGER NOT NULL,
    pages      INTEGER NOT NULL,
    fetched    INTEGER NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE sync_rejects (
    sync              TEXT NOT NULL,
    raw_hash          TEXT NOT NULL,
    external_id       TEXT,
    reason            TEXT NOT NULL,
    raw               TEXT NOT NULL,
    first_run_id      INTEGER NOT NULL,
    last_run_id       INTEGER NOT NULL,
    first_rejected_at TEXT NOT NULL,
    last_rejected_at  TEXT NOT NULL,
    PRIMARY KEY (sync, raw_hash)
) STRICT;
CREATE INDEX sync_rejects_external_id ON sync_rejects (sync, external_id);
