"""What ``docs/dtypes.md`` says that ops make of dtypes."""

from __future__ import annotations

from support.browser import Browser
from unit.test_dtype_tables import table

RUN = """
import texelflow as tf
found = []
for name, kinds in calls:
    more = ([4],) if name == "reshape" else ()
    try:
        found.append(getattr(tf, name)(*[tf.ones([2, 2], kind) for kind in kinds], *more).dtype)
    except tf.errors.DTypeError:
        found.append("error")
found
"""


def test_what_ops_make_of_them(browser: Browser) -> None:
    said = {
        (row[0], kinds): cell
        for heads, rows in (table("| op | bool, bool |"), table("| op | bool | int32 |"))
        for row in rows
        for kinds, cell in zip(heads[1:], row[1:], strict=True)
    }
    calls = [[name, kinds.split(", ")] for name, kinds in said]
    found = browser.run(RUN, calls=calls)
    assert dict(zip(said, found, strict=True)) == said
