//! What goes over the wire: requests as they are sent, and responses as they are decoded.

mod decode_fuzz;
mod endpoints;
mod error_vectors;
mod hostile_input;
mod operations;
mod properties;
mod tolerance;
mod wire_vectors;
