/** What a kind of worker takes and gives. All of it is structured-cloned; types are trusted, because both ends are ours. */
export interface WorkerProtocol {
  readonly task: unknown;
  readonly result: unknown;
  /** What the worker asks its parent, who alone has files, clock and store; and what it is told. */
  readonly request: unknown;
  readonly answer: unknown;
  /** Where the worker is, so that the parent knows it when it ends the worker. */
  readonly progress: unknown;
}

export type ToWorker<P extends WorkerProtocol> =
  | { readonly kind: "run"; readonly task: P["task"] }
  | { readonly kind: "answer"; readonly id: number; readonly answer: P["answer"] };

export type FromWorker<P extends WorkerProtocol> =
  | { readonly kind: "progress"; readonly progress: P["progress"] }
  | { readonly kind: "request"; readonly id: number; readonly request: P["request"] }
  | { readonly kind: "done"; readonly result: P["result"] }
  | { readonly kind: "failed"; readonly error: unknown };
