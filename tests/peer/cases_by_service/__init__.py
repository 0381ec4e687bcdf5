"""Defines the cases: one module per service, or per kind of binding for Connect."""
