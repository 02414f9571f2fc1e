import http from "node:http";
import type { AddressInfo } from "node:net";
import { type GitFault, type GitHandler, gitHandler } from "../../git/http-server.ts";
import { withLongIds } from "../rest/deliveries.ts";
import { identityPath } from "./actions-identity.ts";
import { mayClone, repositoryOfGitPath } from "./git-access.ts";
import { answerCall, type Outcome, type Parts } from "./pipeline.ts";
import type { LoggedRequest } from "./request-log.ts";
import { subjectOf } from "./request-subject.ts";

/** A request of the App is far smaller; what people do through the control may bring whole repositories. */
const bodyBytesMax = 256 * 1024 * 1024;

export const controlPath = "/_stand-in";

export interface ServerParts extends Parts {
  readonly log: LoggedRequest[];
  /** What tests do as people, where the stand-in is another process. */
  readonly control: (method: string, parameters: readonly unknown[]) => Promise<unknown>;
}

export interface Listening {
  readonly origin: string;
  /** Calls that are not answered yet, those of tests aside. */
  readonly callsUnderWay: () => number;
  close(): Promise<void>;
}

export async function listen(parts: ServerParts, port: number): Promise<Listening> {
  const git = gitOf(parts);
  let underWay = 0;
  const server = http.createServer((request, response) => {
    if (request.url !== controlPath) {
      underWay += 1;
      response.once("close", () => {
        underWay -= 1;
      });
    }
    answer(parts, git, request, response).catch((error: unknown) => {
      const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
      parts.contract.record({ where: "response", what: `${request.method} ${request.url}`, problems });
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: given } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${given}`,
    callsUnderWay: () => underWay,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  parts: ServerParts,
  git: GitHandler,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://stand-in");
  if (repositoryOfGitPath(url.pathname) !== null) {
    await parts.pace.take("git");
    await parts.pace.pass("git", "before");
    return git(request, response);
  }
  const body = await bodyOf(request);
  if (url.pathname === controlPath) return control(parts, body, response);
  if (url.pathname.startsWith("/_artifacts/")) return sendArtifact(parts, url, request, response);
  if (url.pathname === `${identityPath}/.well-known/jwks`) return sendKeys(parts, response);
  await answerApi(parts, url, body, request, response);
}

/** GitHub Enterprise Server has its API below `/api/v3`; both forms are understood. */
function pathOf({ pathname }: URL): string {
  if (pathname === "/api/graphql" || pathname === "/graphql") return "/graphql";
  return pathname.startsWith("/api/v3/") ? pathname.slice("/api/v3".length) : pathname;
}

async function answerApi(
  parts: ServerParts,
  url: URL,
  body: Buffer,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const begun = performance.now();
  const method = request.method ?? "GET";
  const path = pathOf(url);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]),
  );
  const at = parts.world.now();
  const outcome = await answerCall(parts, { method, path, query: url.searchParams, headers, body });
  const status = await send(parts, outcome, response);
  parts.log.push({
    ordinal: parts.log.length + 1,
    at,
    kind: path === "/graphql" ? "graphql" : "rest",
    operation: outcome.operation,
    method,
    path: `${path}${url.search}`,
    who: outcome.who,
    ...subjectOf(parts.world, path, outcome.body),
    status,
    fault: outcome.fault,
    durationMs: performance.now() - begun,
  });
}

/** The status that the caller saw; 0 for none. */
async function send(parts: ServerParts, outcome: Outcome, response: http.ServerResponse): Promise<number> {
  const { fault, answer } = outcome;
  if (fault === "resetBefore" || fault === "resetAfter" || fault === "hangAfter") {
    if (fault === "hangAfter") await closedOrAfter(response, parts.faults.hangMs);
    response.destroy();
    return 0;
  }
  const { status, body, headers } =
    fault === "errorAfter" ? { status: 502, body: { message: "Server Error" } } : answer;
  const bytes = Buffer.from(body === undefined ? "" : withLongIds(JSON.stringify(body)));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": `5EK1:${parts.log.length}`,
    date: new Date(parts.world.now()).toUTCString(),
    ...headers,
    ...(status === 204 || status === 304 ? {} : { "content-length": String(bytes.length) }),
  });
  response.end(status === 204 || status === 304 ? undefined : bytes);
  return status;
}

/** The store behind GitHub's artifacts is somebody else's: whoever shows it GitHub's token has given it away. */
function sendArtifact(
  { world, contract }: ServerParts,
  url: URL,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  if (request.headers.authorization !== undefined)
    contract.record({ where: "request", what: "an artifact", problems: ["It has a token."] });
  const id = Number(url.pathname.slice("/_artifacts/".length));
  const runs = [...world.repositories.values()].flatMap((repository) => [...repository.runs.values()]);
  const found = runs.flatMap((run) => run.artifacts).find((artifact) => artifact.id === id);
  response.writeHead(found === undefined ? 404 : 200, { "content-type": "application/zip" }).end(found?.zip);
}

function sendKeys({ actions }: ServerParts, response: http.ServerResponse): void {
  const keys = actions.keySet();
  response
    .writeHead(keys === null ? 503 : 200, { "content-type": "application/json" })
    .end(JSON.stringify(keys ?? {}));
}

function closedOrAfter(response: http.ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function control(parts: ServerParts, body: Buffer, response: http.ServerResponse): Promise<void> {
  const { method, parameters }: { method: string; parameters: readonly unknown[] } = JSON.parse(
    body.toString("utf8"),
  );
  try {
    const result = await parts.control(method, parameters);
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ result: result ?? null }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ message }));
  }
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new Error("The body is larger than anything that the stand-in is for.");
  }
  return Buffer.concat(chunks);
}

function gitOf(parts: ServerParts): GitHandler {
  return gitHandler({
    root: parts.world.folder,
    allows: (request) => mayClone(parts, request.path, request.token),
    fault: (request) => {
      const repository = repositoryOfGitPath(request.path);
      parts.log.push({
        ordinal: parts.log.length + 1,
        at: parts.world.now(),
        kind: "git",
        operation: `git/${request.path.endsWith("/info/refs") ? "info-refs" : "upload-pack"}`,
        method: request.method,
        path: request.path,
        who: "git",
        repository,
        number: null,
        status: 200,
        fault: null,
        durationMs: 0,
      });
      return gitFault(parts, request.path);
    },
  });
}

/** Git knows fewer ways to fail: whatever breaks an answer of the API cuts the connection here. */
function gitFault({ faults }: ServerParts, path: string): GitFault | null {
  switch (faults.ofCall("git", `git ${path}`)) {
    case "errorBefore":
    case "errorAfter":
      return { kind: "status", status: 502 };
    case "resetBefore":
    case "resetAfter":
      return { kind: "cut", afterBytes: 0 };
    case "hangAfter":
      return { kind: "delay", delayMs: faults.hangMs };
    case "secondaryLimit":
      return { kind: "status", status: 429, headers: { "retry-after": String(faults.retryAfterSeconds) } };
    case null:
      return null;
  }
}
