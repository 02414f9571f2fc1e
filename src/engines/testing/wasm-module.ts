/** Writes small WebAssembly modules by hand, to be as hostile as no compiler would be (core specification, 5). */

const valueTypes = { i32: 0x7f, i64: 0x7e } as const;
type ValueType = keyof typeof valueTypes;

export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | null;
}

/** A module that imports functions and exports each under its own name, with a memory of `pages`. */
export function reexportingModule(
  functions: readonly ImportedFunction[],
  pages = 1,
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...vector(parameters.map((each) => [valueTypes[each]])),
    ...vector(result === null ? [] : [[valueTypes[result]]]),
  ]);
  const imports = functions.map(({ module, name }, index) => [
    ...text(module),
    ...text(name),
    0,
    ...size(index),
  ]);
  const exports = functions.map(({ name }, index) => [...text(name), 0, ...size(index)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector(types)),
    ...section(2, vector(imports)),
    ...section(5, vector([[0, ...size(pages)]])),
    ...section(7, vector([...exports, [...text("memory"), 2, 0]])),
  ]);
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...size(content.length), ...content];
}

function vector(items: readonly (readonly number[])[]): readonly number[] {
  return [...size(items.length), ...items.flat()];
}

function text(value: string): readonly number[] {
  const bytes = [...Buffer.from(value)];
  return [...size(bytes.length), ...bytes];
}

export function size(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) | 0x80, ...size(Math.floor(value / 128))];
}
