//! Near-copies.
