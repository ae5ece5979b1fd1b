// The module worker that Python lives in, so that the page never freezes.

import { startInterpreter } from "./interpreter.js";

self.onmessage = ({ data }) => {
  self.onmessage = null;
  startInterpreter(data.config, data.port, data.interrupts);
};
