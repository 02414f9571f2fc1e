import { pageBytes } from "./memory-maximum.ts";

/** The exit of a Go program: out of memory, or a fatal error. */
export class ExitError extends Error {
  constructor(code: number) {
    super(`the engine exited with ${code}`);
    this.name = "ExitError";
  }
}

/** Answers a builtin that the engine does not have: JSON in, JSON out (engines/README.md). */
export type AnswerBuiltin = (request: Uint8Array) => Uint8Array;

export interface DenyAllHost {
  readonly imports: WebAssembly.Imports;
  /** Must be called before the module runs. */
  attach(memory: WebAssembly.Memory, alloc: (size: number) => number): void;
  /** Puts random and wall clock back to their start, so that a call does not depend on the calls before it. */
  reset(): void;
  /** What the engine wrote to stdout and stderr since the last reset, cut at `outputBytesMax`. */
  output(): string;
}

export interface HostOptions {
  readonly seed: number;
  readonly answerBuiltin: AnswerBuiltin;
  readonly memoryPagesMax: number;
}

/** A fatal Go error prints the stacks of all goroutines; the first lines say what happened. */
export const outputBytesMax = 16_384;
/** One request for random bytes; Go asks for a few dozen. A larger one would keep the thread busy in the host. */
const randomBytesMax = 65_536;
/** 2024-01-01T00:00:00Z in nanoseconds: the only time there is inside an engine. */
const epoch = 1_704_067_200_000_000_000n;
/** Go refuses a monotonic clock that says 0. */
const monotonicStart = 1_000_000_000n;

const ok = 0;
const badFileDescriptor = 8;
const invalid = 28;
const notSupported = 52;
const realtime = 0;

/**
 * WASI preview 1 for untrusted code: no files, no network, no environment of the process, a clock that only moves when
 * the engine sleeps, and random numbers from a seed. `node:wasi` is documented as unfit for this. A function that is not
 * here fails with ENOSYS, whatever it is called.
 */
export function createDenyAllHost(module: WebAssembly.Module, options: HostOptions): DenyAllHost {
  const state: HostState = {
    options,
    random: options.seed,
    slept: monotonicStart,
    sleptBefore: monotonicStart,
    written: [],
    writtenBytes: 0,
    view: () => {
      throw new ExitError(invalid);
    },
    alloc: () => 0,
  };
  return {
    imports: importsOf(module, state),
    attach: (memory, alloc) => {
      state.view = () => new DataView(memory.buffer);
      state.alloc = alloc;
    },
    reset: () => {
      state.random = options.seed;
      state.sleptBefore = state.slept;
      state.written = [];
      state.writtenBytes = 0;
    },
    output: () => Buffer.concat(state.written).toString("utf8"),
  };
}

interface HostState {
  readonly options: HostOptions;
  random: number;
  /** The monotonic clock: nanoseconds slept since the instance was made, and its start. */
  slept: bigint;
  /** The same at the last reset: the wall clock starts anew there. */
  sleptBefore: bigint;
  written: Uint8Array[];
  writtenBytes: number;
  view: () => DataView;
  alloc: (size: number) => number;
}

function importsOf(module: WebAssembly.Module, state: HostState): WebAssembly.Imports {
  const known: Readonly<Record<string, WebAssembly.ModuleImports>> = {
    wasi_snapshot_preview1: wasi(state),
    sekisho: { builtin: (ptr: number, size: number) => builtin(state, ptr >>> 0, size >>> 0) },
  };
  const wanted = Map.groupBy(WebAssembly.Module.imports(module), (each) => each.module);
  return Object.fromEntries(
    [...wanted].map(([from, functions]) => [
      from,
      Object.fromEntries(functions.map(({ name }) => [name, known[from]?.[name] ?? (() => notSupported)])),
    ]),
  );
}

function wasi(state: HostState): WebAssembly.ModuleImports {
  const environment = environmentOf(state.options.memoryPagesMax);
  return {
    args_sizes_get: (count: number, size: number) => putSizes(state, count, size, [programName]),
    args_get: (list: number, bytes: number) => putStrings(state, list, bytes, [programName]),
    environ_sizes_get: (count: number, size: number) => putSizes(state, count, size, environment),
    environ_get: (list: number, bytes: number) => putStrings(state, list, bytes, environment),
    clock_time_get: (id: number, _precision: bigint, to: number) => putTime(state, id, to),
    random_get: (to: number, size: number) => putRandom(state, to >>> 0, size >>> 0),
    poll_oneoff: (from: number, to: number, count: number, written: number) =>
      sleep(state, from >>> 0, to >>> 0, count, written >>> 0),
    sched_yield: () => ok,
    fd_write: (fd: number, list: number, count: number, written: number) =>
      write(state, fd, list >>> 0, count, written >>> 0),
    fd_read: () => badFileDescriptor,
    fd_close: () => badFileDescriptor,
    fd_fdstat_get: () => badFileDescriptor,
    fd_fdstat_set_flags: () => badFileDescriptor,
    fd_prestat_get: () => badFileDescriptor,
    fd_prestat_dir_name: () => badFileDescriptor,
    proc_exit: (code: number) => {
      throw new ExitError(code);
    },
  };
}

/** klog, among others, reads `os.Args[0]` when it is loaded. */
const programName = "engine";

/** Go's garbage collector has to know where memory ends; nothing else is in the environment. */
function environmentOf(memoryPagesMax: number): readonly string[] {
  return [`GOMEMLIMIT=${Math.floor(memoryPagesMax * pageBytes * 0.9)}`, "GOGC=400"];
}

function putSizes(state: HostState, count: number, size: number, strings: readonly string[]): number {
  const view = state.view();
  view.setUint32(count >>> 0, strings.length, true);
  view.setUint32(size >>> 0, strings.join("\0").length + Math.min(strings.length, 1), true);
  return ok;
}

function putStrings(state: HostState, list: number, bytes: number, strings: readonly string[]): number {
  const view = state.view();
  let at = bytes >>> 0;
  for (const [index, text] of strings.entries()) {
    view.setUint32((list >>> 0) + index * 4, at, true);
    new Uint8Array(view.buffer).set(Buffer.from(`${text}\0`), at);
    at += text.length + 1;
  }
  return ok;
}

function putTime(state: HostState, clock: number, to: number): number {
  const now = clock === realtime ? epoch + state.slept - state.sleptBefore : state.slept;
  state.view().setBigUint64(to >>> 0, now, true);
  return ok;
}

function putRandom(state: HostState, to: number, size: number): number {
  if (size > randomBytesMax) return invalid;
  const view = state.view();
  for (let index = 0; index < size; index += 1) view.setUint8(to + index, nextRandom(state) & 0xff);
  return ok;
}

/** SplitMix32: well spread from any seed, and not meant to be secret. */
function nextRandom(state: HostState): number {
  state.random = (state.random + 0x9e3779b9) | 0;
  let mixed = state.random ^ (state.random >>> 16);
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

const subscriptionBytes = 48;
const eventBytes = 32;
/** More timers than any engine has. */
const subscriptionsMax = 1_024;

/** Nothing ever becomes readable, so a wait is a sleep: the clock jumps to the earliest timer at once. */
function sleep(state: HostState, from: number, to: number, count: number, written: number): number {
  if (count < 1 || count > subscriptionsMax) return invalid;
  const view = state.view();
  const timers = Array.from({ length: count }, (_, index) => from + index * subscriptionBytes)
    .filter((at) => view.getUint8(at + 8) === 0)
    .map((at) => ({ user: view.getBigUint64(at, true), until: deadline(state, view, at) }))
    .sort((a, b) => Number(a.until - b.until));
  const first = timers[0];
  if (first === undefined) return notSupported;
  if (first.until > state.slept) state.slept = first.until;
  new Uint8Array(view.buffer, to, eventBytes).fill(0);
  view.setBigUint64(to, first.user, true);
  view.setUint32(written, 1, true);
  return ok;
}

/** When a timer ends, on the monotonic clock. */
function deadline(state: HostState, view: DataView, at: number): bigint {
  const timeout = view.getBigUint64(at + 24, true);
  const absolute = (view.getUint16(at + 40, true) & 1) === 1;
  if (!absolute) return state.slept + timeout;
  return view.getUint32(at + 16, true) === realtime ? timeout - epoch + state.sleptBefore : timeout;
}

function write(state: HostState, fd: number, list: number, count: number, written: number): number {
  if (fd !== 1 && fd !== 2) return badFileDescriptor;
  const view = state.view();
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const at = view.getUint32(list + index * 8, true);
    const size = view.getUint32(list + index * 8 + 4, true);
    const kept = Math.min(size, outputBytesMax - state.writtenBytes);
    if (kept > 0) state.written.push(new Uint8Array(view.buffer, at, kept).slice());
    state.writtenBytes += kept;
    total += size;
  }
  view.setUint32(written, total, true);
  return ok;
}

function builtin(state: HostState, ptr: number, size: number): bigint {
  const request = new Uint8Array(state.view().buffer, ptr, size).slice();
  const answer = state.options.answerBuiltin(request);
  const to = state.alloc(answer.length);
  new Uint8Array(state.view().buffer, to, answer.length).set(answer);
  return (BigInt(to) << 32n) | BigInt(answer.length);
}
