"""Clients: one that is missing is seen, and what is done for one is still needed."""

import io

import pytest

from interop.clients import client_module, missing


def test_missing_client_is_a_loud_skip(monkeypatch):
    """A missing client skips its tests and says so."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="MISSING CLIENT: libical"):
        missing("libical")


def test_missing_client_fails_in_ci(monkeypatch):
    """A missing client is a failure in CI."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="MISSING CLIENT: libical"):
        missing("libical")


def test_missing_package_is_a_missing_client(monkeypatch):
    """A Python package that is not installed is a missing client."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="MISSING CLIENT: the Python package no_such_client"):
        client_module("no_such_client")


def test_dateutil_refuses_x_properties():
    """Dateutil refuses a zone with any X- property, though RFC 5545 allows one; so ours has none."""
    zone = "BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich\r\nX-LIC-LOCATION:Europe/Zurich\r\nEND:VTIMEZONE\r\n"
    with pytest.raises(ValueError, match="unsupported property: X-LIC-LOCATION"):
        client_module("dateutil.tz").tzical(io.StringIO(zone))
