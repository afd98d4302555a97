"""A cell of a spreadsheet: none may run as a formula."""

import re

_LIVE = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def harmless(text: str) -> str:
    """Give a leading apostrophe to what a spreadsheet would run; a plain number stays as it is.

    >>> harmless("=1+1"), harmless("+-1"), harmless("-1.5e-3")
    ("'=1+1", "'+-1", '-1.5e-3')
    """
    return f"'{text}" if text.startswith(_LIVE) and not _PLAIN_NUMBER.fullmatch(text) else text
