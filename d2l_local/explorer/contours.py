"""Where a function over a plane is above a level, and where it crosses it, as lines to draw.

This runs in the page too, on MicroPython.

The function is known at the nodes of a grid, and taken to be linear along each edge of it. Places
are pairs of whole hundredths of a chart's unit, so that two cells agree on what they share.
"""

PARTS = 100  # of a unit, in which places are counted
STRAIGHT = 6  # of them, by which a place may lie off the line that leaves it out


class Nodes:
    """A grid of nodes on a picture, and the values of a function there.

    Attributes
    ----------
    px, py : list of int
        Where each column and each row of nodes stands, in hundredths of a unit.
    values : sequence of float
        One for each node; those of a column stand side by side.
    """

    def __init__(self, px, py, values):
        self.px = px
        self.py = py
        self.values = values

    def corners(self, i, j):
        """Return the four corners of a cell in turn: place and value of each."""
        px, py, values, count = self.px, self.py, self.values, len(self.py)
        at = i * count + j
        left, right, low, high = px[i], px[i + 1], py[j], py[j + 1]
        return (
            ((left, low), values[at]),
            ((right, low), values[at + count]),
            ((right, high), values[at + count + 1]),
            ((left, high), values[at + 1]),
        )

    def cells(self, level):
        """Return how many corners of each cell are at the level or above it, and a row's length.

        There is an empty cell before and after each row and an empty row before and after all, so
        that each cell has neighbours: cell (i, j) stands at ``(i + 1) * length + j + 1``.
        """
        count, above = len(self.py), bytes([value >= level for value in self.values])
        length = count + 1
        found = bytearray(length * (len(self.px) + 1))
        for i in range(len(self.px) - 1):
            at, cell = i * count, (i + 1) * length + 1
            for j in range(at, at + count - 1):
                found[cell] = above[j] + above[j + 1] + above[j + count] + above[j + count + 1]
                cell += 1
        return found, length

    def region(self, level):
        """Return the outlines of where the function is at a level or above it: closed loops.

        Returns
        -------
        list of list of (int, int)
        """
        edges = {}
        cells, length = self.cells(level)
        for cell, inside in enumerate(cells):
            if inside == 0:
                continue
            # Its neighbours, in the order in which its corners go round.
            around = cells[cell - 1], cells[cell + length], cells[cell + 1], cells[cell - length]
            if inside == 4:
                if min(around) == 4:
                    continue
                corners = [place for place, _ in self.corners(*self.place(cell, length))]
                for one, other, neighbour in zip(corners, corners[1:] + corners[:1], around):
                    if neighbour < 4:  # an edge that two whole cells share is inside
                        add_edge(edges, one, other)
            else:
                outline = clipped(self.corners(*self.place(cell, length)), level)
                for one, other in zip(outline, outline[1:] + outline[:1]):
                    add_edge(edges, one, other)
        loops = []
        while edges:
            start, ends = edges.popitem()
            loop, here = [start], ends.pop()
            if ends:
                edges[start] = ends
            while here != start:
                loop.append(here)
                ends = edges[here]
                onward = ends.pop()
                if not ends:
                    del edges[here]
                here = onward
            loops.append(straightened(loop, closed=True))
        return [loop for loop in loops if len(loop) > 2]

    def place(self, cell, length):
        """Return the (i, j) of a cell."""
        return cell // length - 1, cell % length - 1

    def crossing(self, level=0.0):
        """Return the lines along which the function crosses a level.

        Returns
        -------
        list of list of (int, int)
        """
        joined = {}
        cells, length = self.cells(level)
        for cell, inside in enumerate(cells):
            if inside in (0, 4):
                continue
            places = crossed(self.corners(*self.place(cell, length)), level)
            for one, other in zip(places[::2], places[1::2]):
                if one != other:
                    joined.setdefault(one, []).append(other)
                    joined.setdefault(other, []).append(one)
        lines = []
        # From the ends of lines first; what is left are loops.
        for wanted in (1, 2):
            for start in sorted(joined):
                if len(joined[start]) == wanted:
                    line = walked(joined, start)
                    lines.append(straightened(line))
        return [line for line in lines if len(line) > 1]


def add_edge(edges, one, other):
    """Add a directed edge, unless the same one backwards is there: then both go."""
    if one == other:
        return
    back = edges.get(other)
    if back and one in back:
        back.remove(one)
        if not back:
            del edges[other]
    else:
        edges.setdefault(one, []).append(other)


def between(one, other, level):
    """Return the place between two corners where the level is crossed."""
    if other[0] < one[0]:  # the same rounding from both sides
        one, other = other, one
    (place, value), (far, far_value) = one, other
    share = (level - value) / (far_value - value)
    return tuple([round(a + share * (b - a)) for a, b in zip(place, far)])


def clipped(corners, level):
    """Return the outline of that part of a cell which is at a level or above it."""
    found = []
    for one, other in zip(corners, corners[1:] + corners[:1]):
        if one[1] >= level:
            found.append(one[0])
        if (one[1] >= level) != (other[1] >= level):
            found.append(between(one, other, level))
    return found


def crossed(corners, level):
    """Return where a level is crossed on the way round a cell: two places, or four."""
    return [
        between(one, other, level)
        for one, other in zip(corners, corners[1:] + corners[:1])
        if (one[1] >= level) != (other[1] >= level)
    ]


def walked(joined, start):
    """Follow a line from a place to its end; what was walked is taken out."""
    line = [start]
    while joined[line[-1]]:
        here = line[-1]
        onward = joined[here].pop()
        joined[onward].remove(here)
        line.append(onward)
    return line


def straightened(line, closed=False):
    """Return a line without those places that lie on the way between the ones that stay."""
    kept = [line[0]]
    for number in range(1, len(line)):
        after = line[number + 1 : number + 2] or (line[:1] if closed else [])
        if not after or not on_the_way(kept[-1], line[number], after[0]):
            kept.append(line[number])
    return kept


def on_the_way(one, place, other):
    """Say whether a place lies between two others and no further off their line than STRAIGHT."""
    (x, y), (u, v), (a, b) = one, place, other
    dx, dy = a - x, b - y
    along = (u - x) * dx + (v - y) * dy
    length = dx * dx + dy * dy
    off = (u - x) * dy - (v - y) * dx
    return 0 <= along <= length and off * off <= STRAIGHT * STRAIGHT * length


def drawn(lines, closed=False):
    """Return lines as the path of SVG, in units."""
    end = "z" if closed else ""
    return "".join(
        [
            "M" + "L".join([f"{in_units(x)},{in_units(y)}" for x, y in line]) + end
            for line in lines
        ]
    )  # fmt: skip


def in_units(parts):
    """Write a number of hundredths in units."""
    whole, rest = divmod(abs(parts), PARTS)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"-{text}" if parts < 0 else text
