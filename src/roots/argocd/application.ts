import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Destination, Rendering, RootDefinition } from "../../model/root.ts";
import type { Installation } from "../installations.ts";
import type { Structure } from "../structure.ts";
import { field, objectsOf, textOf } from "../yaml-object.ts";
import { withBuildEnvironment } from "./build-environment.ts";
import type { Definition } from "./definition.ts";
import { directoryFiles } from "./directory-source.ts";
import { helmRendering } from "./helm-source.ts";
import { kustomizeOverrides } from "./kustomize-source.ts";
import { Repositories } from "./repositories.ts";
import { type ApplicationProblem, problemReasons, type Source, sourceOf } from "./source.ts";

/** What a definition leads to, and what of it is not followed. */
export interface Followed {
  readonly installations: readonly Installation[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The roots that an Application's sources are, as far as they stand in this repository. */
export function followApplication(
  definition: Definition,
  structure: Structure,
  branch: string | null,
): Followed {
  const spec = field(definition.object, "spec");
  const written = [...objectsOf(field(spec, "sources"))];
  const single = field(spec, "source");
  // Argo CD itself leaves `source` aside where there are `sources`.
  const objects = written.length > 0 ? written : isJsonObject(single) ? [single] : [];
  const sources = objects.map((object) => sourceOf(withBuildEnvironment(object, definition)));
  const repositories = new Repositories(sources, structure);
  const parts = sources.map((source) => followSource(source, definition, structure, repositories, branch));
  return {
    installations: parts.flatMap((part) => part.installations),
    diagnostics: parts.flatMap((part) => part.diagnostics),
    notEvaluated: parts.flatMap((part) => part.notEvaluated),
  };
}

const nothing: Followed = { installations: [], diagnostics: [], notEvaluated: [] };

function followSource(
  source: Source,
  definition: Definition,
  structure: Structure,
  repositories: Repositories,
  branch: string | null,
): Followed {
  const { chart, path, object } = source;
  const written = textOf(field(object, "path"));
  // A source of values alone: others name its files.
  if (textOf(field(object, "ref")) !== null && chart === null && written === null) return nothing;
  const pass = (reason: NotEvaluated["reason"], detail: string): Followed => ({
    ...nothing,
    notEvaluated: [{ path: definition.path, reason, detail: `Application ${definition.name}: ${detail}` }],
  });
  if (chart !== null) return pass("remote-source", `chart ${chart}`);
  if (path === null) return failed(definition, written === null ? "no_source" : "path_outside");
  if (isJsonObject(field(object, "plugin"))) return pass("unsupported-format", "plugin");
  if (!repositories.isHere(source)) return pass("remote-source", path);
  const found = installation(source, path, definition, structure, repositories);
  if (found.installations.length === 0 || isThisRevision(source.revision, branch)) return found;
  const revision = pass("other-revision", `${path}, revision ${source.revision}`);
  return { ...found, notEvaluated: [...found.notEvaluated, ...revision.notEvaluated] };
}

function isThisRevision(revision: string, branch: string | null): boolean {
  const name = revision.replace(/^refs\/heads\//, "");
  return ["", "HEAD", "main", "master", branch].includes(name);
}

function installation(
  source: Source,
  path: string,
  definition: Definition,
  structure: Structure,
  repositories: Repositories,
): Followed {
  const kind = kindOf(source, path, structure);
  const base = { kind, path, ...common(definition) };
  const made = (rendering: Rendering | null, more: Partial<Followed> & { files?: readonly string[] }) => ({
    installations: [{ ...base, rendering, files: more.files ?? [] }],
    diagnostics: more.diagnostics ?? [],
    notEvaluated: more.notEvaluated ?? [],
  });
  if (kind === "chart") {
    const { rendering, namespace, problems, elsewhere } = helmRendering(
      source,
      path,
      definition,
      repositories,
    );
    const destination = { ...base.destination, namespace: namespace ?? base.destination.namespace };
    return {
      installations: [{ ...base, destination, rendering, files: [] }],
      diagnostics: problems.flatMap((reason) => failed(definition, reason).diagnostics),
      notEvaluated: elsewhere.map((name) => ({
        path: definition.path,
        reason: "remote-source",
        detail: `Application ${definition.name}: values ${name}`,
      })),
    };
  }
  if (kind === "kustomization") {
    const overrides = kustomizeOverrides(field(source.object, "kustomize"));
    return made(Object.keys(overrides).length === 0 ? null : { kind: "kustomize", overrides }, {});
  }
  const { files, unread } = directoryFiles(field(source.object, "directory"), path, structure);
  const notEvaluated = unread.map((file): NotEvaluated => {
    return { path: file, reason: "unsupported-format", detail: "Jsonnet" };
  });
  return files.length === 0 ? { ...nothing, notEvaluated } : made(null, { files, notEvaluated });
}

/** What the Application says, else what stands in the folder, in Argo CD's order. */
function kindOf(
  { object }: Source,
  path: string,
  { charts, kustomizations }: Structure,
): Installation["kind"] {
  if (isSaid(object, "helm")) return "chart";
  if (isSaid(object, "kustomize")) return "kustomization";
  if (isSaid(object, "directory")) return "manifests";
  if (charts.has(path)) return "chart";
  return kustomizations.has(path) ? "kustomization" : "manifests";
}

/** Argo CD takes an empty block for none. */
function isSaid(object: JsonObject, name: string): boolean {
  const value = field(object, name);
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function common(definition: Definition) {
  const spec = field(definition.object, "spec");
  const target = field(spec, "destination");
  const destination: Destination = {
    cluster: textOf(field(target, "name")) ?? textOf(field(target, "server")),
    namespace: textOf(field(target, "namespace")),
    project: textOf(field(spec, "project")),
  };
  const { name, path, line, files, depth, origin } = definition;
  const definedBy: RootDefinition = { kind: "argocd", name, path, line, files };
  return { name, distinction: origin, destination, environment: null, definedBy, depth };
}

function failed(definition: Definition, problem: ApplicationProblem): Followed {
  const { name, path, line, object } = definition;
  const diagnostic: Diagnostic = {
    kind: "not-rendered",
    messageId: "application_failed",
    arguments: { name, reason: problemReasons[problem] },
    subject: `${path}/${name}/${problem}`,
    digest: digestOf(object),
    location: { path, startLine: line, endLine: line },
  };
  return { ...nothing, diagnostics: [diagnostic] };
}
