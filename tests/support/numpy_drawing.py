"""One draw as its imitation sees it: parameters by name, inputs by element, the lanes to fill."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from texelflow.dtypes import RGBA8
from texelflow.glsl import Kernel

from .numpy_textures import Texture


class Input:
    """A tensor argument: ``at(elements)``, as ``<name>_at`` in the shader."""

    def __init__(self, name: str, texture: Texture, kernel: str) -> None:
        self.texture = texture
        self._reader = f"{kernel}: {name}"

    def at(self, elements: Any) -> np.ndarray:
        """Return the elements at physical positions, an array of the positions' shape."""
        return self.texture.at(np.asarray(elements), self._reader)


class Drawing:
    """What an imitation gets; it returns one array of ``elements.shape`` for each output."""

    def __init__(
        self,
        kernel: Kernel,
        targets: Sequence[Texture],
        sources: Sequence[Texture],
        block: memoryview,
        size: tuple[int, int],
    ) -> None:
        self.kernel = kernel
        self.targets = [part for texture in targets for part in texture.parts or [texture]]
        self.params = _decode(kernel, block)
        self.defines = dict(kernel.defines)
        for (name, kind), texture in zip(kernel.outputs, targets, strict=True):
            self._fits(name, kind, texture)
            assert size[0] == texture.width, f"{kernel.label}: drawn {size[0]} wide into {name}"
            assert size[1] <= texture.height, f"{kernel.label}: drawn {size[1]} high into {name}"
        self.inputs: dict[str, Input] = {}
        for (name, kind), texture in zip(kernel.inputs, sources, strict=True):
            self._fits(name, kind, texture)
            mask = self.params[f"{name}_mask"]
            assert texture.format == RGBA8 or mask == texture.width - 1, f"{kernel.label}: {mask}"
            self.inputs[name] = Input(name, texture, kernel.label)
        self.elements = np.arange(4 * size[0] * size[1])
        """Every lane that is drawn, by its position in the output."""

    def _fits(self, name: str, kind: str, texture: Texture) -> None:
        label = self.kernel.label
        assert kind == texture.kind, f"{label}: {name} is {kind}, its texture {texture.kind}"
        if texture.format != RGBA8:  # a picture's texture is as wide as the picture
            shift = self.params[f"{name}_shift"]
            assert 1 << shift == texture.width, f"{label}: {name}_shift is wrong"

    def __getitem__(self, name: str) -> Any:
        """Return a parameter: a number, or an array."""
        return self.params[name]

    def at(self, name: str, elements: Any) -> np.ndarray:
        """Return elements of an input."""
        return self.inputs[name].at(elements)

    def at_layer(self, name: str, layer: int, elements: Any) -> np.ndarray:
        """Return elements of one layer of an input."""
        texture = self.inputs[name].texture.parts[layer]
        return texture.at(np.asarray(elements), f"{self.kernel.label}: {name}, layer {layer}")

    @property
    def y_dtype(self) -> Any:
        """The NumPy dtype of the first output."""
        return self.targets[0].data.dtype

    def texels(self, row_texels: int) -> tuple[np.ndarray, np.ndarray]:
        """Return, per lane, its row and column where rows take ``row_texels`` texels."""
        row = self.elements // (4 * row_texels)
        return row, self.elements - row * 4 * row_texels

    def rows_and_columns(self) -> tuple[np.ndarray, np.ndarray]:
        """Return, per lane, its row and column; pad lanes repeat their row's last."""
        index = self.indices()
        row = index // self["y_cols"]
        return row, index - row * self["y_cols"]

    def units(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Return, per lane, the unit it is of: a texel, and its lane there, or an element."""
        if "TEXELS" in self.defines:
            return self.elements // 4, self.elements % 4
        return self.indices(), None

    def unit(self, name: str, at: np.ndarray, lane: np.ndarray | None) -> np.ndarray:
        """Return units of x (see ``units``); elements are counted in row-major order."""
        if lane is not None:
            return self.at(name, at * 4 + lane)
        row = at // self[f"{name}_cols"]
        return self.at(name, row * self[f"{name}_stride"] + at - row * self[f"{name}_cols"])

    def indices(self, cols: str = "y_cols", stride: str = "y_stride") -> np.ndarray:
        """Return, per lane, its index in row-major order; pad lanes repeat their row's last."""
        row = self.elements // self[stride]
        return row * self[cols] + np.minimum(self.elements - row * self[stride], self[cols] - 1)


def digits(index: np.ndarray, dims: Sequence[int]) -> list[np.ndarray]:
    """Return the coordinates of row-major indices, the first axis first."""
    found = []
    for size in reversed(list(dims)):
        found.append(index % size)
        index = index // size
    return found[::-1]


def _decode(kernel: Kernel, block: memoryview) -> dict[str, Any]:
    """Return the parameters by name from the words of a DRAW."""
    raw = np.frombuffer(block.tobytes(), np.int32)
    assert raw.size == kernel.words, f"{kernel.label}: {raw.size} parameter words"
    values: dict[str, Any] = {}
    for name, kind, offset, size in kernel.params:
        part = raw[offset : offset + (size or 1)]
        numbers = (part.view(np.float32).astype(np.float64) if kind == "float" else part).tolist()
        values[name] = numbers if size else numbers[0]
    return values
