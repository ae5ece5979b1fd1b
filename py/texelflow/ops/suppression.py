"""Non-maximum suppression: of boxes that overlap, the one with the best score. On the host, since
how many are left depends on the numbers.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..dtypes import float32, int32
from ..errors import ShapeError
from ..tensor import Tensor, as_tensor, from_host
from .compare import cast

__all__ = [
    "non_max_suppression",
    "non_max_suppression_async",
    "non_max_suppression_padded",
    "non_max_suppression_padded_async",
    "non_max_suppression_with_score",
    "non_max_suppression_with_score_async",
]

NOTHING = -math.inf

Box = tuple[float, float, float, float]


class Scored(NamedTuple):
    """What ``non_max_suppression_with_score`` returns."""

    selected_indices: Tensor
    selected_scores: Tensor


class Padded(NamedTuple):
    """What ``non_max_suppression_padded`` returns."""

    selected_indices: Tensor
    valid_outputs: Tensor


class _Request(NamedTuple):
    boxes: Tensor
    scores: Tensor
    most: int
    iou_threshold: float
    score_threshold: float
    sigma: float


# --- the algorithm --------------------------------------------------------------------------------


def _overlap(a: Box, b: Box) -> float:
    """Return the intersection of two boxes over their union."""
    areas = (a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1])
    if min(areas) <= 0:
        return 0.0
    height = min(a[2], b[2]) - max(a[0], b[0])
    width = min(a[3], b[3]) - max(a[1], b[1])
    common = max(0.0, height) * max(0.0, width)
    return common / (sum(areas) - common)


def _select(request: _Request, flat: Sequence[float], scores: Sequence[float]) -> Any:
    """Return which boxes are chosen, and their scores, the best first."""
    boxes: list[Box] = []
    for i in range(len(scores)):
        y1, x1, y2, x2 = flat[4 * i : 4 * i + 4]
        boxes.append((min(y1, y2), min(x1, x2), max(y1, y2), max(x1, x2)))
    limit, least = request.iou_threshold, request.score_threshold
    scale = -0.5 / request.sigma if request.sigma > 0 else 0.0
    # (score, -index, how many chosen boxes it has been compared with), the best last.
    waiting = sorted((s, -i, 0) for i, s in enumerate(scores) if s > least)
    chosen: list[int] = []
    kept: list[float] = []
    while waiting and len(chosen) < request.most:
        first, minus, compared = waiting.pop()
        score, index = first, -minus
        for other in reversed(chosen[compared:]):
            overlap = _overlap(boxes[index], boxes[other])
            if overlap >= limit:
                break
            score *= math.exp(scale * overlap * overlap)
            if score <= least:
                break
        else:
            if score == first:
                chosen.append(index)
                kept.append(score)
            else:  # worth less now, so that another may come first
                bisect.insort(waiting, (score, minus, len(chosen)))
    return chosen, kept


def _request(
    name: str,
    boxes: Any,
    scores: Any,
    most: int,
    iou_threshold: float,
    score_threshold: float,
    sigma: float = 0.0,
) -> _Request:
    boxes, scores = as_tensor(name, boxes), as_tensor(name, scores)
    call = f"{name}(boxes: {boxes.shape}, scores: {scores.shape})"
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ShapeError(f"{call}: boxes must be (n, 4) of (y1, x1, y2, x2)")
    if scores.shape != boxes.shape[:1]:
        raise ShapeError(f"{call}: scores must be ({boxes.shape[0]},), one a box")
    if not 0 <= iou_threshold <= 1:
        raise ValueError(f"{call}: iou_threshold {iou_threshold} must be from 0 to 1")
    if not 0 <= sigma <= 1:
        raise ValueError(f"{call}: soft_nms_sigma {sigma} must be from 0 to 1")
    if isinstance(most, bool) or not isinstance(most, int) or most < 0:
        raise ValueError(f"{call}: max_output_size {most!r} must be an int, not negative")
    return _Request(
        cast(boxes, float32),
        cast(scores, float32),
        min(most, boxes.shape[0]),
        iou_threshold,
        score_threshold,
        sigma,
    )


Finish = Callable[[_Request, list[int], list[float]], Any]


def _flat(values: Any) -> Sequence[float]:
    return values.cast("B").cast("f").tolist() if values.nbytes else []


def _now(request: _Request, finish: Finish) -> Any:
    boxes, scores = (_flat(x.to_memoryview()) for x in (request.boxes, request.scores))
    return finish(request, *_select(request, boxes, scores))


async def _later(request: _Request, finish: Finish) -> Any:
    boxes = _flat(await request.boxes.data())
    scores = _flat(await request.scores.data())
    return finish(request, *_select(request, boxes, scores))


def _indices(request: _Request, chosen: list[int], kept: list[float]) -> Tensor:
    del request, kept
    return from_host("non_max_suppression", chosen, (len(chosen),), int32)


def _scored(request: _Request, chosen: list[int], kept: list[float]) -> Scored:
    values = from_host("non_max_suppression", kept, (len(kept),), float32)
    return Scored(_indices(request, chosen, kept), values)


def _counted(pad: bool) -> Finish:
    def finish(request: _Request, chosen: list[int], kept: list[float]) -> Padded:
        count = from_host("non_max_suppression", len(chosen), (), int32)
        rest = request.most - len(chosen) if pad else 0
        return Padded(_indices(request, chosen + [0] * rest, kept), count)

    return finish


# --- the public functions -------------------------------------------------------------------------


def non_max_suppression(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
) -> Tensor:
    """Return the indices of the best boxes of which no two overlap much, the best first.

    Args:
        boxes: (n, 4) of (y1, x1, y2, x2): two corners, in any order.
        scores: (n,); of equal ones the first box comes first.
        max_output_size: how many at most.
        iou_threshold: from which intersection over union on a box gives way to a better one.
        score_threshold: boxes must have more than this.

    Reads the boxes, so it blocks, and cannot be traced. Mirrors TensorFlow.js
    ``tf.image.nonMaxSuppression``.

    Raises:
        ShapeError: if the shapes are not these.

    >>> boxes = [[0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 1.0, 1.1], [0.0, 2.0, 1.0, 3.0]]
    >>> tf.image.non_max_suppression(boxes, [0.6, 0.9, 0.7], 3).tolist()
    [1, 2]
    """
    name = "non_max_suppression"
    request = _request(name, boxes, scores, max_output_size, iou_threshold, score_threshold)
    return _now(request, _indices)


async def non_max_suppression_async(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
) -> Tensor:
    """Return ``non_max_suppression`` without blocking the page.

    >>> coming = tf.image.non_max_suppression_async([[0.0, 0.0, 1.0, 1.0]], [0.5], 1)
    >>> coming.close()  # or: await coming
    """
    name = "non_max_suppression_async"
    request = _request(name, boxes, scores, max_output_size, iou_threshold, score_threshold)
    return await _later(request, _indices)


def non_max_suppression_with_score(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
    soft_nms_sigma: float = 0.0,
) -> Scored:
    """Return the indices as ``non_max_suppression`` does, and the scores, as a named tuple.

    With ``soft_nms_sigma`` above 0 (up to 1) a box that overlaps a better one below the threshold
    loses some of its score: it is multiplied by ``exp(-overlap² / (2 sigma))``. Mirrors
    TensorFlow.js ``tf.image.nonMaxSuppressionWithScore``.

    >>> boxes = [[0.0, 0.0, 1.0, 1.0], [0.0, 2.0, 1.0, 3.0]]
    >>> chosen = tf.image.non_max_suppression_with_score(boxes, [0.25, 0.75], 2)
    >>> chosen.selected_indices.tolist(), chosen.selected_scores.tolist()
    ([1, 0], [0.75, 0.25])
    """
    name, limits = "non_max_suppression_with_score", (iou_threshold, score_threshold)
    request = _request(name, boxes, scores, max_output_size, *limits, soft_nms_sigma)
    return _now(request, _scored)


async def non_max_suppression_with_score_async(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
    soft_nms_sigma: float = 0.0,
) -> Scored:
    """Return ``non_max_suppression_with_score`` without blocking the page.

    >>> coming = tf.image.non_max_suppression_with_score_async([[0.0, 0.0, 1.0, 1.0]], [0.5], 1)
    >>> coming.close()  # or: await coming
    """
    name, limits = "non_max_suppression_with_score_async", (iou_threshold, score_threshold)
    request = _request(name, boxes, scores, max_output_size, *limits, soft_nms_sigma)
    return await _later(request, _scored)


def non_max_suppression_padded(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
    pad_to_max_output_size: bool = False,
) -> Padded:
    """Return the indices as ``non_max_suppression`` does, and how many count, as a named tuple.

    With ``pad_to_max_output_size`` zeros follow the indices, up to ``max_output_size`` (or as many
    as there are boxes). Mirrors TensorFlow.js ``tf.image.nonMaxSuppressionPadded``.

    >>> boxes = [[0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 1.0, 1.1]]
    >>> chosen = tf.image.non_max_suppression_padded(
    ...     boxes, [0.6, 0.9], 2, pad_to_max_output_size=True
    ... )
    >>> chosen.selected_indices.tolist(), chosen.valid_outputs.item()
    ([1, 0], 1)
    """
    name, limits = "non_max_suppression_padded", (iou_threshold, score_threshold)
    request = _request(name, boxes, scores, max_output_size, *limits)
    return _now(request, _counted(pad_to_max_output_size))


async def non_max_suppression_padded_async(
    boxes: Any,
    scores: Any,
    max_output_size: int,
    iou_threshold: float = 0.5,
    score_threshold: float = NOTHING,
    pad_to_max_output_size: bool = False,
) -> Padded:
    """Return ``non_max_suppression_padded`` without blocking the page.

    >>> coming = tf.image.non_max_suppression_padded_async([[0.0, 0.0, 1.0, 1.0]], [0.5], 1)
    >>> coming.close()  # or: await coming
    """
    name, limits = "non_max_suppression_padded_async", (iou_threshold, score_threshold)
    request = _request(name, boxes, scores, max_output_size, *limits)
    return await _later(request, _counted(pad_to_max_output_size))
