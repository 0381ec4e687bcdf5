//! Tests how a client makes calls: attempts, timeouts, credentials, pages, presigning and transports.

mod attempts;
mod call_options;
mod cancellation;
mod clock_skew;
mod credential_loads;
mod credential_values;
mod credentials;
mod debug_output;
mod end_to_end;
mod page_names;
mod pages;
mod presigned;
mod repeating;
mod transport_failures;
mod transports;
