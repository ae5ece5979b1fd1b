"""FarmHash's 64-bit fingerprint, by which TensorFlow puts strings into buckets.

The algorithm is Geoff Pike's farmhashna::Hash64, which never changes; all sums and products are
modulo 2^64, and numbers are read from the bytes with the least one first.
"""

from __future__ import annotations

__all__: list[str] = []

_MASK = (1 << 64) - 1
_K0, _K1, _K2 = 0xC3A5C85C97CB3127, 0xB492B66FBE98F273, 0x9AE16A3B2F90404F
_SEED = 81


def _at(s: bytes, start: int, count: int = 8) -> int:
    return int.from_bytes(s[start : start + count], "little")


def _rotated(x: int, shift: int) -> int:
    x &= _MASK
    return (x >> shift | x << (64 - shift)) & _MASK


def _mixed(x: int) -> int:
    x &= _MASK
    return x ^ (x >> 47)


def _of_two(u: int, v: int, factor: int) -> int:
    a = _mixed(((u ^ v) & _MASK) * factor)
    return _mixed(((v ^ a) & _MASK) * factor) * factor & _MASK


def _short(s: bytes) -> int:
    """Up to 16 bytes."""
    n = len(s)
    factor = _K2 + 2 * n & _MASK
    if n >= 8:
        a, b = _at(s, 0) + _K2, _at(s, n - 8)
        c = _rotated(b, 37) * factor + a
        d = (_rotated(a, 25) + b) * factor
        return _of_two(c, d, factor)
    if n >= 4:
        return _of_two(n + (_at(s, 0, 4) << 3), _at(s, n - 4, 4), factor)
    if n:
        y = s[0] + (s[n >> 1] << 8)
        z = n + (s[-1] << 2)
        return _mixed(y * _K2 & _MASK ^ z * _K0 & _MASK) * _K2 & _MASK
    return _K2


def _ends(s: bytes, factor: int, first: int) -> tuple[int, int, int]:
    """Return what the first 16 and the last 16 bytes give: two words to mix, and the first word."""
    n = len(s)
    a, b = _at(s, 0) * first, _at(s, 8)
    c, d = _at(s, n - 8) * factor, _at(s, n - 16) * _K2
    u = _rotated(a + b, 43) + _rotated(c, 30) + d
    return u, a + _rotated(b + _K2, 18) + c, a


def _medium(s: bytes) -> int:
    """17 to 32 bytes."""
    factor = _K2 + 2 * len(s) & _MASK
    u, v, _ = _ends(s, factor, _K1)
    return _of_two(u, v, factor)


def _long(s: bytes) -> int:
    """33 to 64 bytes."""
    n = len(s)
    factor = _K2 + 2 * n & _MASK
    y, v, a = _ends(s, factor, _K2)
    z = _of_two(y, v, factor)
    e, f = _at(s, 16) * factor, _at(s, 24)
    g, h = (y + _at(s, n - 32)) * factor, (z + _at(s, n - 24)) * factor
    u = _rotated(e + f, 43) + _rotated(g, 30) + h
    return _of_two(u, e + _rotated(f + a, 18) + g, factor)


Words = tuple[int, int]


def _weak(s: bytes, at: int, a: int, b: int) -> Words:
    """Mix 32 bytes into two words."""
    w, x, y, z = (_at(s, at + 8 * i) for i in range(4))
    a += w
    b = _rotated(b + a + z, 21)
    c = a
    a += x + y
    b += _rotated(a, 44)
    return (a + z) & _MASK, (b + c) & _MASK


def _turn(
    s: bytes, at: int, words: tuple[int, int, int], v: Words, w: Words, factor: int, many: int
) -> tuple[tuple[int, int, int], Words, Words]:
    """Mix 64 bytes into the state; ``many`` weighs two words of it, at the end otherwise."""
    x, y, z = words
    x = _rotated(x + y + v[0] + _at(s, at + 8), 37) * factor
    y = _rotated(y + v[1] + _at(s, at + 48), 42) * factor
    x = (x ^ w[1] * many) & _MASK
    y = y + v[0] * many + _at(s, at + 40) & _MASK
    z = _rotated(z + w[0], 33) * factor & _MASK
    v = _weak(s, at, v[1] * factor, x + w[0])
    w = _weak(s, at + 32, z + w[1], y + _at(s, at + 16))
    return (z, y, x), v, w  # x and z change places


def fingerprint64(s: bytes) -> int:
    """Return the fingerprint of bytes, a whole number below 2^64.

    >>> from texelflow.ops.fingerprint import fingerprint64
    >>> fingerprint64(b"a") % 10
    9
    """
    n = len(s)
    if n <= 64:
        return _short(s) if n <= 16 else _medium(s) if n <= 32 else _long(s)
    y = _SEED * _K1 + 113 & _MASK
    z = _mixed(y * _K2 + 113) * _K2 & _MASK
    words, v, w = ((_SEED * _K2 + _at(s, 0)) & _MASK, y, z), (0, 0), (0, 0)
    end = (n - 1) // 64 * 64
    for at in range(0, end, 64):
        words, v, w = _turn(s, at, words, v, w, _K1, 1)
    factor = _K1 + 2 * (words[2] & 0xFF) & _MASK
    first = w[0] + (n - 1 & 63)
    v = (v[0] + first, v[1])
    w = (first + v[0], w[1])
    (x, y, z), v, w = _turn(s, n - 64, words, v, w, factor, 9)
    low = _of_two(v[0], w[0], factor) + _mixed(y) * _K0 + z
    return _of_two(low, _of_two(v[1], w[1], factor) + x, factor)
