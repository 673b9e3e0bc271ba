"""Records: what one document in one language says, in the standards' own words."""
