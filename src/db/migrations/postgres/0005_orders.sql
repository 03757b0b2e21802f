-- Orders of every source, one row for each package or order that the source tells by itself, and the record as it came.
CREATE TABLE orders (
    -- a UUID, made of source, tenant and external id
    id                    text PRIMARY KEY,
    -- external, trendyol, hepsiburada, n11
    source                text NOT NULL,
    -- whose shop it is; none of the external order API's
    tenant_id             text REFERENCES tenants (id),
    -- what the source calls it: Trendyol's shipmentPackageId, N11's id, Hepsiburada's orderNumber
    external_id           text NOT NULL,
    -- what the customer calls it; several packages can have one
    order_number          text,
    package_id            text,
    -- awaiting_payment, created, preparing, shipped, delivered, undelivered, cancelled, returned, replaced, unknown
    status                text NOT NULL,
    -- in the source's own word
    source_status         text,
    ordered_at            timestamptz,
    updated_at            timestamptz,
    -- what had to be assumed to make these times UTC; null where nothing had
    time_assumed          text,
    -- what the customer pays, VAT included
    total_amount          numeric,
    discount_amount       numeric,
    currency              text,
    -- personal data: blanked by db forget
    customer_id           text,
    customer_name         text,
    customer_email        text,
    customer_phone        text,
    customer_tax_id       text,
    shipping_name         text,
    shipping_address      text,
    shipping_district     text,
    shipping_city         text,
    shipping_postal_code  text,
    shipping_country      text,
    billing_name          text,
    billing_address       text,
    billing_city          text,
    billing_tax_office    text,
    cargo_provider        text,
    cargo_tracking_number text,
    cargo_tracking_url    text,
    raw                   json NOT NULL,
    content_hash          text NOT NULL,
    first_synced_at       timestamptz NOT NULL,
    synced_at             timestamptz NOT NULL,
    missing_since         timestamptz,
    -- since then nothing personal is kept of it, whatever the source says
    forgotten_at          timestamptz
);
CREATE INDEX orders_source ON orders (source, tenant_id, ordered_at);
CREATE INDEX orders_number ON orders (order_number);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE INDEX orders_forgotten ON orders (id) WHERE forgotten_at IS NOT NULL;

-- What is in an order.
CREATE TABLE order_lines (
    -- the order's id, a slash, the line's
    id              text PRIMARY KEY,
    order_id        text NOT NULL REFERENCES orders (id),
    line_id         text NOT NULL,
    -- the seller's own code
    sku             text,
    barcode         text,
    product_id      text,
    product_name    text,
    quantity        numeric,
    -- what one costs the customer, and what all do
    unit_price      numeric,
    total_amount    numeric,
    discount_amount numeric,
    currency        text,
    vat_rate        numeric,
    status          text NOT NULL,
    source_status   text,
    -- the order's
    updated_at      timestamptz,
    raw             json NOT NULL,
    content_hash    text NOT NULL,
    first_synced_at timestamptz NOT NULL,
    synced_at       timestamptz NOT NULL,
    -- the order does not tell it any more
    missing_since   timestamptz
);
CREATE INDEX order_lines_order ON order_lines (order_id);

-- Every status that an order was seen to have, in their order.
CREATE TABLE order_status_history (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id      text NOT NULL REFERENCES orders (id),
    status        text NOT NULL,
    source_status text,
    -- as the source says
    changed_at    timestamptz,
    seen_at       timestamptz NOT NULL,
    run_id        bigint NOT NULL
);
CREATE INDEX order_status_history_order ON order_status_history (order_id, id);

-- Events that are to be published, written with what they speak of.
CREATE TABLE outbox_events (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- a UUID, by which a consumer knows one that comes twice
    event_id     text NOT NULL UNIQUE,
    -- order.created, order.status_changed
    type         text NOT NULL,
    -- what it speaks of
    subject_id   text NOT NULL,
    payload      json NOT NULL,
    created_at   timestamptz NOT NULL,
    published_at timestamptz
);
CREATE INDEX outbox_events_waiting ON outbox_events (id) WHERE published_at IS NULL;
CREATE INDEX outbox_events_subject ON outbox_events (subject_id);
