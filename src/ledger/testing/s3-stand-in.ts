import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A bucket that believes nobody: it calculates each signature itself, as AWS describes it (Signature Version 4). */
export interface S3StandIn {
  readonly endpoint: string;
  readonly objects: Map<string, { readonly bytes: Buffer; readonly headers: IncomingHttpHeaders }>;
  /** What was asked, as `PUT /bucket/7`. */
  readonly asked: string[];
  /** Answers in the place of the bucket; `null`: it does as it would. */
  answer: ((request: IncomingMessage) => { readonly status: number; readonly body: string } | null) | null;
  close(): Promise<void>;
}

export const standInSecret = "secret/of+a=test";
export const standInRegion = "eu-test-1";

export async function startS3(): Promise<S3StandIn> {
  const objects: S3StandIn["objects"] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => respond(request, body, response));
  });
  const state = { answer: null as S3StandIn["answer"] };
  function respond(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    asked.push(`${request.method} ${request.url}`);
    const instead = state.answer?.(request) ?? null;
    if (instead !== null) return void response.writeHead(instead.status).end(instead.body);
    const wrong = signatureProblem(request, body);
    if (wrong !== null) return void response.writeHead(403).end(refusal("SignatureDoesNotMatch", wrong));
    const url = new URL(request.url ?? "", "http://s3");
    if (url.searchParams.get("list-type") === "2") return void response.end(listed(url, objects));
    object(request, url.pathname, body, response);
  }
  function object(request: IncomingMessage, path: string, body: Buffer, response: ServerResponse): void {
    const found = objects.get(path);
    if (request.method === "PUT") {
      if (found !== undefined)
        return void response.writeHead(412).end(refusal("PreconditionFailed", "there"));
      objects.set(path, { bytes: body, headers: request.headers });
      return void response.writeHead(200, { "x-amz-version-id": `v${objects.size}+/` }).end();
    }
    if (found === undefined) return void response.writeHead(404).end(refusal("NoSuchKey", "none"));
    const locks = Object.entries(found.headers).filter(([name]) => name.startsWith("x-amz-object-lock"));
    response.writeHead(200, Object.fromEntries(locks)).end(request.method === "HEAD" ? "" : found.bytes);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    asked,
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Two keys a page, so that pages are asked for. */
function listed(url: URL, objects: S3StandIn["objects"]): string {
  const folder = `${url.pathname.replace(/\/$/, "")}/`;
  const prefix = url.searchParams.get("prefix") ?? "";
  const keys = [...objects.keys()].map((path) => path.slice(folder.length)).sort();
  const after = url.searchParams.get("continuation-token") ?? "";
  const left = keys.filter((key) => key.startsWith(prefix) && key > after.replace(/^<after>&/, ""));
  const page = left.slice(0, 2);
  const more = left.length > page.length;
  const next = more ? `<NextContinuationToken>&lt;after&gt;&#38;${page.at(-1)}</NextContinuationToken>` : "";
  const entries = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join("");
  return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries}</ListBucketResult>`;
}

function refusal(code: string, message: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function signatureProblem({ method, url = "", headers }: IncomingMessage, body: Buffer): string | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
    headers.authorization ?? "",
  );
  if (parts === null) return "there is no signature";
  const [, , scope = "", names = "", signature = ""] = parts;
  const digest = createHash("sha256").update(body).digest("hex");
  if (headers["x-amz-content-sha256"] !== digest) return "the digest is not that of the body";
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith("x-amz-") && !names.split(";").includes(name),
  );
  if (unsigned.length > 0) return `not signed: ${unsigned.join(", ")}`;
  const [path = "", query = ""] = url.split("?");
  const signedHeaders = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const sortedQuery = query.split("&").sort().join("&");
  const request = [method, path, sortedQuery, signedHeaders.join(""), names, digest].join("\n");
  const [day = "", region = ""] = scope.split("/");
  const hashed = createHash("sha256").update(request).digest("hex");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashed].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<Buffer | string>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${standInSecret}`,
  );
  const expected = createHmac("sha256", key).update(toSign).digest("hex");
  if (region !== standInRegion) return "another region";
  return signature === expected ? null : "the signature is another";
}
