"""Styles of mails: mail programs know no style sheets of ours, so each element carries its own."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Light and dark value of the tokens of the site (lms/static/lms/css/tokens.css).
COLOURS = {
    "page": ("#faf8f4", "#10181f"),
    "surface": ("#ffffff", "#182430"),
    "ink": ("#17242e", "#eef3f6"),
    "muted": ("#4a5a66", "#b4c2cc"),
    "line": ("#d5dde0", "#374856"),
    "brand": ("#14506b", "#8ecbe8"),
    "on-brand": ("#ffffff", "#0d1820"),
}
FONT = "'Fira Sans', system-ui, 'Segoe UI', Roboto, sans-serif"
STYLES = {
    "page": "margin:0;padding:16px;background:{page};color:{ink};"
    f"font-family:{FONT};font-size:17px;line-height:1.5",
    "name": "max-width:608px;margin:0 auto 16px;font-weight:600;color:{brand}",
    "card": "display:block;max-width:560px;margin:0 auto;padding:24px;background:{surface};"
    "border:1px solid {line};border-radius:8px;overflow-wrap:anywhere",
    "p": "margin:0 0 16px",
    "list": "margin:0 0 16px;padding-left:24px",
    "button": "display:inline-block;padding:12px 20px;border-radius:8px;background:{brand};"
    "color:{on-brand};font-weight:600;text-decoration:none",
    "code": "margin:0 0 16px;font-size:24px;letter-spacing:2px;"
    "font-family:ui-monospace,Menlo,Consolas,monospace",
    "link": "color:{brand};text-decoration:underline",
    "footer": "max-width:608px;margin:24px auto 0;color:{muted};font-size:16px;"
    "overflow-wrap:anywhere",
}
DARK = {
    "page": "background:{page};color:{ink}",
    "card": "background:{surface};color:{ink};border-color:{line}",
    "name": "color:{brand}",
    "link": "color:{brand}",
    "button": "background:{brand};color:{on-brand}",
    "muted": "color:{muted}",
}


@register.simple_tag
def mail_style(name: str) -> SafeString:
    """The inline style of an element, in the colours for light."""
    return _in_colours(STYLES[name], 0)


@register.simple_tag
def dark_style() -> SafeString:
    """The rules for readers who want it dark."""
    rules = (
        f".{name}{{{_in_colours(style, 1).replace(';', ' !important;')} !important}}"
        for name, style in DARK.items()
    )
    return mark_safe(f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}")  # noqa: S308  (ours)


def _in_colours(style: str, which: int) -> SafeString:
    for name, values in COLOURS.items():
        style = style.replace(f"{{{name}}}", values[which])
    return mark_safe(style)  # noqa: S308  (nothing of it comes from outside)
