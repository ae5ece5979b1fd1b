"""Train a small convolutional network on MNIST digits, in the browser, from Python.

    texelflow run examples/mnist_cnn.py

`tools/mnist_digits.py` makes data/mnist.bin (`make run` does that first): 10,000 digits, of which
2,000 are kept for testing. Writes mnist_predictions.png and mnist_loss.png.
"""

import time
import zlib
from pathlib import Path

import drawing

import texelflow as tf

TRAIN = 8_000
BATCH = 32
EPOCHS = 5
STEPS = EPOCHS * TRAIN // BATCH
SIDE = 28
RECORD = 1 + SIDE * SIDE


def load(path: Path) -> tuple[bytes, bytes]:
    """Return labels and pixels of all digits."""
    records = zlib.decompress(path.read_bytes())
    count = len(records) // RECORD
    labels = records[::RECORD]
    pixels = b"".join(records[i * RECORD + 1 : (i + 1) * RECORD] for i in range(count))
    return labels, pixels


def to_tensors(labels: bytes, pixels: bytes) -> tuple[tf.Tensor, tf.Tensor]:
    """Return images between 0 and 1, and class numbers."""
    images = tf.tensor(pixels, [len(labels), SIDE, SIDE, 1], "float32")
    return images * (1.0 / 255.0), tf.tensor(labels, dtype="int32")


def build() -> tf.Sequential:
    """Return the network, compiled."""
    model = tf.Sequential(
        [
            tf.Input((SIDE, SIDE, 1)),
            tf.layers.Conv2D(8, 5, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Conv2D(16, 5, activation="relu"),
            tf.layers.MaxPooling2D(),
            tf.layers.Flatten(),
            tf.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=tf.optimizers.Adam(tf.optimizers.schedules.CosineDecay(0.004, STEPS)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


class StepLosses(tf.callbacks.Callback):
    """Notes the running loss every twentieth step."""

    def __init__(self) -> None:
        super().__init__()
        self.losses: list[float] = []

    def on_train_batch_end(self, batch, logs=None):
        """Look into the logs, which waits for the GPU, now and then."""
        if batch % 20 == 19:
            self.losses.append(logs["loss"])


def draw_predictions(path: str, pixels: bytes, truth: bytes, guesses: list[int]) -> None:
    """Draw 40 digits with what the network takes them for: green if right, red if wrong."""
    size, scale = SIDE * SIDE, 2
    canvas = drawing.Canvas(8 * 64 + 8, 5 * 80 + 8)
    for at in range(40):
        x, y = 8 + at % 8 * 64, 8 + at // 8 * 80
        canvas.grey_image(x, y, pixels[at * size : (at + 1) * size], SIDE, scale)
        right = guesses[at] == truth[at]
        canvas.text(x + 24, y + 60, str(guesses[at]), drawing.GREEN if right else drawing.RED, 3)
    canvas.save(path)


def main() -> None:
    """Load, train, test, draw."""
    tf.set_random_seed(1)
    started = time.perf_counter()
    labels, pixels = load(Path(__file__).parent / "data/mnist.bin")
    cut = TRAIN * SIDE * SIDE
    x_train, y_train = to_tensors(labels[:TRAIN], pixels[:cut])
    x_test, y_test = to_tensors(labels[TRAIN:], pixels[cut:])
    print(f"loaded {len(labels):,} digits in {time.perf_counter() - started:.1f} s")

    model = build()
    model.summary()
    steps = StepLosses()
    started = time.perf_counter()
    history = model.fit(x_train, y_train, batch_size=BATCH, epochs=EPOCHS, callbacks=[steps])
    print(f"trained in {time.perf_counter() - started:.1f} s")
    _, accuracy = model.evaluate(x_test, y_test, batch_size=500, verbose=0)
    print(f"test accuracy: {accuracy:.4f}")

    with tf.tidy():
        guesses = tf.argmax(model.predict(x_test, batch_size=500, verbose=0), -1).tolist()
    draw_predictions("mnist_predictions.png", pixels[cut:], labels[TRAIN:], guesses)
    drawing.plot("mnist_loss.png", {"loss": (steps.losses, drawing.BLUE)})
    print(f"final loss {history.history['loss'][-1]:.4f}; wrote two pictures")

    # Nothing but this may be alive: the data, the weights, the optimizer's state, the metrics'.
    held = 4 + len(model.weights) + len(model.optimizer.variables)
    held += sum(len(metric.variables) for metric in model.metrics)
    memory = tf.memory()
    print("memory:", ", ".join(f"{key} {value:,}" for key, value in memory.items()))
    assert memory["num_tensors"] == held, f"{memory['num_tensors']} tensors, expected {held}"
    print(f"tensors alive: {held}, exactly those of data, model, optimizer and metrics")


if __name__ == "__main__":
    main()
