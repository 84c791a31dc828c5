"""What one row of the study table says about another: duplicates, and where a loss ended."""

from typing import Any

from evidence_rows import NOTES

Row = dict[str, Any]


class Join:
    """Looks up the study, the cluster and the muscle group behind an effect."""

    def __init__(self, studies: list[Row], arms: list[Row], muscles: dict[str, Row]) -> None:
        self.arms = {arm["arm_id"]: arm for arm in arms}
        self.clusters = {study["study_id"]: study["cluster"] for study in studies}
        self.groups = {row["muscle"]: row["group"] for row in muscles.values()}

    def arm(self, effect: Row) -> Row:
        """The arm an effect belongs to."""
        return self.arms[effect["arm_id"]]

    def cluster(self, effect: Row) -> str:
        """The campaign an effect belongs to."""
        return str(self.clusters[self.arm(effect)["study_id"]])

    def group(self, effect: Row) -> str:
        """The muscle group an effect is about."""
        return str(self.groups[effect["muscle"]])


def mark_duplicates(effects: list[Row], join: Join) -> None:
    """Name, on every figure that is told twice, the figure that stands for both.

    Told twice: in a cluster known to retell, same group, measure, phase and value, on about the
    same day, in another study or unverified beside verified. The verified one with a spread stands.
    """
    ranked = sorted(
        (e for e in effects if e["change_pct"] and e["day"] and join.cluster(e) in NOTES["retold"]),
        key=lambda e: (e["verified"] != "yes", not e["sd_pct"]),
    )
    kept: list[Row] = []
    for effect in ranked:
        twin = next((other for other in kept if _told_twice(effect, other, join)), None)
        if twin is None:
            kept.append(effect)
        else:
            effect["duplicate_of"] = twin["effect_id"]


def _told_twice(one: Row, other: Row, join: Join) -> bool:
    """Whether two figures are one."""
    if any(one[key] != other[key] for key in ("measure", "phase", "change_pct", "side", "fibre")):
        return False
    if join.cluster(one) != join.cluster(other) or join.group(one) != join.group(other):
        return False
    same_study = join.arm(one)["study_id"] == join.arm(other)["study_id"]
    if same_study and one["verified"] == other["verified"]:
        return False
    return abs(float(one["day"]) - float(other["day"])) <= 0.05 * float(other["day"])


def fill_ends(effects: list[Row], join: Join) -> None:
    """Give each recovery figure the loss it began from, where a verified figure says so."""
    for effect in effects:
        study_id = join.arm(effect)["study_id"]
        source = NOTES["exposure"].get(study_id, {}).get("end_from")
        if effect["phase"] != "recovery" or effect["change_at_end_pct"] or not source:
            continue
        ends = [e for e in effects if join.arm(e)["study_id"] == source and _ends(e, effect, join)]
        days = float(effect["days_exposed"])
        ends = [e for e in ends if abs(float(e["day"]) - days) <= 0.1 * days]
        if ends:
            mean = sum(float(e["change_pct"]) for e in ends) / len(ends)
            effect["change_at_end_pct"] = f"{mean:.4g}"


def _ends(loss: Row, recovery: Row, join: Join) -> bool:
    """Whether a loss figure is about what the recovery figure recovers from."""
    return (
        loss["phase"] == "loss"
        and bool(loss["change_pct"])
        and loss["verified"] == "yes"
        and not loss["censoring"]
        and join.arm(loss)["countermeasure"] in ("none", "usual_care")
        and loss["measure"].startswith("muscle") == recovery["measure"].startswith("muscle")
        and (loss["measure"] == "strength") == (recovery["measure"] == "strength")
        and join.group(loss) == join.group(recovery)
    )
