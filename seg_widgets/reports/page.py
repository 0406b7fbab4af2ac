"""The page around a report: one HTML file, light, for the screen and for paper, that asks for nothing beside itself."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seg_widgets.library.files import put
from seg_widgets.reports.tables import STYLE

CLOSED = "default-src 'none'; img-src data:; font-src data:; media-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What the page may load: only what it holds."""

LOOK = """\
:root { color-scheme: light; --jp-border-color2: #e2e5ea; --jp-ui-font-color2: #667085; }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 32px 28px 40px; max-width: 900px; background: #ffffff; color: #1c2430;
  font: 14px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 18px; line-height: 1.3; margin: 28px 0 6px; }
h3 { font-size: 15px; margin: 18px 0 4px; }
p { margin: 6px 0 10px; max-width: 720px; }
a { color: #2f5bd7; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12.5px; }
pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: break-word; margin: 6px 0 12px; }
img, svg { max-width: 100%; height: auto; }
table.dataframe { border-collapse: collapse; font-size: 13px; border: 0; }
table.dataframe :is(th, td) { border: 0; border-bottom: 1px solid #e2e5ea; padding: 4px 14px 4px 0; text-align: right; }
a.anchor-link, .jp-InputArea, .jp-OutputPrompt, .jp-InputPrompt { display: none; }
footer { margin-top: 36px; padding-top: 8px; border-top: 1px solid #e2e5ea; color: #667085; font-size: 12px; }
@media screen and (max-width: 640px) {
  body { padding: 20px 14px 28px; }
  figure { overflow-x: auto; }
  figure svg { min-width: 600px; }
}
@media print {
  body { padding: 0; max-width: none; }
  figure, tr, .sw-report-tiles, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
}
"""


def page(title: str, body: str, *, footer: str = "", style: str = "", language: str = "en") -> str:
    """Put a body into a page of its own.

    Parameters
    ----------
    title
        On the window and in bookmarks.
    body
        HTML.
    footer
        A line of text at the end.
    style
        Further CSS.
    """
    foot = f"<footer>{html.escape(footer)}</footer>" if footer else ""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{CLOSED}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{LOOK}{STYLE}{style}</style>\n</head>\n"
        f"<body>\n{body}\n{foot}\n</body>\n</html>\n"
    )


@dataclass(frozen=True)
class OnePage:
    """A page in one file: about a segment, or about the data.

    Attributes
    ----------
    name
        What it is about: the segment's name.
    as_of
        The day.
    html
        The page: one file, light, that needs nothing beside itself; of a segment it prints on one side of A4.
    """

    name: str
    as_of: date
    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page; the file is there whole or not at all."""
        target = Path(path).expanduser()
        target.parent.mkdir(parents=True, exist_ok=True)
        put(target, self.html)
        return target

    def _repr_html_(self) -> str:
        shown = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{shown}" title="{html.escape(self.name)}" style="width:100%;max-width:800px;height:1080px;border:0"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<OnePage {self.name!r} as of {self.as_of}>"
