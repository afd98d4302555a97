"""Where the shipped data and questions are, in a checkout and in a wheel."""

from os.path import dirname, isdir, join

_PACKAGE = dirname(__file__)
_ROOT = _PACKAGE if isdir(join(_PACKAGE, "data")) else dirname(_PACKAGE)

DATA = join(_ROOT, "data")
QUERIES = join(_ROOT, "queries")
ASSETS = join(_PACKAGE, "assets")
