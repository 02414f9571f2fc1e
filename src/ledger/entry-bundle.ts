/** The lengths before entries have two bytes. */
const entryBytesMax = 0xff_ff;

/** Leaves of a tile as C2SP's tiled logs serve them: each with its length before it, in two bytes, big-endian. */
export function leavesBundle(leaves: readonly string[]): Uint8Array {
  const parts = leaves.flatMap((leaf) => {
    const bytes = Buffer.from(leaf, "utf8");
    if (bytes.length > entryBytesMax) throw new RangeError(`a leaf has ${bytes.length} bytes`);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}
