"""Every op function and chained method of TensorFlow.js is there; what is not is printed."""

from __future__ import annotations

from parity import missing_functions, missing_methods, names


def test_the_lists_are_whole() -> None:
    assert sum(map(len, names("functions.txt").values())) == 254
    assert len(set(names("methods.txt")[""])) == 137


def test_every_function_of_tensorflow_js_is_there() -> None:
    missing = missing_functions()
    print(f"{254 - len(missing)} of 254 functions; missing: {', '.join(missing) or 'none'}")
    assert missing == []


def test_every_chained_method_of_tensorflow_js_is_there() -> None:
    missing = missing_methods()
    print(f"{137 - len(missing)} of 137 methods; missing: {', '.join(missing) or 'none'}")
    assert missing == []
