import type { ResourceChange } from "../model/change.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import type { Attribution, Resource } from "../model/resource.ts";
import type { Root } from "../model/root.ts";
import type { Rule } from "../model/rule.ts";

/** A resource, and what ownership and environment rules said about it. */
export interface AttributedResource {
  readonly resource: Resource;
  readonly attribution: Attribution;
}

export interface AttributedChange {
  readonly change: ResourceChange;
  readonly attribution: Attribution;
  readonly before: AttributedResource | null;
  readonly after: AttributedResource | null;
}

/** Gives the tables of these names. */
export type RootFacts = (names: readonly string[]) => JsonObject;

/** One root on one side, as the policies see it; `docs/policy-input.md` describes the JSON made of it. */
export interface RootInput {
  readonly side: "base" | "head";
  readonly kubernetesVersion: string;
  readonly root: Root;
  readonly cluster: string | null;
  readonly resources: readonly AttributedResource[];
  readonly changes: readonly AttributedChange[];
  readonly diagnostics: readonly Diagnostic[];
  readonly pull: JsonObject | null;
  readonly facts: RootFacts;
  /** Whose a file is and where it goes: for what is found about the file, not about a resource in it. */
  readonly attributePath: (path: string) => Attribution;
}

/** What an `id` of the input stands for. */
export type Subject =
  | ({ readonly kind: "resource" } & AttributedResource)
  | ({ readonly kind: "change" } & AttributedChange)
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic };

/** The items of one input, by the ids that findings name them with. */
export interface InputItems {
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly resources: readonly JsonObject[];
  readonly changes: readonly JsonObject[];
  readonly diagnostics: readonly JsonObject[];
}

/** The ids of resources with these addresses, in their order: the second of one address is `address#2`. */
export function resourceIds(addresses: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return addresses.map((address) => {
    const id = freeId(address, taken);
    taken.add(id);
    return id;
  });
}

function freeId(wanted: string, taken: { has(id: string): boolean }): string {
  let id = wanted;
  for (let ordinal = 2; taken.has(id); ordinal++) id = `${wanted}#${ordinal}`;
  return id;
}

/** Turns resources, changes and diagnostics into their JSON, each under an id that is unique in the input. */
export function inputItems(input: RootInput): InputItems {
  const subjects = new Map<string, Subject>();
  const name = (wanted: string, subject: Subject): string => {
    const id = freeId(wanted, subjects);
    subjects.set(id, subject);
    return id;
  };
  const resources = input.resources.map((item) =>
    resourceJson(item, name(item.resource.address, { kind: "resource", ...item })),
  );
  const changes = input.changes.map((item) =>
    changeJson(item, name(`change ${item.change.address}`, { kind: "change", ...item })),
  );
  const diagnostics = input.diagnostics.map((diagnostic) => ({
    id: name(`diagnostic ${diagnostic.subject}`, { kind: "diagnostic", diagnostic }),
    kind: diagnostic.kind,
    messageId: diagnostic.messageId,
    arguments: diagnostic.arguments,
    subject: diagnostic.subject,
  }));
  return { subjects, resources, changes, diagnostics };
}

/** The document of one call, as `docs/policy-input.md` says. */
export function inputDocument(
  input: RootInput,
  rules: readonly Rule[],
  items: Omit<InputItems, "subjects">,
): JsonObject {
  const { key, kind, path, variant } = input.root;
  return {
    version: 1,
    kubernetesVersion: input.kubernetesVersion,
    side: input.side,
    rules: Object.fromEntries(rules.map((rule) => [rule.id, true])),
    root: { key, kind, path, variant, cluster: input.cluster ?? "" },
    resources: items.resources,
    changes: items.changes,
    diagnostics: items.diagnostics,
    ...(input.pull === null ? {} : { pull: input.pull }),
    // Only what these rules say that they read: a table may be larger than the resources.
    facts: input.facts([...new Set(rules.flatMap((rule) => rule.facts))].toSorted()),
  };
}

function resourceJson({ resource, attribution }: AttributedResource, id: string): JsonObject {
  return {
    id,
    address: resource.address,
    type: resource.type,
    namespace: resource.namespace ?? "",
    object: resource.object,
    unknown: maskJson(resource.unknown.keys()),
    sensitive: maskJson(resource.sensitive),
    ...attributionJson(attribution),
  };
}

function changeJson(item: AttributedChange, id: string): JsonObject {
  const { change, attribution, before, after } = item;
  const move =
    change.move === null
      ? null
      : { kind: change.move.kind, fromRoot: change.move.fromRootKey, fromAddress: change.move.fromAddress };
  return {
    id,
    address: change.address,
    type: change.type,
    action: change.action,
    namespace: (change.after ?? change.before)?.namespace ?? "",
    before: before === null ? null : resourceJson(before, `${id} before`),
    after: after === null ? null : resourceJson(after, `${id} after`),
    replacePaths: change.replacePaths,
    rewritten: maskJson(rewrittenPointers(change)),
    move,
    ...attributionJson(attribution),
  };
}

/** What is unknown on both sides, and given by another expression than before: `aws_lb.a.dns_name`, `aws_lb.b.dns_name`. */
function rewrittenPointers({ before, after }: ResourceChange): readonly string[] {
  return [...(after?.unknown ?? [])].flatMap(([pointer, source]) => {
    const was = before?.unknown.get(pointer);
    return was === undefined || was === source ? [] : [pointer];
  });
}

function attributionJson({ environment, owner, pathOwner, cluster }: Attribution): JsonObject {
  const { name, production, ephemeral } = environment;
  return { environment: { name, production, ephemeral }, owner, pathOwner, cluster: cluster ?? "" };
}

function maskJson(pointers: Iterable<string>): Record<string, JsonValue> {
  return Object.fromEntries([...pointers].map((pointer) => [pointer, true]));
}
