/**
 * The part of the WebAssembly JavaScript interface that is used here. TypeScript has it only in its `dom` library, which
 * would declare a browser around us.
 */
declare namespace WebAssembly {
  type ImportValue = (...values: never[]) => unknown;
  type ModuleImports = Record<string, ImportValue>;
  type Imports = Record<string, ModuleImports>;
  type ExportValue = ((...values: (number | bigint)[]) => unknown) | Memory;
  type Exports = Readonly<Record<string, ExportValue>>;

  class Module {
    constructor(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>);
    static imports(
      module: Module,
    ): { readonly module: string; readonly name: string; readonly kind: string }[];
    static exports(module: Module): { readonly name: string; readonly kind: string }[];
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  class RuntimeError extends Error {}

  function compile(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Promise<Module>;
  function validate(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>): boolean;
}
