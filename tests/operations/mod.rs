//! Declares operations of every service of the family and calls them with awkward values.
//!
//! The cases have the same names and order as those of `tests/peer/cases.py`.

#![allow(clippy::struct_field_names, reason = "the members of the models have these names")]

mod campaigns_v2;
mod case;
mod cases_service;
mod connect_contacts;
mod connect_evaluations;
mod connect_labels;
mod connect_management;
mod connect_queries;
mod connect_setup;
mod connect_times;
mod contact_lens;
mod customer_profiles;
mod participant;
mod q_connect;

pub(crate) use self::case::{AnyCall, Case};

/// Returns every case in the order in which both programs of the peer check send them.
pub(crate) fn cases() -> Vec<Case> {
    [
        connect_labels::cases(),
        connect_queries::cases(),
        connect_setup::cases(),
        connect_contacts::cases(),
        connect_evaluations::cases(),
        connect_management::cases(),
        connect_times::cases(),
        cases_service::cases(),
        campaigns_v2::cases(),
        customer_profiles::cases(),
        q_connect::cases(),
        participant::cases(),
        contact_lens::cases(),
    ]
    .concat()
}
