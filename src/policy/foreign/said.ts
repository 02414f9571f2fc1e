import { digestOf } from "../../model/digest.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerSteps,
  valueAt,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Rule } from "../../model/rule.ts";
import { fingerprintOfIdentity } from "../baseline/fingerprint.ts";
import type { JudgedFinding } from "../judged-finding.ts";
import { saidMessage, severityOf } from "./rule.ts";
import type { ForeignSubject } from "./subject.ts";

/** What a policy said about a subject. */
export interface Said {
  readonly message: string;
  /** What stands beside the message: severity, path, whatever. */
  readonly details: JsonObject;
}

/** A longer message was made to fill the page. */
const messageCharactersMax = 500;

/** A finding of a foreign rule. It is known by rule, object and message; where it points to is no part of that. */
export function foreignFinding(said: Said, rule: Rule, subject: ForeignSubject): JudgedFinding {
  const { attribution, rootKey, address, type } = subject;
  const digest = digestOf(said.message);
  const identity = {
    ruleId: rule.id,
    messageId: saidMessage,
    rootKey,
    address,
    type,
    namedPath: [],
    aspect: digest,
  };
  const path = pathNamed(said.details, subject.object);
  return {
    ...identity,
    severity: severityOf(said.details["severity"]) ?? rule.severity,
    kind: "fail",
    arguments: { message: shortened(said.message) },
    path,
    attribution,
    location: locationOf(said.details, path, subject),
    environment: attribution.environment.name,
    production: attribution.environment.production,
    owner: attribution.owner,
    pathOwner: attribution.pathOwner,
    cluster: attribution.cluster,
    fingerprint: fingerprintOfIdentity(identity),
    evidence: { "": digest },
    measure: null,
    fix: null,
  };
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, " ").trim();
  return line.length <= messageCharactersMax ? line : `${line.slice(0, messageCharactersMax - 1)}…`;
}

function locationOf(details: JsonObject, path: ObjectPath, subject: ForeignSubject): Location {
  for (const key of ["resource", "address", "path"]) {
    const name = details[key];
    const found = typeof name === "string" ? subject.named(name) : null;
    if (found !== null) return found;
  }
  return subject.locate(path);
}

/** A path that the policy names and that the object has; else the object itself. */
function pathNamed(details: JsonObject, object: JsonObject): ObjectPath {
  const path = pathOf(details["path"] ?? details["field"]);
  return path !== null && path.length > 0 && valueAt(object, path) !== undefined ? path : [];
}

/** A list of steps, a JSON pointer, or `spec.containers[0].image`. */
function pathOf(value: JsonValue | undefined): ObjectPath | null {
  if (isJsonArray(value)) {
    const steps = value.filter((step) => typeof step === "string" || typeof step === "number");
    return steps.length === value.length ? steps : null;
  }
  if (typeof value !== "string") return null;
  if (value.startsWith("/")) return pointerSteps(value).map(indexOrKey);
  return value
    .replaceAll(/\[["']?([^\]"']+)["']?\]/g, ".$1")
    .split(".")
    .filter((step) => step !== "")
    .map(indexOrKey);
}

function indexOrKey(step: string): string | number {
  return /^\d{1,6}$/.test(step) ? Number(step) : step;
}

/** What one rule may say about one object: who says more has no message, but a listing. */
const messagesMax = 200;

/** Messages of a rule's value, or what is wrong with it. */
export function readSaid(
  value: JsonValue,
):
  | { readonly kind: "said"; readonly said: readonly Said[] }
  | { readonly kind: "shape"; readonly what: string } {
  if (!isJsonArray(value)) return { kind: "shape", what: `${wordFor(value)}, not a set of messages` };
  if (value.length > messagesMax)
    return { kind: "shape", what: `${value.length} messages about one object, of at most ${messagesMax}` };
  const said: Said[] = [];
  for (const item of value) {
    if (typeof item === "string") said.push({ message: item, details: {} });
    else if (isJsonObject(item) && typeof item["msg"] === "string") {
      const details = item["details"];
      said.push({ message: item["msg"], details: { ...item, ...(isJsonObject(details) ? details : {}) } });
    } else return { kind: "shape", what: `a set that holds ${wordFor(item)}, not only messages` };
  }
  // Conftest takes an empty message for none.
  return { kind: "said", said: said.filter(({ message }) => message !== "") };
}

function wordFor(value: JsonValue): string {
  if (value === null) return "null";
  if (isJsonArray(value)) return "a list";
  return isJsonObject(value) ? "an object without a msg" : `a ${typeof value}`;
}
