// Pyodide in this thread: starts it, and carries out the commands that come through the link.

import { HostFolder } from "./folder.js";
import { getBytes } from "./sync_http.js";

const STDOUT = 1;
const STDERR = 2;
const MESSAGE = 3;
const RUNNER = "texelflow_runner";

/**
 * @param {import("./page.js").Config} config
 * @param {MessagePort} port
 * @param {Uint8Array | null} interrupts
 */
export async function startInterpreter(config, port, interrupts) {
  const encoder = new TextEncoder();
  /** @param {object} message */
  const tell = (message) =>
    port.postMessage({ kind: MESSAGE, data: encoder.encode(JSON.stringify(message)) });

  let python;
  try {
    python = await boot(config, port, tell);
  } catch (error) {
    tell({ failed: String(error) });
    return;
  }
  if (interrupts) python.pyodide.setInterruptBuffer(interrupts);

  let turn = Promise.resolve(); // commands are carried out one after the other
  port.onmessage = ({ data: command }) => {
    if (command.do === "interrupt") return interruptIdle(python, interrupts);
    turn = turn.then(async () => tell(await answer(python, config, command)));
  };
  tell({ step: "ready", text: "ready" });
}

/**
 * @param {import("./page.js").Config} config
 * @param {MessagePort} port
 * @param {(message: object) => void} tell
 */
async function boot(config, port, tell) {
  // Where a security policy forbids WebAssembly, loadPyodide() would wait for ever.
  await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const wheels = config.wheels.map(async (url) => (await fetch(url)).arrayBuffer());
  const runnerSource = fetch(new URL("./runner.py", import.meta.url)).then((r) => r.text());

  const { loadPyodide } = await import(config.pyodide + "pyodide.mjs");
  const pyodide = await loadPyodide({
    indexURL: config.pyodide,
    ...(config.stdlib ? { stdLibURL: config.stdlib } : {}),
  });
  tell({ step: "pyodide", text: `Pyodide ${pyodide.version}` });

  /** @param {number} kind */
  const writer = (kind) => (/** @type {Uint8Array} */ buffer) => {
    port.postMessage({ kind, data: buffer.slice() }); // a view of memory that Python will reuse
    return buffer.length;
  };
  /** @param {{ stdin?: boolean, stdout?: boolean, stderr?: boolean }} terminal */
  const connect = (terminal) => {
    pyodide.setStdout({ write: writer(STDOUT), isatty: Boolean(terminal.stdout) });
    pyodide.setStderr({ write: writer(STDERR), isatty: Boolean(terminal.stderr) });
    pyodide.setStdin({ read: stdinReader(pyodide.FS, `${config.server}/stdin`) });
  };
  connect({});

  const sitePackages = pyodide.runPython("import sysconfig; sysconfig.get_path('purelib')");
  for (const wheel of wheels) {
    pyodide.unpackArchive(await wheel, "whl", { extractDir: sitePackages });
  }
  if (config.packages.length > 0) {
    // Left to itself it would talk on stdout, and only log what it could not load.
    /** @type {string[]} */
    const failures = [];
    await pyodide.loadPackage(config.packages, {
      messageCallback: () => {},
      errorCallback: (/** @type {string} */ text) => failures.push(text),
    });
    if (failures.length > 0) throw new Error(failures.join("; "));
  }
  pyodide.FS.writeFile(`${sitePackages}/${RUNNER}.py`, await runnerSource);
  const runner = pyodide.pyimport(RUNNER);
  runner.unbuffer();
  runner.sleep_in_slices(nap());
  return { pyodide, runner, connect, scope: pyodide.toPy({}), folder: /** @type {any} */ (null) };
}

/** What waits some milliseconds: for real where this thread may block, else by watching the clock. */
function nap() {
  const canBlock = globalThis.crossOriginIsolated && typeof document === "undefined";
  if (canBlock) {
    const never = new Int32Array(new SharedArrayBuffer(4));
    return (/** @type {number} */ ms) => void Atomics.wait(never, 0, 0, ms);
  }
  return (/** @type {number} */ ms) => {
    const ends = performance.now() + ms;
    while (performance.now() < ends);
  };
}

/**
 * Reads standard input from the server, which answers when there is some.
 * @param {any} FS
 * @param {string} url
 */
function stdinReader(FS, url) {
  const EINTR = 27;
  const INTERRUPTED = 409;
  let rest = new Uint8Array();
  return (/** @type {Uint8Array} */ buffer) => {
    if (rest.length === 0) {
      rest = /** @type {any} */ (getBytes(url, (status) => {
        // Python then looks for a signal, finds the interrupt, and raises KeyboardInterrupt.
        if (status === INTERRUPTED) throw new FS.ErrnoError(EINTR);
      })) ?? new Uint8Array();
    }
    const part = rest.subarray(0, buffer.length);
    buffer.set(part);
    rest = rest.subarray(part.length);
    return part.length;
  };
}

/** @typedef {Awaited<ReturnType<typeof boot>>} Python */

/**
 * Python that computes sees the interrupt byte by itself; Python that awaits something does not.
 * @param {Python} python
 * @param {Uint8Array | null} interrupts
 */
function interruptIdle(python, interrupts) {
  if (interrupts && Atomics.exchange(interrupts, 0, 0) !== 2) return;
  python.runner.cancel();
}

/**
 * Carries out one command; what it returns goes back as the result.
 * @param {Python} python
 * @param {import("./page.js").Config} config
 * @param {any} command
 */
async function answer(python, config, command) {
  try {
    return { id: command.id, ...(await carryOut(python, config, command)) };
  } catch (error) {
    const { name, message, stack } = /** @type {Error} */ (error);
    const fatal = Boolean(/** @type {any} */ (error)?.pyodide_fatal_error);
    return { id: command.id, error: { type: name, message, traceback: stack ?? "", fatal } };
  }
}

/**
 * @param {Python} python
 * @param {import("./page.js").Config} config
 * @param {any} command
 * @returns {Promise<object>}
 */
async function carryOut(python, config, command) {
  const { FS } = python.pyodide;
  const parcel = `${config.server}/parcel/${command.parcel}`;
  switch (command.do) {
    case "run":
    case "script": {
      if (command.terminal) python.connect(command.terminal);
      python.scope.set("request", JSON.stringify(command));
      const reply = await python.pyodide.runPythonAsync(
        `from ${RUNNER} import answer\nawait answer(request)`,
        { globals: python.scope, filename: `<${RUNNER}>` },
      );
      return JSON.parse(reply);
    }
    case "put":
      FS.mkdirTree(command.path.replace(/\/[^/]*$/, "") || "/");
      FS.writeFile(command.path, new Uint8Array(await (await fetch(parcel)).arrayBuffer()));
      return { value: "null" };
    case "get":
      if (!FS.analyzePath(command.path).exists) return missing(command.path);
      await fetch(parcel, { method: "PUT", body: FS.readFile(command.path) });
      return { value: "null" };
    case "mount":
      python.folder = new HostFolder(FS, command.at, `${config.server}/folder`);
      return { value: "null" };
    case "collect":
      return { value: JSON.stringify(python.folder.collect()) };
    default:
      throw new Error(`unknown command ${command.do}`);
  }
}

/** @param {string} path */
function missing(path) {
  const message = `[Errno 44] No such file or directory: '${path}'`;
  return { error: { type: "FileNotFoundError", message, traceback: `FileNotFoundError: ${message}` } };
}
