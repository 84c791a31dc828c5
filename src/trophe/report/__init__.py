"""Pictures of a plan: Vega-Lite specs as plain dicts, SVG and PNG, small inline pictures.

A chart never stands alone: `Chart` carries its one-sentence summary and its table twin.
"""

from trophe.report.bands import Chart, Key
from trophe.report.render import render_png, render_svg, warm

__all__ = ["Chart", "Key", "render_png", "render_svg", "warm"]
