-- What tenants sell: the columns that marketplaces are told of, and the record as it was imported.
CREATE TABLE products (
    -- a UUID, given or made of tenant and sku
    id              text PRIMARY KEY,
    tenant_id       text NOT NULL REFERENCES tenants (id),
    -- the seller's own code: Hepsiburada's merchantSku, N11's and Trendyol's stockCode
    sku             text NOT NULL,
    barcode         text,
    title           text,
    description     text,
    brand           text,
    category        text,
    -- what the customer pays, VAT included; to the kuruş
    price           numeric,
    list_price      numeric,
    currency        text,
    vat_rate        numeric,
    stock           bigint,
    is_active       boolean NOT NULL,
    -- JSON
    attributes      text,
    -- a JSON array of addresses
    images          text,
    -- JSON: by marketplace, what it alone wants to know
    marketplaces    text,
    updated_at      timestamptz,
    raw             json NOT NULL,
    content_hash    text NOT NULL,
    first_synced_at timestamptz NOT NULL,
    synced_at       timestamptz NOT NULL,
    missing_since   timestamptz
);
CREATE UNIQUE INDEX products_tenant_sku ON products (tenant_id, sku);
CREATE INDEX products_tenant_id ON products (tenant_id, id);
CREATE INDEX products_tenant_barcode ON products (tenant_id, barcode, id);

-- What of a product a marketplace has accepted, has refused, or is being sent. A row for each part that is told apart.
CREATE TABLE marketplace_listings (
    tenant_id   text NOT NULL,
    marketplace text NOT NULL,
    product_id  text NOT NULL REFERENCES products (id),
    -- what is told: price_stock, price, stock, content
    part        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('new', 'sent', 'accepted', 'refused')),
    -- of what it accepted last
    fingerprint text,
    accepted_at timestamptz,
    -- of what it refused last, and why; null once it has accepted something else
    refused     text,
    refusal     text,
    refused_at  timestamptz,
    -- Hepsiburada's hepsiburadaSku, N11's n11ProductId, Trendyol's contentId, where it is known
    remote_id   text,
    -- when it was last read back from there
    seen_at     timestamptz,
    -- the batch that it is on its way in
    batch_id    bigint,
    -- the run that it was settled in
    run_id      bigint,
    PRIMARY KEY (product_id, marketplace, part)
);
CREATE INDEX marketplace_listings_run ON marketplace_listings (run_id);
CREATE INDEX marketplace_listings_batch ON marketplace_listings (batch_id) WHERE batch_id IS NOT NULL;

-- Requests with products in them, and what became of each.
CREATE TABLE push_batches (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id   text NOT NULL,
    marketplace text NOT NULL,
    -- what was asked for: price_stock, price, stock, create, update
    call        text NOT NULL,
    -- sending: written down before it leaves; sent: it has a tracking id; lost: sent, and no answer came; done; void: it was not taken
    state       text NOT NULL CHECK (state IN ('sending', 'sent', 'lost', 'done', 'void')),
    tracking_id text,
    -- JSON, until it is settled: [[product id, key there, sku, what was sent], …]
    items       text,
    size        bigint NOT NULL,
    accepted    bigint NOT NULL DEFAULT 0,
    refused     bigint NOT NULL DEFAULT 0,
    run_id      bigint NOT NULL,
    created_at  timestamptz NOT NULL,
    -- when it left; later when its answer came, or was missed
    sent_at     timestamptz,
    ended_at    timestamptz
);
CREATE INDEX push_batches_ended ON push_batches (tenant_id, marketplace, ended_at);
