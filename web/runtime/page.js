// The page that `texelflow run` opens: it starts the link to the command line, and Python beside it.

import { startInterpreter } from "./interpreter.js";

/**
 * @typedef {object} Config
 * @property {"worker" | "page"} where  the thread Python runs in
 * @property {string} pyodide           address of Pyodide's files, ending in a slash
 * @property {string} server            address of the session's server
 * @property {string[]} wheels          pure wheels to unpack
 * @property {string[]} packages        wheels to load with their shared libraries
 * @property {string} [stdlib]          address of a byte-compiled standard library
 */

/** @type {Config} */
const config = { .../** @type {any} */ (globalThis).texelflowConfig };

// One end of the channel goes to the link, the other to wherever Python runs, so that neither
// waits for this thread.
const channel = new MessageChannel();
const interrupts =
  globalThis.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;

const link = new Worker("./link.js", { type: "module" });
link.postMessage({ server: config.server, port: channel.port1, interrupts }, [channel.port1]);

if (config.where === "page") {
  startInterpreter(config, channel.port2, interrupts);
} else {
  const python = new Worker("./worker.js", { type: "module" });
  python.onerror = (event) => console.error(`Python's worker: ${event.message}`);
  python.postMessage({ config, port: channel.port2, interrupts }, [channel.port2]);
}
