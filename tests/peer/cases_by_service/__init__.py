"""The cases, one module for each service or, in Connect, for each kind of binding."""
