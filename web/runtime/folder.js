// A folder of the host inside Emscripten's memory file system. Folders are listed when they are first
// looked into and files fetched when they are first opened, so that size costs nothing; what Python
// changed is found again at the end.

import { getBytes, getJson, send } from "./sync_http.js";

/**
 * What is known of an entry that came from the host: its path there, and whether its content (for a
 * folder: its list of names) has been fetched.
 * @typedef {{ path: string, fetched: boolean, changed: boolean }} Origin
 */

const FOLDER_MODE = 0o40777;
const FILE_MODE = 0o100666;

/** The host's folder, mounted at `at`; `remote` is the address that serves it. */
export class HostFolder {
  /**
   * @param {any} FS
   * @param {string} at
   * @param {string} remote
   */
  constructor(FS, at, remote) {
    this.FS = FS;
    this.remote = remote;
    /** @type {Map<string, { folder: boolean }>} everything listed so far, by path on the host */
    this.listed = new Map();
    /** @type {WeakMap<object, Origin>} */
    this.origins = new WeakMap();
    FS.mkdirTree(at);
    this.root = FS.lookupPath(at).node;
    this.operations = this.#makeOperations(this.root);
    this.#adopt(this.root, "", true);
  }

  /** Node operations that fetch before they go on to the memory file system's own. */
  #makeOperations(/** @type {any} */ folderNode) {
    const memory = folderNode.node_ops;
    const fetchFolder = (/** @type {any} */ node) => this.#fetchFolder(node);
    const folder = {
      ...memory,
      lookup: (/** @type {any} */ parent, /** @type {string} */ name) => {
        fetchFolder(parent);
        const child = parent.contents[name];
        return child ?? memory.lookup(parent, name); // which throws "no such file"
      },
      readdir: (/** @type {any} */ node) => {
        fetchFolder(node);
        return memory.readdir(node);
      },
      rmdir: (/** @type {any} */ parent, /** @type {string} */ name) => {
        fetchFolder(this.FS.lookupNode(parent, name)); // it may only go if it is empty
        return memory.rmdir(parent, name);
      },
      rename: (/** @type {any} */ node, /** @type {any} */ parent, /** @type {string} */ name) => {
        fetchFolder(parent);
        if (parent.contents[name]) fetchFolder(parent.contents[name]);
        return memory.rename(node, parent, name);
      },
    };
    return { folder };
  }

  /**
   * Marks a node as the host's, with nothing of it fetched yet.
   * @param {any} node
   * @param {string} path
   * @param {boolean} isFolder
   */
  #adopt(node, path, isFolder) {
    this.origins.set(node, { path, fetched: false, changed: false });
    if (isFolder) {
      node.node_ops = this.operations.folder;
      return;
    }
    const memoryNode = node.node_ops;
    const memoryStream = node.stream_ops;
    node.node_ops = {
      ...memoryNode,
      setattr: (/** @type {any} */ target, /** @type {any} */ change) => {
        if (change.size !== undefined) {
          if (change.size === 0) this.#forget(target);
          else this.#fetchFile(target);
          this.#touch(target);
        }
        return memoryNode.setattr(target, change);
      },
    };
    node.stream_ops = {
      ...memoryStream,
      open: (/** @type {any} */ stream) => {
        this.#fetchFile(stream.node);
        memoryStream.open?.(stream);
      },
      write: (/** @type {any} */ stream, /** @type {any[]} */ ...rest) => {
        this.#touch(stream.node);
        return memoryStream.write(stream, ...rest);
      },
      msync: (/** @type {any} */ stream, /** @type {any[]} */ ...rest) => {
        this.#touch(stream.node);
        return memoryStream.msync(stream, ...rest);
      },
    };
  }

  /** @param {any} node */
  #touch(node) {
    const origin = this.origins.get(node);
    if (origin) origin.changed = true;
  }

  /** @param {any} node */
  #forget(node) {
    const origin = this.origins.get(node);
    if (origin) origin.fetched = true;
  }

  /** @param {any} node */
  #fetchFile(node) {
    const origin = this.origins.get(node);
    if (!origin || origin.fetched) return;
    const bytes = getBytes(`${this.remote}/file?path=${encodeURIComponent(origin.path)}`);
    if (bytes === null) throw new this.FS.ErrnoError(29); // EIO: it was there when it was listed
    node.contents = bytes;
    node.usedBytes = bytes.length;
    origin.fetched = true;
  }

  /** @param {any} node */
  #fetchFolder(node) {
    const origin = this.origins.get(node);
    if (!origin || origin.fetched) return;
    origin.fetched = true;
    const entries = getJson(`${this.remote}/list?path=${encodeURIComponent(origin.path)}`) ?? [];
    for (const { name, folder, size, modified } of entries) {
      const path = origin.path ? `${origin.path}/${name}` : name;
      const mode = folder ? FOLDER_MODE : FILE_MODE;
      // The memory file system makes the node; only afterwards does it become the host's.
      const child = this.FS.filesystems.MEMFS.createNode(node, name, mode, 0);
      if (!folder) child.usedBytes = size;
      child.atime = child.mtime = child.ctime = modified;
      this.#adopt(child, path, folder);
      this.listed.set(path, { folder });
    }
  }

  /**
   * Sends home what Python made, changed and deleted; returns the paths sent.
   * @returns {{ written: string[], deleted: string[] }}
   */
  collect() {
    const present = new Set();
    /** @type {string[]} */
    const made = [];
    /** @type {{ path: string, node: any }[]} */
    const written = [];
    this.#walk(this.root, "", present, made, written);

    const gone = [...this.listed].filter(([path]) => !present.has(path));
    // Deepest first, so that a folder is empty when its turn comes.
    gone.sort(([a], [b]) => b.length - a.length);
    const changes = {
      deleted: gone.filter(([, { folder }]) => !folder).map(([path]) => path),
      removed: gone.filter(([, { folder }]) => folder).map(([path]) => path),
      made,
    };
    send("POST", `${this.remote}/changes`, JSON.stringify(changes));
    for (const { path, node } of written) {
      const bytes = node.contents ? this.FS.filesystems.MEMFS.getFileDataAsTypedArray(node) : new Uint8Array();
      send("PUT", `${this.remote}/file?path=${encodeURIComponent(path)}`, bytes.slice());
    }
    return { written: written.map(({ path }) => path), deleted: changes.deleted };
  }

  /**
   * @param {any} folder
   * @param {string} prefix
   * @param {Set<string>} present  every path that is still where the host has it
   * @param {string[]} made        new folders
   * @param {{ path: string, node: any }[]} written
   */
  #walk(folder, prefix, present, made, written) {
    const at = this.origins.get(folder);
    if (at && !at.fetched && at.path === prefix) return; // nobody looked into it
    this.#fetchFolder(folder);
    for (const [name, node] of Object.entries(folder.contents)) {
      const path = prefix ? `${prefix}/${name}` : name;
      const origin = this.origins.get(node);
      const isFolder = this.FS.isDir(node.mode);
      if (this.listed.get(path)?.folder === isFolder) present.add(path);
      if (isFolder) {
        if (!this.listed.get(path)?.folder) made.push(path);
        this.#walk(/** @type {any} */ (node), path, present, made, written);
      } else if (this.FS.isFile(node.mode) && !(origin && origin.path === path && !origin.changed)) {
        this.#fetchFile(node);
        written.push({ path, node });
      }
    }
  }
}
