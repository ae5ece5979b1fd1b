"""What linear algebra, and NumPy's ways to move elements, make of complex numbers."""

import numpy as np

from support.row import Bad, Row, Sample, Tol
from support.samples import c64, complexes, f32, listed

WIDE = complexes(0.3, 2)
NOTE = "complex algebra"
LOOSE = Tol(rtol=2e-5, atol=1e-5, grad_rtol=1e-3, grad_atol=1e-3)


def of(name, f, *cases, result="complex64", **more):
    """A row of calls on complex tensors of the given shapes, with attributes."""

    def draw(rng):
        for *shapes, attrs in cases:
            yield Sample(tuple(WIDE(rng, shape) for shape in shapes), attrs)

    return Row(name, f, draw, note=NOTE, result=result, tol=LOOSE, **more)


def _system(rng):
    for b in ((3,), (3, 2)):
        a = WIDE(rng, (3, 3)) + c64(np.diag([4, -4, 4]))
        yield Sample((a, WIDE(rng, b)))
        yield Sample((f32(a.real), WIDE(rng, b)))


def _norm(x, axis=None):
    return np.linalg.norm(x, None, axis)


X, Y = c64([[1 + 2j, 3], [-1j, 2]]), c64([[1, 1 - 1j], [2 + 1j, 3j]])

ROWS = [
    Row(
        "einsum",
        np.einsum,
        listed(("ij,jk->ik", X, Y), ("ij,ij->i", X, f32(Y.real)), ("ii", X)),
        note=NOTE,
        result="complex64",
        tol=LOOSE,
    ),
    of("tril", np.tril, ((3, 5), {}), ((2, 2), {"k": -1})),
    of("roll", np.roll, ((3, 5), {"shift": 2})),
    of("trace", np.trace, ((3, 3), {}), ((2, 4), {"offset": 1})),
    of("diagflat", np.diagflat, ((3,), {})),
    of("cross", np.cross, ((2, 3), (2, 3), {})),
    of("vdot", np.vdot, ((5,), (5,), {})),
    of("kron", np.kron, ((2,), (3,), {})),
    of("norm", _norm, ((5,), {}), ((3, 4), {"axis": 1}), result="float32"),
    of("var", lambda x: np.var(x), ((3, 4), {}), result="float32"),
    of("average", lambda x: np.average(x), ((3, 4), {})),
    of("nansum", np.nansum, ((3, 4), {})),
    Row(
        "isclose",
        np.isclose,
        listed((X, X), (X, c64(X + 1e-3j)), (X, f32(X.real))),
        note=NOTE,
        result="bool",
        grad=False,
    ),
    Row(
        "solve",
        np.linalg.solve,
        _system,
        call="texelflow.linalg",
        note=NOTE,
        result="complex64",
        tol=LOOSE,
        errors=[Bad((X, c64([1])), "ShapeError", "must have 2 rows")],
    ),
    Row(
        "inv",
        np.linalg.inv,
        listed((X,), (np.stack([X, Y]),)),
        call="texelflow.linalg",
        note=NOTE,
        result="complex64",
        tol=LOOSE,
    ),
    Row(
        "det",
        None,
        listed(),
        call="texelflow.linalg",
        note=NOTE,
        errors=[Bad((X,), "DTypeError", "not defined for complex64")],
    ),
    Row(
        "matrix_power",
        np.linalg.matrix_power,
        listed((X, 3), (X, -1)),
        call="texelflow.linalg",
        note=NOTE,
        result="complex64",
        tol=LOOSE,
    ),
]
