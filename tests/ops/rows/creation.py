"""Rows of ``ops/creation.py``."""

import numpy as np

from support.dtype_rules import first, from_attribute
from support.row import Bad, Row, Sample
from support.samples import SHAPES, coins, each, f32, i32, listed, reals, whole

KINDS = (reals(-5, 5), whole(-(2**31), 2**31 - 1), coins())


def shaped(value=None):
    """A call per shape and dtype."""
    extra = {} if value is None else {"value": value}
    return listed(
        *(
            Sample((), {"shape": list(shape), "dtype": dtype, **extra})
            for shape in SHAPES
            for dtype in ("float32", "int32", "bool")
        )
    )


BAD_SHAPE = [
    Bad((), "ShapeError", "negative", {"shape": [-1]}),
    Bad((), "ShapeError", "not a whole number", {"shape": [1.5]}),
    Bad((), "ShapeError", "6 is the most", {"shape": [1] * 7}),
    Bad((), "DTypeError", "complex", {"shape": [1], "dtype": "complex"}),
]


def _ranked(rank):
    flat = f32(np.arange(6))
    nested = i32(np.arange(6)).reshape((1,) * (rank - 2) + (2, 3) if rank > 1 else (6,))
    samples = [Sample((nested.tolist(),), {"dtype": "int32"})]
    samples.append(Sample((nested.tolist(),), {"dtype": "float32"}))
    if rank > 1:
        shape = [3, 2] + [1] * (rank - 2)
        samples.append(Sample((flat.tolist(), shape), {"dtype": "float32"}))
    return Row(
        f"tensor{rank}d",
        lambda values, shape=None, dtype="float32": np.array(values, dtype).reshape(
            np.shape(values) if shape is None else shape
        ),
        listed(*samples),
        result=from_attribute,
        errors=[
            Bad((1.0,), "ShapeError", f"needs {rank} axes"),
            Bad(([[1, 2], [3]],), "ShapeError", "ragged"),
            Bad(("text",), "ShapeError", f"needs {rank} axes"),
        ],
    )


ROWS = [
    Row(
        "zeros",
        lambda shape, dtype: np.zeros(shape, dtype),
        shaped(),
        result=from_attribute,
        errors=BAD_SHAPE,
    ),
    Row(
        "ones",
        lambda shape, dtype: np.ones(shape, dtype),
        shaped(),
        result=from_attribute,
        errors=BAD_SHAPE,
    ),
    Row(
        "fill",
        lambda shape, value, dtype: np.full(shape, value, dtype),
        shaped(3),
        result=from_attribute,
        special=listed(
            *(
                Sample(([3], value), {"dtype": "float32"})
                for value in (1e30, -0.0, 1e-30, 0.1, 16777217)
            ),
            Sample(([3], 2**31 - 1), {"dtype": "int32"}),
            Sample(([3], -(2**31)), {"dtype": "int32"}),
        ),
        errors=[
            *(Bad((), bad.error, bad.match, {"value": 1, **bad.attrs}) for bad in BAD_SHAPE),
            Bad(([2], [1, 2]), "ShapeError", "one number"),
        ],
    ),
    Row(
        "_full",
        lambda shape, value, dtype: np.full(shape, value, dtype),
        listed(Sample((), {"shape": [2, 3], "value": 2, "dtype": "int32"})),
        call="op",
        result=from_attribute,
    ),
    Row("zeros_like", lambda x: np.zeros_like(x), each(*KINDS), result=first, grad=False),
    Row("ones_like", lambda x: np.ones_like(x), each(*KINDS), result=first, grad=False),
    Row(
        "scalar",
        lambda value, dtype="float32": np.array(value, dtype),
        listed((2.5,), Sample((7,), {"dtype": "int32"}), Sample((True,), {"dtype": "bool"})),
        result=from_attribute,
        errors=[Bad(([1, 2],), "ShapeError", "one number")],
    ),
    Row(
        "tensor",
        lambda values, shape=None, dtype="float32": np.array(values, dtype).reshape(
            np.shape(values) if shape is None else shape
        ),
        listed(
            ([1.5, 2.5],),
            Sample(([[1, 2], [3, 4]],), {"dtype": "int32"}),
            Sample(([True, False],), {"dtype": "bool"}),
            Sample(([1, 2, 3, 4, 5, 6],), {"shape": [2, 3], "dtype": "int32"}),
            ([],),
            ([[], []],),
        ),
        result=from_attribute,
        errors=[
            Bad(([[1, 2], [3]],), "ShapeError", "ragged"),
            Bad(([1, 2, 3],), "ShapeError", "do not fill", {"shape": [2]}),
            Bad(([2**31],), "DTypeError", "does not fit into int32"),
            Bad((["a"],), "DTypeError", "str"),
            Bad((None,), "DTypeError", "make a tensor of None"),
        ],
    ),
    *(_ranked(rank) for rank in range(1, 7)),
]
