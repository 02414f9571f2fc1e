import type { JsonValue } from "../../model/json.ts";
import { detectAssignments, detectVariables } from "./assignments.ts";
import type { Detector } from "./detector-names.ts";
import { detectCredentials } from "./detectors.ts";
import { isEncrypted, isLiteralSecret, isPlaceholder, isStrongSecret } from "./literals.ts";

/** Where a leaf stands, as far as secrets are concerned. */
export interface LeafPlace {
  /** What the value is called: its key, or the `name` beside it. */
  readonly name: string;
  /** What a person is told: the directive, where a value of it has no name that would tell whether it is secret. */
  readonly label: string;
  readonly nameIsSecret: boolean;
  /** The configuration says that the name is one, so nothing under it is taken for the name of an object. */
  readonly nameIsConfigured: boolean;
  /**
   * `secret`: everything here is masked (a Secret's data); `sensitive`: Terraform says so; `values`: a literal under
   * a secret name is the secret (environment variables, arguments); `anything`: only what looks random is. `pipeline`:
   * as `values`, but simple words are masked and no more, because tests need passwords too; `local`: the same for what
   * runs beside a test or on a developer's machine, where a password counts only if it looks random.
   */
  readonly kind: "secret" | "sensitive" | "values" | "anything" | "pipeline" | "local";
  /** The value is written in base64. */
  readonly base64: boolean;
  readonly isSecret: (name: string) => boolean;
}

/** The detector that a leaf has to be masked for, or `null` for a leaf that may be shown. */
export function classify(value: JsonValue, place: LeafPlace): Detector | null {
  const masked = place.kind === "secret" || place.kind === "sensitive";
  if (value === null) return null;
  if (typeof value !== "string") return masked ? neutralDetector(place) : null;
  const text = place.base64 ? decoded(value) : value;
  const credential = credentialIn(text, place);
  if (credential !== null) return credential;
  if (!masked) return null;
  if (isEncrypted(value)) return "encrypted";
  return isPlaceholder(text) ? "placeholder" : neutralDetector(place);
}

function credentialIn(text: string, place: LeafPlace): Detector | null {
  const [credential] = detectCredentials(text);
  if (credential !== undefined) {
    const isLocal = credential.detector === "url-credentials" && isTestPlace(place);
    return isLocal && leadsNowhere(text.slice(credential.end + 1)) ? "sensitive" : credential.detector;
  }
  if (place.nameIsSecret && isNamedSecret(text.trim(), place)) {
    return isTestValue(text.trim(), place) ? "sensitive" : namedDetector(place.name, text.trim());
  }
  const [hit] = [...detectAssignments(text, place.isSecret), ...detectVariables(text, place.isSecret)];
  return hit?.detector ?? null;
}

function isNamedSecret(text: string, place: LeafPlace): boolean {
  if (text.includes("\n")) return false;
  if (place.nameIsConfigured) return isLiteralSecret("password", text);
  return place.kind === "anything" ? isStrongSecret(place.name, text) : isLiteralSecret(place.name, text);
}

function isTestPlace({ kind }: LeafPlace): boolean {
  return kind === "pipeline" || kind === "local";
}

/** What a test gives its own database is no secret of anybody. */
function isTestValue(text: string, place: LeafPlace): boolean {
  if (!isTestPlace(place) || place.nameIsConfigured) return false;
  return !isStrongSecret(place.kind === "local" ? "token" : place.name, text);
}

/** A host of this machine, or a name that only containers beside each other know. */
function leadsNowhere(address: string): boolean {
  return /^(?:localhost|127\.\d|\[::1\]|[\w-]+(?:[:/?]|$)|\$)/i.test(address);
}

/** Some services give their keys no form of their own; the name tells. */
function namedDetector(name: string, text: string): Detector {
  if (/secret_?access_?key$/i.test(name) && /^[A-Za-z0-9/+]{40}$/.test(text)) return "aws-secret-key";
  if (/(?:^|[^a-z])(?:dd|datadog)(?:[^a-z]|$)/i.test(name) && /^(?:[0-9a-f]{32}|[0-9a-f]{40})$/.test(text)) {
    return "datadog-key";
  }
  return "named-secret";
}

function neutralDetector(place: LeafPlace): Detector {
  return place.kind === "secret" ? "secret-data" : "sensitive";
}

/** What the base64 says, or the text itself where it is none. */
function decoded(value: string): string {
  const compact = value.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return value;
  return Buffer.from(compact, "base64").toString("utf8");
}
