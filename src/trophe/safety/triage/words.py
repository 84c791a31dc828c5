"""What a result says: what to do, what if it gets worse, what to tell the doctor."""

from typing import Final

from trophe.safety.triage.engine import Asked, Judged
from trophe.safety.triage.findings import Answer
from trophe.safety.triage.services import Services
from trophe.safety.triage.urgency import WITHIN_WORDS, Urgency
from trophe.safety.triage.vocabulary import CHOICE, groups, terms

NOT_A_DEVICE: Final = (
    "Trophe informs and plans. It is not a certified medical device, it cannot examine you, and "
    "no clinician has reviewed its rules yet."
)
WORSE: Final = {
    Urgency.EMERGENCY: "Do not wait to see if it passes. If it gets worse on the way, call again.",
    Urgency.URGENT: (
        "Does it get worse by the hour? Does your breath, swallowing, bladder or chest change? "
        "Then call {numbers} at once."
    ),
    Urgency.ROUTINE: "Does it get worse in days, or is something new? Check again on that day.",
    Urgency.SELF_CARE: "Come back here if it gets worse, spreads, or has not turned by then.",
}


def headline(judged: Judged, services: Services) -> str:
    """What to do, in one or two sentences (the templates of the safety rules)."""
    ids = {one.rule for one in judged.fired}
    if "E19" in ids and not any(
        one.urgency is Urgency.EMERGENCY for one in judged.fired if one.rule != "E19"
    ):
        return f"Call {services.crisis_words}, or {services.numbers_words}, now. Stay with someone."
    if judged.urgency is Urgency.EMERGENCY:
        return (
            f"Call {services.numbers_words} now. Or go to an emergency department. "
            "Do not drive yourself."
        )
    if judged.urgency is Urgency.URGENT:
        return f"Contact {services.doctor}, {WITHIN_WORDS[judged.within]}."
    if judged.urgency is Urgency.ROUTINE:
        return "Book an ordinary visit to your doctor. Six weeks from now is soon enough."
    return "You can look after this yourself. Check again on the day given below."


def worse(judged: Judged, services: Services) -> str:
    """What to do if it gets worse."""
    return WORSE[judged.urgency].format(numbers=services.numbers_words)


def doctor_lines(asked: Asked, judged: Judged) -> tuple[str, ...]:
    """The answers for a doctor, group by group, and which rules they fired."""
    lines = [f"Age {asked.age_y:g}, {asked.sex.label.lower()}"]
    for group, title in groups().items():
        said = [
            answer_words(answer)
            for answer in asked.findings.answers.values()
            if terms()[answer.name].group == group
        ]
        if said:
            lines.append(f"{title}: {'; '.join(said)}")
    if judged.fired:
        lines.append(f"Rules: {', '.join(one.rule for one in judged.fired)}")
    return tuple(lines)


def answer_words(answer: Answer) -> str:
    """One answer in a few words: `weight lost 8 %`, `not sure: change of bladder`."""
    entry = terms()[answer.name]
    words = entry.label
    if answer.number == answer.number:  # a number was given
        words += f" {answer.number:g} {entry.unit}"
    elif entry.kind == CHOICE and answer.word:
        words += f": {entry.values[answer.word]}"
    elif answer.word:
        words += f" ({answer.word})"
    return words if answer.sure else f"not sure: {words}"
