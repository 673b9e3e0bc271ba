"""Writers: a record as the bytes of a format, one module a format, all with the same face."""
