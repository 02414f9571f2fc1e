import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { Socket } from "node:net";
import { fileBytesMax } from "../model/tree.ts";
import { GitError } from "./git-error.ts";
import { failureOf, type GitSettings, startFailure, startGit } from "./git-process.ts";
import { type GitObject, ObjectStream } from "./object-stream.ts";

interface Request {
  readonly resolve: (object: GitObject) => void;
  readonly reject: (error: GitError) => void;
}

/**
 * One `git cat-file --batch` for the life of a repository: starting a process for each object would cost 5 ms each.
 *
 * States: open (answers come in the order of the requests), then ended, by {@link ObjectReader.close} or because git
 * ended; every request that is not answered by then fails. While nothing is asked, it does not keep the program alive.
 */
export class ObjectReader {
  readonly #path: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Request[] = [];
  #answered = 0;
  #said = "";
  #ended: GitError | null = null;

  constructor(path: string, settings: GitSettings) {
    this.#path = path;
    this.#child = startGit(path, ["cat-file", "--batch"], settings);
    const stream = new ObjectStream(fileBytesMax, (object) => this.#answer(object));
    this.#child.stdout.on("data", (chunk: Buffer) => stream.push(chunk));
    this.#child.stderr.on("data", (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString("utf8")).slice(-4096);
    });
    this.#child.stdin.on("error", () => {});
    this.#child.on("error", (cause) => this.#end(startFailure(cause)));
    this.#child.on("close", () => this.#end(failureOf(this.#path, this.#said)));
    this.#keepAlive(false);
  }

  /** The objects of these names (ids, or anything that git resolves; no line ends), in their order. */
  read(names: readonly string[]): Promise<readonly GitObject[]> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    if (names.length === 0) return Promise.resolve([]);
    this.#keepAlive(true);
    const answers = names.map(
      () => new Promise<GitObject>((resolve, reject) => this.#waiting.push({ resolve, reject })),
    );
    this.#child.stdin.write(`${names.join("\n")}\n`);
    return Promise.all(answers);
  }

  close(): void {
    this.#end(new GitError("failed", `The repository ${JSON.stringify(this.#path)} was closed.`));
    this.#child.stdin.end();
    this.#child.kill();
  }

  #answer(object: GitObject): void {
    const request = this.#waiting[this.#answered];
    this.#answered += 1;
    request?.resolve(object);
    if (this.#answered >= this.#waiting.length) this.#forgetAnswered();
  }

  #forgetAnswered(): void {
    this.#waiting.length = 0;
    this.#answered = 0;
    this.#keepAlive(false);
  }

  #end(error: GitError): void {
    this.#ended ??= error;
    const unanswered = this.#waiting.slice(this.#answered);
    this.#forgetAnswered();
    for (const request of unanswered) request.reject(this.#ended);
  }

  #keepAlive(wanted: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const handle of [this.#child, stdin, stdout, stderr]) {
      if (handle !== this.#child && !(handle instanceof Socket)) continue;
      if (!("ref" in handle)) continue;
      if (wanted) handle.ref();
      else handle.unref();
    }
  }
}
