"""Rows of ``ops/spectral.py``, ``ops/transforms.py``, ``ops/signal.py`` and ``ops/frames.py``."""

import numpy as np

from support.dtype_rules import first
from support.row import Bad, Row, Sample, Tol
from support.samples import c64, complexes, f32, listed, reals, together, whole

WIDE = complexes(0.1, 2)
REALS = reals(-2, 2)
# One pass, several, factors of 2, odd ones, a large prime one; flat rows; batches.
SHAPES = ((1,), (2,), (3, 2), (3,), (7,), (8,), (2, 12), (2, 3, 17), (64,), (67,), (120,), (2, 134))
SMALL = ((1,), (3, 2), (5,), (2, 8), (12,))
TOL = Tol(rtol=2e-6, atol=8e-6, grad_rtol=1e-4, grad_atol=2e-4)
NO_AXIS = Bad((f32(1),), "ShapeError", "needs an axis")
NOTHING = Bad((c64(np.zeros((2, 0))),), "ShapeError", "an element at least")


def of(*kinds, shapes=SHAPES, attrs=({},)):
    """Samples of each kind on each shape, with each set of attributes."""
    return lambda rng: [
        Sample((kind(rng, s),), attr) for kind in kinds for s in shapes for attr in attrs
    ]


def transform(name, f, shapes=SHAPES, small=SMALL, kinds=(WIDE,), result="complex64", **more):
    """A row of a transform, on complex numbers and perhaps on real ones."""
    return Row(
        name,
        f,
        of(*kinds, shapes=shapes),
        result=result,
        gradients=of(*kinds, shapes=small),
        tol=TOL,
        **more,
    )


def _rfft(x, fft_length=None):
    return np.fft.rfft(x, fft_length)


def _irfft(x, fft_length=None):
    n = x.shape[-1]
    if n == 1 and fft_length is None:
        fft_length = 1
    return np.fft.irfft(x, fft_length)


PLANES = ((1, 1), (2, 2), (3, 5), (2, 4, 8), (4, 67))
ROWS = [
    transform("fft", np.fft.fft, kinds=(WIDE, REALS), errors=[NO_AXIS, NOTHING]),
    transform("fft", np.fft.fft, ((2, 134),), ((67,),), note="by convolution"),
    transform("ifft", np.fft.ifft, kinds=(WIDE, REALS), errors=[NO_AXIS, NOTHING]),
    transform("ifft", np.fft.ifft, ((134,),), ((67,),), note="by convolution"),
    transform(
        "fft2", np.fft.fft2, PLANES, PLANES[:3], errors=[Bad((c64([1]),), "ShapeError", "2 axes")]
    ),
    transform("ifft2", np.fft.ifft2, PLANES, PLANES[:3]),
    Row(
        "rfft",
        _rfft,
        together(
            of(REALS, whole(-3, 3)),
            of(REALS, shapes=[(2, 6)], attrs=[{"fft_length": n} for n in (1, 4, 5, 6, 9)]),
        ),
        result="complex64",
        gradients=together(
            of(REALS, shapes=SMALL),
            of(REALS, shapes=[(6,)], attrs=[{"fft_length": 4}, {"fft_length": 9}]),
        ),
        errors=[
            Bad((c64([1]),), "DTypeError", "must be real"),
            NO_AXIS,
            Bad((f32([1]),), "ShapeError", "fft_length 0", {"fft_length": 0}),
        ],
        tol=TOL,
    ),
    Row(
        "irfft",
        _irfft,
        together(
            of(WIDE, shapes=((1,), (2,), (3, 2), (5,), (2, 9), (34,))),
            of(WIDE, shapes=[(2, 4)], attrs=[{"fft_length": n} for n in (1, 2, 5, 7, 12)]),
        ),
        gradients=of(WIDE, shapes=((1,), (3,), (2, 4)), attrs=({}, {"fft_length": 5})),
        errors=[NO_AXIS],
        tol=TOL,
    ),
]


def along(name, f, kind, result):
    """A row of a transform along another axis than the last."""
    samples = of(kind, shapes=[(4, 3), (2, 6, 3)], attrs=[{"axis": 0}, {"axis": -2}])
    bad = Bad((f32([1]),), "ShapeError", "axis 1 is out of range", {"axis": 1})
    return Row(name, f, samples, note="axis", result=result, tol=TOL, errors=[bad])


ROWS += [
    along("fft", lambda x, axis: np.fft.fft(x, axis=axis), WIDE, "complex64"),
    along("ifft", lambda x, axis: np.fft.ifft(x, axis=axis), WIDE, "complex64"),
    along("rfft", lambda x, axis: np.fft.rfft(x, axis=axis), REALS, "complex64"),
    along("irfft", lambda x, axis: np.fft.irfft(x, axis=axis), WIDE, "float32"),
]

# --- the ops behind -------------------------------------------------------------------------------


def _pair(re, im, inverse, scale):
    z = re + 1j * im
    y = scale * (np.fft.ifft(z) * z.shape[-1] if inverse else np.fft.fft(z))
    return [y.real, y.imag]


def _of_reals(x, scale):
    y = scale * np.fft.fft(x)
    return [y.real, y.imag]


def _overlap(x, step, size):
    count, length = x.shape[-2:]
    whole_size = max(size, (count - 1) * step + length)
    y = np.zeros((*x.shape[:-2], whole_size), x.dtype)
    for f in range(count):
        y[..., f * step : f * step + length] += x[..., f, :]
    return y[..., :size]


def _frames(x, length, step):
    count = 0 if x.shape[-1] < length else 1 + (x.shape[-1] - length) // step
    taken = [x[..., f * step : f * step + length] for f in range(count)]
    return np.stack(taken, -2) if taken else np.zeros((*x.shape[:-1], 0, length), x.dtype)


def _pairs(rng):
    cases = (((3,), False, 1.0), ((2, 16), True, 0.5))
    return [Sample((REALS(rng, s), REALS(rng, s)), {"inverse": i, "scale": k}) for s, i, k in cases]


CUTS = [{"length": n, "step": k} for n, k in ((4, 2), (3, 3), (2, 5), (5, 1), (20, 1))]
LAYS = [{"step": k, "size": n} for k, n in ((2, 8), (3, 12), (1, 5), (6, 16), (2, 14))]

ROWS += [
    Row("fft_pair", _pair, _pairs, call="op", tol=TOL),
    Row(
        "fft_real",
        _of_reals,
        of(REALS, shapes=[(3,), (2, 8)], attrs=[{"scale": 2.0}]),
        call="op",
        tol=TOL,
    ),
    Row(
        "frames_of",
        _frames,
        of(REALS, whole(-9, 9), shapes=[(13,), (2, 13)], attrs=CUTS),
        call="op",
        result=first,
        gradients=of(REALS, shapes=[(2, 7)], attrs=CUTS[:4]),
    ),
    Row(
        "overlap_add",
        _overlap,
        of(REALS, whole(-9, 9), shapes=[(3, 4), (2, 3, 4), (4, 2)], attrs=LAYS),
        call="op",
        result=first,
        gradients=of(REALS, shapes=[(3, 4)], attrs=LAYS),
    ),
]

# --- tf.signal ------------------------------------------------------------------------------------


def _cosine(n, a, b):
    i = np.arange(n)
    return np.ones(1) if n == 1 else a - b * np.cos(2 * np.pi * i / (n - n % 2))


def _windows(*lengths, **attrs):
    return listed(*(Sample((), {"window_length": n, **attrs}) for n in lengths))


def _frame(signal, frame_length, frame_step, pad_end=False, pad_value=0):
    x = signal
    if pad_end:
        count = -(-x.shape[-1] // frame_step)
        more = max(0, (count - 1) * frame_step + frame_length - x.shape[-1])
        x = np.pad(x, [(0, 0)] * (x.ndim - 1) + [(0, more)], constant_values=pad_value)
        return _frames(x, frame_length, frame_step)[..., :count, :]
    return _frames(x, frame_length, frame_step)


def _stft(signal, frame_length, frame_step, fft_length=None):
    n = fft_length or 1 << (frame_length - 1).bit_length()
    frames = _frames(signal, frame_length, frame_step) * _cosine(frame_length, 0.5, 0.5)
    return np.fft.rfft(frames, n)


def _istft(stfts, frame_length, frame_step, length=None):
    n = 1 << (frame_length - 1).bit_length()
    window = _cosine(frame_length, 0.5, 0.5)
    frames = np.fft.irfft(stfts, n)[..., :frame_length] * window
    size = (frames.shape[-2] - 1) * frame_step + frame_length
    y = _overlap(frames, frame_step, size)
    weights = _overlap(np.broadcast_to(window**2, frames.shape[-2:]), frame_step, size)
    y = np.where(weights == 0, 0, y / np.where(weights == 0, 1, weights))
    if length is not None:
        y = np.pad(y, [(0, 0)] * (y.ndim - 1) + [(0, max(0, length - size))])[..., :length]
    return y


FRAMES = [
    {"frame_length": n, "frame_step": k, **more}
    for n, k in ((4, 2), (3, 5))
    for more in ({}, {"pad_end": True}, {"pad_end": True, "pad_value": 2})
]
TIMES = [{"frame_length": 4, "frame_step": 2}, {"frame_length": 6, "frame_step": 3}]
HOME = "texelflow.signal"


def in_signal(name, f, samples, **more):
    """A row of a function of ``tf.signal``."""
    return Row(name, f, samples, call=HOME, **more)


ROWS += [
    Row(
        "cosine_window",
        lambda window_length, a, b: _cosine(window_length, a, b),
        _windows(0, 1, 2, 5, 8, a=0.6, b=0.4),
        errors=[Bad((-1, 1.0, 1.0), "ShapeError", "0 or more")],
    ),
    in_signal(
        "hann_window", lambda window_length: _cosine(window_length, 0.5, 0.5), _windows(1, 4, 7)
    ),
    in_signal(
        "hamming_window",
        lambda window_length: _cosine(window_length, 0.54, 0.46),
        _windows(1, 4, 7),
    ),
    Row(
        "enclosing_power_of_two",
        None,
        listed(),
        errors=[Bad(("a",), "TypeError", "must be an int")],
        grad=False,
    ),
    in_signal(
        "frame",
        _frame,
        of(REALS, whole(-9, 9), shapes=[(13,), (2, 13), (2,)], attrs=FRAMES),
        result=first,
        gradients=of(REALS, shapes=[(9,)], attrs=FRAMES),
        errors=[
            Bad((f32(1), 2, 1), "ShapeError", "one to five axes"),
            Bad((f32([1]), 0, 1), "ShapeError", "frame_length 0"),
            Bad((f32([1]), 1, -1), "ShapeError", "frame_step -1"),
        ],
    ),
    in_signal(
        "overlap_and_add",
        lambda signal, frame_step: _overlap(
            signal, frame_step, (signal.shape[-2] - 1) * frame_step + signal.shape[-1]
        ),
        of(REALS, whole(-9, 9), shapes=[(3, 4), (2, 2, 3)], attrs=[{"frame_step": 2}]),
        result=first,
        errors=[Bad((f32([1]), 1), "ShapeError", "axes of frames and of samples")],
    ),
    in_signal(
        "stft",
        _stft,
        together(
            of(REALS, shapes=[(13,), (2, 16)], attrs=TIMES),
            of(REALS, shapes=[(9,)], attrs=[{**TIMES[0], "fft_length": 8}]),
        ),
        result="complex64",
        gradients=of(REALS, shapes=[(8,)], attrs=TIMES),
        errors=[Bad((c64([1, 2]), 2, 1), "DTypeError", "must be real")],
        tol=TOL,
    ),
    in_signal(
        "istft",
        _istft,
        together(
            of(WIDE, shapes=[(4, 3), (2, 3, 3)], attrs=TIMES[:1]),
            of(WIDE, shapes=[(4, 5)], attrs=[TIMES[1], {**TIMES[1], "length": 20}]),
        ),
        gradients=of(WIDE, shapes=[(3, 3)], attrs=TIMES[:1]),
        errors=[Bad((c64([1]), 2, 1), "ShapeError", "axes of frames and of frequencies")],
        tol=TOL,
    ),
]
