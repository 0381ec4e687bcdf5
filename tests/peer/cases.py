"""Lists every case in the order in which both programs send them."""

from case import Case
from cases_by_service import campaigns_v2, cases_service, connect_bodies, connect_labels
from cases_by_service import connect_queries, connect_times, contact_lens, customer_profiles
from cases_by_service import participant, q_connect

CASES: list[Case] = [
    *connect_labels.CASES,
    *connect_queries.CASES,
    *connect_bodies.CASES,
    *connect_times.CASES,
    *cases_service.CASES,
    *campaigns_v2.CASES,
    *customer_profiles.CASES,
    *q_connect.CASES,
    *participant.CASES,
    *contact_lens.CASES,
]
