"""What the endpoint and the data say of themselves, as triples: service description, VoID and DCAT."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.ask import Triples
from graph.description import integer, void
from graph.serve.served import Served
from graph.things import dataset
from graph.vocabulary import ACROSS, DATASET, PREFIXES, SHORTCUTS, STANDINGS_GRAPH, WITHDRAWN

_SD = "http://www.w3.org/ns/sparql-service-description#"
_DCAT = "http://www.w3.org/ns/dcat#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF, _DCTERMS = PREFIXES["rdf"], PREFIXES["dcterms"]
_TYPE = NamedNode(f"{_RDF}type")
_FORMAT_NAMES = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads", "N3",
)  # fmt: skip
_DERIVED = {
    SHORTCUTS: "Claims made without reserve, as plain triples of subject, relation and outcome; derived.",
    STANDINGS_GRAPH: "How each claim stands in the literature; derived by rule.",
    ACROSS: "Claims of different sources, held against each other; derived by rule.",
    WITHDRAWN: "What was said of claims that have been withdrawn.",
}


def service(served: Served, endpoint: str) -> Triples:
    """Describe the endpoint.

    Parameters
    ----------
    served : Served
        The data.
    endpoint : str
        Its address.
    """
    it, whole, default = NamedNode(endpoint), BlankNode("dataset"), NamedNode(DATASET)
    found = [
        Triple(it, _TYPE, _sd("Service")),
        Triple(it, _sd("endpoint"), it),
        Triple(it, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(it, _sd("defaultDataset"), whole),
        *(Triple(it, _sd("resultFormat"), NamedNode(_FORMATS + name)) for name in _FORMAT_NAMES),
        Triple(whole, _TYPE, _sd("Dataset")),
        Triple(whole, _sd("defaultGraph"), default),
        Triple(default, _TYPE, _sd("Graph")),
        Triple(default, void("triples"), integer(served.triples)),
    ]
    for number, graph in enumerate(_named_graphs(served)):
        entry = BlankNode(f"graph{number}")
        found += [
            Triple(whole, _sd("namedGraph"), entry),
            Triple(entry, _TYPE, _sd("NamedGraph")),
            Triple(entry, _sd("name"), graph),
        ]
        if graph.value in _DERIVED:
            found.append(Triple(entry, NamedNode(f"{_DCTERMS}description"), _english(_DERIVED[graph.value])))
    return found


def access(root: str) -> Triples:
    """Describe where the data can be had, in VoID and DCAT.

    Parameters
    ----------
    root : str
        The address of this server, with a slash at the end.
    """
    it, endpoint = NamedNode(DATASET), NamedNode(f"{root}sparql")
    asked = NamedNode(f"{root}void#service")
    return [
        Triple(it, void("sparqlEndpoint"), endpoint),
        Triple(asked, _TYPE, _dcat("DataService")),
        Triple(asked, _dcat("endpointURL"), endpoint),
        Triple(asked, _dcat("servesDataset"), it),
        *dataset.distributions(root, dataset.SERVED_DUMPS),
    ]


def _named_graphs(served: Served) -> list[NamedNode]:
    return sorted((g for g in served.index.named_graphs() if isinstance(g, NamedNode)), key=str)


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _dcat(name: str) -> NamedNode:
    return NamedNode(_DCAT + name)
