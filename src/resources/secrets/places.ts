import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
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
    label: name === "" ? String(siblings(surroundings.object, path)["directive"] ?? "") : name,
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
  if (typeof last === "number" && path.at(-2) === "args" && "directive" in siblings(object, path)) {
    return directiveName(siblings(object, path), last);
  }
  if (typeof last === "number" && last > 0) {
    const before = valueAt(object, [...path.slice(0, -1), last - 1]);
    const flag = typeof before === "string" ? /^--?([A-Za-z][\w.-]{1,80})$/.exec(before) : null;
    if (flag !== null) return flag[1] ?? "";
  }
  return String(path.findLast((step) => typeof step === "string") ?? "");
}

function siblings(object: JsonValue, path: ObjectPath): JsonObject {
  const parent = valueAt(object, path.slice(0, -2));
  return isJsonObject(parent) ? parent : {};
}

/** Directives that give a name its value. */
const assigning: ReadonlySet<string> = new Set([
  ...["set", "env", "add_header", "proxy_set_header", "grpc_set_header", "fastcgi_param", "uwsgi_param"],
]);

/** `proxy_set_header X-Api-Key …` and `set $api_key …`: the argument before says what a value is. */
function directiveName({ directive, args }: JsonObject, index: number): string {
  const list = isJsonArray(args) ? args : [];
  const name = index > 0 && assigning.has(String(directive)) ? list[index - 1] : "";
  if (typeof name !== "string") return "";
  const isWritten = !String(list[index]).includes("$");
  return name.toLowerCase() === "authorization" && isWritten ? "authorization_token" : name;
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
function isSensitive(surroundings: Surroundings, path: ObjectPath): boolean {
  const { sensitive } = surroundings;
  if (isSecretArgument(surroundings, path)) return true;
  if (sensitive.size === 0) return false;
  for (let length = 0; length <= path.length; length += 1) {
    if (sensitive.has(pointerOf(path.slice(0, length)))) return true;
  }
  return false;
}

/** Arguments in which providers take secrets, whatever they hold and whatever it is called. */
const secretArguments: ReadonlyMap<string, (path: ObjectPath, object: JsonValue) => boolean> = new Map([
  ["aws_secretsmanager_secret_version", ([step]) => step === "secret_string" || step === "secret_binary"],
  ["aws_ssm_parameter", ([step], object) => step === "value" && field(object, "type") === "SecureString"],
  ["azurerm_key_vault_secret", ([step]) => step === "value"],
  ["google_secret_manager_secret_version", ([step]) => step === "secret_data"],
  ["helm_release", (path) => path[0] === "set_sensitive" && path.at(-1) === "value"],
  [
    "kubectl_manifest",
    ([step], object) => step === "yaml_body" && isSecretText(field(object, "yaml_body") ?? null),
  ],
  [
    "kubernetes_manifest",
    ([first, second], object) =>
      first === "manifest" &&
      (second === "data" || second === "stringData") &&
      field(field(object, "manifest") ?? null, "kind") === "Secret",
  ],
  ["vault_generic_secret", ([step]) => step === "data_json"],
  ["vault_kv_secret", ([step]) => step === "data_json"],
  ["vault_kv_secret_v2", ([step]) => step === "data_json"],
]);

function isSecretArgument({ type, object }: Surroundings, path: ObjectPath): boolean {
  const last = path[0];
  // `secret_string_wo` is the same argument, kept out of the state.
  const steps =
    typeof last === "string" && last.endsWith("_wo") ? [last.slice(0, -3), ...path.slice(1)] : path;
  return secretArguments.get(type)?.(steps, object) ?? false;
}

function isSecretText(text: JsonValue): boolean {
  return typeof text === "string" && /^\s{0,20}["']?kind["']?:[ \t]{0,20}["']?Secret\b/m.test(text);
}

/** What runs pipelines and builds images. */
const pipelineTypes: ReadonlySet<string> = new Set([
  ...["github_workflow", "github_action", "circleci_config", "dockerfile", "compose_file"],
]);

function openKind({ type }: Surroundings, path: ObjectPath): "values" | "anything" | "pipeline" | "local" {
  if (pipelineTypes.has(type)) return path.includes("services") ? "local" : "pipeline";
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
