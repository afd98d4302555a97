"""Where the shipped data and questions are, in a checkout and in a wheel."""

from os.path import dirname, isdir, join

_PACKAGE = dirname(__file__)
_IN_WHEEL = isdir(join(_PACKAGE, "data"))

DATA = join(_PACKAGE if _IN_WHEEL else dirname(_PACKAGE), "data")
QUERIES = join(_PACKAGE, "queries_rq") if _IN_WHEEL else join(dirname(_PACKAGE), "queries")
ASSETS = join(_PACKAGE, "assets")
CONTEXT = join(ASSETS, "context.jsonld")
