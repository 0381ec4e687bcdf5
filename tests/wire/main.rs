//! Tests the wire format: the requests that the client sends and the responses that it decodes.

mod answer;
mod broken_text;
mod decode_fuzz;
mod empty_requests;
mod endpoints;
mod error_text;
mod error_vectors;
mod explained_errors;
mod filled_in;
mod form_properties;
mod hints;
mod hostile_input;
mod instance_ids;
mod joined_bodies;
mod operations;
mod properties;
mod scalar_forms;
mod tolerance;
mod wire_vectors;
