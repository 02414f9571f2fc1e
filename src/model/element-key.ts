import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  valueAt,
} from "./json.ts";

/**
 * An {@link ObjectPath} that survives a reordered list: an element that has a key is named by it (`[name=api]`), not by
 * its index. Fingerprints, evidence and people all read this one form.
 */
export type NamedPath = readonly (string | number)[];

interface KeyRule {
  readonly required: readonly string[];
  /** Part of the name where the element has them. */
  readonly optional: readonly string[];
  /** Where given, an element with any other field is something else. */
  readonly only?: ReadonlySet<string>;
}

const portFields = new Set(["name", "port", "protocol", "targetPort", "nodePort", "appProtocol", "endPort"]);

/**
 * What tells the elements of a list apart, the first that fits: the merge keys of the Kubernetes API (a volume may be
 * mounted twice, a port may have no name), then what Terraform's blocks and IAM statements use. Never a field that holds
 * the setting itself: a changed value must not look like another element.
 */
const keyRules: readonly KeyRule[] = [
  { required: ["containerPort"], optional: ["protocol"] },
  { required: ["port"], optional: ["protocol"], only: portFields },
  { required: ["mountPath"], optional: [] },
  { required: ["devicePath"], optional: [] },
  { required: ["kind", "name"], optional: ["namespace"] },
  { required: ["name"], optional: ["namespace"] },
  { required: ["key"], optional: ["operator", "effect"] },
  { required: ["id"], optional: [] },
  { required: ["rule_id"], optional: [] },
  { required: ["Sid"], optional: [] },
  { required: ["sid"], optional: [] },
  { required: ["uid"], optional: [] },
  { required: ["topologyKey"], optional: ["whenUnsatisfiable"] },
  { required: ["rolearn"], optional: ["username"] },
  { required: ["userarn"], optional: ["username"] },
  { required: ["principalARN"], optional: [] },
  { required: ["arn"], optional: ["username"] },
  { required: ["alert"], optional: [] },
  { required: ["ip"], optional: [] },
  { required: ["host"], optional: [] },
  { required: ["path"], optional: ["pathType"] },
  { required: ["secretName"], optional: [] },
  { required: ["from_port", "to_port"], optional: ["protocol"] },
  { required: ["device_name"], optional: [] },
  { required: ["type"], optional: [] },
];

/** Names are short; what is longer is cut, and told apart by its ordinal. */
const keyCharactersMax = 100;

/** How the element is called in its list: `name=api`, the second of that name `name=api#1`; `null` where it has no key. */
export function elementKey(list: readonly JsonValue[], index: number): string | null {
  return elementKeys(list)[index] ?? null;
}

/** Naming one element needs those before it; a list of thousands with a finding in each must not cost millions. */
const namedLists = new WeakMap<readonly JsonValue[], readonly (string | null)[]>();

/**
 * Says which fields tell the elements of a list apart, where the schema of a custom kind says so. It has to be said
 * before anybody asks, and counts where every element has all of the fields.
 */
export function nameElementsBy(list: readonly JsonValue[], fields: readonly string[]): void {
  const rule: KeyRule = { required: fields, optional: [] };
  const fits = list.every((element) => isJsonObject(element) && hasAll(element, rule));
  if (fits && fields.length > 0) namedLists.set(list, numbered(list.map((element) => keyBy(element, rule))));
}

/** {@link elementKey} of every element. No two are equal. */
export function elementKeys(list: readonly JsonValue[]): readonly (string | null)[] {
  const known = namedLists.get(list);
  if (known !== undefined) return known;
  const keys = numbered(list.map((element) => (isJsonObject(element) ? ownKey(element) : null)));
  namedLists.set(list, keys);
  return keys;
}

function numbered(keys: readonly (string | null)[]): readonly (string | null)[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    if (key === null) return null;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return ordinal === 0 ? key : `${key}#${ordinal}`;
  });
}

function ownKey(element: JsonObject): string | null {
  const rule = keyRules.find((candidate) => hasAll(element, candidate));
  return rule === undefined ? null : keyBy(element, rule);
}

function hasAll(element: JsonObject, { required, only }: KeyRule): boolean {
  return (
    required.every((field) => fieldText(element, field) !== null) &&
    (only === undefined || Object.keys(element).every((field) => only.has(field)))
  );
}

function keyBy(element: JsonValue, { required, optional }: KeyRule): string | null {
  if (!isJsonObject(element)) return null;
  return [...required, ...optional].flatMap((field) => fieldText(element, field) ?? []).join(",");
}

function fieldText(element: JsonObject, field: string): string | null {
  const value = Object.hasOwn(element, field) ? element[field] : undefined;
  if (typeof value !== "string" && typeof value !== "number") return null;
  // `#` starts the ordinal and `,` the next field: a name that holds them must not imitate another.
  const text = String(value).slice(0, keyCharactersMax).toWellFormed().replace(/[%#,]/g, encodeURIComponent);
  return text === "" ? null : `${field}=${text}`;
}

/** The path with every keyed list element named; what the object does not have keeps its steps. */
export function namePath(object: JsonValue, path: ObjectPath): NamedPath {
  return path.map((step, position) => {
    const parent = valueAt(object, path.slice(0, position));
    if (!isJsonArray(parent)) return step;
    const key = elementKey(parent, Number(step));
    return key === null ? Number(step) : `[${key}]`;
  });
}

/** As a person writes it: `spec.containers[name=api].image`, `metadata.annotations["a.b/c"]`; the whole object is `""`. */
export function pathText(path: NamedPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (/^\[[^\]]*\]$/.test(step)) return `${text}${step}`;
    if (!/^[\p{L}\p{N}_$-]+$/u.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}
