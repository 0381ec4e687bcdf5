//! Compares with other models, which the tests make of the built-in one.

mod edits;
mod files;
mod fixture;
mod output;
