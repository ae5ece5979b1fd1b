// The link between the command line's server and Python: a worker of its own, because it must carry
// output and interrupts while the thread that Python runs in is busy.

const HEADER = 5; // one byte of kind, four of length

/** @type {{ kind: number, data: Uint8Array }[]} */
let outbox = [];
let sending = false;

self.onmessage = ({ data: { server, port, interrupts } }) => {
  self.onmessage = null;
  port.onmessage = (/** @type {MessageEvent} */ { data }) => {
    outbox.push(data);
    if (!sending) send(server);
  };
  receive(server, port, interrupts);
};

/**
 * Sends what waits, one request at a time: that keeps the order, and gathers small writes.
 * @param {string} server
 */
async function send(server) {
  sending = true;
  while (outbox.length > 0) {
    const frames = outbox;
    outbox = [];
    await fetch(`${server}/link/frames`, { method: "POST", body: pack(frames) });
  }
  sending = false;
}

/** @param {{ kind: number, data: Uint8Array }[]} frames */
function pack(frames) {
  const total = frames.reduce((n, { data }) => n + HEADER + data.length, 0);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { kind, data } of frames) {
    view.setUint8(at, kind);
    view.setUint32(at + 1, data.length, true);
    bytes.set(data, at + HEADER);
    at += HEADER + data.length;
  }
  return bytes;
}

/**
 * Fetches commands for as long as the server lives.
 * @param {string} server
 * @param {MessagePort} port
 * @param {Uint8Array | null} interrupts
 */
async function receive(server, port, interrupts) {
  for (;;) {
    let commands;
    try {
      commands = await (await fetch(`${server}/link/next`)).json();
    } catch {
      return; // the session is being closed
    }
    for (const command of commands) {
      // Python polls this byte while it computes; 2 stands for SIGINT.
      if (command.do === "interrupt" && interrupts) Atomics.store(interrupts, 0, 2);
      port.postMessage(command);
    }
  }
}
