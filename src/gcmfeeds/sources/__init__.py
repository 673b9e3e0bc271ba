"""Sources: catalogues on disk."""
