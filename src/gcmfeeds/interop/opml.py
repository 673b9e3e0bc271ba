"""OPML: a record as a tree of lxml."""

from __future__ import annotations

from lxml import etree

from gcmfeeds.records.opml import Group, OpmlRecord

DOCS = "http://opml.org/spec2.opml"


def to_tree(record: OpmlRecord) -> etree._Element:
    """Make the tree of a list of feeds.

    An outline has no ``version``: only some words for RSS are allowed there, and no reader asks for it. It has ``text``
    and ``title`` alike: OPML demands the one, and some readers show the other.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = record.title
    etree.SubElement(head, "docs").text = DOCS
    body = etree.SubElement(root, "body")
    for group in record.groups:
        _add(body, group)
    return root


def opml_bytes(root: etree._Element) -> bytes:
    """Write a tree in UTF-8."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add(body: etree._Element, group: Group) -> None:
    folder = etree.SubElement(body, "outline", text=group.text, title=group.text)
    for outline in group.outlines:
        facts = {
            "type": "rss",
            "text": outline.text,
            "title": outline.text,
            "language": outline.language,
            "htmlUrl": outline.html_url,
            "xmlUrl": outline.xml_url,
        }
        etree.SubElement(folder, "outline", facts)
