"""Markup: the templates that come with gcmfeeds, and how values get into them; the door to jinja2.

Every value is escaped unless the template says that it is clean, and one that is missing is an error.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from gcmfeeds.errors import PublishError

if TYPE_CHECKING:
    from jinja2 import Template

# ruff: noqa: PLC0415  # jinja2 comes with an extra, and takes long to import


def fill(name: str, functions: Mapping[str, Callable[..., Any]], **values: Any) -> str:
    """Fill a template.

    Args:
        name: Its file in ``gcmfeeds/templates``.
        functions: What it can call besides, by name; of one template always the same.
        values: What it is filled with.

    Raises:
        PublishError: jinja2 is not installed.
    """
    return _template(name).render(**functions, **values)


def bundled(name: str) -> bytes:
    """Give a file of ``gcmfeeds/templates`` as it is."""
    return resources.files("gcmfeeds").joinpath("templates", name).read_bytes()


@functools.cache
def _template(name: str) -> Template:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError as error:
        raise PublishError(f"pages need more packages ({error}): pip install 'gcmfeeds[publish]'") from error
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(lambda found: bundled(found).decode()),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # in the order that it was given in
    return environment.get_template(name)
