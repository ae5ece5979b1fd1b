"""The tester tested: each check must fail on an op that is wrong in the way it looks for."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from ops.table import ROWS
from support import checks
from support.browser import Browser, FailedInBrowser
from support.leak_check import LeakCheck
from support.row import Bad, Row, Sample
from support.samples import GRADIENT_PAIRS, f32, listed, pairs, reals

WIDE = reals(-5, 5)
PRODUCTS = pairs((WIDE, WIDE), shapes=GRADIENT_PAIRS)
MUL = Row("mul", np.multiply, pairs((WIDE, WIDE)), gradients=PRODUCTS)
NEG = next(row for row in ROWS if row.id == "neg")
SUM = Row(
    "sum", lambda x, axis: np.sum(x, axis), listed(Sample((f32(np.ones((3, 5))),), {"axis": 1}))
)

LEAKY = """
kept = []

def make():
    kept.append(tf.ones([2, 3]))

def free():
    kept.clear()
"""

SUM_WITH_PADDING = """
T all_of(int row) {
  T total = T(0);
  for (int k = 0; k < x_stride; k++) total += x_at(row * x_stride + k);
  return total;
}
void main() { y = Y4(all_of(0), all_of(1), all_of(2), all_of(0)); }
"""


@pytest.fixture
def broken(browser: Browser) -> Iterator[Browser]:
    yield browser
    browser.call("broken.restore")


def test_the_rows_used_here_pass_when_nothing_is_broken(browser: Browser) -> None:
    checks.check_forward(browser, MUL)
    checks.check_gradient(browser, MUL)
    checks.check_second_gradient(browser, MUL)
    checks.check_special(browser, NEG)
    checks.check_forward(browser, SUM)


def test_a_shader_off_by_a_thousandth_fails(broken: Browser) -> None:
    broken.call("broken.kernel", name="binary/mul", body="Y op(T a, T b) { return a * b * 1.001; }")
    with pytest.raises(checks.Missed, match="first at") as caught:
        checks.check_forward(broken, MUL)
    assert "python -m pytest 'tests/ops/test_forward.py::test_forward[mul]'" in str(caught.value)


def test_a_wrong_gradient_rule_fails(broken: Browser) -> None:
    rule = "lambda g, _y, a, b: (g * b, g * a * 1.01)"
    broken.call("broken.gradient", name="mul", rule=rule)
    with pytest.raises(checks.Missed, match="gradient of mul"):
        checks.check_gradient(broken, MUL)


def test_a_rule_that_takes_values_for_constants_fails_at_the_second_order(broken: Browser) -> None:
    rule = "lambda g, _y, a, b: (g * tf.tensor(b.tolist()), g * tf.tensor(a.tolist()))"
    broken.call("broken.gradient", name="mul", rule=rule)
    checks.check_gradient(broken, MUL)
    with pytest.raises(checks.Missed, match="second gradient of mul"):
        checks.check_second_gradient(broken, MUL)


def test_a_rule_that_leaves_the_tape_fails_at_the_second_order(broken: Browser) -> None:
    rule = "lambda g, _y, a, b: (tf.tensor(g.tolist()) * b, tf.tensor(g.tolist()) * a)"
    broken.call("broken.gradient", name="mul", rule=rule)
    with pytest.raises(checks.Missed, match="second gradient of mul"):
        checks.check_second_gradient(broken, MUL)


def test_nan_in_place_of_infinity_fails(broken: Browser) -> None:
    body = "T op(T x) { return isinf(x) ? x - x : -x; }"
    broken.call("broken.kernel", name="unary/neg", body=body)
    with pytest.raises(checks.Missed, match="NaN in 2 wrong place"):
        checks.check_special(broken, NEG)


def test_infinity_of_the_wrong_sign_fails(broken: Browser) -> None:
    broken.call("broken.kernel", name="unary/neg", body="T op(T x) { return isinf(x) ? x : -x; }")
    with pytest.raises(checks.Missed, match=r"\+inf in 2 wrong place"):
        checks.check_special(broken, NEG)


def test_a_kernel_that_lets_padding_in_fails(broken: Browser) -> None:
    broken.call("broken.kernel", name="reduce/sum", body=SUM_WITH_PADDING)
    with pytest.raises(checks.Missed, match="NaN in 3 wrong place"):
        checks.check_forward(broken, SUM)


def test_a_wrong_dtype_fails(browser: Browser) -> None:
    with pytest.raises(checks.Missed, match="dtype float32, expected int32"):
        checks.check_forward(browser, replace(MUL, result="int32"))


def test_a_missing_error_and_a_wrong_message_fail(browser: Browser) -> None:
    one, four = f32([1]), f32(np.ones((2, 3)))
    no_error = replace(MUL, errors=[Bad((one, four), "ShapeError", "")])
    with pytest.raises(checks.Missed, match="raised nothing"):
        checks.check_errors(browser, no_error)
    other = replace(MUL, errors=[Bad((f32([1, 2]), four), "ShapeError", "of the moon")])
    with pytest.raises(checks.Missed, match="of the moon"):
        checks.check_errors(browser, other)


@pytest.mark.parametrize(
    ("leak", "told"),
    [
        ("tensor", "tensors: 0 before, 1 after"),
        ("texture", "textures: 1 before, 2 after"),  # the generator has one
        ("proxy", "JsProxies"),
    ],
)
def test_a_leak_is_found(broken: Browser, leak: str, told: str) -> None:
    check = LeakCheck(broken)
    broken.call(f"broken.leak_{leak}")
    assert told in check.left_behind()
    broken.call("broken.restore")
    assert check.left_behind() == ""


def test_a_leaked_tensor_tells_the_line_that_made_it(broken: Browser) -> None:
    check = LeakCheck(broken)
    call = {"path": "/tests/test_leaky.py", "source": LEAKY, "arguments": {}}
    broken.call("modules.run", function="make", **call)
    assert "(2, 3) float32, made at /tests/test_leaky.py:5" in check.left_behind()
    broken.call("modules.run", function="free", **call)


def test_a_failing_assertion_tells_line_and_values(browser: Browser) -> None:
    source = "def test():\n    x = 3\n    assert x + 1 == 5, 'sums'\n"
    with pytest.raises(FailedInBrowser) as caught:
        browser.call(
            "modules.run", path="/tests/test_sums.py", source=source, function="test", arguments={}
        )
    text = str(caught.value)
    assert 'File "/tests/test_sums.py", line 3, in test' in text
    assert "assert x + 1 == 5\nsums\nwhere 4 == 5 is false" in text
