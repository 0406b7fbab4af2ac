"""Whatever definition comes, the editor shows it in words and gives it back as it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import seg_widgets as sw
from seg_widgets.widgets.wire import received, sent
from tests.frontend.definitions import Data, generated, offered, templates, view
from tests.frontend.test_editor import address
from tests.generate import AS_OFS, SCHEMA

__all__ = ["address"]

# Shows each view; mutes its first rule and takes that back; tells what was sent, what is to be read, and what has no name.
OPENED = """async (views) => {
  const found = [];
  for (const view of views) {
    const rev = model.traits.view.rev + 1000;
    model.put({ ...view, rev });
    await new Promise((done) => setTimeout(done, 0));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const editor = document.querySelector('.sw-editor');
    const controls = [...editor.querySelectorAll('button, input, select, [role=group]')];
    const nameless = controls.filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim())).map((e) => e.outerHTML.slice(0, 120));
    const words = editor.innerText + ' ' + controls.map((e) => e.getAttribute('aria-label')).join(' ');
    let cards = '';
    for (const button of editor.querySelectorAll('.sw-deep, .sw-param')) { // what opens says words too, and changes nothing
      button.click();
      await new Promise((done) => setTimeout(done, 0));
      cards += [...editor.querySelectorAll('[popover]')].map((e) => e.innerText).join(' ');
      button.click();
      await new Promise((done) => setTimeout(done, 0));
    }
    const before = model.sent.length;
    editor.querySelector('[data-place] .sw-actions button').click();
    editor.querySelector('[aria-label=Undo]').click();
    const edits = model.sent.slice(before).filter((m) => m.type === 'edit').map((m) => JSON.stringify(m.segment));
    found.push({ words: words + cards, nameless, edits, rules: editor.querySelectorAll('[data-place]').length });
  }
  return found;
}"""


def opened(browser: Any, address: str, catalogue: Data, views: list[Data]) -> list[Data]:
    errors: list[str] = []
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: errors.append(e.message))
    page.add_init_script(f"window.given = {json.dumps({'catalogue': catalogue, 'view': views[0]})}")
    page.goto(f"{address}?state=busy&width=1384")
    page.wait_for_selector(".sw-rules")
    found: list[Data] = page.evaluate(OPENED, views)
    page.close()
    assert not errors
    return found


def bytes_of(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def held(definitions: list[Data], found: list[Data]) -> None:
    for definition, seen in zip(definitions, found, strict=True):
        said = bytes_of(definition)
        for raw in ('{"', "[object", "undefined", "NaN", "not editable"):
            assert raw in said or raw not in seen["words"], (raw, seen["words"], said)
        assert not seen["nameless"], seen["nameless"]
        muted, again = (json.loads(edit) for edit in seen["edits"])
        assert muted != again
        assert bytes_of(received(again, definition)) == said


@pytest.fixture(scope="module")
def ws() -> Iterator[sw.Workspace]:
    workspace = sw.datasets.demo(120)
    yield workspace
    workspace.close()


def test_every_template_opens_and_comes_back_as_it_is(browser: Any, address: str, ws: sw.Workspace) -> None:
    bound = list(templates(ws).values())
    assert len(bound) > 80
    views = [view(d, ws.schema) for d in bound]
    assert {v["status"] for v in views} == {"ok"}
    held(bound, opened(browser, address, offered(ws.schema, ws.facts, ws.as_of), views))


def test_generated_definitions_open_and_come_back_as_they_are(browser: Any, address: str) -> None:
    drawn = generated(120)
    definitions = [definition for definition, _ in drawn]
    views = [view(definition, SCHEMA, known) for definition, known in drawn]
    assert {v["status"] for v in views} == {"ok"}
    held(definitions, opened(browser, address, offered(SCHEMA, {}, AS_OFS[0]), views))


@pytest.mark.parametrize("data", [{"a": [2**53 + 1, 1.0, True, {"b": None}]}, [1.0, "x", {"k": [10**30]}]])
def test_numbers_that_javascript_cannot_hold_come_back_as_they_left(data: Any) -> None:
    returned = json.loads(bytes_of(sent(data)).replace("1.0", "1"))  # as JavaScript writes it
    assert bytes_of(received(returned, data)) == bytes_of(data)
    assert bytes_of(received([0, *returned], data)) == bytes_of([0, *data]) if isinstance(data, list) else True
