"""Inputs for rows: shapes that every layout meets, and values of a domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from support.row import Sample, Samples

Values = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]
Shape = tuple[int, ...]

# Scalar, one element, short and odd vectors, flat rows (1 and 2 columns), padded rows, whole
# texels, many axes, no elements, and more texels than one texture line holds.
SHAPES: tuple[Shape, ...] = (
    (),
    (1,),
    (2,),
    (5,),
    (17,),
    (1, 1),
    (5, 1),
    (7, 2),
    (3, 5),
    (2, 3, 4),
    (2, 1, 3, 1, 2, 3),
    (0,),
    (3, 0),
    (0, 2),
    (37, 53),
)
GRADIENT_SHAPES: tuple[Shape, ...] = ((), (5,), (3, 2), (2, 1, 3))

# Equal; a scalar beside; rows and columns; both ways; flat layouts; six axes; no elements.
PAIRS: tuple[tuple[Shape, Shape], ...] = (
    ((), ()),
    ((3, 5), (3, 5)),
    ((7,), ()),
    ((), (5, 2)),
    ((1,), (17,)),
    ((3, 5), (5,)),
    ((3, 5), (3, 1)),
    ((3, 1), (1, 4)),
    ((2,), (4, 2)),
    ((4, 1), (4, 2)),
    ((2, 3, 1), (5,)),
    ((2, 3, 4), (3, 1)),
    ((2, 1, 3, 1, 2, 3), (5, 1, 4, 1, 1)),
    ((0, 3), (1, 3)),
    ((37, 53), (53,)),
)
GRADIENT_PAIRS: tuple[tuple[Shape, Shape], ...] = (
    ((), ()),
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((3, 1), (1, 2)),
    ((2, 1, 3), ()),
)


def f32(values: Any) -> np.ndarray:
    """Return values that float32 holds exactly, as float32."""
    return np.asarray(values, np.float32)


def i32(values: Any) -> np.ndarray:
    """Return values as int32."""
    return np.asarray(values, np.int32)


def flags(values: Any) -> np.ndarray:
    """Return values as bool."""
    return np.asarray(values, bool)


def reals(low: float, high: float, away_from: Sequence[float] = (), gap: float = 0.05) -> Values:
    """Values between ``low`` and ``high``, none closer than ``gap`` to a kink."""

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        x = np.asarray(rng.uniform(low, high, shape))
        for kink in away_from:
            near = np.abs(x - kink) < gap
            x = np.where(near, kink + gap * np.where(x < kink, -1.0, 1.0), x)
        return f32(x)

    return draw


def whole(low: int, high: int) -> Values:
    """Whole numbers from ``low`` to ``high``, both included."""
    return lambda rng, shape: i32(rng.integers(low, high, shape, endpoint=True))


def c64(values: Any) -> np.ndarray:
    """Return values as complex64."""
    return np.asarray(values, np.complex64)


def complexes(low: float, high: float) -> Values:
    """Complex numbers of sizes from ``low`` to ``high``, at all angles."""

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        return c64(rng.uniform(low, high, shape) * np.exp(2j * np.pi * rng.uniform(0, 1, shape)))

    return draw


def coins() -> Values:
    """Booleans."""
    return lambda rng, shape: flags(rng.integers(0, 2, shape))


def distinct(step: float = 0.1) -> Values:
    """Floats of which no two are closer than ``step``: no ties for max, sort and the like."""

    def draw(rng: np.random.Generator, shape: Shape) -> np.ndarray:
        size = int(np.prod(shape))
        return f32((rng.permutation(size) - size / 2) * step).reshape(shape)

    return draw


def each(
    *values: Values,
    shapes: Sequence[Shape] = SHAPES,
    attrs: Iterable[Mapping[str, Any]] = ({},),
) -> Samples:
    """One tensor of each kind of value, on each shape, with each set of attributes."""
    attrs = list(attrs)

    def draw(rng: np.random.Generator) -> Iterator[Sample]:
        for kind in values:
            for shape in shapes:
                for attr in attrs:
                    yield Sample((kind(rng, shape),), attr)

    return draw


def pairs(*values: tuple[Values, Values], shapes: Sequence[tuple[Shape, Shape]] = PAIRS) -> Samples:
    """Two tensors of each pair of kinds, on each pair of shapes."""

    def draw(rng: np.random.Generator) -> Iterator[Sample]:
        for left, right in values:
            for a, b in shapes:
                yield Sample((left(rng, a), right(rng, b)))

    return draw


def listed(*samples: Sample | tuple[Any, ...]) -> Samples:
    """Samples written out."""
    return lambda _rng: [s if isinstance(s, Sample) else Sample(s) for s in samples]


def points(*values: float) -> Samples:
    """These numbers, in a padded layout and in a flat one."""
    x = f32(values)
    return listed((x,), (np.stack([x, x], 1),))


def together(*parts: Samples) -> Samples:
    """The samples of several."""

    def draw(rng: np.random.Generator) -> Iterator[Sample]:
        for part in parts:
            yield from part(rng)

    return draw
