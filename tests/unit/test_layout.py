"""Layouts against a plain model: where each element lies, found by walking."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texelflow.layout import layout_of, same_place, strides_of

SHAPES = st.lists(st.integers(0, 9), max_size=6).map(tuple).filter(lambda s: prod(s) <= 5000)


def places(shape: tuple[int, ...]) -> list[int]:
    """Return the physical position of every element in row-major order, by walking rows."""
    cols = shape[-1] if shape else 1
    rows = prod(shape[:-1])
    found, at = [], 0
    for _ in range(rows):
        found += range(at, at + cols)
        at += cols
        if not (rows > 1 and cols <= 2):
            at += -at % 4
    return found


@given(SHAPES)
def test_every_element_has_a_place_of_its_own_inside_the_texture(shape: tuple[int, ...]) -> None:
    layout = layout_of(shape)
    found = places(shape)
    assert len(set(found)) == prod(shape)
    assert all(0 <= at < 4 * layout.texels for at in found)
    assert layout.texels <= layout.width * layout.height < layout.texels + layout.width
    assert layout.width == 1 << layout.shift
    assert layout.rows * layout.cols == prod(shape)


@given(SHAPES)
def test_rows_lie_a_stride_apart(shape: tuple[int, ...]) -> None:
    layout = layout_of(shape)
    expected = [r * layout.stride + c for r in range(layout.rows) for c in range(layout.cols)]
    assert places(shape) == expected
    if prod(shape):
        assert layout.aligned == (layout.stride % 4 == 0)


@given(SHAPES)
def test_strides_lead_to_every_element(shape: tuple[int, ...]) -> None:
    strides = strides_of(shape)
    assert len(strides) == len(shape)
    walked = [
        sum(c * s for c, s in zip(at, strides, strict=True))
        for at in product(*(range(n) for n in shape))
    ]
    assert walked == places(shape)


@given(SHAPES)
def test_dense_means_no_gap(shape: tuple[int, ...]) -> None:
    if layout_of(shape).dense:
        assert places(shape) == list(range(prod(shape)))
    else:
        assert places(shape)[-1:] != [prod(shape) - 1] or prod(shape) == 0


@given(SHAPES, st.randoms(use_true_random=False))
def test_same_place_is_exact(shape: tuple[int, ...], random) -> None:
    other = list(shape)
    random.shuffle(other)
    if other and random.random() < 0.5:
        cut = random.randrange(len(other) + 1)
        other = [prod(other[:cut]), *other[cut:]]
    b = tuple(other)
    if prod(b) != prod(shape):
        return
    if same_place(shape, b):
        assert places(shape) == places(b)
        # Shared textures are addressed by either layout, so their widths must agree too.
        assert layout_of(shape).shift == layout_of(b).shift
        assert layout_of(shape).height == layout_of(b).height
    elif prod(shape):
        assert places(shape) != places(b)


@pytest.mark.parametrize(
    ("shape", "stride", "texels", "width", "height"),
    [
        ((), 4, 1, 1, 1),
        ((5,), 8, 2, 2, 1),
        ((3, 5), 8, 6, 4, 2),
        ((3, 2), 2, 2, 2, 1),
        ((0,), 0, 1, 1, 1),
        ((1024, 1024), 1024, 1 << 18, 512, 512),
        ((3, 1), 1, 1, 1, 1),
    ],
)
def test_known_layouts(
    shape: tuple[int, ...], stride: int, texels: int, width: int, height: int
) -> None:
    layout = layout_of(shape)
    assert (layout.stride, layout.texels, layout.width, layout.height) == (
        stride, texels, width, height,
    )  # fmt: skip
