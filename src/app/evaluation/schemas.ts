import { type CustomKind, customKinds } from "../../inventory/custom-kinds.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import { embeddedInKubernetes } from "../../resources/embedded/kinds.ts";
import {
  type ApiAge,
  apiAgeOf,
  type CheckedObject,
  createCatalogue,
  type DefinedKind,
  type Judgement,
  kindNameOf,
  kindText,
  objectProblems,
  type Problem,
  type SchemaCatalogue,
  type SchemaFile,
} from "../../schemas/index.ts";
import type { CustomKinds } from "./custom-kinds.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { EvaluationTask } from "./task.ts";

type Side = "base" | "head";

/** What schemas say about the resources of one evaluation. */
export interface SchemaJudge {
  /** Empty also where nobody knows a schema. */
  readonly problems: (resource: Resource, side: Side, version: string) => readonly Problem[];
  readonly age: (resource: Resource, side: Side, version: string) => ApiAge | null;
  /** Kinds of the head that nobody knows a schema of, each once. */
  readonly notEvaluated: readonly NotEvaluated[];
}

const silent: SchemaJudge = { problems: () => [], age: () => null, notEvaluated: [] };

/** Loads what the resources need, and nothing where no rule asks or nothing is of Kubernetes. */
export async function schemaJudgeOf(
  task: EvaluationTask,
  loaded: Loaded,
  customKinds: CustomKinds,
  ports: EvaluationPorts,
): Promise<SchemaJudge> {
  if (!task.rules.some(({ facts }) => facts.some((name) => schemaFacts.has(name)))) return silent;
  const sides = loaded.roots.flatMap(({ base, head }) => [base, head].filter((side) => side !== null));
  const resources = sides.flatMap((side) => side.resources.filter(isKubernetesObject));
  if (resources.length === 0) return silent;
  const groups = new Set(resources.map(({ type }) => type.slice(0, type.indexOf("/"))));
  const catalogue = catalogueOf(await ports.schemas([...groups].toSorted()));
  const definitions = definitionsOf(loaded, customKinds);
  const written = writtenManifests(sides);
  const judgementOf = (side: Side, version: string): Judgement => ({
    catalogue,
    version: catalogue.nearest(version),
    defined: definitions[side],
  });
  const isJudged = (resource: Resource) => isKubernetesObject(resource) && written(resource);
  return {
    problems: (resource, side, version) =>
      isJudged(resource) ? (objectProblems(checkedOf(resource), judgementOf(side, version)) ?? []) : [],
    age: (resource, side, version) =>
      isKubernetesObject(resource)
        ? ageOf(checkedOf(resource), judgementOf(side, version), written(resource))
        : null,
    notEvaluated: unknownKinds(loaded, judgementOf("head", task.configuration.kubernetesVersion), isJudged),
  };
}

/** The tables of facts that are made of schemas. */
const schemaFacts: ReadonlySet<string> = new Set(["schema", "apiAges"]);

function isKubernetesObject({ type, object }: Resource): boolean {
  return type.includes("/") && typeof object["apiVersion"] === "string";
}

/** The version of what Terraform makes is part of the type of its resource: there is no field to write another into. */
function ageOf(checked: CheckedObject, judgement: Judgement, isWritten: boolean): ApiAge | null {
  const age = apiAgeOf(checked, judgement);
  return age === null || isWritten ? age : { ...age, fix: null };
}

function checkedOf({ object, unknown, type }: Resource): CheckedObject {
  return { object, unknown, opened: embeddedInKubernetes(type, object).map(({ path }) => path) };
}

/** Warm between two tasks: the same kinds come up again. */
const catalogues = new Map<string, SchemaCatalogue>();
/** Most estates use few combinations of projects; each holds some hundred kilobytes. */
const cataloguesMax = 8;

function catalogueOf(files: readonly SchemaFile[]): SchemaCatalogue {
  const key = files.map(({ label }) => label).join("\n");
  const known = catalogues.get(key);
  if (known !== undefined) return known;
  if (catalogues.size >= cataloguesMax) catalogues.clear();
  const made = createCatalogue(files);
  catalogues.set(key, made);
  return made;
}

/**
 * What the repository defines: on each side its own definitions come first, then those of the other side (a version that
 * only one side knows counts for both), then what stands elsewhere in the repository.
 */
function definitionsOf(loaded: Loaded, elsewhere: CustomKinds): Record<Side, Judgement["defined"]> {
  const here = (side: Side) =>
    customKinds(
      loaded.roots
        .flatMap((root) => root[side]?.resources ?? [])
        .filter(({ type }) => type === "apiextensions.k8s.io/CustomResourceDefinition")
        .map(({ object }) => object),
    );
  const kinds = { base: here("base"), head: here("head") };
  return {
    base: (name) => firstOf([kinds.base, kinds.head, elsewhere], name),
    head: (name) => firstOf([kinds.head, kinds.base, elsewhere], name),
  };
}

function firstOf(tables: readonly ReadonlyMap<string, CustomKind>[], name: string): DefinedKind | null {
  const [group = "", version = "", kind = ""] = name.split("/");
  for (const table of tables) {
    const versions = table.get(`${group}/${kind}`)?.versions ?? {};
    const found = Object.hasOwn(versions, version) ? versions[version] : undefined;
    if (found !== undefined) {
      const { definition, served, deprecated } = found;
      return { schema: definition, served, deprecated };
    }
  }
  return null;
}

/**
 * Of what Terraform makes, only manifests are written with Kubernetes' own names and types; for the others the provider
 * has a schema of its own, and turns text into numbers where it has to.
 */
function writtenManifests(sides: readonly LoadedSide[]): (resource: Resource) => boolean {
  const terraform = sides.filter(({ root }) => root.kind.startsWith("terraform"));
  const typed = new Set<string>();
  const manifests = new Set<string>();
  for (const { resources } of terraform) {
    for (const { type, rootKey, location } of resources) {
      typed.add(rootKey);
      if (type === "kubernetes_manifest" || type === "kubectl_manifest") {
        manifests.add(`${rootKey} ${location.path}:${location.startLine}`);
      }
    }
  }
  return ({ rootKey, location }) =>
    !typed.has(rootKey) || manifests.has(`${rootKey} ${location.path}:${location.startLine}`);
}

function unknownKinds(
  { roots }: Loaded,
  judgement: Judgement,
  isJudged: (resource: Resource) => boolean,
): readonly NotEvaluated[] {
  const found = new Map<string, NotEvaluated>();
  for (const { head } of roots) {
    for (const resource of head?.resources ?? []) {
      const name = kindNameOf(resource.object);
      if (name === null || found.has(name) || !isJudged(resource)) continue;
      if (judgement.defined(name) !== null || isKnown(name, judgement)) continue;
      found.set(name, { path: resource.location.path, reason: "no-schema", detail: kindText(name) });
    }
  }
  return [...found.values()];
}

function isKnown(name: string, { catalogue }: Judgement): boolean {
  const isOwn = catalogue.presence(name) !== null || catalogue.lifecycle(name) !== null;
  return isOwn || catalogue.released(name) !== null;
}
