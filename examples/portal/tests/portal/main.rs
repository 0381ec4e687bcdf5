//! The portal against the stand-in: its answers, and what a browser shows.
//!
//! The tests have a binary of their own because they install a global subscriber, whose whole log they read.

mod answers;
mod browser;
mod driver;
mod support;
