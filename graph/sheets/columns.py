"""The sheets and their columns: the model's words on one side, properties of RDF on the other."""

from types import MappingProxyType
from typing import NamedTuple

from graph.vocabulary import (
    BASE,
    BASES,
    CERTAINTIES,
    DESIGNS,
    DOUBTS,
    KINDS,
    LACKS,
    LIMITS,
    PREFIXES,
    READINGS,
    RELATIONS,
    TERM,
    VALENCES,
)

TEXT, STRING, INTEGER, DECIMAL, BOOLEAN, DATE = "text", "string", "integer", "decimal", "boolean", "date"
IRI, PROPERTY, WORD, NAME, WORDS = "iri", "property", "word", "name", "words"
LANGUAGE = "en"
MORE = "more"
MORE_COLUMNS = ("subject", "property", "value")
GUIDE, LISTS = "guide", "lists"

_SKOS, _RDFS, _PROV, _CITO = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["prov"], PREFIXES["cito"]
_DCTERMS, _SCHEMA, _OA, _FABIO = PREFIXES["dcterms"], PREFIXES["schema"], PREFIXES["oa"], PREFIXES["fabio"]
_LABEL = f"{_RDFS}label"
_DERIVED = f"{_PROV}wasDerivedFrom"
TYPE = f"{PREFIXES['rdf']}type"


class Column(NamedTuple):
    """A column: what stands above it, the property it gives, and what its cells may hold.

    Parameters
    ----------
    header : str
        In the model's words.
    iri : str
        The property; empty where a cell gives no triple.
    kind : str
        Text in a language, a plain string, a number, a date, an IRI, a `PROPERTY`, a `WORD` of the vocabulary, the
        `NAME` of something in a sheet, or the `WORDS` of a passage, which are never kept.
    help : str
        One line for the curator.
    many : bool
        Whether a cell may hold several values, joined with ``|``.
    required : bool
        Whether no row can do without.
    choices : tuple of str
        For a `WORD`: the IRIs that may be chosen.
    sheet : str
        For a `NAME`: the sheet that has it.
    """

    header: str
    iri: str
    kind: str
    help: str
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def is_split(self) -> bool:
        """Whether ``|`` parts values; in a text that stands alone it is a sign like others."""
        return self.many or self.kind not in {TEXT, STRING}


class Sheet(NamedTuple):
    """A sheet: its name, the column that names a row, the namespace of these names, and what a row is."""

    name: str
    key: str
    namespace: str
    types: tuple[str, ...]
    columns: tuple[Column, ...]
    about: str
    label: str = _LABEL
    synonyms: str = ""
    shows_labels: bool = False

    def column(self, header: str) -> Column | None:
        """Give the column of that header, if there is one."""
        return next((column for column in self.columns if column.header == header), None)


def _terms(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(PREFIXES["f"] + name for name in names)


def _concepts(header: str, name: str, help_: str) -> Column:
    return Column(header, PREFIXES["f"] + name, NAME, help_, many=True, sheet="concepts")


def _claims(header: str, iri: str, help_: str) -> Column:
    return Column(header, iri, NAME, help_, many=True, sheet="claims")


_ECO = tuple(PREFIXES["eco"] + number for number in ("0000033", "0000034", "0006185"))
_CERTAINTY = Column("certainty", TERM.certainty, WORD, "how firmly the wording commits the source", required=True,
                    choices=_terms(CERTAINTIES))  # fmt: skip
_BASIS = Column("basis", TERM.basis, WORD, "how the source knows", many=True, required=True,
                choices=(*_ECO, *_terms(BASES)))  # fmt: skip
_PASSAGE = Column("passage", _DERIVED, NAME, "where it stands: a name from the sheet passages, or 2.3.1", many=True,
                  required=True, sheet="passages")  # fmt: skip
_READ_IN = Column("read in", TERM.readIn, PROPERTY, "what is implied and not worded: relation, age, …", many=True)
_CUT_OFF = Column("cut off", TERM.cutOff, BOOLEAN, "true where words are missing in the copy")

CLAIMS = Sheet(
    "claims", "claim", PREFIXES["claim"], (TERM.Claim,),
    (
        Column("label", _LABEL, TEXT, "one plain sentence of your own", required=True),
        Column("subject", TERM.subject, NAME, "the one concept it starts from", required=True, sheet="concepts"),
        Column("relation", TERM.relation, WORD, "what goes with what", required=True, choices=_terms(RELATIONS)),
        Column("outcome", TERM.outcome, NAME, "the one concept it ends at", required=True, sheet="concepts"),
        Column("reading", TERM.reading, WORD, "what the wording says about why", required=True,
               choices=_terms(READINGS)),
        _CERTAINTY,
        Column("hedge", TERM.hedge, WORD, "the reasons to be careful", many=True, choices=_terms((*DOUBTS, *LIMITS))),
        _BASIS,
        _PASSAGE,
        _concepts("population", "population", "in whom, where narrower than the source's own"),
        _concepts("age", "age", "when the outcome is seen"),
        _concepts("subject age", "subjectAge", "when the subject holds"),
        _concepts("condition", "condition", "what must hold for it to hold"),
        _concepts("comparator", "comparator", "compared with whom"),
        _concepts("mediator", "mediator", "by way of what"),
        _concepts("held by", "heldBy", "whose belief a reported claim is"),
        Column("study", f"{_CITO}isSupportedBy", NAME, "a study that the source names", many=True, sheet="studies"),
        _claims("weaker than", TERM.weakerThan, "the claim it is reported as weaker than"),
        _claims("premise", TERM.premise, "what an inference rests on"),
        _claims("explains", TERM.explains, "the claim it is a step in explaining"),
        _claims("alternative to", TERM.alternativeTo, "the other side of an either-or"),
        _claims("restates", TERM.restates, "the claim it says again"),
        _claims("disputes", f"{_CITO}disputes", "the claim of the same source it is set against"),
        _claims("revises", f"{_PROV}wasRevisionOf", "the claim it takes the place of"),
        Column("withdrawn", f"{_PROV}invalidatedAtTime", DATE, "the day it was withdrawn, if it was"),
        _READ_IN,
        _CUT_OFF,
    ),
    "what the source claims, one row a claim: one subject, one outcome",
)  # fmt: skip

CONCEPTS = Sheet(
    "concepts", "concept", PREFIXES["concept"], (f"{_SKOS}Concept",),
    (
        Column("label", f"{_SKOS}prefLabel", TEXT, "a neutral noun: behavior problems, not fewer of them",
               required=True),
        Column("synonyms", f"{_SKOS}altLabel", TEXT, "other words of the source for the same thing", many=True),
        Column("kind", TERM.kind, WORD, "what sort of thing it is", choices=_terms(KINDS)),
        Column("valence", TERM.valence, WORD, "whether more of it is good or bad", choices=_terms(VALENCES)),
        Column("phrase", TERM.phrase, TEXT, "how it stands within a sentence: the absence of comfort"),
        Column("more label", TERM.moreLabel, TEXT, "how more of it is said: better physical health"),
        Column("less label", TERM.lessLabel, TEXT, "how less of it is said: fewer anxiety disorders"),
        Column("plural", TERM.plural, BOOLEAN, "true where a verb after it takes the plural"),
        Column("broader", f"{_SKOS}broader", NAME, "the concept it is a kind of", many=True, sheet="concepts"),
        _concepts("opposite", "opposite", "the concept at the other end; fill it in for both"),
        Column("related", f"{_SKOS}related", NAME, "a concept near it", many=True, sheet="concepts"),
        Column("from age", TERM.fromAge, DECIMAL, "years at which a life stage begins"),
        Column("to age", TERM.toAge, DECIMAL, "years at which a life stage ends"),
        _READ_IN,
        Column("scope note", f"{_SKOS}scopeNote", TEXT, "what is meant, and what is not"),
        *(Column(f"{match} match", f"{_SKOS}{match}Match", IRI, "an identifier elsewhere, checked", many=True)
          for match in ("exact", "close", "broad", "narrow", "related")),
        Column("scheme", f"{_SKOS}inScheme", IRI, "the list that it belongs to"),
    ),
    "what claims are about, one row a concept",
    label=f"{_SKOS}prefLabel", synonyms=f"{_SKOS}altLabel", shows_labels=True,
)  # fmt: skip

PASSAGES = Sheet(
    "passages", "passage", PREFIXES["passage"], (TERM.Passage,),
    (
        Column("source", f"{_OA}hasSource", NAME, "the source it stands in", required=True, sheet="sources"),
        Column("section", TERM.section, INTEGER, "0 is title and introduction", required=True),
        Column("paragraph", TERM.paragraph, INTEGER, "0 is the heading", required=True),
        Column("sentence", TERM.sentence, INTEGER, "counted from 1", required=True),
        Column("sha256", f"{_SCHEMA}sha256", STRING, "the digest of its words: findings passages gives it"),
        _CUT_OFF,
        Column("words", "", WORDS, "for you alone: the words are checked against the digest and never kept"),
    ),
    "where sentences stand: findings passages COPY lists them. Rows that no claim uses are left out",
)  # fmt: skip

GAPS = Sheet(
    "gaps", "gap", PREFIXES["gap"], (TERM.Gap,),
    (
        Column("label", _LABEL, TEXT, "what is not known, in a sentence of your own", required=True),
        Column("about", TERM.about, NAME, "the claims it leaves open", many=True, sheet="claims"),
        Column("lacks", TERM.lacks, WORD, "what is missing", many=True, required=True, choices=_terms(LACKS)),
        _PASSAGE,
    ),
    "what the source says is not known",
)  # fmt: skip

REMARKS = Sheet(
    "remarks", "remark", PREFIXES["remark"], (TERM.Remark,),
    (
        Column("label", _LABEL, TEXT, "a sentence of your own", required=True),
        Column("about", TERM.about, NAME, "the concept it is about", many=True, required=True, sheet="concepts"),
        _CERTAINTY,
        _BASIS,
        _PASSAGE,
    ),
    "what is no relation of two concepts: a wish, a norm, praise",
)  # fmt: skip

STUDIES = Sheet(
    "studies", "study", PREFIXES["study"], (TERM.Study,),
    (
        Column("label", _LABEL, TEXT, "what it is called in a sentence", required=True),
        Column("design", TERM.design, WORD, "how it was made", many=True, choices=_terms(DESIGNS)),
        Column("population", TERM.population, NAME, "in whom it was made", many=True, sheet="concepts"),
        Column("years", TERM.years, INTEGER, "how many years it lasted"),
        Column("start", TERM.startText, TEXT, "when it began, as the source says: mid-1970s, 2016"),
        Column("issued", f"{_DCTERMS}issued", DATE, "when it was published, as the source says: 2016"),
        Column("size", TERM.sampleSize, INTEGER, "how many people"),
        Column("institution", f"{_PROV}wasAssociatedWith", NAME, "where it was made", many=True, sheet="people"),
        Column("named in", f"{_DCTERMS}isReferencedBy", NAME, "the source that names it", many=True, sheet="sources"),
        Column("doi", TERM.doi, STRING, "10.1234/abc, where the source gives it"),
    ),
    "studies that the source itself names",
    shows_labels=True,
)  # fmt: skip

SOURCES = Sheet(
    "sources", "source", PREFIXES["source"], (f"{_FABIO}Article", f"{_FABIO}Book"),
    (
        Column("title", f"{_DCTERMS}title", TEXT, "as it is printed", required=True),
        Column("creator", f"{_DCTERMS}creator", NAME, "who wrote it", many=True, sheet="people"),
        Column("publisher", f"{_DCTERMS}publisher", NAME, "who published it", many=True, sheet="people"),
        Column("issued", f"{_DCTERMS}issued", DATE, "when it appeared: 2019-09-21, 2019-09 or 2019"),
        Column("modified", f"{_DCTERMS}modified", DATE, "when it was last changed"),
        Column("last reviewed", f"{_SCHEMA}lastReviewed", DATE, "when somebody last checked it"),
        Column("reviewed by", f"{_SCHEMA}reviewedBy", NAME, "who checked it", many=True, sheet="people"),
        Column("url", f"{_SCHEMA}url", IRI, "its web address"),
        Column("identifier", f"{_DCTERMS}identifier", IRI, "its DOI as a link, or another identifier", many=True),
        Column("license", f"{_DCTERMS}license", IRI, "the address of the license of the source itself"),
        Column("rights", f"{_DCTERMS}rights", TEXT, "its copyright line"),
        Column("rights holder", f"{_DCTERMS}rightsHolder", NAME, "who holds the copyright", many=True, sheet="people"),
        Column("derived from", _DERIVED, NAME, "the source it was made from", many=True, sheet="sources"),
        Column("population", TERM.population, NAME, "in whom, for the whole of it", many=True, sheet="concepts"),
        Column("note", f"{_SKOS}note", TEXT, "what is to know of the copy that was read"),
    ),
    "the article or book, and what it was made from",
    label=f"{_DCTERMS}title",
)  # fmt: skip

PEOPLE = Sheet(
    "people", "person", PREFIXES["agent"], (f"{_SCHEMA}Person", f"{_SCHEMA}Organization"),
    (
        Column("label", _LABEL, TEXT, "the name", required=True),
        Column("location", f"{_SCHEMA}location", TEXT, "the place, of an organization"),
        Column("member of", f"{_SCHEMA}memberOf", NAME, "the organization it belongs to", many=True, sheet="people"),
        Column("same as", f"{_SCHEMA}sameAs", IRI, "an ORCID or ROR address", many=True),
    ),
    "people and organizations",
    shows_labels=True,
)  # fmt: skip

DATA = Sheet(
    "data", "data set", f"{BASE}dataset/", (f"{_SCHEMA}Dataset",),
    (
        Column("title", f"{_DCTERMS}title", TEXT, "what your data set is called", required=True),
        Column("creator", f"{_DCTERMS}creator", NAME, "who coded it", many=True, sheet="people"),
        Column("version", f"{_SCHEMA}version", STRING, "its version: 1.0.0"),
        Column("modified", f"{_DCTERMS}modified", DATE, "when it was last changed"),
        Column("license", f"{_DCTERMS}license", IRI, "the license that you give"),
        Column("source", f"{_DCTERMS}source", NAME, "the sources it is on", many=True, sheet="sources"),
        Column("comment", f"{_RDFS}comment", TEXT, "what is to know of it"),
    ),
    "your data set: who coded it, when, under which license",
    label=f"{_DCTERMS}title",
)  # fmt: skip

_ALL = (CLAIMS, CONCEPTS, PASSAGES, GAPS, REMARKS, STUDIES, SOURCES, PEOPLE, DATA)
SHEETS = MappingProxyType({sheet.name: sheet for sheet in _ALL})
BUILT_IN_ORDER = (PEOPLE, SOURCES, DATA, CONCEPTS, STUDIES, PASSAGES, CLAIMS, GAPS, REMARKS)


def type_header(sheet: Sheet) -> str:
    """Give the header of the column that says what a row is, or nothing where a sheet holds one kind of thing."""
    return "type" if len(sheet.types) > 1 else ""


def headers(sheet: Sheet) -> list[str]:
    """Give every header of a sheet in order: the name of the row first."""
    kind = type_header(sheet)
    return [sheet.key, *([kind] if kind else []), *(column.header for column in sheet.columns)]
