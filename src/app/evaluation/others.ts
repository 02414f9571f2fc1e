import type { WorkerAnswer, WorkerQuestion } from "./task.ts";

/** What a worker asks for that neither its trees nor the installation hold. */
export interface Others {
  /** What all parts of a scan hold together. */
  inventory(question: Extract<WorkerQuestion, { kind: "inventory" }>): Promise<WorkerAnswer>;
  /** What is known of the rest of the repository. */
  kept(question: Extract<WorkerQuestion, { kind: "kept" }>): Promise<WorkerAnswer>;
}

/** Of a worker that has, or needs, nothing but what it was given. */
export const alone: Others = {
  inventory: () => {
    throw new TypeError("a worker that has everything asked for the inventory of others");
  },
  kept: () => {
    throw new TypeError("a worker that looks at one state asked what is known of the rest");
  },
};
