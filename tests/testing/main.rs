//! Tests the module `testing`: scripts, recordings, and the stand-in's verification of requests.

mod check;
mod modelled;
mod record_replay;
mod script;
mod signatures;
