import type { ChangeEffect, RoleRule, RoleSubject, SubjectsEffect } from "../../model/change-effect.ts";
import type { JsonValue } from "../../model/json.ts";
import { cut, difference, entriesMax } from "./properties.ts";
import { isOpaque, listAt, readAt, type Sides, sameJson, tellsOf, textAt } from "./sides.ts";

/** One verb on one kind of thing: what a rule allows, taken apart. */
interface Grant {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

/** Each is compared with each of the other side, in some tens of milliseconds; a larger role is told by its values. */
const grantsMax = 2_000;

/** What a Role or ClusterRole allows more, or no longer. */
export function roleEffects(sides: Sides): readonly ChangeEffect[] {
  const [old, current] = [grantsAt(sides.before), grantsAt(sides.after)];
  if (old === null || current === null) return [];
  const gained = current.filter((grant) => !isCovered(grant, old));
  const lost = old.filter((grant) => !isCovered(grant, current));
  // Rules that are only written in another way are an effect, too: that there is none.
  if (sameJson(readAt(sides.before, ["rules"]), readAt(sides.after, ["rules"]))) return [];
  if (!sides.edited && gained.length + lost.length === 0) return [];
  const rules = cut({ gained: rulesOf(gained), lost: rulesOf(lost) });
  return [{ kind: "roleRules", ...rules, tells: tellsOf(sides, ["rules"]) }];
}

/** `null` where something in the rules cannot be told, or there is too much. */
function grantsAt(side: JsonValue): readonly Grant[] | null {
  const grants: Grant[] = [];
  for (const rule of listAt(side, ["rules"])) {
    const [verbs, paths] = [textsAt(rule, "verbs"), textsAt(rule, "nonResourceURLs")];
    const [groups, resources] = [textsAt(rule, "apiGroups"), textsAt(rule, "resources")];
    const names = textsAt(rule, "resourceNames");
    if (verbs === null || paths === null || groups === null || resources === null || names === null)
      return null;
    if (verbs.length * (paths.length + groups.length * resources.length) > grantsMax) return null;
    for (const verb of verbs) {
      for (const path of paths) grants.push({ verb, group: "", resource: path, name: "" });
      for (const group of groups) {
        for (const resource of resources) {
          for (const name of names.length === 0 ? [""] : names) grants.push({ verb, group, resource, name });
        }
      }
    }
    if (grants.length > grantsMax) return null;
  }
  return isOpaque(readAt(side, ["rules"])) ? null : grants;
}

function textsAt(rule: JsonValue, field: string): readonly string[] | null {
  if (isOpaque(readAt(rule, [field]))) return null;
  const values = listAt(rule, [field]);
  const texts = values.filter((value) => typeof value === "string");
  return texts.length === values.length ? texts : null;
}

function isCovered(grant: Grant, by: readonly Grant[]): boolean {
  return by.some(
    ({ verb, group, resource, name }) =>
      (verb === "*" || verb === grant.verb) &&
      (group === "*" || group === grant.group) &&
      (name === "" || name === grant.name) &&
      coversResource(resource, grant.resource),
  );
}

function coversResource(pattern: string, resource: string): boolean {
  if (pattern === resource) return true;
  if (pattern === "*") return !resource.startsWith("/");
  if (pattern.startsWith("*/")) return resource.endsWith(pattern.slice(1));
  return pattern.startsWith("/") && pattern.endsWith("*") && resource.startsWith(pattern.slice(0, -1));
}

/** Grants put together again: things with the same verbs are one entry. */
function rulesOf(grants: readonly Grant[]): readonly RoleRule[] {
  const byThing = new Map<string, { resource: string; name: string; verbs: string[] }>();
  for (const { verb, group, resource, name } of grants) {
    const shown = group === "" || resource.startsWith("/") ? resource : `${resource}.${group}`;
    const key = JSON.stringify([shown, name]);
    const known = byThing.get(key);
    if (known === undefined) byThing.set(key, { resource: shown, name, verbs: [verb] });
    else if (!known.verbs.includes(verb)) known.verbs.push(verb);
  }
  const byVerbs = new Map<string, { verbs: string[]; resources: Set<string>; names: Set<string> }>();
  for (const { resource, name, verbs } of byThing.values()) {
    const key = JSON.stringify([verbs, name === "" ? "" : resource]);
    const known = byVerbs.get(key) ?? { verbs, resources: new Set(), names: new Set() };
    known.resources.add(resource);
    if (name !== "") known.names.add(name);
    byVerbs.set(key, known);
  }
  return [...byVerbs.values()].map(({ verbs, resources, names }) => ({
    verbs: verbs.slice(0, entriesMax),
    resources: [...resources].slice(0, entriesMax),
    names: [...names].slice(0, entriesMax),
  }));
}

/** Who is given the role of a binding, and who no longer has it. Another role is one that all lose, and one they gain. */
export function bindingEffects(sides: Sides): readonly ChangeEffect[] {
  const [old, current] = [bindingAt(sides, sides.before), bindingAt(sides, sides.after)];
  const tells = tellsOf(sides, ["subjects"], ["roleRef"]);
  const effect = (binding: Binding, gained: readonly RoleSubject[], lost: readonly RoleSubject[]) => {
    const { role, namespace } = binding;
    if (gained.length + lost.length === 0) return [];
    return [{ kind: "subjects", role, namespace, ...cut({ gained, lost }), tells } satisfies SubjectsEffect];
  };
  if (old !== null && current !== null && sameJson(asJson(old), asJson(current))) {
    const { gained, lost } = difference(old.subjects, current.subjects);
    return effect(current, gained, lost);
  }
  return [
    ...(current === null ? [] : effect(current, current.subjects, [])),
    ...(old === null ? [] : effect(old, [], old.subjects)),
  ];
}

interface Binding {
  readonly role: SubjectsEffect["role"];
  readonly namespace: string | null;
  readonly subjects: readonly RoleSubject[];
}

function asJson({ role, namespace }: Binding): JsonValue {
  return [role.kind, role.name, namespace];
}

function bindingAt({ change }: Sides, side: JsonValue): Binding | null {
  const [kind, name] = [textAt(side, ["roleRef", "kind"]), textAt(side, ["roleRef", "name"])];
  if (kind === null || name === null) return null;
  const clusterWide = change.type === "rbac.authorization.k8s.io/ClusterRoleBinding";
  const namespace = clusterWide ? null : ((change.after ?? change.before)?.namespace ?? "");
  return { role: { kind, name }, namespace, subjects: listAt(side, ["subjects"]).flatMap(subjectOf) };
}

function subjectOf(subject: JsonValue): readonly RoleSubject[] {
  const [kind, name] = [textAt(subject, ["kind"]), textAt(subject, ["name"])];
  if (kind === null || name === null) return [];
  const namespace = textAt(subject, ["namespace"]);
  return [{ kind, name, ...(namespace === null ? {} : { namespace }) }];
}
