import { readYaml } from "../../formats/yaml/index.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Structure } from "../structure.ts";
import { field, objectsOf, textOf } from "../yaml-object.ts";
import type { Definition } from "./definition.ts";
import { applicationsPerSetMax, Generation, type ParameterSet } from "./generators.ts";
import { laidOver } from "./laid-over.ts";
import { type Filling, fasttemplate, filled, goTemplate } from "./parameters.ts";
import type { Templating } from "./templating.ts";

export interface SetOfApplications {
  readonly applications: readonly Definition[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The Applications that a set makes, as far as this repository alone tells. What only a cluster or a server knows is said. */
export async function applicationsOfSet(
  definition: Definition,
  structure: Structure,
  templating: Templating,
): Promise<SetOfApplications> {
  const spec = field(definition.object, "spec");
  const isGo = field(spec, "goTemplate") === true;
  const filling = isGo ? goTemplate(templating) : fasttemplate;
  const generation = new Generation(structure, filling, isGo);
  const sets = await generation.all(objectsOf(field(spec, "generators")));
  const applications: Definition[] = [];
  let failed = 0;
  for (const set of sets.slice(0, applicationsPerSetMax)) {
    const made = isJsonObject(spec) ? await applicationOf(spec, set, filling) : null;
    if (made === null) failed += 1;
    else applications.push(applicationDefinition(definition, made));
  }
  return {
    applications,
    diagnostics: sets.length > applicationsPerSetMax ? [tooMany(definition)] : [],
    notEvaluated: notStatic(definition, [
      ...[...generation.unread].toSorted().map((name) => `generator ${name}`),
      ...(failed === 0 ? [] : [`template, ${failed}×`]),
    ]),
  };
}

/** `null` where a template of it fails. */
async function applicationOf(
  spec: JsonObject,
  { parameters, template: override }: ParameterSet,
  filling: Filling,
): Promise<JsonObject | null> {
  const written = field(spec, "template");
  const template = laidOver(isJsonObject(written) ? written : {}, override ?? {});
  const made = await filled(template, parameters, filling);
  if (made === null) return null;
  const patch = textOf(field(spec, "templatePatch"));
  if (patch === null) return made;
  const text = await filled({ patch }, parameters, filling);
  const file = readYaml(Buffer.from(textOf(field(text ?? {}, "patch")) ?? ""));
  const [first] = file.kind === "documents" ? file.documents : [];
  if (first === undefined) return text === null ? null : made;
  return first.kind === "value" && isJsonObject(first.value) ? laidOver(made, first.value) : null;
}

function applicationDefinition(set: Definition, made: JsonObject): Definition {
  const name = textOf(field(field(made, "metadata"), "name")) ?? set.name;
  const object = { apiVersion: "argoproj.io/v1alpha1", ...made, kind: "Application" };
  return { ...set, kind: "Application", name, object };
}

function notStatic({ path, name }: Definition, parts: readonly string[]): readonly NotEvaluated[] {
  if (parts.length === 0) return [];
  return [{ path, reason: "not-static", detail: `ApplicationSet ${name}: ${parts.join(", ")}` }];
}

function tooMany({ path, name, line, object }: Definition): Diagnostic {
  return {
    kind: "not-read",
    messageId: "limit_exceeded",
    arguments: { path, limit: "applicationsPerSetMax", maximum: applicationsPerSetMax },
    subject: `${path}/${name}`,
    digest: digestOf(object),
    location: { path, startLine: line, endLine: line },
  };
}
