import { workerData } from "node:worker_threads";
import { serveWorker } from "../serve-worker.ts";

export interface PoolTestProtocol {
  readonly task: { readonly kind: string; readonly text: string };
  readonly result: string;
  readonly request: string;
  readonly answer: string;
  readonly progress: string;
}

let runs = 0;

serveWorker<PoolTestProtocol>(async ({ kind, text }, context) => {
  runs += 1;
  context.progress(`begun ${text}`);
  switch (kind) {
    case "spin":
      for (;;) if (runs < 0) return "never";
    case "bomb": {
      const kept: number[][] = [];
      for (;;) kept.push(new Array(100_000).fill(runs));
    }
    case "exit":
      return process.exit(3);
    case "throw":
      throw new TypeError(`cannot ${text}`);
    case "ask":
      return `${await context.request(text)} and ${await context.request("more")}`;
    case "environment":
      return JSON.stringify(process.env);
    default:
      return `${text} ${runs} ${JSON.stringify(workerData)}`;
  }
});
