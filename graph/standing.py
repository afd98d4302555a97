"""What the literature says of a claim as a whole, by a rule: computed each time, never stored.

It is not a GRADE rating; it borrows three of GRADE's thoughts: indirectness, inconsistency and publication bias.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.claims import Claim, EvidenceLine, Study
from graph.vocabulary import local_name

UNTESTED = "untested"
ELSEWHERE = "measured something else"
NOT_SUPPORTED = "not supported"
CONTESTED = "contested"
SUPPORTED = "supported"
IN_PART = "supported in part"
NONE = "by definition"
STANDINGS = (SUPPORTED, IN_PART, CONTESTED, NOT_SUPPORTED, ELSEWHERE, UNTESTED, NONE)
NOT_HELD = "no study has been held against it yet"
RANDOMIZED = "RandomizedTrial"
EMPIRICAL = {"MetaAnalysis", "Longitudinal", "Experimental", RANDOMIZED, "CrossSectional", "TwinStudy", "PrePost"}
STRONG = {"Causal", "Enabling", "Necessary"}
CENTRAL = {"subject", "outcome"}
STANCES = ("supports", "qualifies", "disputes")
AGREEMENT, REPLICATION, RANDOMIZATION = "agreement", "replication", "randomization"


class Vote(NamedTuple):
    """What one study, or one cohort, says of a claim: its stance, and whether it measured the claim itself."""

    voter: str
    stance: str
    is_direct: bool
    studies: tuple[str, ...]


class Standing(NamedTuple):
    """The standing of a claim, in words, with the votes it comes from.

    ``direction`` says where indirect votes point, when there are no direct ones.
    """

    name: str
    direction: str
    votes: tuple[Vote, ...]


def of_claim(claim: Claim, lines: Iterable[EvidenceLine], studies: Mapping[str, Study]) -> Standing:
    """Work out the standing of a claim.

    Parameters
    ----------
    claim : Claim
        The claim.
    lines : iterable of EvidenceLine
        Every line of evidence about it.
    studies : mapping of str to Study
        The studies of the lines, by IRI.

    Returns
    -------
    Standing
        Only empirical designs whose result was seen count. A study has one vote, and so has a cohort of which several
        studies report; a study of two cohorts speaks in the vote of each. A voter that both supports and qualifies
        qualifies; one that disputes in one line and supports or qualifies in another qualifies too. A vote is direct
        if one of its lines measured the claim's own subject and outcome; then those lines alone make its stance.
    """
    if local_name(claim.reading) == "Constitutive":
        return Standing(NONE, "", ())
    votes = tuple(_votes(lines, studies))
    direct = [vote for vote in votes if vote.is_direct]
    if not votes:
        return Standing(UNTESTED, "", ())
    if not direct:
        return Standing(ELSEWHERE, _direction(votes), votes)
    stances = {vote.stance for vote in direct}
    if "disputes" in stances:
        return Standing(CONTESTED if "supports" in stances else NOT_SUPPORTED, "", votes)
    return Standing(IN_PART if lacking(claim, direct, studies) else SUPPORTED, "", votes)


def lacking(claim: Claim, direct: Iterable[Vote], studies: Mapping[str, Study]) -> tuple[str, ...]:
    """Give what keeps undisputed direct votes from making a claim "supported".

    Parameters
    ----------
    claim : Claim
        The claim.
    direct : iterable of Vote
        Its direct votes.
    studies : mapping of str to Study
        The studies of the votes, by IRI.

    Returns
    -------
    tuple of str
        Any of `AGREEMENT` (a vote qualifies), `REPLICATION` (neither a meta-analysis nor two cohorts) and
        `RANDOMIZATION` (a wording that asserts a cause or a need, and no randomized design).
    """
    votes = list(direct)
    designs = {local_name(d) for vote in votes for iri in vote.studies for d in studies[iri].designs}
    missing = []
    if any(vote.stance != "supports" for vote in votes):
        missing.append(AGREEMENT)
    if "MetaAnalysis" not in designs and len(votes) < 2:
        missing.append(REPLICATION)
    if local_name(claim.reading) in STRONG and RANDOMIZED not in designs:
        missing.append(RANDOMIZATION)
    return tuple(missing)


def is_counted(line: EvidenceLine, study: Study | None) -> bool:
    """Whether a line counts: an empirical design, a result that was seen, and a stance other than background."""
    if study is None or not study.result_seen or local_name(line.stance) not in STANCES:
        return False
    return bool({local_name(design) for design in study.designs} & EMPIRICAL)


def is_direct(line: EvidenceLine) -> bool:
    """Whether the study measured the claim's own subject and outcome."""
    return not {local_name(part) for part in line.differs_in} & CENTRAL


def _votes(lines: Iterable[EvidenceLine], studies: Mapping[str, Study]) -> list[Vote]:
    by_voter: dict[str, list[EvidenceLine]] = {}
    for line in lines:
        study = studies.get(line.study)
        if study is not None and is_counted(line, study):
            for voter in study.cohorts or (study.iri,):
                by_voter.setdefault(voter, []).append(line)
    return [_vote(voter, cast) for voter, cast in sorted(by_voter.items())]


def _vote(voter: str, lines: list[EvidenceLine]) -> Vote:
    direct = [line for line in lines if is_direct(line)]
    cast = direct or lines
    stances = {local_name(line.stance) for line in cast}
    stance = stances.pop() if len(stances) == 1 else "qualifies"
    return Vote(voter, stance, bool(direct), tuple(sorted({line.study for line in cast})))


def _direction(votes: tuple[Vote, ...]) -> str:
    stances = {vote.stance for vote in votes}
    if {"supports", "disputes"} <= stances:
        return "mixed"
    side = "in favor" if "supports" in stances else "against" if "disputes" in stances else ""
    if "qualifies" not in stances:
        return side
    return f"{side}, with reservations" if side else "with reservations"
