import { flushCompileCache } from "node:module";
import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerProtocol } from "./pool-messages.ts";

export interface WorkerContext<P extends WorkerProtocol> {
  /** Asks the parent for something. Never answered where the parent fails: it then ends the worker. */
  request(request: P["request"]): Promise<P["answer"]>;
  /** Tells the parent at once, also in the midst of synchronous work. */
  progress(progress: P["progress"]): void;
}

export type WorkerFunction<P extends WorkerProtocol> = (
  task: P["task"],
  context: WorkerContext<P>,
) => Promise<P["result"]> | P["result"];

/** The worker's end of a {@link WorkerPool}: called once by its entry file. One task at a time. */
export function serveWorker<P extends WorkerProtocol>(perform: WorkerFunction<P>): void {
  const port = parentPort;
  if (port === null) throw new Error("serveWorker was called outside of a worker");
  const send = (message: FromWorker<P>): void => port.postMessage(message);
  const waiting = new Map<number, (answer: P["answer"]) => void>();
  let requests = 0;
  const context: WorkerContext<P> = {
    request: (request) => {
      requests += 1;
      const id = requests;
      send({ kind: "request", id, request });
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    progress: (progress) => send({ kind: "progress", progress }),
  };
  port.on("message", (message: ToWorker<P>) => {
    if (message.kind === "run") void performTask(perform, message.task, context, send);
    else {
      waiting.get(message.id)?.(message.answer);
      waiting.delete(message.id);
    }
  });
  // A thread that is ended writes nothing any more, so what was just compiled is kept now.
  flushCompileCache();
}

async function performTask<P extends WorkerProtocol>(
  perform: WorkerFunction<P>,
  task: P["task"],
  context: WorkerContext<P>,
  send: (message: FromWorker<P>) => void,
): Promise<void> {
  try {
    send({ kind: "done", result: await perform(task, context) });
  } catch (error) {
    send({ kind: "failed", error: error instanceof Error ? error : new Error(String(error)) });
  }
}
