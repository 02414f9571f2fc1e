import { isJsonObject, type JsonObject } from "../model/json.ts";

/** One file of schemas/dist, unpacked. */
export interface SchemaFile {
  readonly name: string;
  /** What people call it: `cert-manager v1.21.2`. */
  readonly label: string;
  readonly text: string;
}

/** Where a schema is from decides how far it is believed: nobody knows which release of a project runs in a cluster. */
export type SchemaOrigin =
  | { readonly kind: "kubernetes" }
  | { readonly kind: "repository" }
  | { readonly kind: "released"; readonly label: string };

/** What is known about a kind in one version of its API. */
export interface KindSchema {
  readonly origin: SchemaOrigin;
  readonly schema: JsonObject;
  /** A definition that the schema refers to by name; `null` where there is none, as in what a repository defines. */
  readonly resolve: (name: string) => JsonObject | null;
}

export interface Lifecycle {
  readonly deprecated?: string;
  readonly removed?: string;
  /** `batch/v1/CronJob`. */
  readonly replacement?: string;
}

/** The format of `kubernetes.json`, as tools/build-schemas.ts writes it. */
interface KubernetesFile {
  readonly versions: readonly string[];
  readonly kinds: Readonly<Record<string, readonly [string, number, number | null]>>;
  readonly definitions: Readonly<Record<string, readonly (readonly [number, JsonObject | null])[]>>;
  readonly lifecycles: Readonly<Record<string, Lifecycle>>;
}

interface ProjectFile {
  readonly kinds: Readonly<Record<string, ReleasedKind>>;
  readonly definitions: Readonly<Record<string, JsonObject>>;
}

export interface ReleasedKind {
  readonly schema: JsonObject;
  readonly served: boolean;
  readonly deprecated: boolean;
}

/** Kinds are named `group/version/Kind`, `core` for the group without a name; versions of Kubernetes `1.33`. */
export interface SchemaCatalogue {
  readonly versions: readonly string[];
  /** The nearest version that is known. */
  readonly nearest: (version: string) => string;
  /** Whether the group is Kubernetes' own, in any version. */
  readonly isKubernetes: (group: string) => boolean;
  readonly kubernetes: (kind: string, version: string) => KindSchema | null;
  /** The first version that has the kind, and the first without it; `null` where no version has it. */
  readonly presence: (
    kind: string,
  ) => { readonly since: string | null; readonly goneIn: string | null } | null;
  readonly kindsOf: (groupVersion: string, version: string) => readonly string[];
  /** Every `group/version` that has a kind of this name. */
  readonly groupVersionsOf: (kindName: string, version: string) => readonly string[];
  readonly definition: (name: string, version: string) => JsonObject | null;
  readonly lifecycle: (kind: string) => Lifecycle | null;
  readonly released: (kind: string) => (ReleasedKind & { readonly found: KindSchema }) | null;
}

/** Of the file `kubernetes` and those of the projects that are needed. */
export function createCatalogue(files: readonly SchemaFile[]): SchemaCatalogue {
  const kubernetes = kubernetesFile(files);
  const projects = files.filter(({ name }) => name !== "kubernetes").map(projectOf);
  const { versions, kinds, definitions, lifecycles } = kubernetes;
  const groups = new Set([...Object.keys(kinds), ...Object.keys(lifecycles)].map(groupOf));
  const indexOf = (version: string) => versions.indexOf(nearestOf(versions, version));
  const definition = (name: string, version: string): JsonObject | null => {
    const phases = Object.hasOwn(definitions, name) ? (definitions[name] ?? []) : [];
    return phases.findLast(([from]) => from <= indexOf(version))?.[1] ?? null;
  };
  const isThere = (kind: string, version: string) => {
    const [, from, until] = own(kinds, kind) ?? ["", Number.POSITIVE_INFINITY, null];
    const index = indexOf(version);
    return from <= index && (until === null || index < until);
  };
  return {
    versions,
    nearest: (version) => nearestOf(versions, version),
    isKubernetes: (group) => groups.has(group),
    definition,
    kubernetes: (kind, version) => {
      if (!isThere(kind, version)) return null;
      const schema = definition(own(kinds, kind)?.[0] ?? "", version);
      const resolve = (name: string) => definition(name, version);
      return schema === null ? null : { origin: { kind: "kubernetes" }, schema, resolve };
    },
    presence: (kind) => {
      const found = own(kinds, kind);
      if (found === null) return null;
      const [, from, until] = found;
      // What the first version has may be older than it.
      return {
        since: from === 0 ? null : (versions[from] ?? null),
        goneIn: until === null ? null : (versions[until] ?? null),
      };
    },
    kindsOf: (groupVersion, version) =>
      Object.keys(kinds)
        .filter((kind) => kind.startsWith(`${groupVersion}/`) && isThere(kind, version))
        .map((kind) => kind.slice(groupVersion.length + 1)),
    groupVersionsOf: (kindName, version) =>
      Object.keys(kinds)
        .filter((kind) => kind.endsWith(`/${kindName}`) && isThere(kind, version))
        .map((kind) => kind.slice(0, -kindName.length - 1)),
    lifecycle: (kind) => own(lifecycles, kind),
    released: (kind) => {
      for (const { file, label } of projects) {
        const released = own(file.kinds, kind);
        if (released === null) continue;
        const resolve = (name: string) => own(file.definitions, name);
        return {
          ...released,
          found: { origin: { kind: "released", label }, schema: released.schema, resolve },
        };
      }
      return null;
    },
  };
}

function kubernetesFile(files: readonly SchemaFile[]): KubernetesFile {
  const file = files.find(({ name }) => name === "kubernetes");
  if (file === undefined) throw new TypeError("the schemas of Kubernetes were not loaded");
  return JSON.parse(file.text) as KubernetesFile;
}

function projectOf({ label, text }: SchemaFile): { readonly file: ProjectFile; readonly label: string } {
  return { file: JSON.parse(text) as ProjectFile, label };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** A cluster older or newer than all that is known is judged as the nearest one. */
function nearestOf(versions: readonly string[], version: string): string {
  const known = versions.find((candidate) => minorOf(candidate) >= minorOf(version));
  return known ?? versions.at(-1) ?? version;
}

export function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}

export function groupOf(kind: string): string {
  return kind.slice(0, kind.indexOf("/"));
}

/** `group/version/Kind` of an object; `null` for what has none. */
export function kindNameOf(object: JsonObject): string | null {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return null;
  return `${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}/${kind}`;
}

/** `core/v1/Pod` as people write it: `v1 Pod`. */
export function kindText(kind: string): string {
  const [group = "", version = "", name = ""] = kind.split("/");
  return `${group === "core" ? version : `${group}/${version}`} ${name}`;
}

/** The schema of a property, where the schema is a table of them. */
export function propertyOf(schema: JsonObject, name: string): JsonObject | null {
  const { properties } = schema;
  if (!isJsonObject(properties) || !Object.hasOwn(properties, name)) return null;
  const found = properties[name];
  return isJsonObject(found) ? found : null;
}
