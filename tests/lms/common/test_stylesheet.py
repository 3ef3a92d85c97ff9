"""Joining style sheets: what is kept of the design system, the layers, embedded pictures."""

import pytest

from lms.common import stylesheet


@pytest.fixture
def folder(tmp_path):
    """A small set of style sheets of our own."""
    texts = {
        "fonts.css": "@font-face { font-family: F; }",
        "tokens.css": "/* why */ :root { --lk-ink:  black; }",
        "base.css": "p { margin: 0; }",
        "layout.css": ".main { flex: 1; }",
        "print.css": "@media print { nav { display: none; } }",
        "components/b.css": ".b { color: red; }",
        "components/a.css": '.a { mask: url("../../img/tick.svg") center; }',
    }
    css = tmp_path / "lms" / "css"
    for name, text in texts.items():
        (css / name).parent.mkdir(parents=True, exist_ok=True)
        (css / name).write_text(text)
    pictures = tmp_path / "lms" / "img"
    pictures.mkdir()
    (pictures / "tick.svg").write_text('<svg id="x#"></svg>\n')
    return css


def test_plain_strips_comments_marks_and_space():
    assert stylesheet.plain('\ufeff@charset "UTF-8";/* a */ a ,  b {\n  top : 0 ;\n}\n') == (
        "a,b{top : 0;}"
    )


def test_rules_are_cut_at_balanced_braces():
    css = "a{b:c}@media x{d{e:f}}"
    assert list(stylesheet.rules(css)) == [("a", "b:c"), ("@media x", "d{e:f}")]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".kern-btn{a:b}", ".kern-btn{a:b}"),
        (".kern-btn--primary .kern-label{a:b}", ".kern-btn--primary .kern-label{a:b}"),
        (".kern-dropdown{a:b}", ""),
        (".kern-mt-auto{a:b}", ""),
        (".kern-dropdown,.kern-btn:is(a,b){a:b}", ".kern-btn:is(a,b){a:b}"),
        (".kern-alert .kern-dropdown{a:b}", ""),
        (".kern-icon--search{a:b}", ".kern-icon--search{a:b}"),
        (".kern-icon--brightness-medium{a:b}", ""),
        (".kern-dark{a:b}", ""),
        ("@media (prefers-color-scheme:dark){:root{a:b}}", ""),
        ("@media x{.kern-dropdown{a:b}.kern-btn{a:b}}", "@media x{.kern-btn{a:b}}"),
        ("@media x{.kern-dropdown{a:b}}", ""),
        ("@media (forced-colors:active){.kern-btn{a:b}}", None),
        (".kern-btn{-webkit-mask:url(x;y);mask:url(z)}", ".kern-btn{mask:url(z)}"),
        ("img{a:b}", "img{a:b}"),
    ],
)
def test_only_what_is_used_is_kept(rule, kept):
    assert stylesheet.kept_of_kern(rule) == (rule if kept is None else kept)


def test_unread_properties_are_dropped_until_none_is_left():
    css = ":root{--a:var(--b);--b:1;--c:var(--d);--d:2;color:var(--c)}.x{--e:3}"
    assert stylesheet.without_unused_properties(css) == (":root{--c:var(--d);--d:2;color:var(--c)}")


def test_joined_holds_every_layer_in_order_and_fonts_outside(folder):
    css = stylesheet.joined(folder, ".kern-btn{a:b}")
    assert css == (
        "@layer kern,tokens,base,layout,components,print;"
        "@font-face{font-family: F;}"
        "@layer kern{.kern-btn{a:b}}"
        "@layer tokens{:root{--lk-ink: black;}}"
        "@layer base{p{margin: 0;}}"
        "@layer layout{.main{flex: 1;}}"
        "@layer components{"
        ".a{mask: url(\"data:image/svg+xml,%3Csvg id='x%23'%3E%3C/svg%3E\") center;}"
        ".b{color: red;}}"
        "@layer print{@media print{nav{display: none;}}}\n"
    )


def test_linked_imports_the_parts_in_the_same_order(folder):
    assert stylesheet.linked(folder, "../kern.css").splitlines() == [
        "@layer kern, tokens, base, layout, components, print;",
        '@import url("fonts.css");',
        '@import url("../kern.css") layer(kern);',
        '@import url("tokens.css") layer(tokens);',
        '@import url("base.css") layer(base);',
        '@import url("layout.css") layer(layout);',
        '@import url("components/a.css") layer(components);',
        '@import url("components/b.css") layer(components);',
        '@import url("print.css") layer(print);',
    ]
