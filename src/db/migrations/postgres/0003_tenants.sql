-- Who sells: each tenant has keys of its own at each marketplace.
CREATE TABLE tenants (
    -- a UUID, given or made
    id         text PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    is_active  boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL
);

CREATE TABLE marketplace_integrations (
    tenant_id        text NOT NULL REFERENCES tenants (id),
    marketplace      text NOT NULL,
    -- Trendyol's sellerId, Hepsiburada's merchantId; N11 needs none
    seller_id        text,
    -- an age file in base64, sealed for the key of the token cache: {"key":…,"secret":…}
    credentials      text,
    is_active        boolean NOT NULL DEFAULT true,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    last_sync_at     timestamptz,
    last_sync_status text,
    PRIMARY KEY (tenant_id, marketplace)
);
