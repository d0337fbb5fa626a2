"""What is seen of an explorer at three positions of its sliders, and whether two look the same."""

import re

from tools.rounding import outline, same_but_for_rounding

UNITS = (
    0.05  # of a drawing: where a point may stand otherwise, for its numbers are rounded elsewhere
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")

# Of an explorer that moves: all that its reader sees, with its sliders at three positions.
SEEN = """async (root) => {
  const looks = ["fill", "fillOpacity", "stroke", "strokeOpacity", "strokeWidth", "strokeDasharray",
                 "opacity", "visibility", "fontSize"];
  const seen = () => ({
    words: [root, root.querySelector(".chart")].map((one) => one.getAttribute("aria-label")),
    readout: root.querySelector(".readout").textContent,
    more: [...root.querySelectorAll(".more")].map((one) => [one.open, one.textContent]),
    sliders: [...root.querySelectorAll(".controls label")].map((one) =>
      [one.textContent, one.querySelector("input")?.getAttribute("aria-valuetext"),
       one.querySelector("input")?.max]),
    parts: [...root.querySelectorAll(".chart, .chart *")].map((one) => {
      const look = getComputedStyle(one);
      const given = Object.fromEntries([...one.attributes].map(({name, value}) => [name, value]));
      delete given["aria-label"];
      return [one.tagName, given, looks.map((name) => look[name]),
              one.children.length ? "" : one.textContent];
    }),
  });
  const found = [seen()];
  for (const place of [(last, i) => (i % 2 ? 0 : last), (last, i) => Math.floor((last + i) / 3)]) {
    [...root.querySelectorAll(".controls :is(input, select)")].forEach((slider, i) => {
      slider.value = place(slider.max ? Number(slider.max) : slider.options.length - 1, i);
      slider.dispatchEvent(new Event("input"));
    });
    found.push(seen());
  }
  return found;
}"""


def apart(before, after):
    """Return in what two explorers, as SEEN gives them, do not look alike: a list of words."""
    found = []
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        where = f"position {number}: "
        for key in ("words", "readout", "more", "sliders"):
            if not same_but_for_rounding(str(one[key]), str(other[key])):
                found.append(f"{where}{key}: {one[key]} and {other[key]}")
        if [part[0] for part in one["parts"]] != [part[0] for part in other["parts"]]:
            found.append(f"{where}other elements")
            continue
        for (tag, given, look, words), (_, given_2, look_2, words_2) in zip(
            one["parts"], other["parts"], strict=True
        ):
            what = f"{where}{tag} {given.get('class', '')} {words}: "
            if given.keys() != given_2.keys():
                found.append(f"{what}attributes {sorted(given.keys() ^ given_2.keys())}")
            elif not all(near(name, given[name], given_2[name]) for name in given):
                names = [name for name in given if not near(name, given[name], given_2[name])]
                found.append(f"{what}{names}: {given} and {given_2}")
            if look != look_2:
                found.append(f"{what}{look} and {look_2}")
            if words != words_2:
                found.append(f"{what}{words_2}")
    return found


def near(name, one, other):
    """Say whether two values of an attribute draw the same."""
    if one == other:
        return True
    if name == "d":
        return outline(one) == outline(other) or outline(one).apart(outline(other)) <= 1
    if NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= UNITS for a, b in pairs)
