"""What was withdrawn: asked for by name, it is said when, and what took its place."""

from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.things import gone
from graph.vocabulary import shorten


def refuse(served: Served, iri: str) -> None:
    """Refuse a withdrawn claim.

    Raises
    ------
    RefusedError
        410, if the claim was withdrawn.
    """
    if iri in served.known.withdrawn:
        instead = [shorten(other.iri) for other in served.known.replacing[iri]]
        what = f"{shorten(iri)} was withdrawn on {gone.date(iri, served.known)}"
        raise RefusedError(410, what, f"in its place: {', '.join(instead)}" if instead else "nothing took its place")
