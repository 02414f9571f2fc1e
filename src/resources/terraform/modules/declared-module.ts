import type { ObjectPath } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { MadeResource, ModuleAdapter } from "../../../model/terraform-settings.ts";
import { Draft } from "./draft.ts";
import { ModuleCall } from "./module-call.ts";
import type { ModuleReader } from "./module-reader.ts";

/** More than this of one call is nothing that a person would list: the engine bounds instances the same way. */
const elementsMax = 1000;

/** What a configuration says of a module, as its reader. */
export function declaredModule(adapter: ModuleAdapter, origin: ModuleReader["origin"]): ModuleReader {
  return {
    source: adapter.source,
    versions: adapter.versions,
    origin,
    read: (resource) => {
      const call = new ModuleCall(resource, adapter.inputs);
      return adapter.makes.flatMap((made) => madeBy(call, made));
    },
  };
}

function madeBy(call: ModuleCall, made: MadeResource): readonly Resource[] {
  if (!Object.entries(made.when).every(([name, value]) => call.mayBe(name, value))) return [];
  if (made.forEach === null) return [filled(call, made, null)];
  const collection = pathOf(made.forEach);
  // Of an unknown number there is one, with that in its mask, as for `for_each` itself.
  if (call.isUnknown(...collection)) return [ofUnknownNumber(call, made, collection)];
  return call
    .elements(...collection)
    .slice(0, elementsMax)
    .map((element) => filled(call, made, element));
}

function filled(call: ModuleCall, made: MadeResource, element: ObjectPath | null): Resource {
  const draft = new Draft(call);
  putDefaults(call, draft, made, element);
  if (made.others) copyOthers(call, draft, made);
  for (const [from, to] of Object.entries(made.arguments)) {
    const source = sourceOf(from, element);
    if (source === null) draft.put(pathOf(to), String(element?.at(-1) ?? ""), element ?? []);
    else draft.copy(source, pathOf(to));
  }
  for (const [to, value] of Object.entries(made.defaults)) putDefault(draft, pathOf(to), value);
  return draft.finish(made.as, nameOf(made, element));
}

/** Defaults come first, where the call may lay its own over them: what an adapter names is what matters most. */
function putDefaults(call: ModuleCall, draft: Draft, made: MadeResource, element: ObjectPath | null): void {
  const froms = new Map(Object.entries(made.arguments).map(([from, to]) => [to, from]));
  for (const [to, value] of Object.entries(made.defaults)) {
    if (to.includes(".")) continue;
    const from = froms.get(to) ?? (made.others && !Object.hasOwn(made.arguments, to) ? to : null);
    const source = from === null ? null : sourceOf(from, element);
    if (source === null || call.argument(source).kind !== "unknown") draft.put([to], value, source ?? [to]);
  }
}

function ofUnknownNumber(call: ModuleCall, made: MadeResource, collection: ObjectPath): Resource {
  const draft = new Draft(call);
  for (const [from, to] of Object.entries(made.arguments)) {
    if (from.startsWith("each.")) draft.hide(pathOf(to), collection);
    else draft.copy(pathOf(from), pathOf(to));
  }
  for (const [to, value] of Object.entries(made.defaults)) putDefault(draft, pathOf(to), value);
  draft.hide(["for_each"], collection);
  return draft.finish(made.as, { name: [made.name ?? [], "*"].flat().join("."), about: collection });
}

/** `each.key`: `null`. `each.value` and what is in it: a path of the element. Everything else is an argument. */
function sourceOf(from: string, element: ObjectPath | null): ObjectPath | null {
  if (element === null || !from.startsWith("each.")) return pathOf(from);
  if (from === "each.key") return null;
  return [...element, ...pathOf(from).slice(2)];
}

function nameOf({ name }: MadeResource, element: ObjectPath | null) {
  if (element === null) return { name, about: [] };
  return { name: [name ?? [], String(element.at(-1))].flat().join("."), about: element };
}

/** Terraform's own, and what another line of the adapter reads. */
function copyOthers(call: ModuleCall, draft: Draft, made: MadeResource): void {
  const read = new Set(["source", "version", "count", "for_each", ...Object.keys(made.arguments)]);
  const { object, unknown } = call.resource;
  const names = [
    ...Object.keys(object),
    ...[...unknown.keys()].map((pointer) => pointer.split("/")[1] ?? ""),
  ];
  for (const name of new Set(names)) {
    if (!read.has(name)) draft.copy([name], [name]);
  }
}

/** What the module sets, where the call does not say otherwise. */
function putDefault(draft: Draft, to: ObjectPath, value: MadeResource["defaults"][string]): void {
  if (!draft.holds(to)) draft.put(to, value, draft.writtenAs(to));
}

function pathOf(dotted: string): ObjectPath {
  return dotted.split(".");
}
