// Blocking requests, for the moments when Python cannot wait: opening a file, reading stdin. They work
// in a worker and in a page; a page may not ask for bytes, so they come as text, a character a byte.

/**
 * @param {string} method
 * @param {string} url
 * @param {Uint8Array | string} [body]
 * @returns {XMLHttpRequest}
 */
function request(method, url, body) {
  const http = new XMLHttpRequest();
  http.open(method, url, false);
  http.overrideMimeType("text/plain; charset=x-user-defined");
  http.send(/** @type {any} */ (body ?? null));
  return http;
}

/**
 * The bytes at `url`, or null where the server has none to give; `onStatus` hears why.
 * @param {string} url
 * @param {(status: number) => void} [onStatus]
 * @returns {Uint8Array | null}
 */
export function getBytes(url, onStatus) {
  const http = request("GET", url);
  onStatus?.(http.status);
  if (http.status !== 200) return null;
  const text = http.responseText;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * The JSON value at `url`, or null.
 * @param {string} url
 */
export function getJson(url) {
  const bytes = getBytes(url);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

/**
 * @param {"PUT" | "POST"} method
 * @param {string} url
 * @param {Uint8Array | string} body
 */
export function send(method, url, body) {
  return request(method, url, body).status;
}
