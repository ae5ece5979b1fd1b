"""``tf.kernel``: what it refuses, what compile errors show, that it is fused and traced."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises

ADD = "float op(float a, float b) { return a + b; }"


def definitions():
    """Return (a definition that is wrong, the error's type, words of its message)."""
    return [
        (lambda: tf.kernel(3), TypeError, "must be GLSL as a str, got int"),
        (lambda: tf.kernel("float f(float a) { return a; }"), ValueError, "neither op nor value"),
        (lambda: tf.kernel(ADD + "void main() {}"), ValueError, "defines op and main"),
        (lambda: tf.kernel("vec4 op(float a) { return a; }"), ValueError, "is of type vec4"),
        (lambda: tf.kernel("float op(vec2 a) { return a.x; }"), ValueError, "parameter a is of"),
        (lambda: tf.kernel("float op(float) { return 1.0; }"), ValueError, "write a type and a"),
        (lambda: tf.kernel("float op() { return 1.0; }"), ValueError, "0 inputs; a kernel takes"),
        (
            lambda: tf.kernel("float op(float y) { return y; }"),
            ValueError,
            "'y' cannot be a name in GLSL",
        ),
        (lambda: tf.kernel(ADD, inputs=["a"]), ValueError, "op's own parameters are its inputs"),
        (lambda: tf.kernel(ADD, shape=(2,)), ValueError, "shape that its inputs broadcast to"),
        (lambda: tf.kernel(ADD, dtype="int32"), ValueError, "leave dtype out"),
        (lambda: tf.kernel(ADD, params={"a": 1.0}), ValueError, "a is an input too"),
        (lambda: tf.kernel(ADD, params={"k": "1"}), TypeError, "the default of k is '1'"),
        (lambda: tf.kernel(ADD, params=[1]), TypeError, "must be a dict"),
        (lambda: tf.kernel(ADD, params={"for": 1}), ValueError, "'for' cannot be a name"),
        (lambda: tf.kernel(ADD, name="a b"), ValueError, "'a b' cannot be a name"),
        (
            lambda: tf.kernel(ADD, grad=lambda g, y, a: g),
            TypeError,
            "must take g, the result and 2",
        ),
    ]


def definitions_with_inputs():
    """Return more of them: kernels whose inputs are named beside the source."""
    x = {"inputs": ["x"]}
    return [
        (
            lambda: tf.kernel("float value(int i) { return x(i); }"),
            ValueError,
            "value needs the inputs' names",
        ),
        (
            lambda: tf.kernel("float value(float i) { return x(0); }", **x),
            ValueError,
            "value takes one to six ints",
        ),
        (lambda: tf.kernel("void main() {}", inputs=["x"] * 2), ValueError, "two inputs are"),
        (lambda: tf.kernel("void main() {}", inputs=list("abcdefgh")), ValueError, "8 inputs"),
        (lambda: tf.kernel("void main() {}", inputs={"x": "int99"}), TypeError, "int99"),
        (lambda: tf.kernel("void main() {}", inputs=[3]), TypeError, "names must be str"),
    ]


def calls():
    """Return (a call that is wrong, the error's type, words of its message)."""
    add = tf.kernel(ADD, name="my_add", params={"k": 1.0, "n": 2, "table": (1.0, 2.0)})
    whole = tf.kernel("int op(int a) { return a; }", name="whole")
    turn = "float value(int i, int j) { return x(j, i); }"

    def turned(shape):
        return tf.kernel(turn, inputs=["x"], shape=shape, name="turned")

    x = tf.ones([2, 3])
    return [
        (lambda: add(x), TypeError, "my_add(): missing a required argument: 'b'"),
        (lambda: add(x, x, 1.0, 2, (1.0, 2.0), x), TypeError, "my_add(): too many"),
        (lambda: add(x, x, m=1.0), TypeError, "my_add(): got an unexpected keyword argument 'm'"),
        (lambda: add(x, tf.ones([2])), tf.errors.ShapeError, "my_add(a: (2, 3), b: (2,)): shapes"),
        (lambda: add(x, "b"), TypeError, "str"),
        (lambda: add(x, x, k="1"), TypeError, "k must be a number, got '1'"),
        (lambda: add(x, x, n=1.5), TypeError, "n must be an int, got 1.5"),
        (lambda: add(x, x, table=(1.0,)), TypeError, "table is (1.0,); it must be 2 numbers"),
        (lambda: whole(x), tf.errors.DTypeError, "whole(a: (2, 3)): a is float32; the kernel"),
        (lambda: turned(lambda x: "ab")(x), tf.errors.ShapeError, "the shape rule gave 'ab'"),
        (lambda: turned(lambda x: (-1, 2))(x), tf.errors.ShapeError, "size -1"),
        (lambda: turned(lambda x: (1.5, 2))(x), tf.errors.ShapeError, "1.5"),
        (lambda: turned(lambda x: (6,))(x), tf.errors.ShapeError, "it must have 2 axes"),
        (lambda: turned(lambda x: x[5])(x), IndexError, "turned(x: (2, 3)): tuple index"),
        (lambda: turned(lambda x, y: x)(x), TypeError, "turned(x: (2, 3))"),
        (lambda: tf.grad(lambda x: add(x, x))(x), ValueError, "my_add"),
    ]


def assert_refused(cases):
    """Each raises what it should, and the engine goes on."""
    wrong = []
    for do, kind, words in cases:
        line = f"line {do.__code__.co_firstlineno}"
        try:
            wrong.append(f"{line}: no error but {do()!r}")
        except Exception as error:
            if not isinstance(error, kind) or words not in str(error):
                wrong.append(f"{line}: {type(error).__name__}: {error}, not {words!r}")
        assert tf.sum(tf.ones([3]) * 2.0).item() == 6.0
    assert not wrong, "\n".join(wrong)


@in_browser
def test_bad_definitions_say_what_is_wrong():
    assert_refused(definitions() + definitions_with_inputs())


@in_browser
def test_bad_calls_say_what_is_wrong():
    assert_refused(calls())


BROKEN = """// a comment
float op(float a) {
  return a + nonsense;
}
"""


@in_browser
def test_a_compile_error_shows_the_users_line_and_the_engine_goes_on():
    broken = tf.kernel(BROKEN, name="broken")
    for _ in range(2):
        with raises(tf.errors.ShaderError, match=r"broken\.glsl:3: 'nonsense'") as caught:
            broken([1.0]).tolist()
    assert ">   3 |   return a + nonsense;" in str(caught.value)
    assert tf.neg([1.0]).tolist() == [-1.0]
    mended = tf.kernel(BROKEN.replace("nonsense", "1.0"), name="broken")
    assert mended([1.0]).tolist() == [2.0]


@in_browser
def test_a_compile_error_in_a_fused_draw_shows_the_users_line_too():
    broken = tf.kernel(BROKEN, name="broken")
    traced = tf.function(lambda x: tf.relu(broken(x) * 2.0))
    with raises(tf.errors.ShaderError, match=r"broken\.glsl:3: 'nonsense'"):
        traced(tf.ones([2])).tolist()
    assert tf.neg([1.0]).tolist() == [-1.0]


@in_browser
def test_a_value_kernels_error_has_the_users_line():
    source = "float value(int i, int j) {\n  return x(i);\n}\nvoid helper() { bad(); }"
    broken = tf.kernel(source, inputs=["x"], name="broken")
    with raises(tf.errors.ShaderError, match=r"broken\.glsl:4: "):
        broken(tf.ones([2, 2]))


@in_browser
def test_inside_a_function_it_is_fused_with_its_neighbours():
    hypot = tf.kernel(
        "float op(float a, float b) { return sqrt(a * a + b * b); }",
        name="hypot",
        grad=lambda g, y, a, b: (g * a / y, g * b / y),
    )

    def f(x, y):
        return tf.relu(hypot(x * 2.0, y) - 1.0)

    traced = tf.function(f)
    x, y = tf.ones([3, 5]), tf.ones([5])
    traced(x, y)
    assert tf.profile(lambda: f(x, y))["draws"] == 4
    info = traced.explain(x, y)
    assert info.after.draws == 1, info
    assert traced(x, y).tolist() == f(x, y).tolist()
    step = tf.function(lambda x, y: tf.grad(lambda x: tf.sum(f(x, y)))(x))
    assert step(x, y).tolist() == tf.grad(lambda x: tf.sum(f(x, y)))(x).tolist()


@in_browser
def test_defining_it_again_compiles_nothing_again():
    from texelflow import engine as engines

    x = tf.ones([3, 5])
    tf.kernel(ADD, name="again")(x, x)
    before = engines.current().programs
    assert tf.kernel(ADD, name="again")(x, x).tolist() == (x + x).tolist()
    assert engines.current().programs == before
    # The same source with other rules is another op.
    source, inputs = "float value(int i) { return x(i); }", ["x"]
    first = tf.kernel(source, inputs, shape=(2,), name="taken")
    second = tf.kernel(source, inputs, shape=(3,), name="taken")
    assert first(tf.range(5) * 1.0).shape == (2,)
    assert second(tf.range(5) * 1.0).tolist() == [0.0, 1.0, 2.0]
