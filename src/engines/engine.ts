/**
 * One instance of a WebAssembly engine, ready to be called. Calls are synchronous and run in the thread that made the
 * instance (a review worker): whoever wants a time limit ends that thread.
 *
 * An engine exports functions from bytes to bytes. Input and output are JSON in UTF-8.
 */
export interface Engine {
  /** Calls an export. Throws {@link EngineError}: the instance is then thrown away, and a new one made at the next call. */
  call(name: string, input: Uint8Array): Uint8Array;
}

export type EngineErrorCode = "memory" | "trap" | "protocol" | "missing";

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineError";
    this.code = code;
  }
}
