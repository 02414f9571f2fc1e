import { createPrivateKey, createPublicKey, hash, type KeyObject, sign } from "node:crypto";
import { canonicalJson } from "../../src/model/digest.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { leafText, payloadDigest } from "../../src/model/ledger.ts";
import { leafOf, rootOf } from "./tree.ts";

export const origin = "sekisho.example.com/ledger";

export interface TestKey {
  readonly vkey: string;
  /** Name and id, as a DSSE signature names it. */
  readonly keyId: string;
  readonly private: KeyObject;
  readonly id: Buffer;
}

/** A key that is the same in every run. */
export function keyOf(seed: string, name = origin): TestKey {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), sha(seed)]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = createPublicKey(secret).export({ format: "jwk" }).x ?? "";
  const typed = Buffer.concat([Buffer.from([1]), Buffer.from(raw, "base64url")]);
  const id = sha(Buffer.concat([Buffer.from(`${name}\n`), typed])).subarray(0, 4);
  const keyId = `${name}+${id.toString("hex")}`;
  return { vkey: `${keyId}+${typed.toString("base64")}`, keyId, private: secret, id };
}

export function noteOf(text: string, keys: readonly TestKey[]): string {
  const lines = keys.map(({ keyId, id, private: secret }) => {
    const signature = Buffer.concat([id, sign(null, Buffer.from(text), secret)]).toString("base64");
    return `— ${keyId.slice(0, keyId.lastIndexOf("+"))} ${signature}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

export interface TestEntry {
  readonly kind: string;
  readonly at: string;
  readonly repository: number | null;
  readonly number: number | null;
  readonly key: string;
  readonly body: JsonObject;
}

export interface TestLog {
  readonly entries: readonly TestEntry[];
  readonly texts: readonly string[];
  /** Leaf hashes. */
  readonly hashes: readonly string[];
}

export const saltOf = (index: number) => sha(`salt ${index}`);

export function logOf(entries: readonly TestEntry[]): TestLog {
  const texts = entries.map(({ kind, at, repository, number, key, body }, index) =>
    leafText({
      v: 1,
      index,
      kind,
      at,
      repository,
      number,
      payload: payloadDigest(saltOf(index), { key, body }),
    }),
  );
  return { entries, texts, hashes: texts.map(leafOf) };
}

export function checkpointOf(
  { hashes }: TestLog,
  size: number,
  keys: readonly TestKey[],
  name = origin,
): string {
  const root = Buffer.from(rootOf(hashes.slice(0, size)), "hex").toString("base64");
  return noteOf(`${name}\n${size}\n${root}\n`, keys);
}

export function envelopeOf(statement: JsonObject, { keyId, private: secret }: TestKey): string {
  const payloadType = "application/vnd.in-toto+json";
  const payload = Buffer.from(canonicalJson(statement));
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  const sig = sign(null, Buffer.concat([Buffer.from(head), payload]), secret).toString("base64");
  return canonicalJson({
    payload: payload.toString("base64"),
    payloadType,
    signatures: [{ keyid: keyId, sig }],
  });
}

/** What a log serves, by path. */
export function servedLog(log: TestLog, keys: readonly TestKey[]): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  files.set("checkpoint", Buffer.from(checkpointOf(log, log.texts.length, keys)));
  const listed = keys.map(({ vkey }) => ({ from: 0, to: null, vkey }));
  files.set("keys.json", Buffer.from(`${canonicalJson(listed)}\n`));
  const bundles = log.texts.map((text) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(Buffer.byteLength(text));
    return Buffer.concat([length, Buffer.from(text)]);
  });
  inTiles(bundles, "entries", files);
  let level = log.hashes;
  for (let at = 0; level.length > 0; at += 1) {
    inTiles(
      level.map((each) => Buffer.from(each, "hex")),
      String(at),
      files,
    );
    const full = Math.floor(level.length / 256);
    level = Array.from({ length: full }, (_, tile) => rootOf(level.slice(tile * 256, tile * 256 + 256)));
  }
  return files;
}

function inTiles(parts: readonly Buffer[], level: string, files: Map<string, Buffer>): void {
  for (let start = 0; start < parts.length; start += 256) {
    const tile = parts.slice(start, start + 256);
    const name = `tile/${level}/${String(start / 256).padStart(3, "0")}${tile.length === 256 ? "" : `.p/${tile.length}`}`;
    files.set(name, Buffer.concat(tile));
  }
}

function sha(bytes: Uint8Array | string): Buffer {
  return hash("sha256", bytes, "buffer");
}
