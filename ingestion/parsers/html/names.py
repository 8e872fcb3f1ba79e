"""What tags, roles, classes and ids call boilerplate: a table.

Names are cut into words: `main-nav`, `shareBox` and `nav` say the same.
"""

from __future__ import annotations

import re
from typing import Any

UNSEEN = frozenset(
    (
        "annotation",
        "annotation-xml",
        "head",
        "link",
        "meta",
        "noscript",
        "script",
        "style",
        "svg",
        "template",
        "title",
        "rp",
    )
)
_TAGS = {
    "nav": "navigation", "aside": "sidebar", "iframe": "embedded page", "object": "embedded object", "audio": "embedded object",
    "video": "embedded object", "canvas": "embedded object", "button": "form control", "select": "form control",
    "textarea": "form control", "datalist": "form control", "dialog": "dialog", "del": "deleted text", "header": "page header",
    "footer": "page footer", "marquee": "ticker", "rt": "reading in brackets", "img": "image",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "banner": "page header", "contentinfo": "page footer", "complementary": "sidebar", "search": "form control",
    "dialog": "dialog", "alertdialog": "dialog", "menu": "navigation", "menubar": "navigation",
}  # fmt: skip
_NAMES = {
    "nav": "navigation", "navbar": "navigation", "navigation": "navigation", "menu": "navigation", "menus": "navigation", "submenu": "navigation",
    "topnav": "navigation", "mainnav": "navigation", "subnav": "navigation", "sitenav": "navigation", "daohang": "navigation",
    "breadcrumb": "breadcrumb", "breadcrumbs": "breadcrumb", "crumb": "breadcrumb", "crumbs": "breadcrumb", "position": "breadcrumb", "weizhi": "breadcrumb",
    "pagination": "pager", "pager": "pager", "paging": "pager", "pagebar": "pager", "prevnext": "pager",
    "sidebar": "sidebar", "aside": "sidebar", "sider": "sidebar",
    "footer": "page footer", "foot": "page footer", "bottom": "page footer", "copyright": "copyright", "copy": "copyright", "beian": "page footer",
    "header": "page header", "topbar": "page header", "masthead": "page header", "banner": "page header", "logo": "page header",
    "share": "share bar", "sharebar": "share bar", "sharebox": "share bar", "bdsharebuttonbox": "share bar", "bdshare": "share bar", "jiathis": "share bar", "fenxiang": "share bar",
    "qrcode": "share bar", "ewm": "share bar", "erweima": "share bar",
    "toolbar": "page tools", "tools": "page tools", "tool": "page tools", "fontsize": "page tools", "print": "page tools",
    "ad": "advertisement", "ads": "advertisement", "adv": "advertisement", "advert": "advertisement", "adbox": "advertisement", "advertisement": "advertisement",
    "adsbygoogle": "advertisement", "gg": "advertisement", "guanggao": "advertisement", "sponsor": "advertisement", "promo": "advertisement", "promotion": "advertisement",
    "related": "related pages", "relate": "related pages", "recommend": "related pages", "recommended": "related pages", "tuijian": "related pages", "hotnews": "related pages",
    "friendlink": "related pages", "friendlinks": "related pages", "youlian": "related pages", "ranking": "related pages", "paihang": "related pages",
    "comment": "comments", "comments": "comments", "pinglun": "comments", "reply": "comments", "disqus": "comments",
    "login": "form control", "search": "form control", "searchbox": "form control", "searchbar": "form control",
    "popup": "dialog", "modal": "dialog", "cookie": "dialog", "float": "dialog", "floating": "dialog", "kefu": "dialog",
    "disclaimer": "disclaimer", "shengming": "disclaimer",
}  # fmt: skip
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def called(element: Any) -> str | None:
    """Return what the tag, role or names of an element call it, where that is boilerplate.

    Args:
        element: An element of a page.

    Returns:
        The kind of boilerplate; None where the element may be text.
    """
    if element.tag in ("body", "html", "main", "article"):
        return None
    if what := _TAGS.get(element.tag) or _ROLES.get(element.get("role", "").lower()):
        return what
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if names != " ":
        for word in _WORDS.findall(names):
            if found := _NAMES.get(word.lower()):
                return found
    return None
