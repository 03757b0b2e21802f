//! jeton: OAuth tokens kept warm and encrypted, and the syncs that run on them.
