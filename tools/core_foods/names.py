"""Natural names for the descriptions of the national table.

The table writes "Milk, reduced fat, fluid, 2% milkfat, with added vitamin A and vitamin D"; people
say "Reduced-fat milk (2 % milkfat, with added vitamin A and vitamin D)". A description is cut into
parts at its commas; each part is a *kind* (goes before the noun), a *state* (raw, boiled; stays
after it) or a *detail* (goes into brackets). Brands stand in capitals in the table.
"""

import re
import tomllib
from pathlib import Path

T = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
STATES, DETAILS, WAYS = (
    re.compile(f"^({'|'.join(T[name])})$") for name in ("states", "details", "ways")
)


def parts(description: str) -> list[str]:
    """The description cut at commas and semicolons that stand outside brackets."""
    found, depth, start = [], 0, 0
    for i, char in enumerate(description):
        depth += (char == "(") - (char == ")")
        if (
            char in ",;"
            and depth <= 0
            and not description[i - 1 : i + 2].replace(char, "").isdigit()
        ):
            found.append(description[start:i].strip())
            start = i + 1
    pieces = [p for p in [*found, description[start:].strip()] if p]
    joined: list[str] = []
    for piece in pieces:
        # "Tangerines, (mandarin oranges)": the bracket explains what stands before it.
        if joined and piece.startswith("("):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def brand(description: str) -> str:
    """The maker named in capitals, in natural case; empty for foods without one.

    >>> brand("Cereals ready-to-eat, GENERAL MILLS, CHEERIOS")
    'General Mills'
    """
    for part in parts(description):
        found = re.match(r"^((?:[A-Z][A-Z0-9'&.\-]+|of|the|&|The|company)(?: |$))+", part)
        if (
            found
            and re.search(r"[A-Z]{3,}", found[0])
            and found[0].strip() not in ("NFS", "USDA", "UHT", "RTE")
        ):
            return title(found[0].strip())
    return ""


def title(text: str) -> str:
    """Shouted words in natural case: "KELLOGG'S" -> "Kellogg's"."""

    def calm(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in T["shouted"] else word.capitalize()

    return re.sub(r"\b[A-Z][A-Z'’]{2,}\b", calm, text)


def natural_name(description: str) -> str:
    """The name a person would use, for any description of the table."""
    return natural_parts(description)[0]


def natural_parts(description: str) -> tuple[str, list[str]]:
    """The natural name, and the details left out of it (to tell twins apart)."""
    pieces = parts(_tidy(description))
    shelf, pieces, said = _take_shelf(pieces)
    if pieces[0].lower() in T["alone"]:
        pieces[0] = f"{pieces[0]} {shelf}"
    head, rest = pieces[0], [_say(p) for p in pieces[1:]]
    left_out = [p for p, new in zip(pieces[1:], rest, strict=True) if not new]
    rest = [p for p in rest if p]
    if head.lower() == "egg" and rest and rest[0] in ("white", "yolk"):
        head, rest = f"Egg {rest[0]}", rest[1:]
    countries = [p for p in rest if p in T["countries"]]
    rest = [p for p in rest if p not in T["countries"]]
    said = [*said, *countries]
    maker = brand(head) if shelf and rest and head == head.upper() else ""
    if maker and len(head) > 4 and STATES.match(rest[0]):
        head = maker
    elif maker and len(head) > 4:
        own = re.sub(
            rf"^{re.escape(maker)}(['’]?s)?\s+", "", title(_upper_first(rest[0])), flags=re.I
        )
        head, rest, said = own, rest[1:], [*said, maker]
    if re.search(r"[A-Z]{3,}", description) and not shelf:
        return _branded(pieces), left_out
    noun, rest = _noun(head, rest, shelf)
    states = [p for p in rest if not DETAILS.match(p)]
    details = [p for p in rest if DETAILS.match(p)] + said
    name = ", ".join([noun, *_merge_cooked(states)])
    if details:
        name += f" ({', '.join(details)})"
    return _capital(title(name)), left_out


def _tidy(description: str) -> str:
    text = re.sub(r"\s+", " ", description).strip()
    text = re.sub(r"\(may have been previously frozen\)|\(not previously frozen\)", "", text)
    text = re.sub(r"^Tomato products, canned, (\w+)", r"Tomato \1, canned", text)
    text = re.sub(r"(\d+(?:\.\d+)?)\s?%", r"\1 %", text)
    text = re.sub(r"\blowfat\b", "low-fat", text)
    text = re.sub(r"\b(low|reduced|non|full)[ -]fat\b", r"\1-fat", text)
    return re.sub(r"\bnonfat\b", "fat-free", text).replace(" ,", ",").strip()


def _take_shelf(pieces: list[str]) -> tuple[str, list[str], list[str]]:
    """The shelf word, the parts behind it, and what of the shelf is worth saying at the end."""
    shelf = pieces[0].lower()
    if shelf not in T["shelves"] or len(pieces) == 1:
        return "", pieces, []
    rest, said = pieces[1:], [T["said"][shelf]] if shelf in T["said"] else []
    if shelf == "restaurant" and rest[0].lower() in T["places"] and len(rest) > 1:
        said, rest = [f"{rest[0]} restaurant"], rest[1:]
    if (
        shelf in ("beverages", "beverage")
        and rest[0].lower() in ("carbonated", "water")
        and len(rest) > 1
    ):
        rest = rest[1:] if rest[0].lower() == "carbonated" else rest
    if rest[0].lower().startswith("fish ") and shelf == "fish":
        rest = [rest[0], *rest[1:]]
    return shelf, rest, said


def _say(part: str) -> str:
    """One part in plain words; empty when it says nothing to an eater."""
    key = part.lower()
    if key in T["say"]:
        return T["say"][key]
    part = re.sub(r"^trimmed to (\S+) fat$", r"fat trimmed to \1", part)
    return (
        part[:1].lower() + part[1:]
        if part[:2].istitle()
        and not re.match(r"[A-Z][a-z]+ [A-Z]", part)
        and part.split()[0] not in T["capital"]
        else part
    )


def _noun(head: str, rest: list[str], shelf: str) -> tuple[str, list[str]]:
    """The food's noun with its kinds before it, and the parts that are left."""
    if head.lower() in T["flesh"] and shelf not in T["behind"]:
        return _meat(head, rest)
    fronts: list[str] = []
    while rest and not STATES.match(rest[0]) and not DETAILS.match(rest[0]) and len(fronts) < 2:
        if fronts and rest[0].lower() not in T["colours"] and shelf not in T["behind"]:
            break
        if len(rest[0].split()) > 4:
            break
        fronts.insert(0, rest.pop(0))
    if shelf in T["behind"]:
        word = T["behind"][shelf]
        kinds = " ".join([*fronts, head])
        kinds = re.sub(rf"\s*\b{word}\b\s*", " ", kinds).strip() or word
        return kinds if kinds == word else f"{kinds} {word}", rest
    front = " ".join(fronts)
    # "Brown rice" and "rice cakes" are brown rice cakes.
    if front.lower().endswith(head.lower().split(" ")[0]) and " " in head and " " in front:
        front = front.rsplit(" ", 1)[0]
    if front and front.lower().rstrip("s").endswith(head.lower().rstrip("s")):
        return front, rest
    return f"{front} {_lower_first(head) if front else head}".strip(), rest


def _meat(head: str, rest: list[str]) -> tuple[str, list[str]]:
    """ "Beef, round, eye of round roast, …" -> "Beef eye of round roast"."""
    cuts: list[str] = []
    while rest and not STATES.match(rest[0]) and not DETAILS.match(rest[0]):
        cut = rest.pop(0)
        if cut not in ("with skin", "without skin"):
            cuts.append(cut)
        else:
            rest.append(cut)
            break
    if not cuts:
        return head, rest
    if cuts[0] == "ground":
        return f"Ground {head.lower()}" + (f", {', '.join(cuts[1:])}" if cuts[1:] else ""), rest
    kept = cuts[1:] if len(cuts) > 1 and cuts[0].lower() in T["primal"] else cuts
    return f"{head} {' '.join(kept)}", rest


def _merge_cooked(states: list[str]) -> list[str]:
    """ "cooked, roasted" says no more than "roasted"."""
    if "cooked" in states and any(WAYS.match(s) for s in states):
        states = [s for s in states if s != "cooked"]
    return list(dict.fromkeys(states))


def _branded(pieces: list[str]) -> str:
    """ "KRAFT FREE Singles …" stays in its order, in natural case."""
    return _capital(title(", ".join(pieces)))


def _lower_first(text: str) -> str:
    return (
        text
        if text[:2].isupper() or text.split()[0] in T["capital"]
        else text[:1].lower() + text[1:]
    )


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
