//! Tests the module `testing`: scripts, recordings, and the stand-in.

mod check;
mod modelled;
mod record_replay;
mod script;
mod signatures;
mod stand_in;
