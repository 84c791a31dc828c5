"""Rules that look at a chosen protein intake (N02 to N04)."""

from collections.abc import Iterator

from trophe.nutrition.protein import clinic_only, kidneys_to_ask, protein_limits
from trophe.person import Agreement, Kidney, Person
from trophe.safety.finding import Effect, Finding, say
from trophe.safety.proposal import Proposal
from trophe.safety.table import rule


def chosen_protein(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """N02 to N04: a chosen protein intake keeps to what age and kidneys allow."""
    chosen = proposal.protein_g_kg_d
    if chosen is None:
        return
    limits = protein_limits(person)
    least, most = limits.least_g_kg_d, limits.most_g_kg_d
    if most is None:
        key = "no_number" if person.kidney is Kidney.DISEASE else "clinic_only"
        yield say("N03", key, "no figure from us")
        return
    if chosen > most:
        key = "refuse" if limits.most_rule == "N04" else "refuse_high"
        figure = f"at most {most:g} g/kg a day"
        yield say(limits.most_rule, key, figure, wanted=chosen, limit=most)
    elif chosen > limits.advised_g_kg_d:
        advised = limits.advised_g_kg_d
        figure = f"no known use above {advised:g} g/kg a day"
        yield say("N02", "warn_high", figure, effect=Effect.WARN, wanted=chosen, limit=advised)
    if chosen < least:
        figure = f"at least {least:g} g/kg a day"
        yield say(limits.least_rule, "refuse_low", figure, wanted=chosen, limit=least)


def kidneys(person: Person, proposal: Proposal) -> Iterator[Finding]:
    """N03, N04: what to tell about kidneys where no protein was chosen."""
    if proposal.protein_g_kg_d is not None:
        return
    if clinic_only(person):
        key = "no_number" if person.kidney is Kidney.DISEASE else "clinic_only"
        agreed = Agreement.CLINICIAN in person.agreements
        figure = "enter the figure that was agreed" if agreed else "no figure from us"
        yield say("N03", key, figure, effect=Effect.WARN)
    elif kidneys_to_ask(person):
        cap = rule("N04").unknown_kidney_most
        yield say("N04", "cap", f"at most {cap:g} g/kg a day", effect=Effect.WARN, limit=cap)
