"""The model: what is published, in typed values that refuse what cannot be true.

No input or output, no format, no chosen language and no clock stand here.
"""
