import { spawn } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { backendPath, parseHead } from "./http-backend.ts";

/** What a server does instead of serving, or before it. */
export type GitFault =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: "delay"; readonly delayMs: number }
  /** Nothing more comes after so many bytes of the answer, and the connection stays. */
  | { readonly kind: "stall"; readonly afterBytes: number }
  /** The connection ends after so many bytes of the answer. */
  | { readonly kind: "cut"; readonly afterBytes: number };

export interface GitRequest {
  readonly method: string;
  /** `/owner/name.git/git-upload-pack`, without the query. */
  readonly path: string;
  readonly query: string;
  /** The password of HTTP Basic: GitHub's user name is always `x-access-token`. `null`: none was sent. */
  readonly token: string | null;
  /** From 1, over the life of the server. */
  readonly ordinal: number;
}

export interface GitServerOptions {
  /** Repositories are `<root>/<owner>/<name>.git`. */
  readonly root: string;
  /** `null`: everybody may read. */
  readonly allows: ((request: GitRequest) => boolean) | null;
  readonly fault?: (request: GitRequest) => GitFault | null;
  /** Settings of git on the server, beside those that GitHub is known to have. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** The oldest protocol only, as a server that does not know `Git-Protocol`. */
  readonly oldProtocol?: boolean;
}

export interface ServedRequest extends GitRequest {
  readonly status: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
}

export type GitHandler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>;

/** GitHub filters, and gives any object that is asked for by its id. */
const githubConfiguration = { "uploadpack.allowFilter": "true", "uploadpack.allowAnySHA1InWant": "true" };

/** Serves git's smart HTTP out of a folder. `log` gets every request when it is over. */
export function gitHandler(options: GitServerOptions, log: ServedRequest[] = []): GitHandler {
  const backend = backendPath();
  let ordinal = 0;
  return async (incoming, response) => {
    ordinal += 1;
    const [path = "/", query = ""] = (incoming.url ?? "/").split("?");
    const method = incoming.method ?? "GET";
    const request = { method, path, query, token: tokenOf(incoming.headers.authorization), ordinal };
    const served = { requestBytes: 0, responseBytes: 0 };
    response.once("close", () => log.push({ ...request, ...served, status: response.statusCode }));
    const fault = options.fault?.(request) ?? null;
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault?.kind === "status") return refuse(response, fault.status, fault.headers);
    if (options.allows !== null && !options.allows(request)) {
      const status = request.token === null ? 401 : 403;
      return refuse(response, status, { "www-authenticate": 'Basic realm="GitHub"' });
    }
    if (!servable(path, query)) return refuse(response, 404);
    await serve(options, request, { backend, incoming, response, served, fault });
  };
}

export interface GitServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly requests: readonly ServedRequest[];
  close(): Promise<void>;
}

export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const requests: ServedRequest[] = [];
  const handler = gitHandler(options, requests);
  const server = http.createServer((incoming, response) => void handler(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function tokenOf(header: string | undefined): string | null {
  const match = /^Basic (\S+)$/i.exec(header ?? "");
  if (match === null) return null;
  const [user, ...password] = Buffer.from(match[1] ?? "", "base64")
    .toString("utf8")
    .split(":");
  return user === "x-access-token" ? password.join(":") : null;
}

/** Reading only: nobody pushes through this server. */
function servable(path: string, query: string): boolean {
  if (path.includes("..")) return false;
  return path.endsWith("/git-upload-pack") || (path.endsWith("/info/refs") && /git-upload-pack/.test(query));
}

function refuse(
  response: http.ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
) {
  response.writeHead(status, { "content-type": "text/plain", ...headers }).end(`${status}\n`);
}

interface Exchange {
  readonly backend: string;
  readonly incoming: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly served: { requestBytes: number; responseBytes: number };
  readonly fault: GitFault | null;
}

function serve(options: GitServerOptions, request: GitRequest, exchange: Exchange): Promise<void> {
  const { incoming, response, served } = exchange;
  const child = spawn(exchange.backend, [], { env: environment(options, request, incoming) });
  // Not before there is somebody to take the body: what flows earlier would be lost.
  incoming.on("data", (chunk: Buffer) => {
    served.requestBytes += chunk.length;
  });
  incoming.pipe(child.stdin.on("error", () => {}));
  response.once("close", () => child.kill());
  return new Promise((resolve) => {
    let head: Buffer | null = Buffer.alloc(0);
    child.stdout.on("data", (chunk: Buffer) => {
      if (head === null) return send(exchange, chunk);
      head = Buffer.concat([head, chunk]);
      const parsed = parseHead(head);
      if (parsed === null) return;
      head = null;
      response.writeHead(parsed.status, parsed.headers);
      send(exchange, parsed.rest);
    });
    child.stderr.resume();
    child.on("error", () => response.destroy());
    child.on("close", () => {
      if (head !== null && !response.destroyed) response.writeHead(500);
      if (response.destroyed) return resolve();
      // One that stalls ends when the client has had enough.
      if (exchange.fault?.kind === "stall" && served.responseBytes === exchange.fault.afterBytes)
        response.once("close", resolve);
      else response.end(resolve);
    });
  });
}

function send({ response, served, fault }: Exchange, chunk: Buffer): void {
  const ends = fault?.kind === "cut" || fault?.kind === "stall";
  const room = ends ? Math.max(0, fault.afterBytes - served.responseBytes) : chunk.length;
  served.responseBytes += Math.min(room, chunk.length);
  response.write(chunk.subarray(0, room), () => {
    if (fault?.kind === "cut" && room < chunk.length) response.destroy();
  });
}

function environment(
  { root, configuration, oldProtocol }: GitServerOptions,
  { method, path, query }: GitRequest,
  { headers }: http.IncomingMessage,
): NodeJS.ProcessEnv {
  const settings = Object.entries({
    "safe.directory": "*",
    ...githubConfiguration,
    ...configuration,
  });
  return {
    PATH: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    REQUEST_METHOD: method,
    PATH_INFO: decodeURIComponent(path),
    QUERY_STRING: query,
    REMOTE_ADDR: "127.0.0.1",
    CONTENT_TYPE: headers["content-type"] ?? "",
    HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
    ...(headers["content-length"] === undefined ? {} : { CONTENT_LENGTH: headers["content-length"] }),
    ...(oldProtocol === true ? {} : { GIT_PROTOCOL: [headers["git-protocol"] ?? ""].flat().join(":") }),
  };
}
