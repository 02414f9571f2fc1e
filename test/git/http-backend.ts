import { execFileSync } from "node:child_process";
import path from "node:path";

/** `git http-backend` as a program: through `git` itself, a killed parent would leave it running. */
export function backendPath(): string {
  backend ??= path.join(
    execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim(),
    "git-http-backend",
  );
  return backend;
}

/** Asked for once: a server must not stand still for it with every request. */
let backend: string | null = null;

export interface BackendHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly rest: Buffer;
}

/** The head of a CGI answer; `null` while it is not whole. */
export function parseHead(answer: Buffer): BackendHead | null {
  const end = answer.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const lines = answer
    .subarray(0, end)
    .toString("latin1")
    .split("\r\n")
    .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
    .flatMap((match) => (match === null ? [] : [[(match[1] ?? "").toLowerCase(), match[2] ?? ""] as const]));
  const { status = "200", ...headers } = Object.fromEntries<string>(lines);
  return { status: Number.parseInt(status, 10), headers, rest: answer.subarray(end + 4) };
}
