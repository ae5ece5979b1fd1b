/**
 * Commands that are kept to be run again. A slot is a texture number that differs from replay to
 * replay: binding it writes the number to all of its places.
 */

/** @typedef {{words: Int32Array, slots: Int32Array[]}} Recording */

export function createRecordings() {
  /** @type {(Recording | undefined)[]} */
  const table = [];

  /** @param {number} id @returns {Recording} */
  function get(id) {
    const recording = table[id];
    if (!recording) throw new Error(`recording ${id} does not exist`);
    return recording;
  }

  return {
    /** @param {Int32Array} words @param {Int32Array} places per slot: how many, then which words */
    add(words, places) {
      const slots = [];
      for (let at = 0; at < places.length; at += places[at] + 1) {
        slots.push(places.subarray(at + 1, at + 1 + places[at]));
      }
      table.push({ words, slots });
      return table.length - 1;
    },
    /** @param {number} id @param {number} slot @param {number} texture */
    bind(id, slot, texture) {
      const { words, slots } = get(id);
      for (const place of slots[slot]) words[place] = texture;
    },
    /** @param {number} id */
    wordsOf: (id) => get(id).words,
    /** @param {number} id */
    forget(id) {
      table[id] = undefined;
    },
  };
}
