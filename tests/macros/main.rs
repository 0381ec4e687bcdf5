//! Tests the macros: accepted declarations, the generated code and the compile errors.

mod bindings;
mod connect_api;
mod declarations;
mod fakes;
mod other_attributes;
mod typed_errors;
mod ui;
mod ui_messages;
mod values;
