"""The words of the page of a large network, in one place for translation."""

WORDS = {
    "all_concepts": "All {count} concepts",
    "bars": "A number between two groups counts the claims between them. Only neighbors in the picture are joined at "
    "rest; point at a group, or move to it with the Tab key, to see its strongest links to any of these.",
    "certainty": "How a claim's line is drawn: how firmly it is said",
    "choose_less": "To see fewer, and see them whole, make the page anew with one of these:",
    "claims": "Claims",
    "claims_of": "Claims {first}–{last} of {all}",
    "close": "Close",
    "column_connected": "Most connected concepts",
    "column_concepts": "Concepts",
    "column_group": "Group",
    "column_inside": "Claims inside",
    "column_outside": "Claims to other groups",
    "concepts_of": "Most connected concepts:",
    "concept_total": "{subject} claims start from it, {outcome} lead to it.",
    "data_version": "Data version {version}.",
    "draw": "Draw",
    "drawn": "Drawn: {concepts} concepts and the {claims} claims inside groups. Claims to other groups are drawn for a "
    "chosen concept only; in words all can be read: choose the group.",
    "explore": "Explore the network",
    "explore_alternative": "Network of {concepts} concepts, as dots, and {claims} claims, as lines.",
    "explore_keys": "Arrow keys move it, + and − change its size, a click on a dot chooses the concept. Names show "
    "when it is large enough. Line ends (arrow: more, bar: less) are drawn where one group is drawn.",
    "explore_start": "Start",
    "explore_why": "Dots and lines drawn by a script that waits until you start it. All at once they show where "
    "claims are dense, no more; draw one group to see how they run.",
    "fit": "Whole picture",
    "found": "{shown} of {all} concepts found",
    "found_first": "{all} concepts found, the {shown} most connected listed",
    "found_none": "No concept fits.",
    "gathered": "What is left of small groups",
    "group_of": "In the group:",
    "group_size": "{concepts} concepts, {claims} claims",
    "group_total": "{concepts} concepts; {inside} claims between them, {outside} to other groups.",
    "groups": "Groups",
    "groups_lead": "Concepts that claims connect with each other more than with others. A group is named after its "
    "most connected concept; it is found by counting and has no other meaning.",
    "larger": "Larger",
    "legend": "How to read it",
    "less_about": "one concept and what is near it",
    "less_outcome": "what leads to one outcome",
    "less_section": "one section of the source",
    "next": "Next {count}",
    "not_here": "Also said, and not on this page: {gaps} things said to be unknown and {remarks} remarks on one "
    "concept.",
    "picture": "The {shown} largest groups",
    "picture_all": "The groups",
    "picture_alternative": "{shown} groups as boxes, and the number of claims between them; the table below gives "
    "the same groups.",
    "previous": "Previous {count}",
    "scripts_off": "With scripts off you see the groups; search, claims and the network need scripts.",
    "search": "Search all {count} concepts",
    "selection": "Selected: {selection}.",
    "skip": "Skip to the groups",
    "smaller": "Smaller",
    "standing": "literature: {standing}",
    "table": "Every claim in full is in a table beside this page:",
    "too_many": "{concepts} concepts and {claims} claims are too many for one picture. Here they are in {groups} "
    "groups; choose a group or a concept to read its claims.",
}

SPOKEN_BY_SCRIPT = {
    "all_concepts", "claims_of", "concept_total", "concepts_of", "drawn", "explore_alternative", "found", "found_first",
    "found_none", "gathered", "group_of", "group_total", "next", "previous", "standing",
}  # fmt: skip
