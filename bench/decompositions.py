"""Decompositions on the GPU, beside the same in Python on the host.

    texelflow run bench/decompositions.py

Both ways end with the result as Python lists; the host's begins with reading the matrix back.
"""

import random
import time

import texelflow as tf

random.seed(1)


def host_solve(a, b):
    n = len(a)
    rows = [left + right for left, right in zip(a, b, strict=True)]
    for j in range(n):
        p = max(range(j, n), key=lambda r: abs(rows[r][j]))
        rows[j], rows[p] = rows[p], rows[j]
        for i in range(j + 1, n):
            f = rows[i][j] / rows[j][j]
            rows[i] = [u - f * v for u, v in zip(rows[i], rows[j], strict=True)]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][k] * x[k] for k in range(i + 1, n))) / rows[i][i]
    return [[v] for v in x]


def host_eigh(a):
    n = len(a)
    v = [[float(i == j) for j in range(n)] for i in range(n)]
    for _ in range(30):
        off = sum(a[i][j] ** 2 for i in range(n) for j in range(i))
        if off < 1e-18 * sum(a[i][i] ** 2 for i in range(n)):
            break
        for p in range(n):
            for q in range(p + 1, n):
                if a[p][q]:
                    rotate(a, v, p, q)
    return [a[i][i] for i in range(n)], v


def rotate(a, v, p, q):
    z = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = (1 if z >= 0 else -1) / (abs(z) + (1 + z * z) ** 0.5)
    c = 1 / (1 + t * t) ** 0.5
    s = t * c
    for m in (a, v):
        x, y = m[p], m[q]
        m[p] = [c * u - s * w for u, w in zip(x, y, strict=True)]
        m[q] = [s * u + c * w for u, w in zip(x, y, strict=True)]
    for row in a:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]


def best(f, runs):
    f()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        f()
        times.append(time.perf_counter() - start)
    return f"{min(times) * 1e3:7.1f}"


def lists(made):
    return [x.tolist() for x in made]


def one(n):
    a = tf.random_normal([n, n]) + tf.eye(n) * float(n)
    b, s = tf.random_normal([n, 1]), a + tf.transpose(a)
    print(
        f"one of {n:2}       ",
        best(lambda: tf.linalg.solve(a, b).tolist(), 4),
        best(lambda: host_solve(a.tolist(), b.tolist()), 4),
        "    ",
        best(lambda: lists(tf.linalg.eigh(s)), 3),
        best(lambda: host_eigh(s.tolist()), 2),
        best(lambda: lists(tf.linalg.svd(a)), 3),
        best(lambda: lists(tf.linalg.qr(a)), 3),
        best(lambda: tf.linalg.det(a).item(), 3),
    )


print("ms           solve: gpu    host     eigh: gpu    host      svd     qr    det")
for n in (4, 8, 16, 32):
    one(n)
a = tf.random_normal([256, 4, 4]) + tf.eye(4) * 4.0
b, s = tf.random_normal([256, 4, 1]), a + tf.swapaxes(a, 1, 2)
print(
    "256 of  4       ",
    best(lambda: tf.linalg.solve(a, b).tolist(), 3),
    best(lambda: [host_solve(x, y) for x, y in zip(a.tolist(), b.tolist(), strict=True)], 2),
    "    ",
    best(lambda: lists(tf.linalg.eigh(s)), 3),
    best(lambda: [host_eigh(x) for x in s.tolist()], 1),
)
