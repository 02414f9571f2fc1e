import type { Fix } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import {
  groupOf,
  type KindSchema,
  kindNameOf,
  kindText,
  minorOf,
  type SchemaCatalogue,
} from "./catalogue.ts";
import { type CheckedObject, checkObject, type Problem } from "./check.ts";
import { nearField } from "./near.ts";

/** Kinds that the repository defines itself, by `group/version/Kind`. */
export type DefinedKinds = (name: string) => DefinedKind | null;

export interface DefinedKind {
  /** `null` where the definition has none. */
  readonly schema: JsonObject | null;
  readonly served: boolean;
  readonly deprecated: boolean;
}

export interface Judgement {
  readonly catalogue: SchemaCatalogue;
  /** Of the cluster, `1.33`. */
  readonly version: string;
  readonly defined: DefinedKinds;
}

/** What does not fit; `null` where nobody knows the schema of the kind. */
export function objectProblems(checked: CheckedObject, judgement: Judgement): readonly Problem[] | null {
  const name = kindNameOf(checked.object);
  if (name === null) return null;
  const { catalogue, version } = judgement;
  const kind = schemaOf(name, judgement);
  if (kind === null)
    return catalogue.isKubernetes(groupOf(name)) ? kindProblems(checked, name, judgement) : null;
  const problems = checkAs(checked, name, kind, catalogue, version);
  return kind.origin.kind === "kubernetes" ? withLaterFields(problems, checked, name, judgement) : problems;
}

/** Nobody defines kinds of Kubernetes' own: whoever could would loosen what their own change is held against. */
export function ownDefinition(name: string, { catalogue, defined }: Judgement): DefinedKind | null {
  return catalogue.isKubernetes(groupOf(name)) ? null : defined(name);
}

function schemaOf(name: string, judgement: Judgement): KindSchema | null {
  const { catalogue, version } = judgement;
  const own = ownDefinition(name, judgement);
  if (own !== null) {
    return own.schema === null
      ? null
      : { origin: { kind: "repository" }, schema: own.schema, resolve: () => null };
  }
  return catalogue.kubernetes(name, version) ?? catalogue.released(name)?.found ?? null;
}

function checkAs(
  checked: CheckedObject,
  name: string,
  kind: KindSchema,
  catalogue: SchemaCatalogue,
  version: string,
): readonly Problem[] {
  return checkObject({
    ...checked,
    name,
    kind,
    metadata: catalogue.definition("meta.v1.ObjectMeta", version),
    resolveMetadata: (reference) => catalogue.definition(reference, version),
  });
}

/** A field that a later version has is no slip of the pen. */
function withLaterFields(
  problems: readonly Problem[],
  checked: CheckedObject,
  name: string,
  { catalogue, version }: Judgement,
): readonly Problem[] {
  const isUnknown = ({ messageId }: Problem) => messageId.startsWith("unknown_field");
  if (!problems.some(isUnknown)) return problems;
  const later = catalogue.versions.filter((other) => minorOf(other) > minorOf(version));
  const since = new Map<string, string>();
  for (const other of later.toReversed()) {
    const kind = catalogue.kubernetes(name, other);
    if (kind === null) continue;
    const there = new Set(
      checkAs(checked, name, kind, catalogue, other)
        .filter(isUnknown)
        .map(({ path }) => path.join("\n")),
    );
    for (const { path } of problems.filter(isUnknown)) {
      if (!there.has(path.join("\n"))) since.set(path.join("\n"), other);
    }
  }
  return problems.map((problem) => {
    const first = since.get(problem.path.join("\n"));
    if (first === undefined || !isUnknown(problem)) return problem;
    const { field = "", kind = "" } = problem.arguments;
    return { ...problem, messageId: "later_field", arguments: { field, kind, since: first, version } };
  });
}

/** About the kind itself: which version has it, or what it is called. */
function kindProblems(
  { object }: CheckedObject,
  name: string,
  { catalogue, version }: Judgement,
): readonly Problem[] | null {
  const presence = catalogue.presence(name);
  const said = { kind: kindText(name), version };
  if (presence !== null || catalogue.lifecycle(name) !== null) {
    const { since = null } = presence ?? {};
    const isLater = since !== null && minorOf(since) > minorOf(version);
    // What is gone is said by the rule about versions of APIs.
    return isLater ? [at("apiVersion", "later_kind", { ...said, since })] : [];
  }
  const kind = String(object["kind"]);
  const elsewhere = catalogue.groupVersionsOf(kind, version);
  if (elsewhere.length > 0) {
    const [only] = elsewhere;
    const fix: Fix | null =
      only === undefined || elsewhere.length > 1
        ? null
        : { op: "replace", path: ["apiVersion"], value: apiVersionText(only) };
    return [
      {
        ...at("apiVersion", "wrong_version", { ...said, versions: elsewhere.map(apiVersionText).join(", ") }),
        fix,
      },
    ];
  }
  const near = nearField(kind, catalogue.kindsOf(name.slice(0, name.lastIndexOf("/")), version), "surely");
  // Other programs read files that look like objects: kubeconfigs, settings of kubeadm.
  return near === null || kind.endsWith("List") ? null : [at("kind", "unknown_kind", { ...said, near })];
}

function at(field: string, messageId: string, arguments_: JsonObject): Problem {
  return { messageId, path: [field], arguments: arguments_, fix: null };
}

export function apiVersionText(groupVersion: string): string {
  return groupVersion.replace(/^core\//, "");
}
