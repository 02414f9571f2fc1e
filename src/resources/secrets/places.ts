import {
  isJsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
  valueAt,
} from "../../model/json.ts";
import type { LeafPlace } from "./classify.ts";
import { isSecretName } from "./names.ts";

/** What is known about the whole resource. */
export interface Surroundings {
  readonly type: string;
  readonly object: JsonValue;
  /** What Terraform calls sensitive: these values and everything below them. */
  readonly sensitive: ReadonlySet<Pointer>;
  readonly isConfigured: (name: string) => boolean;
}

export function placeOfLeaf(surroundings: Surroundings, path: ObjectPath): LeafPlace {
  const { isConfigured } = surroundings;
  const isSecret = (candidate: string) => isSecretName(candidate) || isConfigured(candidate);
  const name = nameOfLeaf(surroundings.object, path);
  const inSecret = secretField(surroundings, path);
  return {
    name,
    nameIsSecret: !isSealed(surroundings, path) && (isSecret(name) || isSecureParameter(surroundings, path)),
    nameIsConfigured: isConfigured(name),
    kind:
      inSecret !== null
        ? "secret"
        : isSensitive(surroundings, path)
          ? "sensitive"
          : openKind(surroundings, path),
    base64: inSecret === "base64",
    isSecret,
  };
}

/** The `name` or `key` beside a `value`, the flag before an argument, or else the nearest key. */
function nameOfLeaf(object: JsonValue, path: ObjectPath): string {
  const last = path.at(-1);
  if (last === "value") {
    const parent = valueAt(object, path.slice(0, -1));
    const name = isJsonObject(parent)
      ? (parent["name"] ?? parent["key"] ?? parent["Name"] ?? parent["Key"])
      : undefined;
    if (typeof name === "string") return name;
  }
  if (typeof last === "number" && last > 0) {
    const before = valueAt(object, [...path.slice(0, -1), last - 1]);
    const flag = typeof before === "string" ? /^--?([A-Za-z][\w.-]{1,80})$/.exec(before) : null;
    if (flag !== null) return flag[1] ?? "";
  }
  return String(path.findLast((step) => typeof step === "string") ?? "");
}

/** A field of a Secret whose values are masked without a question. */
function secretField({ type, object }: Surroundings, path: ObjectPath): "base64" | "plain" | null {
  const isSecret =
    type === "core/Secret" || (field(object, "kind") === "Secret" && field(object, "apiVersion") === "v1");
  if (isSecret && path[0] === "data") return "base64";
  if (isSecret && path[0] === "stringData") return "plain";
  if (!/^kubernetes_secret(?:_v1(?:_data)?)?$/.test(type)) return null;
  if (path[0] === "binary_data" || path[0] === "binary_data_wo") return "base64";
  return path[0] === "data" || path[0] === "data_wo" ? "plain" : null;
}

/** Terraform marks whole maps as sensitive; what stands below is masked leaf by leaf, so that keys can be compared. */
function isSensitive({ sensitive }: Surroundings, path: ObjectPath): boolean {
  if (sensitive.size === 0) return false;
  for (let length = 0; length <= path.length; length += 1) {
    if (sensitive.has(pointerOf(path.slice(0, length)))) return true;
  }
  return false;
}

function openKind({ type }: Surroundings, path: ObjectPath): "values" | "anything" {
  if (!type.includes("/")) return "values";
  if (type === "core/ConfigMap" && path[0] === "data") return "values";
  const parent = path.at(-3);
  const isVariable =
    path.at(-1) === "value" && (parent === "env" || parent === "environment" || parent === "envs");
  const isArgument = typeof path.at(-1) === "number" && (path.at(-2) === "args" || path.at(-2) === "command");
  return isVariable || isArgument ? "values" : "anything";
}

/** Parameters that are kept encrypted, written down in clear. */
function isSecureParameter({ type, object }: Surroundings, path: ObjectPath): boolean {
  return type === "aws_ssm_parameter" && field(object, "type") === "SecureString" && path[0] === "value";
}

/** Text that only the controller in the cluster can read. */
function isSealed({ type }: Surroundings, path: ObjectPath): boolean {
  return type === "bitnami.com/SealedSecret" && path[1] === "encryptedData";
}

function field(object: JsonValue, key: string): JsonValue | undefined {
  return isJsonObject(object) ? object[key] : undefined;
}
