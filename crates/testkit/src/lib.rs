//! Placeholder module; replaced by its author.
