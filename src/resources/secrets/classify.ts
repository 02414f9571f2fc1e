import type { JsonValue } from "../../model/json.ts";
import { detectAssignments, detectVariables } from "./assignments.ts";
import type { Detector } from "./detector-names.ts";
import { detectCredentials } from "./detectors.ts";
import { isEncrypted, isLiteralSecret, isPlaceholder, isStrongSecret } from "./literals.ts";

/** Where a leaf stands, as far as secrets are concerned. */
export interface LeafPlace {
  /** What the value is called: its key, or the `name` beside it. */
  readonly name: string;
  readonly nameIsSecret: boolean;
  /** The configuration says that the name is one, so nothing under it is taken for the name of an object. */
  readonly nameIsConfigured: boolean;
  /**
   * `secret`: everything here is masked (a Secret's data); `sensitive`: Terraform says so; `values`: a literal under
   * a secret name is the secret (environment variables, arguments); `anything`: only what looks random is.
   */
  readonly kind: "secret" | "sensitive" | "values" | "anything";
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
  if (credential !== undefined) return credential.detector;
  if (place.nameIsSecret && isNamedSecret(text.trim(), place)) return namedDetector(place.name, text.trim());
  const [hit] = [...detectAssignments(text, place.isSecret), ...detectVariables(text, place.isSecret)];
  return hit?.detector ?? null;
}

function isNamedSecret(text: string, place: LeafPlace): boolean {
  if (text.includes("\n")) return false;
  if (place.nameIsConfigured) return isLiteralSecret("password", text);
  return place.kind === "anything" ? isStrongSecret(place.name, text) : isLiteralSecret(place.name, text);
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
