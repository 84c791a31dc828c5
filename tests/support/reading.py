"""How hard a sentence is to read."""

import re

# Words that no plain sentence about the matter can do without.
NAMED = (
    "carbohydrate",
    "calorie",
    "medicine",
    "breastfeed",
    "body mass index",
    "kcal",
    "dietitian",
    "methylprednisolone",
    "prednisolone",
    "hydrocortisone",
    "dexamethasone",
    "gliclazide",
    "glimepiride",
    "apixaban",
    "multiple sclerosis",
    "rheumatoid arthritis",
    "anti-inflammatory",
    "emergency",
)


def _syllables(word):
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1
    ending = word.endswith(("ed", "es")) and groups > 1 and word[-3] not in "tdszx"
    return max(groups - silent - ending, 1)


def reading_age(text):
    """Reading age in years: Flesch-Kincaid grade and five; named terms count as two syllables."""
    plain = text.lower()
    for term in NAMED:
        plain = plain.replace(term, "paper")
    plain = re.sub(r"\{[^}]*\}", "ten", plain)
    words = re.findall(r"[a-z’'-]+", plain)
    sentences = max(len(re.findall(r"[.?!:](?:\s|$)", plain)), 1)
    per_word = sum(_syllables(w) for w in words) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59 + 5
