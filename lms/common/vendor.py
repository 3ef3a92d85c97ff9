"""Takes the browser files of others out of node_modules into the site.

Nothing of theirs is committed; the set-up makes ``lms/static/vendor`` and the joined style sheet
and script anew. Every file a page asks for is a journey of its own: one each is enough.
"""

import shutil
from pathlib import Path

import django_htmx

from lms.common import stylesheet, webfont

PACKAGE = Path(__file__).resolve().parents[1]
NODE = PACKAGE.parent / "node_modules"
STATIC = PACKAGE / "static"
KERN = "@kern-ux/native"
FIRA = f"{KERN}/dist/fonts/fira-sans"
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
STYLES = f"{KERN}/dist/kern.min.css"

# File in node_modules → file below static/vendor. The whole fonts are for PDFs.
COPIES = {
    f"{KERN}/LICENSE.md": "kern/LICENSE.md",
    "@fontsource/fira-sans/LICENSE": "fonts/LICENSE",
    f"{FIRA}/FiraSans-Regular.woff2": "fonts/FiraSans-Regular.woff2",
    f"{FIRA}/FiraSans-SemiBold.woff2": "fonts/FiraSans-SemiBold.woff2",
}
LEAFLET = "leaflet/dist"
COPIES |= {
    "leaflet/LICENSE": "leaflet/LICENSE",
    f"{LEAFLET}/leaflet.css": "leaflet/leaflet.css",
    f"{LEAFLET}/images/layers.png": "leaflet/images/layers.png",
    f"{LEAFLET}/images/layers-2x.png": "leaflet/images/layers-2x.png",
    f"{LEAFLET}/images/marker-icon.png": "leaflet/images/marker-icon.png",
}
CUTS = {
    f"{FIRA}/FiraSans-Regular.woff2": "fonts/web-400.woff2",
    f"{FIRA}/FiraSans-SemiBold.woff2": "fonts/web-600.woff2",
}


class MissingPackagesError(RuntimeError):
    """node_modules is not there, or not whole."""


def build(*, node: Path = NODE, static: Path = STATIC) -> list[Path]:
    """Make every file; returns them in the order they were written.

    Costs about two seconds.

    Raises:
        MissingPackagesError: The packages are not installed; says how to get them.
    """
    sources = {*COPIES, *CUTS, STYLES, f"{LEAFLET}/leaflet.js"}
    missing = sorted(name for name in sources if not (node / name).exists())
    if missing:
        message = f"{missing[0]} is not in node_modules. Run `make assets`, which installs it."
        raise MissingPackagesError(message)
    vendor, css, js = static / "vendor", static / "lms" / "css", static / "lms" / "js"
    written = []
    for source, target in COPIES.items():
        (vendor / target).parent.mkdir(parents=True, exist_ok=True)
        written.append(Path(shutil.copyfile(node / source, vendor / target)))
    for source, target in CUTS.items():
        webfont.cut(node / source, vendor / target)
        written.append(vendor / target)
    kern = stylesheet.kept_of_kern((node / STYLES).read_text(encoding="utf-8"))
    scripts = (HTMX, js / "keep-open.js")
    leaflet = (node / LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    texts = {
        # Its last line points at a map of the source, which nobody here serves.
        vendor / "leaflet" / "leaflet.js": leaflet.partition("//# sourceMappingURL")[0],
        js / "lernkette.js": "\n".join(file.read_text(encoding="utf-8") for file in scripts),
        vendor / "kern" / "kern.css": kern,
        css / "parts.css": stylesheet.linked(css, "../../vendor/kern/kern.css"),
        css / "lernkette.css": stylesheet.joined(css, kern),
    }
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    return [*written, *texts]
