// The workloads on TensorFlow.js; workloads.py has their twins of the same names for texelflow.
/* global tf */

let numbers; // uniform in -0.5 … 0.5
let work = null;
let barrier = null; // on the GPU

function take(shape, at = 0, scale = 1) {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tidy(() => tf.mul(tf.tensor(numbers.slice(at, at + size), shape), scale));
}

function classes(count, kinds) {
  const labels = Array.from({ length: count }, (_, i) => (i * 7) % kinds);
  return tf.tidy(() => tf.oneHot(tf.tensor1d(labels, "int32"), kinds).toFloat());
}

// --- ops ---

function matmul(size) {
  const [a, b] = [take([size, size]), take([size, size], 7)];
  return { step: () => tf.matMul(a, b) };
}

function conv(image, kernel, pad = "same") {
  const [x, w] = [take(image), take(kernel, 7)];
  return { step: () => tf.conv2d(x, w, 1, pad) };
}

function depthwise() {
  const [x, w] = [take([1, 112, 112, 32]), take([3, 3, 32, 1], 7)];
  return { step: () => tf.depthwiseConv2d(x, w, 1, "same") };
}

function chain(elements = 1e6) {
  const copies = [Math.max(1, Math.floor(elements / 1e6)), 1];
  const rows = [Math.min(elements, 1e6) / 1000, 1000];
  const [x, y] = [take(rows), take(rows, 7)].map((part) => tf.tile(part, copies));
  const inner = () => tf.sub(tf.tanh(tf.add(tf.mul(x, y), 0.5)), x);
  return {
    step: () => tf.mean(tf.mul(tf.sqrt(tf.add(tf.abs(inner()), 1)), tf.sigmoid(y))),
  };
}

function adds() {
  const x = take([32, 32]);
  return {
    step: () => {
      let y = x;
      for (let i = 0; i < 1000; i++) y = tf.add(y, x);
      return y;
    },
  };
}

function ofMillion(op) {
  const x = take([1000, 1000]);
  return { step: () => op(x) };
}

function attention() {
  const [q, k, v] = [0, 1, 2].map((i) => take([8, 4, 128, 64], 100 * i));
  return {
    step: () => tf.matMul(tf.softmax(tf.mul(tf.matMul(q, k, false, true), 0.125)), v),
  };
}

// --- models ---

function setWeights(model, scale) {
  model.weights
    .filter((weight) => weight.shape.length > 1)
    .forEach((weight, i) => weight.write(take(weight.shape, 1000 * i, scale)));
}

function training(layers, x, y) {
  layers[0].batchInputShape = [null, ...x.shape.slice(1)];
  const model = tf.sequential({ layers });
  setWeights(model, 0.2);
  model.compile({ optimizer: tf.train.adam(0.001), loss: "categoricalCrossentropy" });
  return { step: () => model.trainOnBatch(x, y), model };
}

function mlp(batch = 32) {
  const layers = [
    tf.layers.dense({ units: 128, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ];
  return training(layers, take([batch, 784]), classes(batch, 10));
}

function cnn(normal = false, batch = 32) {
  const layers = [
    tf.layers.conv2d({ filters: 8, kernelSize: 5, activation: "relu" }),
    ...(normal ? [tf.layers.batchNormalization()] : []),
    tf.layers.maxPooling2d({}),
    tf.layers.conv2d({ filters: 16, kernelSize: 5, activation: "relu" }),
    tf.layers.maxPooling2d({}),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ];
  return training(layers, take([batch, 28, 28, 1]), classes(batch, 10));
}

// Keras's defaults where TensorFlow.js has its own: recurrentActivation is hardSigmoid there.
function recurrent(kind) {
  const settings = kind === "simpleRNN" ? {} : { recurrentActivation: "sigmoid" };
  const layers = [
    tf.layers[kind]({ units: 20, ...settings }),
    tf.layers.dense({ units: 4, activation: "softmax" }),
  ];
  return training(layers, take([32, 80, 4]), classes(32, 4));
}

function characters() {
  const codes = Array.from({ length: 32 * 40 }, (_, i) => (i * i + 3 * i) % 61);
  const layers = [
    tf.layers.embedding({ inputDim: 64, outputDim: 32 }),
    tf.layers.lstm({ units: 64, recurrentActivation: "sigmoid" }),
    tf.layers.dense({ units: 64, activation: "softmax" }),
  ];
  return training(layers, tf.tensor2d(codes, [32, 40], "int32"), classes(32, 64));
}

function mobileBlocks() {
  const x = take([1, 224, 224, 3]);
  const same = { padding: "same", activation: "relu" };
  const stem = { filters: 32, kernelSize: 3, strides: 2, inputShape: [224, 224, 3] };
  const layers = [tf.layers.conv2d({ ...stem, ...same })];
  for (const [filters, strides] of [[64, 1], [128, 2], [128, 1]]) {
    layers.push(tf.layers.depthwiseConv2d({ kernelSize: 3, strides, ...same }));
    layers.push(tf.layers.conv2d({ filters, kernelSize: 1, activation: "relu" }));
  }
  const model = tf.sequential({ layers });
  setWeights(model, 1);
  return { step: () => model.predictOnBatch(x), model };
}

const WORKLOADS = {
  "matmul 256": () => matmul(256),
  "matmul 512": () => matmul(512),
  "matmul 1024": () => matmul(1024),
  "conv2d 3×3, 1×56×56×64→64": () => conv([1, 56, 56, 64], [3, 3, 64, 64]),
  "conv2d 5×5, 32×28×28×1→8": () => conv([32, 28, 28, 1], [5, 5, 1, 8], "valid"),
  "depthwise 3×3, 1×112×112×32": depthwise,
  "seven ops and a mean, 1000×1000": () => chain(),
  "seven ops and a mean, function": () => chain(),
  "sum of 10⁶": () => ofMillion(tf.sum),
  "softmax 1000×1000": () => ofMillion(tf.softmax),
  "transpose 1000×1000": () => ofMillion(tf.transpose),
  "1000 adds of 32×32": adds,
  "1000 adds of 32×32, function": adds,
  "attention 8×4×128×64": attention,
  "train MLP 784-128-10": () => mlp(),
  "train CNN": () => cnn(),
  "train CNN with batch norm": () => cnn(true),
  "train SimpleRNN(20), 80 steps": () => recurrent("simpleRNN"),
  "train GRU(20), 80 steps": () => recurrent("gru"),
  "train LSTM(20), 80 steps": () => recurrent("lstm"),
  "train embedding + LSTM(64), 40 steps": characters,
  "MobileNet-like blocks, 224×224": mobileBlocks,
  "train CNN, batch 20": () => cnn(false, 20), // for cold.py
};

// By a size; growth.py asks for them as "name @ size".
const GROWING = {
  "matmul": matmul,
  "seven ops and a mean": chain,
  "train MLP, batch": mlp,
  "train CNN, batch": (batch) => cnn(false, batch),
};

function workload(name) {
  const [kind, size] = name.split(" @ ");
  return size ? GROWING[kind](Number(size)) : WORKLOADS[name]();
}

// --- what compare.py calls ---

// A training step is a promise (of its loss), which tidy must not see.
function run() {
  return work.model?.optimizer ? work.step() : tf.tidy(work.step);
}

const bench = {
  async start(backend, numbersAddress, wasmFolder) {
    numbers = new Float32Array(await (await fetch(numbersAddress)).arrayBuffer());
    if (backend === "wasm") tf.wasm.setWasmPaths(wasmFolder);
    await tf.setBackend(backend);
    await tf.ready();
    tf.backend().epsilon = () => 1e-7; // Keras's, which texelflow has too
    barrier = take([32, 32]);

    return tf.version.tfjs;
  },

  async prepare(name) {
    tf.engine().startScope();
    work = workload(name);
    const first = await run();
    if (typeof first === "number") {
      const losses = [first];
      while (losses.length < 4) losses.push(await run());
      return losses;
    }
    const flat = tf.reshape(first, [-1]);
    const end = flat.shape[0];
    const spots = [0, Math.floor(end / 3), Math.floor(end / 2), end - 1];
    const some = spots.map((i) => tf.slice(flat, [i], [1]).dataSync()[0]);
    return [...some, tf.mean(tf.abs(flat)).dataSync()[0]];
  },

  async first(name) {
    tf.engine().startScope();
    const start = performance.now();
    work = workload(name);
    await run();
    bench.drain();
    return performance.now() - start;
  },

  // Waits until the GPU has done all that came before. Tensors below 128 elements, and those that
  // only the CPU has seen, would be added on the CPU.
  drain() {
    tf.tidy(() => tf.slice(tf.add(barrier, 1), [0, 0], [1, 1]).dataSync());
  },

  async measure(times) {
    bench.drain();
    const start = performance.now();
    const kept = [];
    for (let i = 0; i < times; i++) kept.push(await run());
    bench.drain();
    const took = (performance.now() - start) / times;
    tf.dispose(kept);
    return took;
  },

  gpuBytes: () => tf.memory().numBytesInGPUAllocated,

  release() {
    work = null;
    tf.disposeVariables();
    tf.engine().endScope();
  },
};
globalThis.bench = bench;
