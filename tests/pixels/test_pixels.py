"""Pictures to tensors, tensors to canvases: with real PNGs, JPEGs, canvases, videos."""

from __future__ import annotations

import texelflow as tf
from support.browser import in_browser, raises

COLOURS = [[[255, 0, 10], [0, 255, 20], [0, 0, 255]], [[1, 2, 3], [100, 150, 200], [254, 253, 252]]]


def png(rows, channels):
    """Return the bytes of a PNG with these rows of pixels, uncompressed but for zlib's frame."""
    import struct
    import zlib

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    kind = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, kind, 0, 0, 0)
    data = b"".join(b"\0" + bytes(v for pixel in row for v in pixel) for row in rows)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def opaque(rows):
    """Return the bytes that a canvas has for these rows of red, green and blue."""
    return [v for row in rows for pixel in row for v in (*pixel, 255)]


def painted(rows):
    """Return a canvas with these pixels on it."""
    import js
    from pyodide.ffi import to_js

    canvas = js.OffscreenCanvas.new(len(rows[0]), len(rows))
    if hasattr(js, "document"):
        canvas = js.document.createElement("canvas")
        canvas.width, canvas.height = len(rows[0]), len(rows)
    data = js.Uint8ClampedArray.new(to_js(opaque(rows)))
    image = js.ImageData.new(data, len(rows[0]), len(rows))
    canvas.getContext("2d").putImageData(image, 0, 0)
    return canvas, image


def shown(canvas):
    """Return what is on a canvas: its size, and its bytes."""
    size = canvas.width, canvas.height
    return size, list(canvas.getContext("2d").getImageData(0, 0, *size).data.to_py())


@in_browser
async def test_a_png_becomes_a_tensor():
    x = await tf.browser.from_pixels_async(png(COLOURS, 3))
    assert (x.shape, x.dtype) == ((2, 3, 3), "int32")
    assert x.tolist() == COLOURS
    half = [[[200, 100, 50, 128], [1, 2, 3, 0]]]
    whole = await tf.browser.from_pixels_async(png(half, 4), 4)
    assert whole.tolist()[0][0] == half[0][0]
    assert (await tf.browser.from_pixels_async(png([[[7], [9]]], 1), 1)).tolist() == [[[7], [9]]]


@in_browser
async def test_a_jpeg_becomes_a_tensor():
    import js

    canvas, _ = painted([[[80, 120, 200]] * 16] * 16)
    bitmap = await js.createImageBitmap(canvas)
    off = js.OffscreenCanvas.new(16, 16)
    off.getContext("2d").drawImage(bitmap, 0, 0)
    blob = await off.convertToBlob(type="image/jpeg", quality=1)
    data = (await blob.arrayBuffer()).to_bytes()
    assert data[:2] == b"\xff\xd8"
    for source in (data, bytearray(data), blob):
        x = await tf.browser.from_pixels_async(source)
        assert x.shape == (16, 16, 3)
        assert tf.max(tf.abs(x - tf.tensor([80, 120, 200]))).item() <= 3


@in_browser
async def test_what_a_browser_draws_becomes_a_tensor():
    import js

    canvas, image = painted(COLOURS)
    bitmap = await js.createImageBitmap(image)
    frame = js.VideoFrame.new(bitmap, timestamp=0)
    for picture in (canvas, image, bitmap, frame):
        assert tf.browser.from_pixels(picture).tolist() == COLOURS
        assert (await tf.browser.from_pixels_async(picture)).tolist() == COLOURS
    frame.close()
    with raises(ValueError, match=r"0 x 0 pixels; it must have some"):
        tf.browser.from_pixels(js.OffscreenCanvas.new(0, 0))


@in_browser
async def test_elements_of_a_page_become_tensors():
    import asyncio

    import js

    if not hasattr(js, "document"):
        return
    canvas, _ = painted(COLOURS)
    element = js.document.createElement("img")
    with raises(ValueError, match="wait until it is loaded"):
        tf.browser.from_pixels(element)
    element.src = canvas.toDataURL("image/png")
    element.width = 50  # how wide it is shown does not matter
    assert (await tf.browser.from_pixels_async(element)).tolist() == COLOURS
    assert tf.browser.from_pixels(element).tolist() == COLOURS
    large, _ = painted([[[40, 80, 160]] * 64] * 48)
    video = js.document.createElement("video")
    video.muted = True
    video.srcObject = large.captureStream()
    await video.play()
    for _ in range(100):
        if video.readyState >= 2 and video.videoWidth:
            break
        large.getContext("2d").fillRect(0, 0, 0, 0)
        await asyncio.sleep(0.02)
    x = tf.browser.from_pixels(video)
    video.pause()
    assert x.shape == (48, 64, 3)
    assert tf.max(tf.abs(x - tf.tensor([40, 80, 160]))).item() <= 6


@in_browser
def test_bytes_beside_their_size_become_a_tensor():
    import js
    from pyodide.ffi import to_js

    data = bytes(range(24))
    given = {"data": data, "width": 3, "height": 2}
    rows = [[list(data[12 * r + 4 * c : 12 * r + 4 * c + 4]) for c in range(3)] for r in range(2)]
    for channels in (1, 2, 3, 4):
        x = tf.browser.from_pixels(given, channels)
        assert x.tolist() == [[pixel[:channels] for pixel in row] for row in rows]
    object = js.Object.new()
    object.data, object.width, object.height = to_js(memoryview(data)), 3, 2
    assert tf.browser.from_pixels(object, num_channels=4).tolist() == rows
    floats = tf.browser.from_pixels(given, 4, dtype="float32")
    assert floats.dtype == "float32"
    assert tf.cast(tf.round(floats * 255.0), "int32").tolist() == rows


@in_browser
def test_an_image_is_shown():
    canvas, _ = painted([[[9, 9, 9]]])
    x = tf.tensor(COLOURS)
    size, data = (3, 2), opaque(COLOURS)
    tf.browser.draw(x, canvas)
    assert shown(canvas) == (size, data)
    tf.browser.draw(tf.cast(x, "float32") / 255.0, canvas)
    assert shown(canvas) == (size, data)
    assert tf.browser.to_pixels(x, canvas).tolist() == data
    assert shown(canvas) == (size, data)
    tf.browser.draw([[0, 300], [-5, 128]], canvas)
    grey = [0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 128, 128, 128, 255]
    assert shown(canvas) == ((2, 2), grey)
    tf.browser.draw(tf.tensor([[[255, 0, 0, 0], [0, 255, 0, 255]]]), canvas)
    assert shown(canvas) == ((2, 1), [0, 0, 0, 0, 0, 255, 0, 255])
    tf.browser.draw(x, canvas, alpha=0.5)
    assert shown(canvas)[1][3::4] == [128] * 6
    assert tf.browser.from_pixels(canvas).shape == (2, 3, 3)


@in_browser
def test_showing_does_not_disturb_what_is_computed():
    canvas, image = painted(COLOURS)
    x = tf.ones([40, 30, 3])
    y = x * 0.5
    for _ in range(3):
        tf.browser.draw(y, canvas)
        z = tf.cast(tf.browser.from_pixels(image), "float32") + tf.sum(y)
        y = y + 0.0
    assert z.tolist()[0][0] == [255 + 1800, 1800, 1810]
    assert shown(canvas)[1][:4] == [128, 128, 128, 255]
    wide = tf.browser.from_pixels({"data": bytes(4 * 1000), "width": 1000, "height": 1}, 4)
    assert tf.sum(wide).item() == 0


@in_browser
async def test_pixels_are_bytes():
    x = tf.tensor([[0.0, 0.5], [1.0, 0.2]])
    grey = [0, 128, 255, 51]
    data = [v for g in grey for v in (g, g, g, 255)]
    assert tf.browser.to_pixels(x).tolist() == data
    assert (await tf.browser.to_pixels_async(x)).tolist() == data
    with raises(ValueError, match="1.5 out of range; float32 images must be from 0 to 1"):
        tf.browser.to_pixels([[2.5]])
    with raises(ValueError, match="1 out of range; int32 images must be from 0 to 255"):
        await tf.browser.to_pixels_async([[-1]])


@in_browser
async def test_what_is_no_picture_is_refused():
    import js

    with raises(TypeError, match="Object is no picture; it must be an ImageData"):
        tf.browser.from_pixels(js.Object.new())
    with raises(TypeError, match="4 bytes must be decoded first; await"):
        tf.browser.from_pixels(b"PNG!")
    with raises(ValueError, match="cannot decode this as a picture"):
        await tf.browser.from_pixels_async(b"no PNG at all")
    with raises(ValueError, match="5 bytes are not four for each of 1 x 1 pixels"):
        tf.browser.from_pixels({"data": bytes(5), "width": 1, "height": 1})
    with raises(TypeError, match="the dict of a picture has no"):
        tf.browser.from_pixels({"data": bytes(4), "width": 1})
    with raises(TypeError, match="Tensor is no picture"):
        tf.browser.from_pixels(tf.ones([2, 2, 3]))


@in_browser
def test_in_a_traced_function_a_picture_is_a_constant():
    _, image = painted(COLOURS)

    @tf.function
    def brighter(x):
        return tf.cast(tf.browser.from_pixels(image), "float32") + x

    for shift in (0.0, 1.0):
        assert brighter(tf.scalar(shift)).tolist()[1][0] == [1 + shift, 2 + shift, 3 + shift]

    @tf.function
    def show(x):
        tf.browser.draw(x, None)
        return x

    with raises(tf.errors.TraceError, match="no value"):
        show(tf.ones([2, 2]))
