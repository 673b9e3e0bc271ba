"""Language: which text, in which direction, with which words."""
