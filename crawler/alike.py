"""Two versions of a page that look the same: they differ in nothing but what is made anew for each visitor and shown to nobody.

That is the value of a hidden field (a form's token), a nonce (Content Security Policy 3, 7.1), the token that a page's head holds for its
scripts, and comments, in which servers like to say how long they took.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HIDDEN = (("input[type=hidden]", "value"), ("[nonce]", "nonce"), ("meta[name*=csrf]", "content"))


def alike(body: bytes, earlier: bytes | None) -> bool:
    """Whether two bodies of a page show the same; what is not there any more shows nothing.

    >>> alike(b'<p>A<input type=hidden value=1>', b'<p>A<input type=hidden value=2>')
    True
    """
    return earlier is not None and (body == earlier or _shown(body) == _shown(earlier))


def _shown(body: bytes) -> str:
    """The page without what nobody sees. Charsets do not matter to a comparison, as long as no byte is lost."""
    tree = LexborHTMLParser(_COMMENT.sub("", body.decode("latin-1")))
    for selector, attribute in _HIDDEN:
        for node in tree.css(selector):
            node.attrs[attribute] = ""
    return tree.html or ""
