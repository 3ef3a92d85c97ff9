"""What axe finds on a page in the browser, and whether it scrolls sideways."""

import os

from tests.support.sources import ROOT

SHOTS = os.environ.get("SHOTS")  # a folder for pictures of the pages on the way

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = (
    "(scope) => axe.run(scope, {resultTypes: ['violations']})"
    ".then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))"
)
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Turning a page around starts transitions of its colours; what counts is where they end.
SETTLE = "document.getAnimations().forEach(a => a instanceof CSSTransition && a.finish())"
# Menus are folded on small screens; what is folded would not be looked at.
UNFOLD = "document.querySelectorAll('nav details').forEach(d => d.open = true)"
HEIGHT = 900
# Width in pixels and colour scheme in which a page is looked at: each of both once. Layout hangs on
# the width and colours on the scheme, so that the other two pairs would find the same again.
FACES = [(320, "light"), (1280, "dark")]


def bring_axe(page):
    """Give the page the means to examine itself."""
    page.evaluate(AXE.read_text(encoding="utf-8"))


def axe(page, scope=None):
    """Violations as (rule, markup of the first three); ``scope`` is axe's context."""
    return page.evaluate(RUN, scope or {"include": [["html"]]})


def problems(page, address, *, faces=FACES, scope=None, status=200):
    """What is wrong with a page, by address and face; it is loaded once and turned around."""
    width, scheme = faces[0]
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    response = page.goto(address)
    page.evaluate(UNFOLD)
    bring_axe(page)
    wrong = {} if response.status == status else {address: [f"status {response.status}"]}
    for width, scheme in faces:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLE)
        found = [f"{name}: {nodes}" for name, nodes in axe(page, scope)]
        wide = page.evaluate(WIDE)
        if wide > 0:
            found.append(f"{wide} pixels too wide")
        if found:
            wrong[f"{address} {width} {scheme}"] = found
    return wrong


def looks_well(page, name):
    """No barriers on the page as it stands, narrow and light, wide and dark; with pictures.

    Without scripts axe has no answer to wait for; the page is the same.
    """
    if not page.has_scripts:
        return
    bring_axe(page)
    found = {}
    for width, scheme in FACES:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLE)
        found[width] = [axe(page), max(page.evaluate(WIDE), 0)]
    for width in (360, 1280) if SHOTS else ():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    assert found == {width: [[], 0] for width, _scheme in FACES}
