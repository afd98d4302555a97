"""What a browser may do with what is sent: nothing, or only the style and script that stand in the page itself."""

import base64
import hashlib

NOTHING = "default-src 'none'; frame-ancestors 'none'"


def hashed(style: str = "", script: str = "") -> str:
    """Give the Content-Security-Policy of a page with one style and one script of its own."""
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "img-src data:"]
    if style:
        parts.append(f"style-src 'sha256-{_digest(style)}'")
    if script:
        parts += [f"script-src 'sha256-{_digest(script)}'", "connect-src 'self'"]
    return "; ".join(parts)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
