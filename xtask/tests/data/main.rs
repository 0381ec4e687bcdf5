//! Holds what the readers of `connect-model` say against AWS's JSON, without the code that wrote the data.
//!
//! Runs where `CONNECT_MODELS` names a folder with the models, and does nothing elsewhere.

mod calls;
mod json;
mod shapes;
