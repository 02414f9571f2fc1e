import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";

/** Names and scope of one object. Everything in it comes from a file, so nothing is trusted to be well formed. */
export interface Identity {
  readonly type: string;
  readonly address: string;
  /** `null` for kinds without a namespace, `""` where none is set. */
  readonly namespace: string | null;
}

/** `group/Kind`; `core` for the group without a name. `null` for what is no Kubernetes object. */
export function typeOf(object: JsonObject): string | null {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || apiVersion === "" || kind === "")
    return null;
  const slash = apiVersion.lastIndexOf("/");
  return `${slash === -1 ? "core" : addressPart(apiVersion.slice(0, slash))}/${addressPart(kind)}`;
}

/**
 * The identity of an object. `ordinal` numbers the objects of one root that are named by the server (`generateName`),
 * and those without a name, each by what is known of the name.
 */
export function identify(
  object: JsonObject,
  type: string,
  scope: { readonly cluster: boolean; readonly defaultNamespace: string },
  ordinal: (prefix: string) => number,
): Identity {
  const metadata = isJsonObject(object["metadata"]) ? object["metadata"] : {};
  const namespace = scope.cluster ? null : (nameText(metadata["namespace"]) ?? scope.defaultNamespace);
  const part = namespace ?? regionOf(type, metadata) ?? "";
  const place = `${type}/${part === "" ? "-" : addressPart(part)}`;
  const name = nameText(metadata["name"]);
  if (name !== null) return { type, namespace, address: `${place}/${addressPart(name)}` };
  const prefix = `${place}/${addressPart(nameText(metadata["generateName"]) ?? "")}*`;
  return { type, namespace, address: `${prefix}#${ordinal(prefix)}` };
}

/** Clusters of one name in two regions are two: the region stands where others have their namespace. */
function regionOf(type: string, metadata: JsonObject): string | null {
  return type === "eksctl.io/ClusterConfig" ? nameText(metadata["region"]) : null;
}

/** Numbers and booleans are no names to Kubernetes, but the object still has to be called something. */
function nameText(value: JsonValue | undefined): string | null {
  if (typeof value === "string") return value === "" ? null : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Keeps the parts of an address apart whatever they hold, and on one line. */
function addressPart(text: string): string {
  return encodable.test(text)
    ? text.replace(encodableAll, (character) => encodeURIComponent(character))
    : text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into an address.
const encodable = /[%/#*\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const encodableAll = new RegExp(encodable, "g");
