"""Interop: records as the ecosystem's own objects, with what is wrong in those put right by name."""
