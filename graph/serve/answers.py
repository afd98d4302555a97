"""What is worked out in a worker: the answer to a query, to a named question, the description of a thing."""

import csv
import io
import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from graph import cells, names, queries, questions, sparql, tables
from graph.ask import Solutions, Triples
from graph.errors import GraphError
from graph.serve import choices, gone, media, protocol, refusal
from graph.serve.jobs import Choices, Job, Named, Picture, Query, Reply, Thing
from graph.serve.protocol import Asked
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.store import FileStore, derived
from graph.things import document, pages
from graph.things import triples as triples_of
from graph.things.addresses import Linker
from graph.vocabulary import ACROSS, BASE, DATASET

MOST_TRIPLES = 250_000
QUERY_FORM = "rq"
"""The format of a named question as SPARQL, with its values put in."""
_FORMULA = re.compile(rb'(?:^|[,\n])"?[=+\-@\t\r]')
_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*$")
_DEFAULT = DefaultGraph()
_Default = list[NamedNode | BlankNode | DefaultGraph]
_Names = list[NamedNode | BlankNode]
_Result = QuerySolutions | QueryBoolean | QueryTriples


class Capped(io.BytesIO):
    """A buffer that refuses to grow beyond a size."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data) -> int:  # type: ignore[no-untyped-def]  # any buffer, as BytesIO takes it
        """Add data.

        Raises
        ------
        RefusedError
            If there is too much.
        """
        if self.tell() + len(data) > self.most:
            raise too_large(self.most)
        return super().write(data)


def too_large(most: int) -> RefusedError:
    """Refuse an answer for its size."""
    return RefusedError(
        413, f"the answer is larger than {most / 1e6:g} MB", "ask for less: add LIMIT, or fewer columns"
    )


class Answers:
    """Answers jobs from loaded data.

    Parameters
    ----------
    served : Served
        The data.
    most : int
        The largest answer, in bytes.
    services : collection of str
        Addresses that SERVICE may ask.
    """

    def __init__(self, served: Served, most: int, services: Collection[str] = ()) -> None:
        self.served, self.most, self.services = served, most, services
        self.graphs = {graph.value for graph in served.index.named_graphs() if isinstance(graph, NamedNode)}

    def answer(self, job: Job) -> Reply:
        """Answer a job; what is refused is an answer too."""
        try:
            return self._answer(job)
        except GraphError as error:
            refused = refusal.from_error(error)
            return Reply(
                refused.status, "application/json", refused.body(), steady=False, headers=tuple(refused.headers.items())
            )

    def _answer(self, job: Job) -> Reply:
        if isinstance(job, Query):
            return self._render(self._result(job.asked), job, sparql.is_steady(job.asked.query))
        if isinstance(job, Named):
            return self._named(job)
        if isinstance(job, Thing):
            return self._thing(job)
        if isinstance(job, Choices):
            return Reply(200, "application/json", self._whole(choices.listed(self.served, job.kind)))
        return self._picture(job)

    def _result(self, asked: Asked) -> _Result:
        text = asked.query
        if sparql.may_be_hazardous(text):
            sparql.refuse_hazards(text, "query", self.services)
        if ACROSS in text:
            derived.refuse_uncompared(self.served.files, text)
        default, named = self._dataset(asked)
        try:
            return self._asked(text, default, named)
        except SyntaxError as error:
            sparql.refuse_hazards(text, "query", self.services)  # an update is told by name
            raise sparql.located(error, text) from error
        except (ValueError, RuntimeError) as error:
            raise RefusedError(400, f"the query cannot be evaluated: {error}", "write it in another way") from error

    def _asked(self, text: str, default: _Default | None, named: _Names | None) -> _Result:
        """Ask as it is, and only where that cannot be read with prefixes supplied: to look for them costs."""
        try:
            return self.served.index.query(text, default_graph=default, named_graphs=named)
        except SyntaxError:
            supplied = sparql.with_prefixes(text)
            return self.served.index.query(supplied, default_graph=default, named_graphs=named)

    def _dataset(self, asked: Asked) -> tuple[_Default | None, _Names | None]:
        """Give the graphs that the request, or else the query, names; None for what the data is by itself."""
        given = [*((False, iri) for iri in asked.default_graphs), *((True, iri) for iri in asked.named_graphs)]
        given = given or sparql.dataset(asked.query)
        if not given or any(iri and not _is_absolute(iri) for _, iri in given):
            return None, None
        for _, iri in given:
            if iri not in self.graphs and iri != DATASET:
                known = ", ".join(f"<{known}>" for known in sorted({DATASET, *self.graphs}))
                raise RefusedError(
                    400, f"there is no graph <{iri}> here, and none is fetched", f"the graphs are {known}"
                )
        default: _Default = [_DEFAULT if iri == DATASET else NamedNode(iri) for named, iri in given if not named]
        return default, [NamedNode(iri) for named, iri in given if named]

    def _render(self, result: _Result, job: Query, steady: bool) -> Reply:
        if isinstance(result, QueryTriples):
            graph = chosen(media.TRIPLES, job.accept, job.asked.form)
            triples = list(islice(result, MOST_TRIPLES + 1))
            if len(triples) > MOST_TRIPLES:
                raise RefusedError(413, f"the answer has more than {MOST_TRIPLES} triples", "ask for less: add LIMIT")
            return Reply(200, graph.media_type, self._whole(render(triples, graph)), steady)
        rows, buffer = chosen(media.ROWS, job.accept, job.asked.form), Capped(self.most)
        try:
            result.serialize(buffer, format=rows.form)
        except RuntimeError as error:
            raise RefusedError(400, f"the query cannot be evaluated: {error}", "write it in another way") from error
        body = buffer.getvalue()
        return Reply(200, rows.media_type, harmless(body) if rows.name == "csv" else body, steady)

    def _named(self, job: Named) -> Reply:
        if job.form == QUERY_FORM:
            return Reply(200, protocol.QUERY, self._whole(self._bound(job)[1].encode()))
        rows = chosen(media.ROWS, job.accept, job.form)
        return Reply(200, rows.media_type, self._whole(tables.FORMATS[rows.name](self._solutions(job), {}).encode()))

    def _solutions(self, job: Named) -> Solutions:
        question, text, files = self._bound(job)
        return queries.tidy(question, files.select(text))

    def _bound(self, job: Named) -> tuple[questions.Question, str, FileStore]:
        """Give a question, its text with the values put in, and what it is asked of."""
        question = questions.find(job.name)
        if any(parameter.kind == "copy" for parameter in question.parameters):
            raise RefusedError(400, f"'{job.name}' reads a file of your own", f"findings query {job.name} -p copy=FILE")
        given = dict(job.given)
        if len(given) != len(job.given):
            raise RefusedError(400, "a parameter is given twice", "give each parameter one value")
        files = self.served.article if question.layer == "article" else self.served.files
        return question, queries.bind(question, given, files), files

    def _picture(self, job: Picture) -> Reply:
        from graph.serve import pictures  # networks and their layout: what no other answer needs

        if isinstance(job.asked, Named):
            claims = pictures.of_rows(self.served.files, self._solutions(job.asked).rows)
        elif job.asked:
            claims = self._claims_in(self._result(job.asked.asked))
        else:
            names_given = job.claims[: pictures.MOST_CLAIMS + 1]
            claims = [names.resolve(self.served.files, name, "claim") for name in names_given]
        steady = not isinstance(job.asked, Query) or sparql.is_steady(job.asked.asked.query)
        body = self._whole(pictures.page(self.served, claims).encode())
        return Reply(200, media.HTML, body, steady, (("Content-Security-Policy", pictures.allowed()),))

    def _claims_in(self, result: QuerySolutions | QueryBoolean | QueryTriples) -> list[str]:
        from graph.serve import pictures

        if isinstance(result, QueryBoolean):
            raise RefusedError(400, "yes or no has no picture", "ask by SELECT or CONSTRUCT")
        if isinstance(result, QueryTriples):
            return pictures.of_triples(self.served.files, list(islice(result, MOST_TRIPLES)))
        rows = ([row[name] for name in result.variables] for row in islice(result, MOST_TRIPLES))
        return pictures.of_rows(self.served.files, rows)

    def _thing(self, job: Thing) -> Reply:
        if (
            not job.form
            and media.choose(job.accept, [media.HTML, *(f.media_type for f in media.TRIPLES)]) == media.HTML
        ):
            job = job._replace(form="html")
        gone.refuse(self.served, job.iri)
        known, to, path = self.served.known, Linker(), job.iri.removeprefix(BASE)
        is_start = job.form == "html" and path == to.start
        address = path if is_start else pages.find(known, path)
        if job.form == "html":
            text = document.render(pages.page(known, address, to), known, to)
            return Reply(200, media.HTML, self._whole(text.encode()))
        graph = chosen(media.TRIPLES, job.accept, job.form)
        return Reply(200, graph.media_type, self._whole(render(pages.data(known, address), graph)))

    def _whole(self, body: bytes) -> bytes:
        if len(body) > self.most:
            raise too_large(self.most)
        return body


@lru_cache(maxsize=256)
def chosen(offers: tuple[media.Offer[media.Form], ...], accept: str, form: str) -> media.Offer[media.Form]:
    """Choose a format of `media.ROWS` or `media.TRIPLES` by name or by what the client takes.

    Raises
    ------
    RefusedError
        If there is none.
    """
    fitting = [offer for offer in offers if not form or media.is_called(offer, form)]
    if form and fitting:
        return fitting[0]
    found = media.choose(accept, [offer.media_type for offer in fitting]) if fitting else None
    if found is None:
        known = ", ".join([offer.media_type for offer in fitting] or dict.fromkeys(offer.name for offer in offers))
        what = f"'{form}' is no format of this answer" if form else "this answer comes in no format of your Accept"
        raise RefusedError(406, what, f"ask for one of {known}")
    return next(offer for offer in fitting if offer.media_type == found)


def render(triples: Triples, graph: media.Offer[RdfFormat]) -> bytes:
    """Give triples in a format, in order, with the prefixes that are used.

    Raises
    ------
    RefusedError
        If the format cannot hold them.
    """
    if graph.form == RdfFormat.RDF_XML:
        for predicate in {triple.predicate.value for triple in triples}:
            if not _XML_NAME_AT_END.search(predicate):
                raise RefusedError(406, f"RDF/XML cannot write the property <{predicate}>", "ask for text/turtle")
    return triples_of.render(triples, graph.form)


def harmless(body: bytes) -> bytes:
    """Put an apostrophe before the cells of a CSV that a spreadsheet would run."""
    if not _FORMULA.search(body):
        return body
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows(
        [cells.harmless(cell) for cell in row] for row in csv.reader(io.StringIO(body.decode(), newline=""))
    )
    return text.getvalue().encode()


def _is_absolute(iri: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) is not None
