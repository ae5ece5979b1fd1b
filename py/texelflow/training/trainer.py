"""compile, fit, evaluate, predict: what makes a model of a layer."""

from __future__ import annotations

import warnings
import weakref
from collections.abc import Mapping, Sequence
from typing import Any

from .. import engine as engines
from ..autograd import no_grad, variable_gradients
from ..lifetime import tidy
from ..tensor import Tensor
from ..tracing.function import Function
from . import optimizers
from .callbacks import Callback, History
from .compiled import Compiled
from .data import Arrays, class_weights, leaves
from .logs import LazyLogs, numbers
from .loop import Fit, Run, evaluate_steps, fit_steps, predict_steps, run, run_async
from .metrics import Metric
from .optimizers import Optimizer

Batch = tuple[Any, Any, Any]


class Trainer:
    """The methods of models that train, evaluate and predict, as in Keras 3.

    A subclass may override ``train_step``, ``test_step``, ``predict_step``, ``compute_loss`` and
    ``compute_metrics``.
    """

    optimizer: Optimizer | None = None
    history: History | None = None
    stop_training = False
    run_eagerly = False
    _compiled: Compiled | None = None
    _traced: dict[str, Any] = {}  # noqa: RUF012 - replaced, never changed
    _traced_for: Any = None

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        metrics: Sequence[Any] | None = None,
        weighted_metrics: Sequence[Any] | None = None,
        run_eagerly: bool = False,
    ) -> None:
        """Set what training uses.

        Args:
            optimizer: a name, config or optimizer.
            loss: a name, config, ``Loss`` or function of (y_true, y_pred).
            metrics: a list of the same, or metrics; ``"accuracy"`` means the kind of accuracy that
                fits the shapes of targets and predictions.
            weighted_metrics: metrics that weigh samples as the loss does.
            run_eagerly: whether steps run as plain Python, op by op, to debug them; otherwise
                each is traced once per batch shape and replayed (``tf.function``).
        """
        self.optimizer = optimizers.get(optimizer)
        self._compiled = Compiled(loss, metrics, weighted_metrics)
        self.run_eagerly = run_eagerly
        self._traced = {}
        self.stop_training = False

    @property
    def compiled(self) -> bool:
        """Whether ``compile`` was called."""
        return self._compiled is not None

    def _need_compiled(self, what: str) -> Compiled:
        if self._compiled is None:
            raise ValueError(f"{what}: call compile(optimizer, loss) first")
        return self._compiled

    # --- steps, to override ---------------------------------------------------------------------

    def train_step(self, data: Batch) -> Any:
        """Train on one batch (x, y, sample_weight); return its logs, a mapping of scalars.

        Where a subclass overrides it, remember that it is traced (``tf.function``): its Python runs
        once for each shape of batch, not at every step. Tensor ops, variables, metrics and
        ``print`` of shapes are fine; a Python counter would stand still, a random number of
        Python's stay the same, and a look at a value raises TraceError. What must run every time
        belongs in a callback, or ask for ``compile(run_eagerly=True)``.
        """
        x, y, sample_weight = data
        seen: list[Any] = []

        def loss() -> Tensor:
            seen.append(self(x, training=True))  # type: ignore[operator]
            return self.compute_loss(x, y, seen[0], sample_weight)

        weights = self.trainable_weights  # type: ignore[attr-defined]
        if weights:
            value, pairs = variable_gradients(loss, weights)
            assert self.optimizer is not None
            self.optimizer.apply_gradients((gradient, variable) for variable, gradient in pairs)
        else:
            with no_grad():
                value = loss()
        self._track(value, x)
        return self.compute_metrics(x, y, seen[0], sample_weight)

    def test_step(self, data: Batch) -> Any:
        """Evaluate one batch (x, y, sample_weight); return its logs."""
        x, y, sample_weight = data
        y_pred = self(x, training=False)  # type: ignore[operator]
        self._track(self.compute_loss(x, y, y_pred, sample_weight), x)
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: Batch) -> Any:
        """Return the predictions of one batch."""
        return self(data[0], training=False)  # type: ignore[operator]

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None
    ) -> Tensor:
        """Return the loss of a batch: the compiled one, and what layers and regularizers add."""
        del x
        compiled = self._need_compiled("compute_loss")
        main = compiled.compute_loss(y, y_pred, sample_weight)
        terms = [] if main is None else [main]
        terms += self.losses  # type: ignore[attr-defined]
        if not terms:
            raise ValueError("there is no loss to compute; give compile() a loss, or add_loss")
        total: Tensor = sum(terms[1:], terms[0])  # pyright: ignore[reportAssignmentType]
        return total

    def compute_metrics(
        self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None
    ) -> Mapping[str, Any]:
        """Take a batch into the metrics; return their results, which nobody need look at."""
        del x
        self._need_compiled("compute_metrics").update_metrics(y, y_pred, sample_weight)
        return LazyLogs(self.get_metrics_result)

    def _track(self, loss: Tensor, x: Any) -> None:
        samples = leaves(x)[0].shape[0]
        self._need_compiled("train").loss_tracker.update_state(loss, float(samples))

    def traced_step(self, name: str) -> Any:
        """Return ``train_step``, ``test_step`` or ``predict_step`` as a ``tf.function``.

        As it is, if ``run_eagerly`` was asked for, or the learning rate is a Python function,
        whose numbers a recording would freeze.
        """
        rate = getattr(self.optimizer, "learning_rate_source", None)
        if self.run_eagerly or (name == "train_step" and rate == "function"):
            return getattr(self, name)
        weights: Any = self.weights  # type: ignore[attr-defined]
        layout = [(id(v), v.trainable) for v in weights], id(self.optimizer)
        if layout != self._traced_for:
            self._traced_for, self._traced = layout, {}
        if name not in self._traced:
            self._traced = {**self._traced, name: Function(_without_logs(self, name), (), name)}
        return self._traced[name]

    def warm_up(
        self, x: Any, y: Any = None, sample_weight: Any = None, batch_size: int | None = None
    ) -> int:
        """Compile what training, evaluation and prediction will need; return how many programs.

        Nothing is learned: weights, optimizer, metrics and random numbers stay as they are. Without
        it the first step compiles, which on a slow driver takes a second or more. Blocks.

        Args:
            x, y, sample_weight: as in ``fit``; one sample of each is enough. Without y only
                prediction is prepared.
            batch_size: 32 by default; another size is traced anew, but compiles nothing more.

        >>> model = tf.Sequential([tf.layers.Dense(1)])
        >>> model.compile("sgd", "mse")
        >>> model.warm_up([[0.0]], [[1.0]]) > 0
        True
        >>> model.warm_up([[0.0]], [[1.0]], batch_size=20)
        0
        """
        before = engines.current().programs
        data = Arrays("warm_up", x, y, sample_weight)
        names = ["predict_step"]
        if y is not None:
            self._need_compiled("warm_up")
            self._make_weights(data)
            names += ["test_step", "train_step"]
        for name in names:
            step = self.traced_step(name)
            if isinstance(step, Function):  # with run_eagerly there is nothing to trace
                batch = data.batch_of(batch_size or 32)
                with tidy():
                    step.warm_up(batch)
        if y is not None:
            numbers(self.get_metrics_result())
        return engines.current().programs - before

    # --- metrics --------------------------------------------------------------------------------

    @property
    def metrics(self) -> list[Metric]:
        """The loss's mean, the compiled metrics, and metrics that are attributes of the model."""
        own = [value for value in vars(self).values() if isinstance(value, Metric)]
        return [*(self._compiled.metrics if self._compiled else ()), *own]

    @property
    def metrics_names(self) -> list[str]:
        """Their names."""
        return [metric.name for metric in self.metrics]

    def get_metrics_result(self) -> dict[str, Tensor]:
        """Return the metrics now, by name."""
        return {metric.name: metric.result() for metric in self.metrics}

    def reset_metrics(self) -> None:
        """Begin the metrics anew."""
        for metric in self.metrics:
            metric.reset_state()

    def _in_order(self, logs: Mapping[str, Any]) -> Any:
        """Return logs as Keras does: one number, or a list with the loss first."""
        names = [name for name in self.metrics_names if name in logs]
        values = [logs[name] for name in [*names, *(key for key in logs if key not in names)]]
        return values[0] if len(values) == 1 else values

    # --- fit ------------------------------------------------------------------------------------

    def fit(self, *args: Any, **kwargs: Any) -> History:
        """Train, and return the history of the metrics; blocks until done.

        Args:
            x: samples along the first axis: a tensor, an array, nested lists, or a list or dict of
                those where the model has several inputs. Uploaded once.
            y: targets.
            batch_size: samples a step, 32 by default.
            epochs: rounds through the data, counted from ``initial_epoch``.
            verbose: 0 silent, 1 (``"auto"``) a progress bar, 2 a line an epoch.
            callbacks: a list of ``tf.callbacks.Callback``.
            validation_split: the share at the end of the data that is only evaluated.
            validation_data: (x, y) or (x, y, sample_weight) to be evaluated after every epoch.
            shuffle: whether each epoch takes the samples in an order of its own.
            class_weight: weight by class number.
            sample_weight: weight by sample.
            initial_epoch, steps_per_epoch, validation_steps, validation_batch_size,
            validation_freq: as in Keras.

        Returns:
            a ``History``; also ``model.history``.

        Mirrors ``keras.Model.fit``; an interrupt leaves the model as the last step made it.

        >>> model = tf.Sequential([tf.layers.Dense(1)])
        >>> model.compile("sgd", "mse")
        >>> history = model.fit([[0.0], [1.0]], [[1.0], [3.0]], epochs=3, verbose=0)
        >>> len(history.history["loss"])
        3
        """
        return run(fit_steps(self._fit(*args, **kwargs)))

    async def fit_async(self, *args: Any, **kwargs: Any) -> History:
        """Train as ``fit`` does, letting the page live meanwhile: ``await model.fit_async()``."""
        return await run_async(fit_steps(self._fit(*args, **kwargs)))

    def _fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Sequence[Callback] | None = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Mapping[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: int = 1,
    ) -> Fit:
        self._need_compiled("fit")
        data = _arrays("fit", x, y, sample_weight, class_weight)
        validation = None
        if validation_data is not None:
            validation = Arrays("fit(validation_data)", *validation_data)
        elif validation_split:
            data, validation = data.split(validation_split)
        self._make_weights(data)
        return Fit(
            self,
            data,
            batch_size or 32,
            steps_per_epoch,
            verbose,
            list(callbacks or ()),
            epochs,
            initial_epoch,
            shuffle,
            validation,
            validation_batch_size,
            validation_steps,
            validation_freq,
        )

    def _make_weights(self, data: Arrays) -> None:
        """Run the model once on one sample, if a layer still has no weights."""
        layers = list(self._walk())  # type: ignore[attr-defined]
        if not all(layer.built for layer in layers):
            with no_grad(), tidy():
                self(next(data.batches(1))[0], training=False)  # type: ignore[operator]
        weights = self.trainable_weights  # type: ignore[attr-defined]
        if not weights:
            warnings.warn(
                "the model has no trainable weights; training changes nothing", stacklevel=5
            )
        if self.optimizer is not None:
            self.optimizer.build(weights)

    # --- evaluate, predict ----------------------------------------------------------------------

    def evaluate(self, *args: Any, return_dict: bool = False, **kwargs: Any) -> Any:
        """Return loss and metrics: a number, a list, or with ``return_dict`` a dict. Blocks.

        Args:
            x, y: as in ``fit``.
            batch_size: 32 by default.
            verbose, sample_weight, steps, callbacks: as in ``fit``.

        Mirrors ``keras.Model.evaluate``.
        """
        logs = run(evaluate_steps(self._evaluate(*args, **kwargs)))
        return logs if return_dict else self._in_order(logs)

    async def evaluate_async(self, *args: Any, return_dict: bool = False, **kwargs: Any) -> Any:
        """Return what ``evaluate`` would, letting the page live meanwhile."""
        logs = await run_async(evaluate_steps(self._evaluate(*args, **kwargs)))
        return logs if return_dict else self._in_order(logs)

    def _evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ) -> Run:
        self._need_compiled("evaluate")
        data = Arrays("evaluate", x, y, sample_weight)
        return Run(self, data, batch_size or 32, steps, verbose, list(callbacks or ()))

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: Any = "auto",
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ) -> Any:
        """Return the model's outputs for all samples of x, as a tensor (Keras: a NumPy array).

        The tensor stays on the GPU until it is read: ``model.predict(x).numpy()``.
        """
        return run(predict_steps(self._predict(x, batch_size, verbose, steps, callbacks)))

    async def predict_async(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: Any = "auto",
        steps: int | None = None,
        callbacks: Sequence[Callback] | None = None,
    ) -> Any:
        """Return what ``predict`` would, letting the page live meanwhile."""
        return await run_async(
            predict_steps(self._predict(x, batch_size, verbose, steps, callbacks))
        )

    def _predict(self, x: Any, batch_size: Any, verbose: Any, steps: Any, callbacks: Any) -> Run:
        data = Arrays("predict", x)
        return Run(self, data, batch_size or 32, steps, verbose, list(callbacks or ()))

    # --- single batches -------------------------------------------------------------------------

    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Mapping[int, float] | None = None,
        return_dict: bool = False,
    ) -> Any:
        """Train on one batch; return the metrics since the last reset. Blocks."""
        self._need_compiled("train_on_batch")
        data = _arrays("train_on_batch", x, y, sample_weight, class_weight)
        self._make_weights(data)
        return self._one("train_step", data, return_dict)

    def test_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """Evaluate one batch; return the metrics since the last reset. Blocks."""
        self._need_compiled("test_on_batch")
        with no_grad():
            return self._one("test_step", Arrays("test_on_batch", x, y, sample_weight), return_dict)

    def predict_on_batch(self, x: Any) -> Any:
        """Return the model's outputs for one batch."""
        data = Arrays("predict_on_batch", x)
        with no_grad():
            return tidy(lambda: self.traced_step("predict_step")(data.parts))

    def _one(self, name: str, data: Arrays, return_dict: bool) -> Any:
        step = self.traced_step(name)
        found = tidy(lambda: step(data.parts))
        logs = numbers(LazyLogs(self.get_metrics_result) if found is None else found)
        return logs if return_dict else self._in_order(logs)


def _without_logs(model: Any, name: str) -> Any:
    """Return a step that leaves out logs which are only made when somebody looks."""
    owner = weakref.ref(model)  # the model owns the function, not the other way round

    def step(data: Batch) -> Any:
        found = getattr(owner(), name)(data)
        if isinstance(found, LazyLogs):
            return dict(found) if found.looked_into else None
        return found

    return step


def _arrays(name: str, x: Any, y: Any, sample_weight: Any, class_weight: Any) -> Arrays:
    if class_weight is not None:
        if sample_weight is not None:
            raise ValueError(f"{name}: give class_weight or sample_weight, not both")
        sample_weight = class_weights(y, class_weight)
    return Arrays(name, x, y, sample_weight)
