"""Characters that a format cannot hold."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Replace what XML cannot hold (control characters, lone surrogates) by U+FFFD; lines end with one newline.

    >>> printable("a" + chr(0) + "b")
    'a�b'
    """
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
