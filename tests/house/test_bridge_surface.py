"""Python's protocol and the JavaScript bridge say the same, and the bridge knows no op."""

import inspect
import re
from pathlib import Path

from texelflow import dtypes
from texelflow.device import protocol
from texelflow.op import OPS

BRIDGE = Path(__file__).parents[2] / "web" / "bridge"


OPCODES = ("CREATE", "FREE", "UPLOAD", "DRAW", "SWAP", "BIND", "REPLAY", "FORGET")


def code(file: Path) -> str:
    """Return a JavaScript file without its comments."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
    return re.sub(r"(?<!:)//[^\n]*", "", text)


def test_opcodes_are_the_same() -> None:
    theirs = dict(re.findall(r"const ([A-Z]+) = (\d+);", code(BRIDGE / "commands.js")))
    ours = {name: getattr(protocol, name) for name in OPCODES}
    assert {name: int(number) for name, number in theirs.items() if name in ours} == ours
    assert len(set(ours.values())) == len(ours)
    described = re.findall(r"^    ([A-Z]+)  ", protocol.__doc__ or "", re.M)
    assert set(described) == set(ours)


def test_the_first_word_is_the_same() -> None:
    found = re.search(r"const FIRST_WORD = (\d+);", code(BRIDGE / "index.js"))
    assert found
    assert int(found[1]) == protocol.FIRST_WORD


def test_texture_formats_are_the_same() -> None:
    table = code(BRIDGE / "textures.js")
    rows = re.findall(r'internal: "(\w+)",.*?bytes: (\d+)', table)
    assert len(rows) == len(dtypes.TEXEL_BYTES)
    for number, (name, size) in enumerate(rows):
        assert getattr(dtypes, name) == number
        assert dtypes.TEXEL_BYTES[number] == int(size)


def test_every_verb_of_the_protocol_is_in_the_bridge() -> None:
    verbs = {
        name
        for name, value in vars(protocol.Device).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    source = code(BRIDGE / "index.js")
    returned = source[source.rindex("return {") :]
    offered = set(re.findall(r"^    (\w+)(?:\(|:|,)", returned, re.M))
    assert verbs - offered == set()
    assert offered - verbs <= {"adopt", "context"}, "verbs that the protocol does not describe"


def test_the_bridge_knows_no_op() -> None:
    for file in BRIDGE.glob("*.js"):
        texts = set(re.findall(r"""["'`](\w+)["'`]""", code(file)))
        assert texts & set(OPS) == set(), file.name
        assert not re.search(r"\b(unary|binary|reduce|matmul|conv|pool|layers)/", code(file))


def test_the_bridge_asks_webgl_nothing_while_it_draws() -> None:
    source = code(BRIDGE / "commands.js")
    asked = re.findall(r"gl\.(get\w+|check\w+|is\w+|readPixels|finish|clientWaitSync)\(", source)
    assert asked == ["getError"], "and that one only if debug is on"
