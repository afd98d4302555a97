"""The words for each term of the vocabulary, and for the parts in which two claims may differ."""

from graph import across

CERTAINTY = {
    "Stated": "stated as a fact",
    "Hedged": "worded with a doubt",
    "Guessed": "announced as a guess",
    "Reported": "mentioned, not asserted by the source",
}
READING = {
    "Causal": "worded as a cause",
    "Enabling": "worded as opening the way",
    "Necessary": "worded as needed",
    "Correlational": "worded as going together, not as a cause",
    "Constitutive": "a part or a definition",
}
RELATION = {
    "withMore": "more of it",
    "withLess": "less of it",
    "linkedTo": "linked, no direction stated",
    "notLinkedTo": "no link found",
    "partOf": "part of it",
    "definedAs": "defined as it",
}
HEDGE = {
    "Modal": "the wording doubts it (may, might, seems)",
    "OpenGuess": "it is called a guess",
    "Supposition": "it hangs on an if that is left open",
    "CanHappen": "it can happen, not that it always does",
    "PartialCause": "it is one cause among several",
    "NotAll": "it is said of some or many, not of all",
    "WeakerResult": "it is a weaker result than another",
    "LinkVerb": "only a link is spoken of",
    "UnknownMechanism": "how it comes about is said to be unknown",
}
BASIS = {
    "ECO_0000033": "a study that the source names",
    "ECO_0000034": "nothing: no source is given",
    "ECO_0006185": "the author's own inference",
    "UnnamedResearch": "research that is not named",
    "ExpertAgreement": "agreement of experts, not named",
    "ConventionalWisdom": "conventional wisdom",
    "PopularBelief": "a belief of people",
    "ClaimedKnown": "the author's word that it is known",
    "ClaimedObvious": "the author's word that it is obvious",
    "ByDefinition": "a definition",
}
LACK = {"Link": "whether there is a link", "Mechanism": "how it comes about", "Size": "how large it is"}
KIND = {
    "Caregiving": "caregiving",
    "AttachmentPattern": "attachment pattern",
    "InnerProcess": "inner process",
    "Capacity": "capacity",
    "Outcome": "outcome",
    "Stressor": "stressor",
    "BodySystem": "body system",
    "Context": "context",
    "LifeStage": "life stage",
}
PROPERTY = {
    "relation": "the direction",
    "weakerThan": "what it is weaker than",
    "subject": "the subject",
    "condition": "the condition",
    "age": "the age",
}
PART = {
    "subjectAge": "age of the subject",
    "comparator": "comparison",
    "readIn": "what is implied and not worded",
    "certainty": "how firmly it is said",
    "hedge": "how much it is said of",
    "reading": "how it is worded",
    "relation": "direction, which only one of them states",
}
ACCORD = {
    across.AGREES: "says the same",
    across.IN_PART: "says so too, but differs in {differing}",
    across.CONTRADICTS: "says the contrary",
    across.OTHERWISE: "says otherwise, but differs in {differing}, so that both may hold",
}
INDEPENDENCE = {
    across.OWN_STUDIES: " Each rests on a study that the other does not name.",
    across.SAME_ORIGIN: " Both go back to the same study or work: that is one finding, said twice.",
}
NOTICE = "A map of what an article and studies say. Not medical advice."
