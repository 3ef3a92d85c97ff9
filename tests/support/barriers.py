"""What axe finds on a page in the browser, and whether it scrolls sideways."""

from tests.support.sources import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = (
    "(scope) => axe.run(scope, {resultTypes: ['violations']})"
    ".then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)]))"
)
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def axe(page, scope=None):
    """Violations as (rule, markup of the first three); ``scope`` is axe's context."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, scope or {"include": [["html"]]})


def problems(page, address, *, scope=None, may_scroll=False):
    """What is wrong with a page at its present size."""
    response = page.goto(address)
    found = [f"status {response.status}"] if response.status >= 500 else []
    found += [f"{name}: {nodes}" for name, nodes in axe(page, scope)]
    wide = page.evaluate(WIDE)
    if wide > 0 and not may_scroll:
        found.append(f"{wide} pixels too wide")
    return found
