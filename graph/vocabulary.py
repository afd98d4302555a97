"""The names of the graph: base IRI, prefixes, and the project's terms as a closed namespace."""

from collections.abc import Iterable, Iterator

from graph.errors import nearest

BASE = "https://w3id.org/findings-graph/"

PREFIXES = {
    "f": f"{BASE}terms#",
    "concept": f"{BASE}concept/",
    "claim": f"{BASE}claim/",
    "study": f"{BASE}study/",
    "source": f"{BASE}source/",
    "passage": f"{BASE}passage/",
    "estimate": f"{BASE}estimate/",
    "evidence": f"{BASE}evidence/",
    "gap": f"{BASE}gap/",
    "remark": f"{BASE}remark/",
    "agent": f"{BASE}agent/",
    "shape": f"{BASE}shape/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "cito": "http://purl.org/spar/cito/",
    "fabio": "http://purl.org/spar/fabio/",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "eco": "http://purl.obolibrary.org/obo/ECO_",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "owl": "http://www.w3.org/2002/07/owl#",
}

DATASET = f"{BASE}dataset"
EXPORT = f"{BASE}export"
SHORTCUTS = f"{BASE}shortcuts"
LITERATURE_GRAPH = f"{BASE}literature"
STANDINGS_GRAPH = f"{BASE}standings"
ACROSS = f"{BASE}across"
WITHDRAWN = f"{BASE}withdrawn"

CLASSES = ("Claim", "Passage", "Study", "Cohort", "Gap", "Remark", "EvidenceLine", "Estimate", "Comparison", "Term")
VALUE_CLASSES = (
    "Relation",
    "Reading",
    "Certainty",
    "Doubt",
    "Limit",
    "Basis",
    "Kind",
    "Design",
    "Lack",
    "Valence",
    "Stance",
    "Measure",
    "Standing",
    "Accord",
    "Independence",
)
RELATIONS = ("withMore", "withLess", "linkedTo", "notLinkedTo", "partOf", "definedAs")
READINGS = ("Causal", "Enabling", "Necessary", "Correlational", "Constitutive")
CERTAINTIES = ("Stated", "Hedged", "Guessed", "Reported")
DOUBTS = ("Modal", "OpenGuess", "Supposition")
LIMITS = ("CanHappen", "PartialCause", "NotAll", "WeakerResult", "LinkVerb", "UnknownMechanism")
BASES = (
    "UnnamedResearch",
    "ExpertAgreement",
    "ConventionalWisdom",
    "PopularBelief",
    "ClaimedKnown",
    "ClaimedObvious",
    "ByDefinition",
)
KINDS = (
    "Caregiving",
    "AttachmentPattern",
    "InnerProcess",
    "Capacity",
    "Outcome",
    "Stressor",
    "BodySystem",
    "Context",
    "LifeStage",
)
DESIGNS = (
    "MetaAnalysis",
    "Longitudinal",
    "Experimental",
    "RandomizedTrial",
    "CrossSectional",
    "TwinStudy",
    "PrePost",
    "Review",
    "Theory",
    "Critique",
    "Policy",
)
STANCES = ("Background",)
STANDINGS = ("Supported", "SupportedInPart", "Contested", "NotSupported", "MeasuredSomethingElse", "Untested")
ACCORDS = ("Agrees", "AgreesInPart", "Contradicts", "SaysOtherwise")
INDEPENDENCES = ("OwnStudies", "SameOrigin", "Repeated")
MEASURES = (
    "R",
    "D",
    "G",
    "OddsRatio",
    "Beta",
    "CrossLaggedR",
    "Kappa",
    "Proportion",
    "VarianceShare",
    "TwoProportions",
)
LACKS = ("Link", "Mechanism", "Size")
VALENCES = ("Good", "Bad")
PROPERTIES = (
    "subject",
    "outcome",
    "relation",
    "reading",
    "certainty",
    "hedge",
    "basis",
    "atMost",
    "population",
    "age",
    "subjectAge",
    "condition",
    "comparator",
    "mediator",
    "weakerThan",
    "premise",
    "explains",
    "alternativeTo",
    "restates",
    "heldBy",
    "cutOff",
    "readIn",
    "section",
    "paragraph",
    "sentence",
    "about",
    "lacks",
    "design",
    "years",
    "startText",
    "opposite",
    "valence",
    "kind",
    "plural",
    "phrase",
    "moreLabel",
    "lessLabel",
    "fromAge",
    "toAge",
    "study",
    "stance",
    "why",
    "estimate",
    "differsIn",
    "measured",
    "exposure",
    "result",
    "measure",
    "ciLow",
    "ciHigh",
    "ciLevel",
    "significant",
    "adjustment",
    "subgroup",
    "treated",
    "control",
    "sampleSize",
    "samples",
    "repeats",
    "restated",
    "cohort",
    "sizeText",
    "author",
    "authors",
    "venue",
    "volumePages",
    "doi",
    "designText",
    "populationText",
    "finding",
    "unchecked",
    "checkedAgainst",
    "resultSeen",
    "counts",
    "standing",
    "accord",
    "independence",
    "repeating",
)


class ClosedNamespace:
    """IRIs by name; a name that is not in the vocabulary raises `AttributeError`.

    Parameters
    ----------
    base : str
        What each IRI begins with.
    names : iterable of str
        Every name there is.
    """

    def __init__(self, base: str, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self.__dict__.update({name: base + name for name in self._names})

    def __getattr__(self, name: str) -> str:
        """Refuse a name that is not in the vocabulary: those that are in it are attributes.

        Raises
        ------
        AttributeError
            Always.
        """
        raise AttributeError(f"no term '{name}'; {nearest(name, sorted(self._names))}")

    def __contains__(self, name: object) -> bool:
        """Whether the vocabulary has the name."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Give the names in order."""
        return iter(sorted(self._names))


TERM = ClosedNamespace(
    PREFIXES["f"],
    (
        *CLASSES, *VALUE_CLASSES, *RELATIONS, *READINGS, *CERTAINTIES, *DOUBTS, *LIMITS, *BASES, *KINDS, *DESIGNS,
        *LACKS, *VALENCES, *STANCES, *MEASURES, *STANDINGS, *ACCORDS, *INDEPENDENCES,
        *PROPERTIES,
    ),
)  # fmt: skip

_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_WITHIN_A_NAME = [namespace for namespace in PREFIXES.values() if namespace[-1] not in "/#"]


def expand(curie: str) -> str:
    """Turn ``concept:x`` into a full IRI; what has no known prefix comes back unchanged."""
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else curie


def shorten(iri: str) -> str:
    """Turn a full IRI into ``prefix:name`` where a prefix is known and the rest is a plain name."""
    start = max(iri.rfind("/"), iri.rfind("#")) + 1
    for namespace in _WITHIN_A_NAME:
        if len(namespace) > start and iri.startswith(namespace):
            start = len(namespace)
    prefix, local = _BY_NAMESPACE.get(iri[:start]), iri[start:]
    if prefix is None or not local or "?" in local or ":" in local or local.endswith("."):
        return iri
    return f"{prefix}:{local}"


def local_name(iri: str) -> str:
    """The last part of an IRI, after ``#`` or ``/``."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
