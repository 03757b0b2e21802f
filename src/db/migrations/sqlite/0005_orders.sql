-- Orders of every source, one row for each package or order that the source tells by itself, and the record as it came.
CREATE TABLE orders (
    -- a UUID, made of source, tenant and external id
    id                    TEXT NOT NULL PRIMARY KEY,
    -- external, trendyol, hepsiburada, n11
    source                TEXT NOT NULL,
    -- whose shop it is; none of the external order API's
    tenant_id             TEXT REFERENCES tenants (id),
    -- what the source calls it: Trendyol's shipmentPackageId, N11's id, Hepsiburada's orderNumber
    external_id           TEXT NOT NULL,
    -- what the customer calls it; several packages can have one
    order_number          TEXT,
    package_id            TEXT,
    -- awaiting_payment, created, preparing, shipped, delivered, undelivered, cancelled, returned, replaced, unknown
    status                TEXT NOT NULL,
    -- in the source's own word
    source_status         TEXT,
    ordered_at            TEXT,
    updated_at            TEXT,
    -- what had to be assumed to make these times UTC; null where nothing had
    time_assumed          TEXT,
    -- what the customer pays, VAT included
    total_amount          TEXT,
    discount_amount       TEXT,
    currency              TEXT,
    -- personal data: blanked by db forget
    customer_id           TEXT,
    customer_name         TEXT,
    customer_email        TEXT,
    customer_phone        TEXT,
    customer_tax_id       TEXT,
    shipping_name         TEXT,
    shipping_address      TEXT,
    shipping_district     TEXT,
    shipping_city         TEXT,
    shipping_postal_code  TEXT,
    shipping_country      TEXT,
    billing_name          TEXT,
    billing_address       TEXT,
    billing_city          TEXT,
    billing_tax_office    TEXT,
    cargo_provider        TEXT,
    cargo_tracking_number TEXT,
    cargo_tracking_url    TEXT,
    raw                   TEXT NOT NULL,
    content_hash          TEXT NOT NULL,
    first_synced_at       TEXT NOT NULL,
    synced_at             TEXT NOT NULL,
    missing_since         TEXT,
    -- since then nothing personal is kept of it, whatever the source says
    forgotten_at          TEXT
) STRICT;
CREATE INDEX orders_source ON orders (source, tenant_id, ordered_at);
CREATE INDEX orders_number ON orders (order_number);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_forgotten ON orders (id) WHERE forgotten_at IS NOT NULL;

-- What is in an order.
CREATE TABLE order_lines (
    -- the order's id, a slash, the line's
    id              TEXT NOT NULL PRIMARY KEY,
    order_id        TEXT NOT NULL REFERENCES orders (id),
    line_id         TEXT NOT NULL,
    -- the seller's own code
    sku             TEXT,
    barcode         TEXT,
    product_id      TEXT,
    product_name    TEXT,
    quantity        TEXT,
    -- what one costs the customer, and what all do
    unit_price      TEXT,
    total_amount    TEXT,
    discount_amount TEXT,
    currency        TEXT,
    vat_rate        TEXT,
    status          TEXT NOT NULL,
    source_status   TEXT,
    -- the order's
    updated_at      TEXT,
    raw             TEXT NOT NULL,
    content_hash    TEXT NOT NULL,
    first_synced_at TEXT NOT NULL,
    synced_at       TEXT NOT NULL,
    -- the order does not tell it any more
    missing_since   TEXT
) STRICT;
CREATE INDEX order_lines_order ON order_lines (order_id);

-- Every status that an order was seen to have, in their order.
CREATE TABLE order_status_history (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id      TEXT NOT NULL REFERENCES orders (id),
    status        TEXT NOT NULL,
    source_status TEXT,
    -- as the source says
    changed_at    TEXT,
    seen_at       TEXT NOT NULL,
    run_id        INTEGER NOT NULL
) STRICT;
CREATE INDEX order_status_history_order ON order_status_history (order_id, id);

-- Events that are to be published, written with what they speak of.
CREATE TABLE outbox_events (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- a UUID, by which a consumer knows one that comes twice
    event_id     TEXT NOT NULL UNIQUE,
    -- order.created, order.status_changed
    type         TEXT NOT NULL,
    -- what it speaks of
    subject_id   TEXT NOT NULL,
    payload      TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    published_at TEXT
) STRICT;
CREATE INDEX outbox_events_waiting ON outbox_events (id) WHERE published_at IS NULL;
CREATE INDEX outbox_events_subject ON outbox_events (subject_id);
