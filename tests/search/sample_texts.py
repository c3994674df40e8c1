"""Texts and queries that property tests are made of, in the scripts of the region."""

import re
from html import unescape

from hypothesis import strategies as st

from core.writing.vocabularies import all_vocabularies

WORDS = re.findall(
    r"\S+",
    """
    declaration Declarations joint child children of the trafficking anti-trafficking a<b & 2015 –
    deklaracija deklaraciju trgovina трговине људима žrtava šta ŠTA̋ d\u0301\u0302\u0303 x\u00ady
    декларацията трафикът Şehir IŞIK εμπορίας ΘΎΜΑΤΑ „joint declaration“
    """,
)
names = st.sampled_from(["", *(vocabulary.name for vocabulary in all_vocabularies())])
glue = st.sampled_from([" ", " ", " ", "\n", ", ", "-", "\u00a0", " \u0301"])
prose = st.lists(st.tuples(st.sampled_from(WORDS), glue), max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
texts = st.one_of(prose, st.text(max_size=400))
queries = st.lists(st.sampled_from([*WORDS, '"joint declaration"', '"of the"']), max_size=5).map(
    " ".join
)


def in_marks(html: str) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", html, re.DOTALL)


def visible(html: str) -> str:
    return unescape(re.sub("</?mark>", "", html))
