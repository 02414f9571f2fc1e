import type { Configuration } from "../../../model/configuration.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../../../model/json.ts";
import type { Tenant } from "../../../model/tenant.ts";
import type { FactView } from "./view.ts";

export interface NamedTenant {
  readonly tenant: Tenant;
  /** Kinds of assets that it owns any of. */
  readonly owns: readonly string[];
}

/**
 * The tenants that rules can meet in one root, out of ten thousand: who owns what it names (`owners`: tables that say so),
 * and whoever is named in a value, a tag, a parameter. Of the rest only enough stays to tell which organisations there
 * are, and which kinds of assets anybody owns.
 */
export function namedTenants(
  {
    configuration,
    resources,
    root,
    registry,
    cluster,
  }: Pick<FactView, "configuration" | "resources" | "root" | "registry" | "cluster">,
  owners: readonly JsonValue[],
): readonly NamedTenant[] {
  if (configuration.tenants.length === 0) return [];
  const index = indexOf(configuration);
  const found = new Set<string>(index.always);
  const add = (names: readonly string[]) => {
    for (const name of names) found.add(name);
  };
  for (const table of owners) add(textsIn(table));
  for (const path of new Set([root.path, ...resources.map(({ location }) => location.path)]))
    add(registry.ownersOfPath(path));
  add(registry.ownersOfPath(`${root.path}/.`));
  if (root.destination !== undefined) {
    const { project } = root.destination;
    if (project !== null) add(registry.ownersOfArgoProject(project));
  }
  if (cluster !== null) add(registry.ownersOfCluster(cluster));
  // Objects of one root say the same words over and over: keys, kinds, labels.
  const texts = new Set(resources.flatMap(({ object }) => textsIn(object)));
  for (const text of texts) add(index.namedIn(text.toLowerCase()));
  return configuration.tenants
    .filter(({ name }) => found.has(name))
    .map((tenant) => ({ tenant, owns: index.owned.get(tenant.name) ?? [] }));
}

interface TenantIndex {
  readonly owned: ReadonlyMap<string, readonly string[]>;
  readonly always: readonly string[];
  /** Tenants of which a name stands in a text, in small letters, as whole words. */
  readonly namedIn: (text: string) => readonly string[];
}

/** A scan asks for every root. */
const indexes = new WeakMap<Configuration, TenantIndex>();

function indexOf(configuration: Configuration): TenantIndex {
  const known = indexes.get(configuration);
  if (known !== undefined) return known;
  const { tenants, policies, organisationPolicies } = configuration;
  const names = new Set(tenants.map(({ name }) => name));
  const parameters = [...Object.values(policies), ...Object.values(organisationPolicies.settings)];
  const inParameters = parameters.flatMap((setting) => textsIn(setting.parameters));
  const owned = ownedAssets(configuration);
  const made = {
    owned,
    always: [...representatives(tenants, owned), ...inParameters.filter((text) => names.has(text))],
    namedIn: nameFinder(tenants),
  };
  indexes.set(configuration, made);
  return made;
}

/** One tenant of each organisation, and one that owns assets of each kind. */
function representatives(
  tenants: readonly Tenant[],
  owned: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const first = new Map<string, string>();
  for (const { name, teams } of tenants) {
    const organisations = teams.map((team) => `organisation ${team.split("/")[0]?.toLowerCase()}`);
    for (const key of [...organisations, ...(owned.get(name) ?? [])])
      if (!first.has(key)) first.set(key, name);
  }
  return [...first.values()];
}

/** Kinds of assets that each tenant owns, by the configuration or by what the repository says. */
function ownedAssets({
  tenants,
  ownership = [],
}: Pick<Configuration, "tenants" | "ownership">): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>(
    tenants.map(({ name, owns }) => [
      name,
      new Set(Object.entries(owns).flatMap(([asset, patterns]) => (patterns.length > 0 ? [asset] : []))),
    ]),
  );
  for (const { owned } of ownership)
    for (const { asset, tenants: owners } of owned) for (const name of owners) found.get(name)?.add(asset);
  return new Map([...found].map(([name, assets]) => [name, [...assets]]));
}

interface Words {
  readonly words: readonly string[];
  readonly tenant: string;
}

/** By whole texts, by what stands before a hyphen, and word by word: in the ways that rules compare names in. */
function nameFinder(tenants: readonly Tenant[]): TenantIndex["namedIn"] {
  const whole = new Map<string, string[]>();
  const byFirstWord = new Map<string, Words[]>();
  for (const { name, teams } of tenants) {
    for (const called of new Set([name, ...teams.map((team) => team.split("/").at(-1) ?? team)])) {
      const lower = called.toLowerCase();
      append(whole, lower, name);
      const words = wordsOf(lower);
      if (words[0] !== undefined) append(byFirstWord, words[0], { words, tenant: name });
    }
  }
  return (text) => {
    const found = [...(whole.get(text) ?? [])];
    for (let end = text.indexOf("-"); end > 0; end = text.indexOf("-", end + 1))
      found.push(...(whole.get(text.slice(0, end)) ?? []));
    const words = wordsOf(text);
    for (const [at, word] of words.entries())
      for (const { words: wanted, tenant } of byFirstWord.get(word) ?? [])
        if (wanted.every((each, offset) => words[at + offset] === each)) found.push(tenant);
    return found;
  };
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[a-z0-9]+/g) ?? [];
}

function append<T>(index: Map<string, T[]>, key: string, value: T): void {
  const values = index.get(key);
  if (values === undefined) index.set(key, [value]);
  else values.push(value);
}

/** Every text of a value, names of keys among them. */
function textsIn(value: JsonValue): readonly string[] {
  const texts: string[] = [];
  const pending: JsonValue[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") texts.push(next);
    else if (isJsonArray(next)) pending.push(...next);
    else if (isJsonObject(next)) {
      texts.push(...Object.keys(next));
      pending.push(...Object.values(next));
    }
  }
  return texts;
}
