//! jeton keeps OAuth tokens warm and encrypted, and moves records from upstream APIs into a database.
//!
//! This header is the map. Whoever knows a command knows its file; a module uses only modules below it
//! (a test fails otherwise).
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`cli`] | what is typed, and the table of contents of a run |
//! | [`commands`] | one file per noun, one function per verb |
//! | [`ui`] | the only place that prints |
//! | [`failure`] | kinds of failure, exit codes, hints |
//! | [`app`] | builds the parts from the settings, each when first needed |
//! | [`serve`] | the face, the board and the signs of life of a process that stays up |
//! | [`sandbox`] | loopback stand-ins of every upstream |
//! | [`sync`] | what to move, from where into which table |
//! | [`token`] | grants, cache, key, quota, renewal, revocation, import and export |
//! | [`upstream`] | one file per upstream: its wire format and its quirks |
//! | [`db`] | pool, migrations, the one bulk upsert, the ledger of runs |
//! | [`coordination`] | who goes first, how fast, which host is left alone, when to stop |
//! | [`http`] | client, the port `Bearer`, retry |
//! | [`observability`] | logs, spans, what the metrics file says |
//! | [`config`] | settings and their origins |
//! | [`fsio`] | files replaced whole, errors with paths |
//! | [`clock`] | the only place that reads the time |
//!
//! A token's way: `commands::token` asks `token::Manager`, which reads the cache without a lock and lets
//! the pure `plan` decide. Only to renew it takes the profile's lock, looks again, asks the disk for room, writes
//! down what it is about to do (intent and ledger), sends one request, and has its answer on disk before
//! it hands it out.
//! A referral's way: `upstream::partner_center` passes the host's turnstile and fetches a page, `sync::referrals`
//! makes rows or rejects of its records, `sync::run` commits as many pages as one transaction takes, with the
//! checkpoint, while the next ones are on their way; the last page moves the high-water mark.
//! A product's way: `sync::products::push` has the marketplace's driver tell it, compares that with what was accepted,
//! and cuts what differs into batches. Each is in the database before it leaves, with its tracking id before anything
//! else is done, and until its result is settled; what is not known of one is read back from what is on sale.
//! An order's way: `upstream` asks for a window of time, page by page; `sync::orders` makes one model of every source's
//! records; a row, its lines, its status and the event that tells of it are written in one transaction.

pub mod app;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod coordination;
pub mod db;
pub mod failure;
pub mod fsio;
pub mod http;
pub mod observability;
pub mod sandbox;
pub mod serve;
pub mod sync;
pub mod token;
pub mod ui;
pub mod upstream;
