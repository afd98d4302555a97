"""What there is of a kind, by name, for the forms of the workbench and for completion."""

import json

from graph import lookup, names
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.vocabulary import PREFIXES, local_name, shorten

MOST = 20_000


def listed(served: Served, kind: str) -> bytes:
    """Give names of a kind with their labels, as JSON: ``name`` is what a parameter takes, ``short`` stands in a query.

    Parameters
    ----------
    served : Served
        The data.
    kind : str
        One of `graph.names.KINDS`.

    Raises
    ------
    RefusedError
        If there is no such kind.
    """
    if kind not in names.KINDS:
        raise RefusedError(404, f"there is no kind '{kind}'", f"one of {', '.join(names.KINDS)}")
    labels = lookup.labels(served.files)
    iris = names.of_kind(served.files, kind)
    found = [
        {"name": _name(iri), "short": shorten(iri), "iri": iri, "label": labels.get(iri, "")} for iri in iris[:MOST]
    ]
    said = {"kind": kind, "count": len(iris), "names": found}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _name(iri: str) -> str:
    """Give the shortest name that `graph.names.resolve` takes: the last part, or a CURIE where the IRI is not ours."""
    return local_name(iri) if iri.startswith(PREFIXES["f"].removesuffix("terms#")) else shorten(iri)
