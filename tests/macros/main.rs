//! What a declaration may look like, what the macros make of it, and what they say of a wrong one.

mod bindings;
mod connect_api;
mod declarations;
mod typed_errors;
mod ui;
mod ui_messages;
