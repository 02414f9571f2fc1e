import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../../model/json.ts";
import { accountsOf, createKnownEnvironments, type KnownEnvironments } from "../../../tenancy/index.ts";
import { carriedOn } from "./carried-on.ts";
import { namedAccounts, namedReferences } from "./named.ts";
import { relocated } from "./relocated.ts";
import { remoteStates } from "./remote-state.ts";
import { byNamespace, entry, environmentJson, type FactTable, type FactView } from "./view.ts";

/** Namespaces that are told of one selector: what one finding can name, and some to find a foreign one among. */
const selectedNamespacesMax = 200;

/** What else a root names: other accounts, namespaces, states and things; whose they are and where they stand. */
export const placeTables: Readonly<Record<string, FactTable>> = {
  accounts: ({ configuration, resources }) => {
    const { tenants, environments, ownership = [] } = configuration;
    const sourced = ownership.flatMap(({ owned }) => owned.filter(({ asset }) => asset === "accounts"));
    const registered = new Set([
      ...[...tenants.map(({ owns }) => owns), ...environments].flatMap(accountsIn),
      ...sourced.map(({ what }) => what),
    ]);
    if (registered.size === 0) return {};
    const known = createKnownEnvironments(environments);
    return Object.fromEntries(
      namedAccounts(resources).map((account) => [
        account,
        {
          registered: registered.has(account),
          environment: environmentJson(known.ofAccount(account)),
        },
      ]),
    );
  },
  carriedOn,
  namespaceEnvironments: (view) => {
    const known = createKnownEnvironments(view.configuration.environments);
    return byNamespace(view, (name) => environmentJson(environmentOf(view, known, name)));
  },
  rootEnvironment: ({ configuration, root, resources, cluster }) =>
    environmentJson(
      createKnownEnvironments(configuration.environments).ofRoot({
        path: root.path,
        workspace: root.variant,
        cluster,
        accounts: accountsOf(resources),
      }),
    ),
  references: ({ resources, configuration }) => {
    const known = createKnownEnvironments(configuration.environments);
    return Object.fromEntries(
      namedReferences(resources).flatMap((text): [string, JsonValue][] => {
        const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1];
        const found = (account === undefined ? null : known.ofAccount(account)) ?? known.ofName(text);
        return found === null ? [] : [[text, environmentJson(found)]];
      }),
    );
  },
  relocated,
  remoteStates: ({ resources, registry, configuration }) =>
    remoteStates(resources, registry, createKnownEnvironments(configuration.environments)),
  selectedNamespaces: (view) => {
    const selectors = view.resources
      .filter(({ type }) => type === "networking.k8s.io/NetworkPolicy")
      .flatMap(({ object }) => namespaceSelectors(object));
    if (selectors.length === 0) return [];
    const known = createKnownEnvironments(view.configuration.environments);
    const every = labelledNamespaces(view);
    const distinct = new Map(selectors.map((selector) => [JSON.stringify(selector), selector]));
    return [...distinct.values()].map((selector) => {
      const names = every.filter(({ labels }) => selects(selector, labels)).map(({ name }) => name);
      return {
        selector,
        namespaces: names.slice(0, selectedNamespacesMax).map((name) => ({
          name,
          owner: view.registry.ownersOfNamespace(name),
          environment: environmentJson(environmentOf(view, known, name)),
        })),
      };
    });
  },
};

function accountsIn({ accounts }: { readonly accounts: readonly string[] }): readonly string[] {
  return accounts;
}

function environmentOf({ here, cluster }: FactView, known: KnownEnvironments, name: string) {
  const labels = textsOf(entry(here.namespaces, name)?.labels ?? {});
  return known.ofNamespace({ namespace: name, labels, cluster });
}

interface LabelledNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Those of the repository, and those that are only named, with the label that the server gives to every one. */
function labelledNamespaces({ here, namespaces }: FactView): readonly LabelledNamespace[] {
  return [...new Set([...Object.keys(here.namespaces), ...namespaces])].toSorted().map((name) => ({
    name,
    labels: { ...textsOf(entry(here.namespaces, name)?.labels ?? {}), "kubernetes.io/metadata.name": name },
  }));
}

function textsOf(labels: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

/** Selectors in what a policy lets in or out. One that selects everything is left to the rules. */
function namespaceSelectors(object: JsonObject): readonly JsonObject[] {
  return (["ingress", "egress"] as const).flatMap((direction) =>
    elements(valueAt(object, ["spec", direction])).flatMap((rule) =>
      elements(valueAt(rule, [direction === "ingress" ? "from" : "to"])).flatMap((peer) => {
        const selector = valueAt(peer, ["namespaceSelector"]);
        return isJsonObject(selector) && Object.keys(selector).length > 0 ? [selector] : [];
      }),
    ),
  );
}

/** As Kubernetes does; an expression that nobody can read selects nothing. */
function selects(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  const wanted = isJsonObject(selector["matchLabels"]) ? Object.entries(selector["matchLabels"]) : [];
  return (
    wanted.every(([key, value]) => entry(labels, key) === value) &&
    elements(selector["matchExpressions"]).every((expression) => holds(expression, labels))
  );
}

function holds(expression: JsonValue, labels: Readonly<Record<string, string>>): boolean {
  const key = valueAt(expression, ["key"]);
  if (typeof key !== "string") return false;
  const value = entry(labels, key);
  const values = elements(valueAt(expression, ["values"]));
  switch (valueAt(expression, ["operator"])) {
    case "In":
      return value !== null && values.includes(value);
    case "NotIn":
      return value === null || !values.includes(value);
    case "Exists":
      return value !== null;
    case "DoesNotExist":
      return value === null;
    default:
      return false;
  }
}

function elements(value: JsonValue | undefined): readonly JsonValue[] {
  return isJsonArray(value) ? value : [];
}
