import type { ChangeSummary, LeafChange, Report } from "../../model/report.ts";
import { leafValue } from "../leaf-text.ts";
import { listOf, publicationTextsOf } from "../text/locale.ts";
import { code, escapeText } from "./escape.ts";

/** New namespaces that are read one by one; more are a list like any other change. */
const cardsMax = 3;
/** Facts of one kind on a card. */
const factsMax = 8;

export interface NamespaceCards {
  readonly texts: readonly string[];
  /** Changes that the cards tell: nothing else has to. */
  readonly told: ReadonlySet<ChangeSummary>;
}

/**
 * One card for each new namespace: whose it is, how much it may use, who may enter, which rules hold in it. What came
 * with it in the same root is told there, and nowhere else.
 */
export function namespaceCards(report: Report): NamespaceCards {
  const created = report.changes.filter(({ action }) => action === "create");
  const namespaces = created.filter(({ type }) => type === "core/Namespace").slice(0, cardsMax);
  const told = new Set<ChangeSummary>();
  const texts = namespaces.map((namespace) => {
    const name = nameOf(namespace);
    const own = created.filter(
      (change) =>
        change.rootKey === namespace.rootKey && namespaceOf(change) === name && toldTypes.has(change.type),
    );
    for (const change of [namespace, ...own]) told.add(change);
    return cardText(namespace, own, report);
  });
  return { texts, told };
}

const [quota, limits, network, binding] = [
  "core/ResourceQuota",
  "core/LimitRange",
  "networking.k8s.io/NetworkPolicy",
  "rbac.authorization.k8s.io/RoleBinding",
] as const;

const toldTypes: ReadonlySet<string> = new Set([quota, limits, network, binding]);

function cardText(namespace: ChangeSummary, own: readonly ChangeSummary[], report: Report): string {
  const { card } = publicationTextsOf(report.locale);
  const { owner, environment } = namespace;
  const facts = (type: string, of: (change: ChangeSummary) => readonly string[]) =>
    joined(own.filter((change) => change.type === type).flatMap(of));
  const joined = (texts: readonly string[]) => {
    if (texts.length === 0) return card.none;
    const shown = texts.slice(0, factsMax).join(", ");
    return texts.length > factsMax ? `${shown}, …` : shown;
  };
  const values = (change: ChangeSummary, prefix: RegExp) => valuesBelow(change, prefix, report);
  const rows = [
    [card.namespace, code(nameOf(namespace))],
    ["---", "---"],
    [card.owner, owner.length === 0 ? card.nobody : listOf(owner.map(escapeText), report.locale)],
    [card.environment, escapeText(environment)],
    [card.quota, facts(quota, (change) => values(change, /^spec\.hard\.?/))],
    [card.access, facts(binding, (change) => [grantText(change, report)])],
    [card.limits, facts(limits, (change) => values(change, /^spec\.limits\[[^\]]*\]\./))],
    [card.network, facts(network, (change) => [networkText(change)])],
    [card.podSecurity, podSecurityOf(namespace) ?? card.none],
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** `requests.cpu 8`: the values below a path, by what is left of it; the name of the object where it shows none. */
function valuesBelow(change: ChangeSummary, prefix: RegExp, { locale }: Report): readonly string[] {
  const values = change.leaves
    .filter(({ path }) => prefix.test(path) && !path.endsWith(".type"))
    .map(({ path, after }) => {
      const name = path.replace(prefix, "").replace(/^\["(.*)"\]$/, "$1");
      return `${escapeText(name)} ${escapeText(leafValue(after, locale))}`;
    });
  return values.length === 0 ? [code(nameOf(change))] : values;
}

/** Who gets which role. */
function grantText(change: ChangeSummary, { locale }: Report): string {
  const { card } = publicationTextsOf(locale);
  const subjects = change.leaves.flatMap(subjectOf);
  const role = ["roleRef.kind", "roleRef.name"]
    .map((path) => textAfter(change.leaves.find((leaf) => leaf.path === path)))
    .filter((text) => text !== "");
  if (subjects.length === 0 || role.length === 0) return code(nameOf(change));
  const shown = subjects.slice(0, factsMax).map(code);
  if (subjects.length > factsMax) shown.push("…");
  return card.grant(listOf(shown, locale), code(role.join(" ")));
}

/** An element of a list of subjects is told as a whole, by its kind and name. */
function subjectOf(leaf: LeafChange): readonly string[] {
  if (/^subjects\[.*\]\.name$/.test(leaf.path)) return [textAfter(leaf)];
  const name = /^subjects\[(?:[^\]]*,)?name=([^,\]]+)[^\]]*\]$/.exec(leaf.path)?.[1];
  return name === undefined ? [] : [name];
}

/** `default-deny` and the directions that it is about. */
function networkText(change: ChangeSummary): string {
  const directions = change.leaves
    .filter(({ path }) => path.startsWith("spec.policyTypes["))
    .map(textAfter)
    .map(escapeText);
  const name = code(nameOf(change));
  return directions.length === 0 ? name : `${name} (${directions.join(", ")})`;
}

function podSecurityOf({ leaves }: ChangeSummary): string | null {
  const level = leaves.find(({ path }) => path === 'metadata.labels["pod-security.kubernetes.io/enforce"]');
  return level === undefined ? null : escapeText(textAfter(level));
}

function textAfter(leaf: LeafChange | undefined): string {
  return typeof leaf?.after === "string" ? leaf.after : "";
}

/** `group/Kind/namespace/name`. */
function nameOf({ address }: ChangeSummary): string {
  return address.split("/").slice(3).join("/");
}

function namespaceOf({ address }: ChangeSummary): string {
  return address.split("/")[2] ?? "";
}
