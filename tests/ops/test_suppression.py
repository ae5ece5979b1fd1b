"""Non-maximum suppression against TensorFlow.js 4.22 on its cpu backend, which made the answers."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises

HARD = [0, 16, 7, 23, 17, 10, 4, 11, 14, 5]
SOFT = [0, 16, 23, 7, 17, 6, 10, 4, 15, 12, 19, 11]
WORTH = [
    0.9375, 0.9372968673706055, 0.875, 0.823012113571167, 0.7961658835411072, 0.6610149145126343,
    0.5624624490737915, 0.49762389063835144, 0.4842584729194641, 0.4716600477695465,
    0.4624461531639099, 0.46094855666160583,
]  # fmt: skip
PADDED = [0, 16, 23, 17, 10, 4, 11, 14] + [0] * 12


def drawn():
    """Return 24 boxes and their scores, some of them equal, by a generator of two lines."""
    state, boxes, scores = 7, [], []

    def draw():
        nonlocal state
        state = (state * 1103515245 + 12345) % (1 << 31)
        return (state >> 8) / (1 << 23)

    for _ in range(24):
        y, x = draw() * 2, draw() * 2
        boxes.append([y, x, y + 0.5 + draw(), x + 0.5 + draw()])
        scores.append(int(draw() * 16) / 16)
    return boxes, scores


@in_browser
def test_the_best_boxes_are_chosen():
    boxes, scores = drawn()
    assert tf.image.non_max_suppression(boxes, scores, 10, 0.4).tolist() == HARD
    few = tf.image.non_max_suppression(boxes, scores, 24, 0.3, 0.35)
    assert few.tolist() == HARD[:9]
    assert few.dtype == "int32"
    turned = [[y2, x1, y1, x2] for y1, x1, y2, x2 in boxes]
    assert tf.image.non_max_suppression(turned, scores, 10, 0.4).tolist() == HARD
    assert tf.image.non_max_suppression(boxes, scores, 0).shape == (0,)
    assert tf.image.non_max_suppression(tf.zeros([0, 4]), tf.zeros([0]), 3).shape == (0,)


@in_browser
def test_scores_fall_softly():
    boxes, scores = drawn()
    chosen = tf.image.non_max_suppression_with_score(boxes, scores, 12, 0.6, 0.1, 0.5)
    assert chosen.selected_indices.tolist() == SOFT
    found = chosen.selected_scores.tolist()
    assert max(abs(a - b) for a, b in zip(found, WORTH, strict=True)) < 1e-6


@in_browser
async def test_zeros_fill_up_and_nothing_blocks():
    boxes, scores = drawn()
    image = tf.image
    padded = await image.non_max_suppression_padded_async(boxes, scores, 20, 0.2, 0.2, True)
    assert padded.selected_indices.tolist() == PADDED
    assert padded.valid_outputs.item() == 8
    short = image.non_max_suppression_padded(boxes, scores, 20, 0.2, 0.2)
    assert short.selected_indices.tolist() == PADDED[:8]
    assert (await image.non_max_suppression_async(boxes, scores, 10, 0.4)).tolist() == HARD
    soft = await image.non_max_suppression_with_score_async(boxes, scores, 12, 0.6, 0.1, 0.5)
    assert soft.selected_indices.tolist() == SOFT


@in_browser
async def test_the_async_forms_refuse_what_the_others_do():
    with raises(ValueError, match="from 0 to 1"):
        await tf.image.non_max_suppression_async([[0.0, 0.0, 1.0, 1.0]], [0.5], 1, 2.0)


@in_browser
def test_a_traced_function_cannot_read_boxes():
    @tf.function
    def choose(boxes):
        return tf.image.non_max_suppression(boxes, [0.5], 1)

    with raises(tf.errors.TraceError, match="no value"):
        choose(tf.ones([1, 4]))


def test_the_names_of_the_results() -> None:
    from texelflow.ops.suppression import Padded, Scored

    assert Scored._fields == ("selected_indices", "selected_scores")
    assert Padded._fields == ("selected_indices", "valid_outputs")
