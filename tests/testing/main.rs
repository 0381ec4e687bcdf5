//! The module `testing`: scripts, recordings, and what the stand-in verifies.

mod record_replay;
mod script;
mod signatures;
