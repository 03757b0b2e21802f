-- What tenants sell: the columns that marketplaces are told of, and the record as it was imported.
CREATE TABLE products (
    -- a UUID, given or made of tenant and sku
    id              TEXT NOT NULL UNIQUE,
    tenant_id       TEXT NOT NULL REFERENCES tenants (id),
    -- the seller's own code: Hepsiburada's merchantSku, N11's and Trendyol's stockCode
    sku             TEXT NOT NULL,
    barcode         TEXT,
    title           TEXT,
    description     TEXT,
    brand           TEXT,
    category        TEXT,
    -- what the customer pays, VAT included; to the kuruş
    price           TEXT,
    list_price      TEXT,
    currency        TEXT,
    vat_rate        TEXT,
    stock           INTEGER,
    is_active       INTEGER NOT NULL,
    -- JSON
    attributes      TEXT,
    -- a JSON array of addresses
    images          TEXT,
    -- JSON: by marketplace, what it alone wants to know
    marketplaces    TEXT,
    updated_at      TEXT,
    raw             TEXT NOT NULL,
    content_hash    TEXT NOT NULL,
    first_synced_at TEXT NOT NULL,
    synced_at       TEXT NOT NULL,
    missing_since   TEXT
) STRICT;
CREATE UNIQUE INDEX products_tenant_sku ON products (tenant_id, sku);
CREATE INDEX products_tenant_id ON products (tenant_id, id);
CREATE INDEX products_tenant_barcode ON products (tenant_id, barcode, id);

-- What of a product a marketplace has accepted, has refused, or is being sent. A row for each part that is told apart.
CREATE TABLE marketplace_listings (
    tenant_id   TEXT NOT NULL,
    marketplace TEXT NOT NULL,
    product_id  TEXT NOT NULL REFERENCES products (id),
    -- what is told: price_stock, price, stock, content
    part        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('new', 'sent', 'accepted', 'refused')),
    -- of what it accepted last
    fingerprint TEXT,
    accepted_at TEXT,
    -- of what it refused last, and why; null once it has accepted something else
    refused     TEXT,
    refusal     TEXT,
    refused_at  TEXT,
    -- Hepsiburada's hepsiburadaSku, N11's n11ProductId, Trendyol's contentId, where it is known
    remote_id   TEXT,
    -- when it was last read back from there
    seen_at     TEXT,
    -- the batch that it is on its way in
    batch_id    INTEGER,
    -- the run that it was settled in
    run_id      INTEGER,
    PRIMARY KEY (product_id, marketplace, part)
) STRICT;
CREATE INDEX marketplace_listings_run ON marketplace_listings (run_id);
CREATE INDEX marketplace_listings_batch ON marketplace_listings (batch_id) WHERE batch_id IS NOT NULL;

-- Requests with products in them, and what became of each.
CREATE TABLE push_batches (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT NOT NULL,
    marketplace TEXT NOT NULL,
    -- what was asked for: price_stock, price, stock, create, update
    call        TEXT NOT NULL,
    -- sending: written down before it leaves; sent: it has a tracking id; lost: sent, and no answer came; done; void: it was not taken
    state       TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'lost', 'done', 'void')),
    tracking_id TEXT,
    -- JSON, until it is settled: [[product id, key there, sku, what was sent], …]
    items       TEXT,
    size        INTEGER NOT NULL,
    accepted    INTEGER NOT NULL DEFAULT 0,
    refused     INTEGER NOT NULL DEFAULT 0,
    run_id      INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    -- when it left; later when its answer came, or was missed
    sent_at     TEXT,
    ended_at    TEXT
) STRICT;
CREATE INDEX push_batches_ended ON push_batches (tenant_id, marketplace, ended_at);
