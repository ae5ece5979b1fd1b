"""Rows of ``ops/borders.py`` and ``ops/space.py``."""

import numpy as np

from support.row import Bad, Row, Sample
from support.samples import f32, reals, whole

KINDS = (reals(-2, 2), whole(-9, 9))
LINE, GRID = f32(np.ones(5)), f32(np.ones((1, 4, 4, 4)))


def calls(*cases, kinds=KINDS):
    return lambda rng: [Sample((kind(rng, s),), attrs) for kind in kinds for s, attrs in cases]


def first(dtypes, attrs):
    return dtypes[0]


def _pad(x, paddings, constant_value=0, mode="constant"):
    if mode != "constant":
        return np.pad(x, paddings, mode=mode)
    return np.pad(x, paddings, constant_values=constant_value if x.ndim else 0)


def _fold(x, axis, pair, mode):
    """Add x up where the places that it is at were taken from."""
    n = x.shape[axis] - sum(pair)
    source = np.pad(np.arange(n), pair, mode=mode)
    y = np.zeros((n, *np.moveaxis(x, axis, 0).shape[1:]), x.dtype)
    np.add.at(y, source, np.moveaxis(x, axis, 0))
    return np.moveaxis(y, 0, axis)


def _extend(x, pairs, mode):
    return np.pad(x, pairs, mode=mode)


def _to_space(x, block_size, data_format="NHWC"):
    b = block_size
    x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
    n, h, w, c = x.shape
    y = np.zeros((n, h * b, w * b, c // b**2), x.dtype)
    for i in range(b):
        for j in range(b):
            at = (i * b + j) * (c // b**2)
            y[:, i::b, j::b] = x[..., at : at + c // b**2]
    return np.moveaxis(y, 3, 1) if data_format == "NCHW" else y


def _to_depth(x, block_size, data_format="NHWC"):
    b = block_size
    x = np.moveaxis(x, 1, 3) if data_format == "NCHW" else x
    y = np.concatenate([x[:, i::b, j::b] for i in range(b) for j in range(b)], -1)
    return np.moveaxis(y, 3, 1) if data_format == "NCHW" else y


def _to_batch(x, block_shape, paddings):
    m = len(block_shape)
    x = np.pad(x, [(0, 0), *paddings, *[(0, 0)] * (x.ndim - 1 - m)])
    parts = []
    for at in np.ndindex(*block_shape):
        steps = tuple(slice(first, None, step) for first, step in zip(at, block_shape, strict=True))
        parts.append(x[(slice(None), *steps)])
    return np.concatenate(parts, 0)


def _from_batch(x, block_shape, crops):
    n = x.shape[0] // int(np.prod(block_shape))
    spatial = [s * b for s, b in zip(x.shape[1:], block_shape, strict=False)]
    y = np.zeros((n, *spatial, *x.shape[1 + len(block_shape) :]), x.dtype)
    for i, at in enumerate(np.ndindex(*block_shape)):
        steps = tuple(slice(first, None, step) for first, step in zip(at, block_shape, strict=True))
        y[(slice(None), *steps)] = x[i * n : (i + 1) * n]
    ends = [s - after for s, (_, after) in zip(spatial, crops, strict=True)]
    kept = tuple(slice(b, e) for (b, _), e in zip(crops, ends, strict=True))
    return y[(slice(None), *kept)]


def ranked(rank):
    shape = (2, 1, 3, 2)[:rank]
    one = f32(np.ones(1 if rank > 1 else (1, 1)))
    paddings = [[1, 2]] * rank
    return Row(
        f"pad{rank}d",
        _pad,
        calls((shape, {"paddings": paddings, "constant_value": 3})),
        result=first,
        errors=[Bad((one,), "ShapeError", f"needs {rank} axes", {"paddings": paddings})],
    )


MODES = ("reflect", "symmetric", "edge", "wrap")

ROWS = [
    Row(
        "pad",
        _pad,
        calls(
            ((5,), {"paddings": [[1, 2]]}),
            ((3, 5), {"paddings": [[0, 1], [2, 0]]}),
            ((3, 5), {"paddings": [[1, 1], [4, 4]], "constant_value": 7}),
            ((7, 2), {"paddings": [[1, 0], [0, 0]]}),
            ((7, 2), {"paddings": [[0, 0], [1, 1]]}),
            ((2, 3, 4), {"paddings": [[1, 1], [0, 2], [0, 0]]}),
            ((2, 1, 3, 1, 2, 3), {"paddings": [[0, 0]] * 5 + [[1, 1]]}),
            ((0, 3), {"paddings": [[1, 1], [0, 0]]}),
            *(((3,), {"paddings": [[8, 7]], "mode": mode}) for mode in MODES),
            *(((2, 3, 2), {"paddings": [[0, 2], [3, 1], [1, 0]], "mode": m}) for m in MODES),
            *(((2, 3, 4), {"paddings": [[0, 0], [2, 2], [0, 0]], "mode": m}) for m in MODES),
            ((1, 2), {"paddings": [[2, 1], [0, 0]], "mode": "reflect"}),
            ((0, 3), {"paddings": [[0, 0], [1, 1]], "mode": "wrap"}),
        ),
        result=first,
        gradients=calls(
            ((5,), {"paddings": [[1, 2]]}),
            *(((2, 3, 2), {"paddings": [[0, 2], [3, 1], [1, 0]], "mode": m}) for m in MODES),
            *(((2, 3, 4), {"paddings": [[0, 0], [2, 2], [0, 0]], "mode": m}) for m in MODES),
            kinds=KINDS[:1],
        ),
        errors=[
            Bad((LINE,), "ShapeError", "one pair per axis", {"paddings": [[1, 1]] * 2}),
            Bad((LINE,), "ShapeError", "negative", {"paddings": [[-1, 1]]}),
            Bad((LINE,), "ValueError", "mode 'mean'", {"paddings": [[1, 1]], "mode": "mean"}),
            Bad(
                (f32(np.ones(0)),),
                "ShapeError",
                "no elements to pad with",
                {"paddings": [[1, 1]], "mode": "edge"},
            ),
        ],
    ),
    *(ranked(rank) for rank in (1, 2, 3, 4)),
    Row(
        "mirror_pad",
        _pad,
        calls(
            *(
                ((2, 3), {"paddings": [[1, 0], [2, 1]], "mode": mode})
                for mode in ("reflect", "symmetric")
            ),
            ((3, 1, 2), {"paddings": [[3, 3], [1, 1], [0, 0]], "mode": "symmetric"}),
        ),
        result=first,
        errors=[
            Bad((LINE,), "ShapeError", "at most 4", {"paddings": [[5, 0]], "mode": "reflect"}),
            Bad((LINE,), "ValueError", "'symmetric'", {"paddings": [[1, 0]], "mode": "edge"}),
        ],
    ),
    Row(
        "extend_borders",
        _extend,
        calls(((2, 3), {"pairs": [(2, 1), (0, 4)], "mode": "reflect"})),
        call="op",
        result=first,
    ),
    Row(
        "fold_borders",
        _fold,
        calls(
            *(((2, 8), {"axis": 1, "pair": (3, 2), "mode": mode}) for mode in MODES),
            *(((2, 9, 4), {"axis": 1, "pair": (2, 4), "mode": mode}) for mode in MODES),
        ),
        call="op",
        result=first,
    ),
    Row(
        "depth_to_space",
        _to_space,
        calls(
            ((1, 1, 1, 4), {"block_size": 2}),
            ((2, 2, 3, 12), {"block_size": 2}),
            ((1, 2, 1, 9), {"block_size": 3}),
            ((1, 2, 2, 16), {"block_size": 2}),
            ((2, 8, 3, 2), {"block_size": 2, "data_format": "NCHW"}),
            ((0, 2, 2, 4), {"block_size": 2}),
        ),
        result=first,
        errors=[
            Bad((GRID,), "ShapeError", "divisible", {"block_size": 3}),
            Bad((GRID,), "ShapeError", "positive int", {"block_size": 0}),
            Bad((LINE,), "ShapeError", "4 axes", {"block_size": 2}),
            Bad((GRID,), "ShapeError", "data_format", {"block_size": 2, "data_format": "HWC"}),
        ],
    ),
    Row(
        "space_to_depth",
        _to_depth,
        calls(
            ((1, 2, 2, 1), {"block_size": 2}),
            ((2, 4, 6, 3), {"block_size": 2}),
            ((1, 3, 3, 4), {"block_size": 3}),
            ((1, 3, 4, 2), {"block_size": 2, "data_format": "NCHW"}),
        ),
        result=first,
        errors=[Bad((GRID,), "ShapeError", "divisible by block_size 3", {"block_size": 3})],
    ),
    Row(
        "space_to_batch_nd",
        _to_batch,
        calls(
            ((1, 2, 2, 1), {"block_shape": [2, 2], "paddings": [[0, 0], [0, 0]]}),
            ((2, 3, 4, 3), {"block_shape": [2, 3], "paddings": [[0, 1], [1, 1]]}),
            ((2, 4), {"block_shape": [2], "paddings": [[0, 0]]}),
            ((1, 2, 4, 2, 3), {"block_shape": [2, 1, 2], "paddings": [[0, 0]] * 3}),
            ((2, 3, 2), {"block_shape": [3], "paddings": [[2, 1]]}),
        ),
        result=first,
        errors=[
            Bad(
                (GRID,),
                "ShapeError",
                "divisible by its block 3",
                {"block_shape": [3, 2], "paddings": [[0, 0], [0, 0]]},
            ),
            Bad((GRID,), "ShapeError", "2 pairs", {"block_shape": [2, 2], "paddings": [[0, 0]]}),
            Bad((LINE,), "ShapeError", "positive", {"block_shape": [2], "paddings": [[0, 0]]}),
        ],
    ),
    Row(
        "batch_to_space_nd",
        _from_batch,
        calls(
            ((4, 1, 1, 3), {"block_shape": [2, 2], "crops": [[0, 0], [0, 0]]}),
            ((6, 2, 3, 1), {"block_shape": [3, 2], "crops": [[1, 0], [2, 1]]}),
            ((4, 3), {"block_shape": [2], "crops": [[0, 1]]}),
            ((8, 1, 2, 1, 3), {"block_shape": [2, 2, 2], "crops": [[0, 0], [1, 0], [0, 0]]}),
        ),
        result=first,
        errors=[
            Bad(
                (GRID,),
                "ShapeError",
                "divisible by the product",
                {"block_shape": [2, 2], "crops": [[0, 0], [0, 0]]},
            ),
            Bad(
                (f32(np.ones((4, 1, 1, 1))),),
                "ShapeError",
                "leave out more",
                {"block_shape": [2, 2], "crops": [[2, 1], [0, 0]]},
            ),
        ],
    ),
]
