"""Every address of the Muscle pages, with what to send there."""

# name, extra arguments, whether it changes something, what is sent.
PAGES = [
    ("muscle", (), False, None),
    ("muscle-one", ("muscle",), False, None),
    ("muscle-what-if", (), False, None),
    ("muscle-adopt", (), True, {"sessions_week": "3"}),
    ("muscle-sources", (), False, None),
    ("muscle-record", (), False, None),
    ("events", (), False, None),
    ("event-new", (), True, {}),
    ("event-edit", ("event",), True, {"part": "hip", "side": "left", "began_on": "2026-01-01"}),
    ("event-end", ("event",), True, {}),
    ("event-delete", ("event",), True, {}),
    ("event-restore", ("gone",), True, {}),
    ("screening", (), "post", {"rising": "2"}),
    ("screening-delete", ("screened",), True, {}),
    ("screening-restore", ("unscreened",), True, {}),
    ("measures", (), False, None),
    ("measure-one", ("instrument",), "post", {"value_1": "54", "side": "left"}),
    ("measure-edit", ("reading",), True, {"value_1": "53", "side": "left"}),
    ("measure-delete", ("reading",), True, {}),
    ("measure-restore", ("removed",), True, {}),
]
