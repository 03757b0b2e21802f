//! Products from a file: one record a line into `products`.

/// Its name in `sync_runs`, in locks and in `sync history`.
pub const NAME: &str = "import products";
