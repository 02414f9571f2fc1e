import type { Configuration } from "../../model/configuration.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Attribution, Environment, Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { createAttributor, namespaceOf, stricterEnvironment } from "../../tenancy/index.ts";
import type { RecordedRoot } from "../evaluation/recording/trace.ts";
import type { Repeatable } from "./repeatable.ts";

/** Files of one root that are looked at: where there are more, an environment is not told again. */
const filesMax = 2_000;

/** Tables of facts that name environments of other things than the input's own. */
export const environmentFacts: ReadonlySet<string> = new Set([
  "accounts",
  "namespaceEnvironments",
  "rootEnvironment",
  "references",
  "remoteStates",
  "selectedNamespaces",
  "unknownReferences",
]);

type Attributor = ReturnType<typeof createAttributor>;

/** An environment under the settings that decided, and under the others. */
interface Both {
  readonly was: Environment;
  readonly now: Environment;
}

/**
 * In which environment everything of a record stands under other settings. It is told only where the settings that
 * decided give what was recorded by the same way: whatever else it came from (labels, accounts, a move) was not kept.
 */
export class EnvironmentsAgain {
  /** Whether something could not be told, and stays as it was. */
  isUntold = false;
  readonly #was: Attributor;
  readonly #now: Attributor;
  readonly #roots: ReadonlyMap<string, readonly Root[]>;
  readonly #unseen: { readonly labels: boolean; readonly accounts: boolean };
  readonly #known = new Map<string, Both | null>();

  constructor({ trace, task, configuration }: Repeatable, other: Configuration) {
    const attributor = (settings: Configuration) =>
      createAttributor({
        ...{ configuration: settings, branch: task.targetBranch },
        ...{ namespaceLabels: () => ({}), accounts: () => [] },
      });
    this.#was = attributor(configuration);
    this.#now = attributor(other);
    const roots = Map.groupBy(trace.roots, ({ root }) => root.key);
    this.#roots = new Map([...roots].map(([key, list]) => [key, list.map(rootOf)]));
    const rules = [...configuration.environments, ...other.environments];
    this.#unseen = {
      labels: rules.some(({ labels }) => Object.keys(labels).length > 0),
      accounts: rules.some(({ accounts }) => accounts.length > 0),
    };
  }

  /** A resource of an input, with its environment under the other settings. */
  ofResource(item: JsonObject, rootKey: string): JsonObject {
    const both = this.#of(item, rootKey);
    return this.#settled(item, both);
  }

  /** A change of an input: both of its sides, and what asks for more care of them. */
  ofChange(item: JsonObject, rootKey: string): JsonObject {
    const sides = ["before", "after"].flatMap((side) => {
      const resource = item[side];
      return isJsonObject(resource) ? [{ side, resource, both: this.#of(resource, rootKey) }] : [];
    });
    const told = sides.flatMap(({ both }) => (both === null ? [] : [both]));
    const [first, ...others] = told;
    const whole =
      first === undefined || told.length < sides.length
        ? null
        : others.reduce(
            (left, right): Both => ({
              was: stricterEnvironment(left.was, right.was),
              now: stricterEnvironment(left.now, right.now),
            }),
            first,
          );
    const settled = sides.map(({ side, resource, both }) => [side, this.#settled(resource, both)] as const);
    return { ...this.#settled(item, whole), ...Object.fromEntries(settled) };
  }

  /** Of what is no resource: a file, or the repository as a whole. */
  ofPath(path: string, rootKey: string, recorded: Environment): Environment {
    const roots = this.#roots.get(rootKey) ?? (rootKey === repository.key ? [repository] : []);
    const by = (attributor: Attributor) =>
      one(roots.map((root) => attributor.ofPath(path, root).environment));
    const [was, now] = this.#unseen.accounts ? [null, null] : [by(this.#was), by(this.#now)];
    if (was !== null && now !== null && isSame(was, recorded)) return now;
    this.isUntold = true;
    return recorded;
  }

  #settled(item: JsonObject, both: Both | null): JsonObject {
    if (both !== null && isSame(both.was, item["environment"])) {
      const { name, production, ephemeral } = both.now;
      return { ...item, environment: { name, production, ephemeral } };
    }
    this.isUntold = true;
    return item;
  }

  #of(item: JsonObject, rootKey: string): Both | null {
    const resource = resourceOf(item, rootKey);
    const namespace = namespaceOf(resource);
    const key = JSON.stringify([rootKey, namespace]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const roots = this.#roots.get(rootKey) ?? [];
    const isUnseen =
      (namespace !== null && this.#unseen.labels) ||
      (this.#unseen.accounts && roots.some(({ kind }) => kind.startsWith("terraform")));
    const both = isUnseen ? null : this.#agreed(resource, roots);
    this.#known.set(key, both);
    return both;
  }

  /** `null` where it depends on which file something stands in, which a record does not say of everything. */
  #agreed(resource: Resource, roots: readonly Root[]): Both | null {
    const places = roots.flatMap((root) => pathsIn(root).map((path) => ({ root, path })));
    if (places.length === 0 || places.length > filesMax) return null;
    const by = (attributor: Attributor) =>
      one(
        places.map(({ root, path }) => {
          return attributor.ofResource({ ...resource, location: fileLocation(path) }, root).environment;
        }),
      );
    const [was, now] = [by(this.#was), by(this.#now)];
    return was === null || now === null ? null : { was, now };
  }
}

/** Whose the files of recorded roots are, and where they go: of what is said of them, and was not said before. */
export function pathAttributor({
  trace,
  task,
  configuration,
}: Repeatable): (path: string, rootKey: string) => Attribution | null {
  const attributor = createAttributor({
    ...{ configuration, branch: task.targetBranch },
    ...{ namespaceLabels: () => ({}), accounts: () => [] },
  });
  const roots = new Map(trace.roots.map((recorded) => [recorded.root.key, rootOf(recorded)]));
  return (path, rootKey) => {
    const root = rootKey === repository.key ? repository : roots.get(rootKey);
    return root === undefined ? null : attributor.ofPath(path, root);
  };
}

/** Where what is said of the repository itself stands. */
const repository: Root = { key: "repository:.", kind: "repository", path: ".", variant: null, files: [] };

/** A root as far as its environment depends on it: its values files by their paths, and no value. */
function rootOf({ root, rendering }: RecordedRoot): Root {
  if (rendering?.kind !== "helm") return root;
  const values = (rendering.values ?? []).flatMap(({ path, line }) =>
    line === null ? [{ kind: "file" as const, path }] : [],
  );
  const releaseName = rendering.releaseName ?? "";
  return {
    ...root,
    rendering: { kind: "helm", releaseName, values, set: [], skipCrds: false, apiVersions: [] },
  };
}

/** Every path that something of a root may stand under. What lies outside of it stands where it stands. */
function pathsIn({ path, kind, files }: Root): readonly string[] {
  if (kind === "file" || kind.startsWith("terraform")) return [path];
  const inside = files.filter((file) => path === "." || file.startsWith(`${path}/`));
  return inside.length > 0 && inside.length === files.length ? inside : [...inside, `${path}/.`];
}

function resourceOf(item: JsonObject, rootKey: string): Resource {
  const { address, type, namespace, object } = item;
  const location = fileLocation("");
  return {
    rootKey,
    address: String(address),
    type: String(type),
    object: isJsonObject(object) ? object : {},
    ...{ unknown: new Map(), sensitive: new Set() },
    namespace: typeof namespace === "string" ? namespace : null,
    ...{ location, locate: () => location },
  };
}

/** The one that all of them are; `null`: they are several, or none. */
function one(environments: readonly Environment[]): Environment | null {
  const [first, ...others] = environments;
  return first !== undefined && others.every((other) => isSame(other, first)) ? first : null;
}

function isSame({ name, production, ephemeral }: Environment, other: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(value);
  if (typeof other !== "object" || other === null) return false;
  const given: Partial<Environment> = other;
  return text([name, production, ephemeral]) === text([given.name, given.production, given.ephemeral]);
}
