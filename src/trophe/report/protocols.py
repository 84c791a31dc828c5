"""How a measurement is done, as small pictures of ours: rounded figures, the tool in the accent."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from trophe.errors import UnknownNameError

# Each drawing is a tuple of pieces: (kind, path or place). Kinds are classes of muscle.css; `head`
# and `dot` are circles (x y r), `word` is (x y text).
Piece = tuple[str, str]

_SITTING: Final[tuple[Piece, ...]] = (
    ("tool", "M58 92H112M58 92V48M62 92V138M108 92V138"),
    ("head", "84 26 12"),
    ("limb", "M82 48V84"),
    ("limb", "M84 84H122"),
    ("limb", "M122 84V128H132"),
)
_STANDING: Final[tuple[Piece, ...]] = (
    ("head", "168 20 12"),
    ("limb", "M168 42V84"),
    ("limb", "M168 84V132H178"),
)
_LYING: Final[tuple[Piece, ...]] = (
    ("tool", "M16 118H204M28 118V138M192 118V138"),
    ("head", "34 98 12"),
    ("limb", "M56 104H108"),
    ("limb", "M108 104H184"),
)
_FLOOR: Final[Piece] = ("line", "M14 140H206")

DRAWINGS: Final[Mapping[str, tuple[Piece, ...]]] = MappingProxyType(
    {
        "thigh": (
            ("skin", "M66 4C60 40 66 74 76 92C80 104 74 122 78 156L142 156C146 122 140 104 144 92"
             "C156 74 162 40 156 4Z"),
            ("bone", "M110 92C122 92 124 102 122 110C119 118 101 118 98 110C96 102 98 92 110 92Z"),
            ("tape", "M64 46C80 56 142 56 159 46"),
            ("line", "M176 46V92M170 46H182M170 92H182"),
            ("word", "184 74 15 cm"),
            ("word", "128 110 kneecap"),
        ),
        "calf": (
            ("skin", "M80 4C78 22 66 40 66 64C66 92 84 112 86 136L82 156H136L132 136"
             "C134 112 152 92 152 64C152 40 138 22 138 4Z"),
            ("tape", "M67 64C84 74 134 74 151 64"),
            ("line", "M168 48V80M163 54L168 47L173 54M163 74L168 81L173 74"),
            ("word", "178 60 find the"),
            ("word", "178 76 widest"),
        ),
        "upper_arm": (
            ("skin", "M60 6C88 2 112 10 120 26C128 54 126 84 122 106C120 126 118 140 116 156H82"
             "C84 136 80 118 80 104C76 74 70 52 60 44Z"),
            ("dot", "110 18 4"),
            ("dot", "88 116 4"),
            ("tape", "M76 66C88 74 114 74 126 66"),
            ("line", "M146 18V66M146 66V116M140 18H152M140 66H152M140 116H152"),
            ("word", "156 46 half"),
            ("word", "156 96 half"),
        ),
        "grip": (
            _FLOOR,
            *_SITTING,
            ("thin", "M84 54V78H116"),
            ("tool", "M122 62C134 62 134 92 122 92M118 62V92"),
            ("dot", "140 77 8"),
        ),
        "chair": (
            _FLOOR,
            *_SITTING,
            *_STANDING,
            ("thin", "M76 56L94 64M94 56L76 64"),
            ("thin", "M160 52L178 60M178 52L160 60"),
            ("arrow", "M126 52C132 36 140 34 148 38M148 38L140 34M148 38L142 44"),
        ),
        "walk": (
            _FLOOR,
            ("head", "66 22 12"),
            ("limb", "M66 44V82"),
            ("limb", "M66 82L84 108L96 132"),
            ("limb", "M66 82L54 110L40 130"),
            ("thin", "M66 50L84 74M66 50L50 72"),
            ("tool", "M104 130V144M196 130V144"),
            ("arrow", "M108 118H192M192 118L184 112M192 118L184 124"),
            ("word", "138 108 4 m"),
        ),
        "tug": (
            _FLOOR,
            ("tool", "M24 96H60M24 96V60M28 96V140M56 96V140"),
            ("arrow", "M68 112H176C196 112 196 130 176 130H70M70 130L78 125M70 130L78 136"),
            ("tool", "M184 104V140"),
            ("word", "134 102 3 m"),
            ("head", "96 26 12"),
            ("limb", "M96 48V76"),
            ("limb", "M96 76L108 100"),
            ("limb", "M96 76L86 100"),
        ),
        "knee": (
            ("line", "M14 150H206"),
            ("tool", "M44 96H98M44 96V40M50 96V148M94 96V148"),
            ("head", "72 26 12"),
            ("limb", "M70 48V86"),
            ("limb", "M72 86H112"),
            ("limb", "M112 86L160 70"),
            ("tool", "M112 98L152 90M152 90L168 60"),
            ("arrow", "M168 102C184 92 188 78 184 66M184 66L177 72M184 66L190 73"),
        ),
        "one_rm": (
            _FLOOR,
            ("head", "110 38 12"),
            ("limb", "M110 60V92"),
            ("limb", "M110 92L96 132"),
            ("limb", "M110 92L124 132"),
            ("thin", "M110 64L88 48L84 26M110 64L132 48L136 26"),
            ("tool", "M40 24H180M52 8V40M60 12V36M168 8V40M160 12V36"),
        ),
        "scale": (
            ("head", "110 24 12"),
            ("limb", "M110 46V84"),
            ("limb", "M104 84V124"),
            ("limb", "M116 84V124"),
            ("thin", "M110 50L94 80M110 50L126 80"),
            ("tool", "M74 136H146V148H74Z"),
        ),
        "bia": (
            ("head", "110 24 12"),
            ("limb", "M110 46V84"),
            ("limb", "M104 84V124"),
            ("limb", "M116 84V124"),
            ("thin", "M110 50L86 66M110 50L134 66"),
            ("tool", "M78 62L92 74M142 62L128 74M74 136H146V148H74Z"),
        ),
        "dxa": (
            *_LYING,
            ("tool", "M124 118V40H150V118"),
            ("arrow", "M80 54H112M80 54L88 48M80 54L88 60"),
        ),
        "ultrasound": (
            *_LYING,
            ("tool", "M134 92L142 60H160L150 92Z"),
            ("arrow", "M138 100H150"),
            ("line", "M110 78V92M180 78V92M110 84H132M156 84H180"),
        ),
        "slice": (
            ("skin", "M110 12C160 12 188 44 186 82C184 120 152 148 108 148C64 148 34 118 34 80"
             "C34 42 62 12 110 12Z"),
            ("flesh", "M110 26C150 26 172 52 170 82C168 112 144 134 108 134C74 134 50 110 50 80"
             "C50 50 74 26 110 26Z"),
            ("bone", "M112 68C124 68 126 92 112 92C98 92 98 68 112 68Z"),
            ("line", "M110 27V66M52 88L100 84M124 84L168 74M112 94V133"),
        ),
        "sppb": (
            ("foot", "M30 40C30 24 46 24 46 40L44 76C42 86 34 86 32 76Z"),
            ("foot", "M52 40C52 24 68 24 68 40L66 76C64 86 56 86 54 76Z"),
            ("foot", "M92 30C92 14 108 14 108 30L106 66C104 76 96 76 94 66Z"),
            ("foot", "M112 52C112 36 128 36 128 52L126 88C124 98 116 98 114 88Z"),
            ("foot", "M162 16C162 2 178 2 178 16L176 44C174 52 166 52 164 44Z"),
            ("foot", "M162 68C162 54 178 54 178 68L176 98C174 106 166 106 164 98Z"),
            ("word", "32 124 10 s"),
            ("word", "94 124 10 s"),
            ("word", "156 124 10 s"),
        ),
    }
)  # fmt: skip


def protocol_svg(name: str) -> str:
    """The drawing of a protocol as SVG text for a page. UnknownNameError for any other name."""
    if name not in DRAWINGS:
        raise UnknownNameError("drawing", name, DRAWINGS)
    pieces = "".join(_piece(*piece) for piece in DRAWINGS[name])
    return f'<svg class="protocol" viewBox="0 0 220 160" aria-hidden="true">{pieces}</svg>'


def _piece(kind: str, where: str) -> str:
    if kind in ("head", "dot"):
        x, y, r = where.split()
        return f'<circle class="protocol__{kind}" cx="{x}" cy="{y}" r="{r}"/>'
    if kind == "word":
        x, y, text = where.split(" ", 2)
        return f'<text class="protocol__word" x="{x}" y="{y}">{text}</text>'
    return f'<path class="protocol__{kind}" d="{where}"/>'
