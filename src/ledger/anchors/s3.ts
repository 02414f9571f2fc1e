import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { type AnchorPlace, placeText } from "../../model/anchor.ts";
import { noteBytesMax } from "../note.ts";
import { type Anchor, AnchorError, ascending, standing } from "./anchor.ts";
import { type ListedSizes, listedSizes } from "./s3-list.ts";

type S3Place = Extract<AnchorPlace, { readonly kind: "s3" }>;

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

export interface S3Ports {
  readonly credentials: S3Credentials | null;
  readonly now: () => Date;
}

/** A store that does not answer by then is asked again another time. */
const requestTimeoutMs = 20_000;
/** A page of a list has at most a thousand keys of at most 1,024 bytes, with markup around each. */
const listBytesMax = 4 * 1024 * 1024;
/** A checkpoint a day for more than a century. */
const pagesMax = 50;
/** What a refusal may say before it is cut. */
const refusalCharactersMax = 300;
const dayMs = 24 * 3_600_000;

/**
 * Objects of a bucket of S3, or of a store that speaks as it does. With `objectLock` nobody can delete or replace one
 * until its days are over, in the mode COMPLIANCE not even whoever owns the account.
 */
export function s3Anchor(place: S3Place, ports: S3Ports): Anchor {
  const named = placeText(place);
  const call = caller(place, named, ports);
  const key = (size: number) => `${place.prefix}${size}`;
  const read = async (size: number, version: string | null = null): Promise<Uint8Array | null> => {
    const query = version === null ? "" : `?versionId=${encodeURIComponent(version)}`;
    const answer = await call("GET", `${key(size)}${query}`);
    return answer.status === 404 ? null : bytesOf(answer, noteBytesMax, named);
  };
  return {
    place: named,
    read,
    async sizes() {
      const found: number[] = [];
      let next: string | null = null;
      for (let page = 0; page < pagesMax; page += 1) {
        const listed: ListedSizes = await list(call, place.prefix, next, named);
        found.push(...listed.sizes);
        next = listed.next;
        if (next === null) break;
      }
      return ascending(found);
    },
    async write(size, note) {
      const before = await read(size);
      if (before !== null) {
        standing(named, size, before, note);
        return { receipt: address(place, size, null) };
      }
      const bytes = Buffer.from(note, "utf8");
      const lock = lockHeaders(place, ports.now());
      const answer = await call("PUT", key(size), bytes, lock);
      await answer.body?.cancel();
      const version = answer.headers.get("x-amz-version-id");
      const found = await read(size, version);
      if (found === null) throw new AnchorError("lost", `${named} took checkpoint ${size}, and has it not.`);
      standing(named, size, found, note);
      if (place.objectLock !== null) await lockStands(call, key(size), lock, named);
      return { receipt: address(place, size, version) };
    },
  };
}

type Call = (
  method: "GET" | "HEAD" | "PUT",
  path: string,
  body?: Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<Response>;

/** Signs each request, with the digest of what it sends; a 404 is an answer, anything else that is no 2xx is thrown. */
function caller({ endpoint, region, bucket }: S3Place, named: string, ports: S3Ports): Call {
  const { credentials, now } = ports;
  if (credentials === null) {
    const text = `${named} cannot be used: this server has no credentials for it. Set LEDGER_S3_ACCESS_KEY_ID and LEDGER_S3_SECRET_ACCESS_KEY.`;
    return () => Promise.reject(new AnchorError("unusable", text));
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const session = sessionToken === null ? {} : { sessionToken };
  const client = new AwsClient({ accessKeyId, secretAccessKey, ...session, service: "s3", region });
  return async (method, path, body, headers = {}) => {
    const digest = createHash("sha256").update(body ?? "");
    const sent = { ...headers, "x-amz-content-sha256": digest.digest("hex") };
    const datetime = now()
      .toISOString()
      .replace(/[-:]|\.\d{3}/g, "");
    const signed = await client.sign(`${endpoint}/${bucket}/${path}`, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
      aws: { datetime, allHeaders: true },
    });
    const answer = await answered(signed, named);
    if (answer.ok || answer.status === 404) return answer;
    throw await refusal(answer, named);
  };
}

async function answered(request: Request, named: string): Promise<Response> {
  try {
    return await fetch(request, { redirect: "error", signal: AbortSignal.timeout(requestTimeoutMs) });
  } catch (cause) {
    throw new AnchorError(
      "unreachable",
      `${named} does not answer. Its endpoint has to be reachable from here.`,
      {
        cause,
      },
    );
  }
}

async function refusal(answer: Response, named: string): Promise<AnchorError> {
  const text = Buffer.from(await bytesOf(answer, listBytesMax, named)).toString("utf8");
  const code = /<Code>(\w{1,80})<\/Code>/.exec(text)?.[1] ?? "";
  const said = /<Message>([^<]*)<\/Message>/.exec(text)?.[1]?.slice(0, refusalCharactersMax) ?? "";
  const why = `${answer.status} ${code} ${said}`.trim().replaceAll(/\s+/g, " ");
  if (answer.status === 412)
    return new AnchorError(
      "taken",
      `${named} was given the same checkpoint by somebody else meanwhile (${why}).`,
    );
  const later = answer.status >= 500 || answer.status === 429;
  return new AnchorError(later ? "unreachable" : "refused", `${named} says no: ${why}.`);
}

async function bytesOf(answer: Response, bytesMax: number, named: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of answer.body ?? []) {
      bytes += part.length;
      if (bytes > bytesMax)
        throw new AnchorError("lost", `${named} answers with more than ${bytesMax} bytes.`);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof AnchorError) throw cause;
    throw new AnchorError("unreachable", `${named} broke off while it answered.`, { cause });
  }
  return Buffer.concat(parts);
}

async function list(call: Call, prefix: string, next: string | null, named: string): Promise<ListedSizes> {
  const query = new URLSearchParams({ "list-type": "2", prefix });
  if (next !== null) query.set("continuation-token", next);
  const answer = await call("GET", `?${query}`);
  if (answer.status === 404)
    throw new AnchorError("unusable", `${named} is not there. The bucket has to be made before.`);
  const text = Buffer.from(await bytesOf(answer, listBytesMax, named)).toString("utf8");
  return listedSizes(text, prefix);
}

/** `if-none-match` makes a store that knows it refuse to replace anything; every other one is asked before. */
function lockHeaders({ objectLock }: S3Place, now: Date): Readonly<Record<string, string>> {
  const headers = { "content-type": "text/plain; charset=utf-8", "if-none-match": "*" };
  if (objectLock === null) return headers;
  return {
    ...headers,
    "x-amz-object-lock-mode": objectLock.mode,
    "x-amz-object-lock-retain-until-date": new Date(now.getTime() + objectLock.days * dayMs).toISOString(),
  };
}

/** A store that knows no locks takes the headers and forgets them: that would be found out when it is too late. */
async function lockStands(
  call: Call,
  key: string,
  wanted: Readonly<Record<string, string>>,
  named: string,
): Promise<void> {
  const { headers } = await call("HEAD", key);
  const mode = headers.get("x-amz-object-lock-mode");
  const until = headers.get("x-amz-object-lock-retain-until-date") ?? "";
  const wantedUntil = wanted["x-amz-object-lock-retain-until-date"] ?? "";
  // Stores keep whole seconds.
  const early = Date.parse(wantedUntil) - Date.parse(until) >= 1_000;
  if (mode === wanted["x-amz-object-lock-mode"] && !early && until !== "") return;
  throw new AnchorError(
    "unusable",
    `${named} kept the checkpoint without the lock that was asked for. Object Lock has to be switched on for the bucket, and the credentials need s3:PutObjectRetention and s3:GetObjectRetention.`,
  );
}

function address({ bucket, prefix }: S3Place, size: number, version: string | null): string {
  const object = `s3://${bucket}/${prefix}${size}`;
  return version === null ? object : `${object}?versionId=${version}`;
}
