import type { ChangeSummary, LeafChange } from "../model/report.ts";

/** Environment variables of a container, or keys of a ConfigMap, that a change is about: names, and never values. */
export interface VariableChanges {
  readonly kind: "variables" | "keys";
  /** The container that they are given to, where there is one. */
  readonly container: string | null;
  readonly variables: readonly VariableChange[];
}

export interface VariableChange {
  readonly name: string;
  readonly what: "changed" | "added" | "removed";
}

/** What a change is told by: single values, and in the place of the first of them all variables of one container. */
export type Telling = { readonly kind: "leaf"; readonly leaf: LeafChange } | VariableChanges;

/** A variable in the environment of a container: of a pod, and of a task of ECS. */
const variable =
  /ontainer(?:s|_definitions)(?:\[(?:name=)?(?<container>[^\]]+)\])\.(?:env|environment|secrets)\[name=(?<name>[^\]]+)\](?<rest>.*)$/;
const key =
  /^(?:data|stringData|binaryData|binary_data)(?:\.(?<plain>[^.[]+)|\[(?<quoted>"(?:[^"\\]|\\.)*")\])$/;
const mapTypes: ReadonlySet<string> = new Set([
  "core/ConfigMap",
  "core/Secret",
  "kubernetes_config_map",
  "kubernetes_config_map_v1",
]);

/** The leaves of a change with its variables put together by container. */
export function tellings({ type, leaves }: Pick<ChangeSummary, "type" | "leaves">): readonly Telling[] {
  const groups = new Map<string, PlacedVariable[]>();
  const order: (Telling | string)[] = [];
  for (const leaf of leaves) {
    const placed = variableOf(leaf) ?? (mapTypes.has(type) ? keyOf(leaf) : null);
    if (placed === null) {
      order.push({ kind: "leaf", leaf });
      continue;
    }
    const group = JSON.stringify([placed.kind, placed.container]);
    const known = groups.get(group);
    if (known === undefined) {
      groups.set(group, [placed]);
      order.push(group);
    } else known.push(placed);
  }
  return order.map((each) => (typeof each === "string" ? together(groups.get(each) ?? []) : each));
}

interface PlacedVariable {
  readonly kind: VariableChanges["kind"];
  readonly container: string | null;
  readonly name: string;
  /** What is said of the variable as a whole; `changed` of a part of it. */
  readonly what: VariableChange["what"];
}

function variableOf(leaf: LeafChange): PlacedVariable | null {
  const found = variable.exec(leaf.path)?.groups;
  if (found === undefined) return null;
  const { container = null, name = "", rest = "" } = found;
  const isWhole = rest === "" || rest === ".name";
  return { kind: "variables", container, name, what: isWhole ? whatOf(leaf) : "changed" };
}

function keyOf(leaf: LeafChange): PlacedVariable | null {
  const found = key.exec(leaf.path)?.groups;
  if (found === undefined) return null;
  const name = found["plain"] ?? String(JSON.parse(found["quoted"] ?? '""'));
  return { kind: "keys", container: null, name, what: whatOf(leaf) };
}

function whatOf({ before, after }: LeafChange): VariableChange["what"] {
  if (before === null) return "added";
  return after === null ? "removed" : "changed";
}

/** A variable whose parts are told one by one came or went where its name did. */
function together(placed: readonly PlacedVariable[]): VariableChanges {
  const variables = new Map<string, VariableChange["what"]>();
  for (const { name, what } of placed) {
    const known = variables.get(name);
    variables.set(name, known === undefined || known === "changed" ? what : known);
  }
  const [first] = placed;
  return {
    kind: first?.kind ?? "variables",
    container: first?.container ?? null,
    variables: [...variables].map(([name, what]) => ({ name, what })),
  };
}
