"""The largest groups as boxes in rows; what is between them is drawn only in the gaps between boxes."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from graph.groupings import Board, Group, Tie, Way
from graph.layout.metrics import text_width, widest
from graph.views import Box, Point, broken

MOST = 30
COLUMNS = 5
WIDTH, HEIGHT = 188.0, 102.0
ACROSS, DOWN = 46.0, 40.0
SIZE, INSET, LINES = 16.5, 12.0, 3
"""The labels are set at 15 px, in bold: these are wider than the metrics say."""
_LENGTHS = range(22, 9, -1)
STRONGEST = 12
_ROUNDS = 8


def board(groups: Sequence[Group], ties: Sequence[Tie]) -> Board:
    """Draw the largest groups, those with many claims between them beside each other where that is possible.

    Parameters
    ----------
    groups : sequence of Group
        The largest first.
    ties : sequence of Tie
        The claims between them.

    Returns
    -------
    Board
        At most `MOST` boxes of one size. No bar and no way touches the box of another group.
    """
    count = min(MOST, len(groups))
    claims = {tie[:2]: tie.claims for tie in ties if tie.other < count}
    cells = _arranged(count, claims)
    boxes = tuple(_box(groups[group].name, cells[group]) for group in range(count))
    bars = [_bar(boxes, tie, claims[tie]) for tie in sorted(claims) if _beside(cells[tie[0]], cells[tie[1]])]
    ways = tuple(_ways(group, boxes, claims) for group in range(count))
    rows = -(-count // COLUMNS)
    return Board(COLUMNS * (WIDTH + ACROSS), rows * (HEIGHT + DOWN), boxes, tuple(bars), ways)


def _arranged(count: int, claims: Mapping[tuple[int, int], int]) -> list[int]:
    """Give each group a cell: exchange two for as long as more claims come to lie between neighbors."""
    cells = list(range(count))
    held = list(range(count))
    near = [[cell for cell in range(count) if _beside(cell, other)] for other in range(count)]

    def gain(group: int) -> int:
        neighbors = (held[cell] for cell in near[cells[group]])
        return sum(claims.get((min(group, other), max(group, other)), 0) for other in neighbors)

    def exchange(one: int, other: int) -> None:
        cells[one], cells[other] = cells[other], cells[one]
        held[cells[one]], held[cells[other]] = one, other

    for _ in range(_ROUNDS):
        changed = False
        for one, other in combinations(range(count), 2):
            before = gain(one) + gain(other)
            exchange(one, other)
            if gain(one) + gain(other) > before:
                changed = True
            else:
                exchange(one, other)
        if not changed:
            break
    return cells


def _beside(one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return high - low == COLUMNS or (high - low == 1 and high % COLUMNS != 0)


def _box(name: str, cell: int) -> Box:
    row, column = divmod(cell, COLUMNS)
    x, y = column * (WIDTH + ACROSS) + WIDTH / 2, row * (HEIGHT + DOWN) + DOWN + HEIGHT / 2
    return Box(x, y, WIDTH, HEIGHT, _lines(name))


def _lines(name: str) -> tuple[str, ...]:
    """Break a name so that it fits its box; a longer one ends in an ellipsis."""
    room = WIDTH - 2 * INSET
    tries = (broken(name, length) for length in _LENGTHS)
    lines = next((found for found in tries if widest(found, SIZE) <= room), broken(name, _LENGTHS[-1])) or ("",)
    if len(lines) <= LINES:
        return tuple(_cut(line, room) for line in lines)
    return (*(_cut(line, room) for line in lines[: LINES - 1]), _cut(f"{lines[LINES - 1]}…", room))


def _cut(line: str, room: float) -> str:
    while text_width(line, SIZE) > room:
        line = f"{line.rstrip('…')[:-1]}…"
    return line


def _bar(boxes: Sequence[Box], tie: tuple[int, int], claims: int) -> Way:
    one, other = boxes[tie[0]], boxes[tie[1]]
    if one.y == other.y:
        left, right = sorted((one, other))[:2]
        points: tuple[Point, ...] = ((left.x + WIDTH / 2, left.y), (right.x - WIDTH / 2, right.y))
        return Way(tie[1], claims, points, (left.x + (WIDTH + ACROSS) / 2, left.y - 9))
    upper, lower = sorted((one, other), key=lambda box: box.y)
    points = ((upper.x, upper.y + HEIGHT / 2), (lower.x, lower.y - HEIGHT / 2))
    return Way(tie[1], claims, points, (upper.x + 18, upper.y + (HEIGHT + DOWN) / 2 + 4))


def _ways(group: int, boxes: Sequence[Box], claims: Mapping[tuple[int, int], int]) -> tuple[Way, ...]:
    own = [(n, tie[0] + tie[1] - group) for tie, n in claims.items() if group in tie]
    strongest = sorted(own, key=lambda found: (-found[0], found[1]))[:STRONGEST]
    return tuple(_way(boxes[group], boxes[other], other, n) for n, other in strongest)


def _way(start: Box, end: Box, other: int, claims: int) -> Way:
    """Leave to the right, go along the gap between columns, then along the gap above the other box, and into it."""
    gutter, gap, x = start.x + (WIDTH + ACROSS) / 2, end.y - (HEIGHT + DOWN) / 2, end.x - WIDTH / 4
    points = ((start.x + WIDTH / 2, start.y), (gutter, start.y), (gutter, gap), (x, gap), (x, end.y - HEIGHT / 2))
    return Way(other, claims, points, (x + 16, end.y - HEIGHT / 2 - 6))
