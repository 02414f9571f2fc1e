import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerProtocol } from "./pool-messages.ts";

/**
 * A warm pool of threads that each run one entry file (with {@link serveWorker}).
 *
 * A thread is idle, or busy with one run. It ends when a run takes too long, when it is out of memory or crashes, when
 * the parent cannot answer its request, or when the pool is closed; the next run that finds no idle thread starts another.
 * A run waits for a thread, then is running, then settles once.
 */
export interface WorkerPoolOptions {
  /** The file that a worker runs. */
  readonly entry: URL;
  /** Given to every worker: engines' modules, for example. */
  readonly workerData?: unknown;
  readonly workersMax: number;
  /** V8's heap and stack. It does not cover WebAssembly memory, which has a maximum in each module. */
  readonly resourceLimits?: ResourceLimits;
}

export interface RunOptions<P extends WorkerProtocol> {
  /** From the start in a thread to the result; the thread is then ended, whatever it does. */
  readonly timeoutMs: number;
  /**
   * Without a word from the worker (progress or request) for so long, the thread is ended too. While the parent answers,
   * the worker has nothing to say.
   */
  readonly silenceMs?: number;
  readonly onRequest?: (request: P["request"]) => Promise<P["answer"]> | P["answer"];
  readonly onProgress?: (progress: P["progress"]) => void;
}

/** Why a worker was ended, and the last that it said about where it was. */
export interface EndedRun<P extends WorkerProtocol> {
  readonly kind: "ended";
  readonly reason: "timeout" | "memory" | "crash";
  readonly detail: string;
  readonly lastProgress: P["progress"] | undefined;
}

export type RunOutcome<P extends WorkerProtocol> =
  | { readonly kind: "done"; readonly result: P["result"] }
  | EndedRun<P>;

interface Run<P extends WorkerProtocol> {
  readonly task: P["task"];
  readonly options: RunOptions<P>;
  readonly resolve: (outcome: RunOutcome<P>) => void;
  readonly reject: (error: unknown) => void;
  lastProgress: P["progress"] | undefined;
  timer: NodeJS.Timeout | undefined;
  silence: NodeJS.Timeout | undefined;
  /** Requests that the parent has not answered yet. */
  answering: number;
}

interface Thread<P extends WorkerProtocol> {
  readonly worker: Worker;
  run: Run<P> | null;
}

export class WorkerPool<P extends WorkerProtocol> {
  readonly #options: WorkerPoolOptions;
  readonly #threads = new Set<Thread<P>>();
  readonly #waiting: Run<P>[] = [];
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Starts threads ahead of the first run, up to `workersMax`. */
  warm(count: number): void {
    const wanted = Math.min(count, this.#options.workersMax) - this.#threads.size;
    for (let started = 0; started < wanted; started += 1) this.#start();
  }

  /**
   * Runs one task. What a hostile input can bring about (too long, too much memory, a crash) is an outcome; the promise
   * is rejected where the worker's function throws, where `onRequest` does, or where the pool is closed.
   */
  run(task: P["task"], options: RunOptions<P>): Promise<RunOutcome<P>> {
    if (this.#closed) return Promise.reject(new Error("the worker pool is closed"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        task,
        options,
        resolve,
        reject,
        lastProgress: undefined,
        timer: undefined,
        silence: undefined,
        answering: 0,
      });
      this.#next();
    });
  }

  /** Ends all threads. What still runs or waits is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const error = new Error("the worker pool was closed");
    for (const run of this.#waiting.splice(0)) run.reject(error);
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, (run) => run.reject(error))));
  }

  #next(): void {
    const idle = [...this.#threads].find((thread) => thread.run === null);
    if (this.#waiting.length === 0 || (idle === undefined && this.#threads.size >= this.#options.workersMax))
      return;
    const run = this.#waiting.shift();
    if (run !== undefined) this.#assign(idle ?? this.#start(), run);
  }

  #start(): Thread<P> {
    const { entry, workerData, resourceLimits } = this.#options;
    const env = workerEnvironment();
    const worker = new Worker(entry, { workerData, env, ...(resourceLimits && { resourceLimits }) });
    const thread: Thread<P> = { worker, run: null };
    // A thread that does nothing must not keep the process from ending.
    worker.unref();
    worker.on("message", (message: FromWorker<P>) => this.#hear(thread, message));
    worker.on("error", (error) => this.#crashed(thread, error));
    worker.on("exit", (code) => this.#crashed(thread, new Error(`the worker exited with ${code}`)));
    this.#threads.add(thread);
    return thread;
  }

  #assign(thread: Thread<P>, run: Run<P>): void {
    const { timeoutMs } = run.options;
    thread.run = run;
    thread.worker.ref();
    run.timer = this.#endAfter(thread, timeoutMs, `it took longer than ${timeoutMs} ms`);
    this.#listen(thread, run);
    const message: ToWorker<P> = { kind: "run", task: run.task };
    thread.worker.postMessage(message);
  }

  #listen(thread: Thread<P>, run: Run<P>): void {
    const { silenceMs } = run.options;
    clearTimeout(run.silence);
    if (silenceMs === undefined || run.answering > 0) return;
    run.silence = this.#endAfter(thread, silenceMs, `it said nothing for ${silenceMs} ms`);
  }

  #endAfter(thread: Thread<P>, limitMs: number, detail: string): NodeJS.Timeout {
    return setTimeout(() => {
      void this.#end(thread, (run) => run.resolve(endedRun(run, "timeout", detail)));
    }, limitMs);
  }

  #hear(thread: Thread<P>, message: FromWorker<P>): void {
    const run = thread.run;
    if (run === null) return;
    this.#listen(thread, run);
    if (message.kind === "progress") {
      run.lastProgress = message.progress;
      run.options.onProgress?.(message.progress);
    } else if (message.kind === "request") void this.#answer(thread, run, message.id, message.request);
    else {
      release(thread);
      if (message.kind === "done") run.resolve({ kind: "done", result: message.result });
      else run.reject(message.error);
      this.#next();
    }
  }

  async #answer(thread: Thread<P>, run: Run<P>, id: number, request: P["request"]): Promise<void> {
    run.answering += 1;
    this.#listen(thread, run);
    try {
      if (run.options.onRequest === undefined)
        throw new Error("the worker made a request, and nobody answers it");
      const message: ToWorker<P> = { kind: "answer", id, answer: await run.options.onRequest(request) };
      if (thread.run !== run) return;
      run.answering -= 1;
      this.#listen(thread, run);
      thread.worker.postMessage(message);
    } catch (error) {
      if (thread.run === run) await this.#end(thread, (ended) => ended.reject(error));
    }
  }

  #crashed(thread: Thread<P>, error: Error): void {
    const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    void this.#end(thread, (run) => run.resolve(endedRun(run, isMemory ? "memory" : "crash", error.message)));
  }

  /** Whoever ends a thread first decides what becomes of its run. */
  async #end(thread: Thread<P>, settle: (run: Run<P>) => void): Promise<void> {
    if (!this.#threads.delete(thread)) return;
    const run = release(thread);
    if (run !== null) settle(run);
    this.#next();
    await thread.worker.terminate();
  }
}

/**
 * Nothing of the process: what runs there has no business with tokens. Node's compile cache is not inherited by threads;
 * named here it saves 0.1 s of the start.
 */
function workerEnvironment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  // Node adds a folder for its version itself.
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) };
}

function release<P extends WorkerProtocol>(thread: Thread<P>): Run<P> | null {
  const { run } = thread;
  if (run !== null) {
    clearTimeout(run.timer);
    clearTimeout(run.silence);
  }
  thread.run = null;
  thread.worker.unref();
  return run;
}

function endedRun<P extends WorkerProtocol>(
  run: Run<P>,
  reason: EndedRun<P>["reason"],
  detail: string,
): EndedRun<P> {
  return { kind: "ended", reason, detail, lastProgress: run.lastProgress };
}
