"""What a browser may do with what is sent: nothing, or only the style and script that stand in the page itself."""

import base64
import hashlib

NOTHING = "default-src 'none'; frame-ancestors 'none'"


def hashed(style: str = "", script: str = "", *others: str) -> str:
    """Give the Content-Security-Policy of a page with one style and one script of its own.

    Parameters
    ----------
    style, script : str
        What stands in the page.
    others : str
        Scripts that the page takes from this server, each by its `digest`. With one, style attributes are allowed:
        YASGUI writes the tooltip of a fault with them.
    """
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "img-src data:"]
    if style:
        parts.append(f"style-src '{digest(style)}'")
    if script:
        allowed = " ".join(f"'{one}'" for one in (digest(script), *others))
        parts += [f"script-src {allowed}", "connect-src 'self'"]
    if others:
        parts.append("style-src-attr 'unsafe-inline'")
    return "; ".join(parts)


def digest(text: str) -> str:
    """Give the digest by which a browser knows a style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
