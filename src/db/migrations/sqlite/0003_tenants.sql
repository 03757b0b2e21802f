-- Who sells: each tenant has keys of its own at each marketplace.
CREATE TABLE tenants (
    -- a UUID, given or made
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    is_active  INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE marketplace_integrations (
    tenant_id        TEXT NOT NULL REFERENCES tenants (id),
    marketplace      TEXT NOT NULL,
    -- Trendyol's sellerId, Hepsiburada's merchantId; N11 needs none
    seller_id        TEXT,
    -- an age file in base64, sealed for the key of the token cache: {"key":…,"secret":…}
    credentials      TEXT,
    is_active        INTEGER NOT NULL DEFAULT 1,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    last_sync_at     TEXT,
    last_sync_status TEXT,
    PRIMARY KEY (tenant_id, marketplace)
) STRICT;
