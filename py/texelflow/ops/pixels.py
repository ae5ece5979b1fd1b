"""Pictures of the browser's to tensors and back: what ``tf.browser`` offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .. import engine as engines
from ..dtypes import RGBA8, canonical, float32, int32
from ..errors import DTypeError, ShapeError
from ..layout import Layout
from ..lowering import Buffer, Builder, Launch, Spec
from ..op import op
from ..tensor import Tensor, TensorLike, as_tensor
from ..tracing import tracer
from .arithmetic import maximum, sub
from .reduction import max as reduce_max
from .reshaping import reshape

__all__ = ["draw", "from_pixels", "from_pixels_async", "to_pixels", "to_pixels_async"]


WANTED = (
    "it must be an ImageData, ImageBitmap, image, video or canvas element, OffscreenCanvas, "
    "VideoFrame, or have data, width and height"
)


class Picture(Spec):
    """What a texture of a picture is like, in the place of a tensor's layout."""

    __slots__ = ()

    @property
    def layout(self) -> Layout:
        """One pixel a texel, in lines as long as the picture is wide."""
        height, width = self.shape[:2]
        return Layout(height * width, 4, 4, height * width, 0, width, height, True)


# --- the two ops ----------------------------------------------------------------------------------


def _unpack_shape(pixels: Spec, *, channels: int, **_: Any) -> tuple[int, ...]:
    return (*pixels.shape[:2], channels)


def _unpack_types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> Any:
    return dtypes, canonical(attributes["dtype"])


def _lower_unpack(b: Builder, y: Spec, pixels: Buffer, *, line: int, **_: Any) -> Buffer:
    direct = y.shape[2] > 2
    lanes = {"count": y.layout.rows} if direct else {"y_cols": y.shape[2]}
    lanes |= {} if direct else {"y_stride": y.layout.stride}
    ways = {"DIRECT": direct, "WHOLE": y.dtype == int32}
    return b.draw("pixels/unpack", {"pixels": pixels}, y, ways, row_pixels=line, **lanes)


@op(shape=_unpack_shape, types=_unpack_types, lower=_lower_unpack)
def unpack_pixels(pixels: TensorLike, channels: int, line: int, dtype: str) -> Tensor:
    """Return the first channels of a picture; ``line`` is the width of its texture."""
    ...


def _pack_shape(x: Spec, *, opaque: int) -> tuple[int, ...]:
    del opaque
    return x.shape[:2]


def _pack_types(dtypes: Sequence[str], attributes: Mapping[str, Any]) -> Any:
    del attributes
    return dtypes, int32


def _colours(x: Spec, opaque: int) -> dict[str, int]:
    return {"channels": x.shape[2], "x_stride": x.layout.stride, "opaque": opaque}


def _lower_pack(b: Builder, y: Spec, x: Buffer, *, opaque: int) -> Buffer:
    params: dict[str, Any] = _colours(x.spec, opaque)
    params |= {"y_cols": y.layout.cols, "y_stride": y.layout.stride}
    return b.draw("pixels/pack", {"x": x}, y, **params)


@op(shape=_pack_shape, types=_pack_types, lower=_lower_pack)
def pack_pixels(x: TensorLike, opaque: int) -> Tensor:
    """Return the bytes red, green, blue and opacity of each pixel as one int32, red the lowest."""
    ...


# --- from pictures --------------------------------------------------------------------------------


def _loaded(name: str, pixels: Any, channels: int, dtype: Any) -> Tensor:
    """Return a picture as a tensor, at once even where a function is being traced."""
    if tracer.active is not None:
        with tracer.active.paused():
            return _loaded(name, pixels, channels, dtype)
    if isinstance(channels, bool) or channels not in (1, 2, 3, 4):
        raise ShapeError(f"{name}: num_channels {channels!r} must be from 1 to 4")
    kind = canonical(dtype)
    if kind not in (int32, float32):
        raise DTypeError(f"{name}: dtype {dtype!r} must be 'int32' or 'float32'")
    engine = engines.current()
    width, height = _measured(name, engine, pixels)
    slot = engine.picture(width, height)
    storage = engine.take(slot)
    picture = Tensor(storage, (height, width, 4), float32)
    engine.flush()
    engine.device.upload_pixels(storage.texture, (width, height, RGBA8), pixels)
    return unpack_pixels(picture, channels, width, kind)


def _measured(name: str, engine: engines.Engine, pixels: Any) -> tuple[int, int]:
    # An object of the browser's has a constructor with a name; Python's types have one anyway.
    kind = getattr(getattr(pixels, "constructor", None), "name", type(pixels).__name__)
    if isinstance(pixels, (bytes, bytearray, memoryview)):
        raise DTypeError(
            f"{name}: {len(pixels)} bytes must be decoded first; "
            "await tf.browser.from_pixels_async(...)"
        )
    if isinstance(pixels, TensorLike) or pixels is None:
        raise DTypeError(f"{name}: {kind} is no picture; {WANTED}")
    if isinstance(pixels, dict):
        missing = {"data", "width", "height"} - set(pixels)
        if missing:
            raise DTypeError(f"{name}: the dict of a picture has no {sorted(missing)}")
        size, wanted = memoryview(pixels["data"]).nbytes, pixels["width"] * pixels["height"] * 4
        if size != wanted:
            raise ShapeError(
                f"{name}: {size} bytes are not four for each of {pixels['width']} x "
                f"{pixels['height']} pixels, which are {wanted}"
            )
    width, height = engine.device.measure_pixels(pixels)
    if width < 0:
        raise DTypeError(f"{name}: {kind} is no picture; {WANTED}")
    if not width * height:
        raise ShapeError(
            f"{name}: the picture has {width} x {height} pixels; it must have some: wait until it "
            "is loaded, or await tf.browser.from_pixels_async(...)"
        )
    return width, height


def from_pixels(pixels: Any, num_channels: int = 3, *, dtype: Any = int32) -> Tensor:
    """Return a picture's pixels as a tensor (rows, columns, channels).

    Args:
        pixels: what the browser draws (ImageData, ImageBitmap, an image, video or canvas element,
            OffscreenCanvas, VideoFrame), or a dict or object with ``data`` (bytes: red, green,
            blue and opacity of each pixel), ``width`` and ``height``.
        num_channels: how many of red, green, blue and opacity, from 1 to 4.
        dtype: "int32", from 0 to 255, or "float32", from 0 to 1.

    The pixels go to the GPU directly. In a traced function they are taken once, when it is traced.
    Mirrors TensorFlow.js ``tf.browser.fromPixels``.

    Raises:
        DTypeError: for what is no picture.
        ShapeError: for a picture without pixels, or for another number of channels.

    >>> dot = {"data": bytes([10, 20, 30, 255]), "width": 1, "height": 1}
    >>> tf.browser.from_pixels(dot).tolist()
    [[[10, 20, 30]]]
    """
    return _loaded("from_pixels", pixels, num_channels, dtype)


async def from_pixels_async(pixels: Any, num_channels: int = 3, *, dtype: Any = int32) -> Tensor:
    """Return what ``from_pixels`` does, also of pictures that must be decoded or waited for.

    Args:
        pixels: as for ``from_pixels``, or the bytes of a PNG, JPEG or whatever the browser
            decodes, a Blob or File; image elements may still be loading.

    Mirrors TensorFlow.js ``tf.browser.fromPixelsAsync``.

    Raises:
        ValueError: if the browser cannot decode it.

    >>> coming = tf.browser.from_pixels_async(b"the bytes of a PNG")
    >>> coming.close()  # or: await coming
    """
    try:
        picture = await engines.current().device.decode_pixels(pixels)
    except ValueError as error:
        raise ValueError(f"from_pixels_async: {error}") from None
    return _loaded("from_pixels_async", picture, num_channels, dtype)


# --- to pictures ----------------------------------------------------------------------------------


def _image(name: str, img: Any) -> Tensor:
    """Return an image of three axes; lists of numbers count as whole ones, as in TensorFlow.js."""
    x = as_tensor(name, img)
    call = f"{name}(img: {x.shape})"
    if x.dtype not in (int32, float32):
        raise DTypeError(f"{call}: img is {x.dtype}; it must be int32 or float32")
    if x.ndim == 2:
        x = reshape(x, (*x.shape, 1))
    if x.ndim != 3 or x.shape[2] not in (1, 3, 4):
        raise ShapeError(
            f"{call}: must be (rows, columns), or (rows, columns, channels) with 1, 3 or 4 channels"
        )
    if not x.shape[0] * x.shape[1]:
        raise ShapeError(f"{call}: an image without pixels cannot be shown")
    return x


def _beyond(x: Tensor) -> Tensor:
    """Return how far the values leave their range, in one number; not above 0 if they do not."""
    most = 255 if x.dtype == int32 else 1.0
    return reduce_max(maximum(sub(0, x), sub(x, most)))


def _checked(name: str, x: Tensor, beyond: float) -> None:
    if beyond > 0:
        scale = "0 to 255" if x.dtype == int32 else "0 to 1"
        raise ValueError(
            f"{name}(img: {x.shape}): a value is {beyond} out of range; "
            f"{x.dtype} images must be from {scale}"
        )


def to_pixels(img: Any, canvas: Any = None) -> memoryview:
    """Return an image's pixels as bytes (red, green, blue, opacity), and show them on a canvas.

    Args:
        img: (rows, columns) or (rows, columns, 1) for greys, (…, 3) or (…, 4) with opacity; int32
            from 0 to 255, or float32 from 0 to 1.
        canvas: a canvas element or OffscreenCanvas; it takes the image's size.

    Blocks until they are computed. Mirrors TensorFlow.js ``tf.browser.toPixels``.

    Raises:
        ShapeError: if the image has other axes.
        ValueError: if a value is out of range.

    >>> tf.browser.to_pixels([[0, 255]]).tolist()
    [0, 0, 0, 255, 255, 255, 255, 255]
    """
    x = _image("to_pixels", img)
    packed, beyond = pack_pixels(x, 255), _beyond(x)
    _checked("to_pixels", x, beyond.item())
    if canvas is not None:
        _show(x, canvas, 255)
    return packed.to_memoryview().cast("B")


async def to_pixels_async(img: Any, canvas: Any = None) -> memoryview:
    """Return what ``to_pixels`` does, without blocking the page.

    >>> coming = tf.browser.to_pixels_async([[0, 255]])
    >>> coming.close()  # or: await coming
    """
    x = _image("to_pixels_async", img)
    packed, beyond = pack_pixels(x, 255), _beyond(x)
    view = (await packed.data()).cast("B")
    _checked("to_pixels_async", x, (await beyond.data())[()])
    if canvas is not None:
        _show(x, canvas, 255)
    return view


def draw(image: Any, canvas: Any, alpha: float = 1.0) -> None:
    """Show an image on a canvas, from the GPU and without waiting for it.

    Args:
        image: as for ``to_pixels``; values out of range are cut off.
        canvas: a canvas element or OffscreenCanvas; it takes the image's size.
        alpha: the opacity, from 0 to 1, of images that have none of their own.

    Mirrors TensorFlow.js ``tf.browser.draw``.

    Raises:
        ShapeError: if the image has other axes.

    >>> tf.browser.draw(tf.ones([2]), None)
    Traceback (most recent call last):
    texelflow.errors.ShapeError: draw(img: (2,)): must be (rows, columns), or ...
    """
    x = _image("draw", image)
    if not 0 <= alpha <= 1:
        raise ValueError(f"draw(img: {x.shape}): alpha {alpha} must be from 0 to 1")
    _show(x, canvas, int(alpha * 255 + 0.5))


def _show(x: Tensor, canvas: Any, opaque: int) -> None:
    """Draw an image into a picture, and that onto a canvas."""
    engine = engines.current()
    height, width = x.shape[:2]
    source = x.storage.texture  # first, since it raises where a function is being traced
    spec = Spec(x.shape, x.dtype)
    launch = Launch(
        "pixels/paint",
        {"x": Buffer(0, spec)},
        {"y": Buffer(1, Picture((height, width, 4), float32))},
        {},
        {**_colours(spec, opaque), "row_pixels": width},
    )
    storage = engine.take(engine.picture(width, height))
    try:
        command = launch.ready(engine)
        engine.draw(command.head, [storage.texture, source], command.first)
        engine.flush()
        engine.device.present(storage.texture, (width, height, RGBA8), canvas)
    finally:
        engine.release(storage)
