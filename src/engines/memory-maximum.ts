/**
 * Go declares no maximum for its memory, so a bomb would grow it to 4 GiB. The maximum is written into the module itself:
 * whoever instantiates it cannot forget it.
 */

/** WebAssembly's unit of memory, in bytes (core specification, 4.2.8). */
export const pageBytes = 65_536;

const memorySection = 5;
const headerBytes = 8;
const hasMaximum = 1;

/** The module with its own memory limited to `pagesMax`. Throws where the module does not define exactly one memory. */
export function withMemoryMaximum(module: Uint8Array, pagesMax: number): Uint8Array<ArrayBuffer> {
  for (let offset = headerBytes; offset < module.length; ) {
    const size = readUnsigned(module, offset + 1);
    const end = size.next + size.value;
    if (module[offset] === memorySection) return rewritten(module, offset, size.next, end, pagesMax);
    offset = end;
  }
  throw new Error("the module defines no memory");
}

function rewritten(
  module: Uint8Array,
  start: number,
  content: number,
  end: number,
  pagesMax: number,
): Uint8Array<ArrayBuffer> {
  const count = readUnsigned(module, content);
  if (count.value !== 1) throw new Error(`the module defines ${count.value} memories, not one`);
  const flags = readUnsigned(module, count.next);
  if (flags.value > hasMaximum) throw new Error("the memory is shared or 64-bit");
  const minimum = readUnsigned(module, flags.next);
  if (minimum.value > pagesMax)
    throw new Error(`the module starts with ${minimum.value} pages, more than ${pagesMax}`);
  const body = [1, hasMaximum, ...unsigned(minimum.value), ...unsigned(pagesMax)];
  const section = [memorySection, ...unsigned(body.length), ...body];
  const result = new Uint8Array(module.length - (end - start) + section.length);
  result.set(module.subarray(0, start), 0);
  result.set(section, start);
  result.set(module.subarray(end), start + section.length);
  return result;
}

/** LEB128 (core specification, 5.2.2). */
function readUnsigned(bytes: Uint8Array, offset: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let factor = 1;
  for (let next = offset; next < Math.min(bytes.length, offset + 5); next += 1) {
    const byte = bytes[next] ?? 0;
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte < 0x80) return { value, next: next + 1 };
  }
  throw new Error("the module is cut off or not WebAssembly");
}

function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) | 0x80, ...unsigned(Math.floor(value / 128))];
}
