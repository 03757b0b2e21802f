-- Partner Center referrals: the columns that people filter by, and the record as it came.
CREATE TABLE partner_center_referrals (
    id                    text PRIMARY KEY,
    engagement_id         text,
    external_reference_id text,
    name                  text,
    status                text,
    substatus             text,
    status_reason         text,
    qualification         text,
    type                  text,
    direction             text,
    organization_id       text,
    organization_name     text,
    mpn_id                text,
    campaign_id           text,
    sales_stage           text,
    customer_name         text,
    customer_country      text,
    customer_city         text,
    deal_value            numeric,
    deal_currency         text,
    closing_at            timestamptz,
    created_at            timestamptz,
    updated_at            timestamptz,
    expires_at            timestamptz,
    accepted_at           timestamptz,
    closed_at             timestamptz,
    e_tag                 text,
    -- json, not jsonb: it keeps the exact bytes and costs a third less to write
    raw                   json NOT NULL,
    content_hash          text NOT NULL,
    first_synced_at       timestamptz NOT NULL,
    -- when our copy last changed, not when it was last looked at
    synced_at             timestamptz NOT NULL,
    -- a full run did not see it; never proof that it was deleted
    missing_since         timestamptz
);
CREATE INDEX partner_center_referrals_updated_at ON partner_center_referrals (updated_at);

-- lz4 halves the time of a load; servers before 14 or built without it keep the default.
DO $$
BEGIN
    EXECUTE 'ALTER TABLE partner_center_referrals ALTER COLUMN raw SET COMPRESSION lz4';
EXCEPTION WHEN feature_not_supported OR syntax_error THEN
    NULL;
END
$$;

CREATE TABLE sync_runs (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sync          text NOT NULL,
    -- whose view of which upstream it is: another person's login may see other records
    identity      text NOT NULL,
    started_at    timestamptz NOT NULL,
    heartbeat_at  timestamptz NOT NULL,
    ended_at      timestamptz,
    outcome       text NOT NULL CHECK (outcome IN ('running', 'succeeded', 'partial', 'failed', 'stopped', 'interrupted')),
    pages         bigint NOT NULL DEFAULT 0,
    fetched       bigint NOT NULL DEFAULT 0,
    inserted      bigint NOT NULL DEFAULT 0,
    updated       bigint NOT NULL DEFAULT 0,
    unchanged     bigint NOT NULL DEFAULT 0,
    rejected      bigint NOT NULL DEFAULT 0,
    resumed_from  bigint,
    error         text,
    jeton_version text NOT NULL
);
CREATE INDEX sync_runs_sync_started_at ON sync_runs (sync, started_at);
-- a sync runs once at a time, whatever became of its lock
CREATE UNIQUE INDEX sync_runs_running ON sync_runs (sync) WHERE outcome = 'running';

CREATE TABLE sync_checkpoints (
    sync       text PRIMARY KEY,
    identity   text NOT NULL,
    cursor     text NOT NULL,
    run_id     bigint NOT NULL,
    pages      bigint NOT NULL,
    fetched    bigint NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE sync_rejects (
    sync              text NOT NULL,
    raw_hash          text NOT NULL,
    external_id       text,
    reason            text NOT NULL,
    -- text, not json: what was refused need not be JSON
    raw               text NOT NULL,
    first_run_id      bigint NOT NULL,
    last_run_id       bigint NOT NULL,
    first_rejected_at timestamptz NOT NULL,
    last_rejected_at  timestamptz NOT NULL,
    PRIMARY KEY (sync, raw_hash)
);
CREATE INDEX sync_rejects_external_id ON sync_rejects (sync, external_id);
