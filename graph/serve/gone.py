"""What was withdrawn: asked for by name, it is said when, and what took its place."""

from graph import records
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.vocabulary import shorten


def refuse(served: Served, iri: str) -> None:
    """Refuse a withdrawn claim.

    Raises
    ------
    RefusedError
        410, if the claim was withdrawn.
    """
    claim = records.read(served.files.whole()).claims.get(iri) if served.files.withdrawn else None
    if claim and claim.withdrawn:
        instead = [shorten(other.iri) for other in records.read(served.files).claims.values() if iri in other.revises]
        what = f"{shorten(iri)} was withdrawn on {claim.withdrawn}"
        raise RefusedError(410, what, f"in its place: {', '.join(instead)}" if instead else "nothing took its place")
