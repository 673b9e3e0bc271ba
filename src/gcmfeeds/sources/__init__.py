"""Sources: catalogues on disk."""

from gcmfeeds.sources.load import load as load
