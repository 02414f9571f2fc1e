import { readSettingsText } from "../formats/settings.ts";
import { sha256Hex } from "../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { maskProse, maskString, maskWritten } from "../resources/secrets/index.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * A file of settings as it is judged by, recorded and shown: without the secrets that somebody wrote into it. It reads as
 * the file does, with the same keys and types; just what is a secret by its form stands for itself no more, in values as
 * in comments. Comments lose also what they give to a secret name. A file without secrets is the same file.
 */
export function maskedSettings(file: SourceFile): SourceFile {
  if (file.text === null) return file;
  const digest = sha256Hex(file.text);
  const text = looked.has(digest) ? (looked.get(digest) ?? file.text) : maskedText(file.text);
  if (looked.size >= lookedMax) looked.clear();
  if (text !== null) looked.set(digest, text === file.text ? null : text);
  return text === file.text ? file : { ...file, text };
}

/** The same of a file that may not be there. */
export function maskedOrNone(file: SourceFile | null): SourceFile | null {
  return file === null ? null : maskedSettings(file);
}

/** Every visit to a pull request reads its settings. By digest; `null`: there is nothing to mask. */
const looked = new Map<string, string | null>();
/** Files with a secret are few; of the others an entry is 100 bytes. */
const lookedMax = 500;

/** `null`: it cannot be told apart, and nobody may read it; that is a problem of the file. */
function maskedText(text: string): string | null {
  const all = maskProse(text);
  const credentials = maskWritten(text);
  const read = readSettingsText(text);
  if (read.kind === "broken") return stillBroken([all, credentials]);
  const wanted = maskedValue(read.value);
  if (wanted === undefined) return null;
  if (all === text && sameSettings(read.value, wanted)) return text;
  for (const candidate of [all, credentials]) if (readsAs(candidate, wanted)) return candidate;
  // A secret that runs over several tokens: the values stay, and comments go.
  return `${JSON.stringify(wanted, null, 2)}\n`;
}

/** What cannot be read must not become readable by what is left out. */
function stillBroken(candidates: readonly string[]): string | null {
  return candidates.find((candidate) => readSettingsText(candidate).kind === "broken") ?? null;
}

function readsAs(text: string, wanted: JsonValue): boolean {
  const read = readSettingsText(text);
  if (read.kind === "broken" || !sameSettings(read.value, wanted)) return false;
  const again = maskedValue(read.value);
  return again !== undefined && sameSettings(again, read.value);
}

/** White space behind a secret is what is left of its lines. */
function sameSettings(left: JsonValue, right: JsonValue): boolean {
  const plain = (value: JsonValue) =>
    JSON.stringify(value).replaceAll(/(<secret-[a-z-]+>)(?:\\n|\s)+/g, "$1");
  return plain(left) === plain(right);
}

/** Every string and key of a value; `undefined`: two keys would become one. */
function maskedValue(value: JsonValue): JsonValue | undefined {
  if (typeof value === "string") return maskString(value);
  if (isJsonArray(value)) {
    const elements = value.map(maskedValue);
    return elements.every((element) => element !== undefined) ? elements : undefined;
  }
  return isJsonObject(value) ? maskedObject(value) : value;
}

function maskedObject(value: JsonObject): JsonObject | undefined {
  const found = new Map<string, JsonValue>();
  for (const [key, held] of Object.entries(value)) {
    const inner = maskedValue(held);
    if (inner === undefined) return undefined;
    found.set(maskString(key), inner);
  }
  return found.size === Object.keys(value).length ? Object.fromEntries(found) : undefined;
}

/**
 * The same of a file of policies, which the engine reads: Rego, data, and what tells of it. `blob` is git's id of it:
 * most files have no secret, and are looked at once.
 */
export function maskedPolicyFile(path: string, text: string, blob: string | undefined): string {
  if (blob !== undefined && withoutSecrets.has(blob)) return text;
  const masked = path.endsWith(".md") ? maskProse(text) : maskWritten(text);
  if (masked !== text || blob === undefined) return masked;
  if (withoutSecrets.size >= withoutSecretsMax) withoutSecrets.clear();
  withoutSecrets.add(blob);
  return text;
}

const withoutSecrets = new Set<string>();
/** Four of the largest sources there may be; an id takes 100 bytes. */
const withoutSecretsMax = 20_000;
