//! Tests the module `testing`: scripts, recordings, and the stand-in.

mod check;
mod modelled;
mod record_replay;
mod script;
mod sign_in;
mod signatures;
mod stand_in;
