import type { Engine } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { terraformFolder, terraformVariant } from "../../model/terraform-root.ts";
import type { TerraformRootRule } from "../../model/terraform-settings.ts";
import { joinTreePath } from "../../model/tree-path.ts";
import { calledModule, type ReaderFinder, readerFinder, sourceName } from "./adapters.ts";
import { diagnosticOf } from "./diagnostics.ts";
import {
  type EngineMove,
  type EngineOutput,
  type EngineResource,
  evaluateTerraform,
} from "./engine-output.ts";
import { readTexts } from "./files.ts";
import { locationOf, locator, originOf } from "./locate.ts";

/** A `moved`, `import` or `removed` block. Addresses are seen from the root; `id` is what an import takes. */
export interface DeclaredMove {
  readonly kind: "moved" | "import" | "removed";
  readonly from: string | null;
  readonly to: string | null;
  readonly id: string | null;
  /** Terraform forgets it, and what is there stays: a `removed` block with `destroy = false`. */
  readonly kept: boolean;
  readonly location: Location;
}

export interface TerraformReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly declaredMoves: readonly DeclaredMove[];
}

export interface TerraformRequest {
  readonly root: Root;
  /** Bytes of the root's files; missing ones are taken for files that are there and could not be read. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly settings: Configuration["terraform"];
}

/**
 * Evaluates a Terraform root: its resources, data sources, providers, settings and remote module calls, and beside a
 * call that an adapter can read the resource it makes. Secrets are not yet masked: `maskSecrets` comes next. An instance
 * of an unknown number (`count`, `for_each`) stands as one, `aws_x.y[*]`, and its mask has `/count` or `/for_each`.
 * Throws `EngineError` where the engine stops; what a user wrote never does that short of its memory.
 */
export function readTerraform(engine: Engine, { root, files, settings }: TerraformRequest): TerraformReading {
  const read = readTexts(root.files, files);
  const rule = ruleOf(root, settings);
  const output = evaluateTerraform(engine, {
    root: root.path,
    files: read.texts,
    varFiles: (rule?.varFiles ?? []).map((file) => joinTreePath(root.path, file)),
    variables: settings.assumeKnown,
    workspace: rule?.workspace ?? "",
    unread: read.unread,
    closed: read.closed,
  });
  const find = readerFinder(settings.modules);
  return {
    resources: output.resources.flatMap((resource) => resourcesOf(root.key, output, resource, find)),
    diagnostics: [...read.diagnostics, ...output.diagnostics.map(diagnosticOf)],
    notEvaluated: [...read.notEvaluated, ...remoteModules(output, find)],
    declaredMoves: output.moves.map((move) => declaredMove(output, move)),
  };
}

function ruleOf(root: Root, settings: Configuration["terraform"]): TerraformRootRule | undefined {
  return settings.roots.find(
    (rule) => terraformFolder(rule) === root.path && terraformVariant(rule) === root.variant,
  );
}

function resourcesOf(
  rootKey: string,
  { files, referred }: EngineOutput,
  found: EngineResource,
  find: ReaderFinder,
): readonly Resource[] {
  const resource: Resource = {
    rootKey,
    address: found.address,
    type: found.type,
    object: found.values,
    unknown: new Map(Object.entries(found.unknown)),
    refersTo: (digest) => (Object.hasOwn(referred, digest) ? (referred[digest] ?? []) : []),
    sensitive: new Set(found.sensitive),
    namespace: null,
    location: locationOf(files, found.range, originOf(files, found.calls)),
    locate: locator(files, found),
  };
  const called = found.type === "module" ? find(calledModule(found.values)) : null;
  return called === null ? [resource] : [resource, ...called.reader.read(resource)];
}

/** What a remote module makes is not read, unless an adapter says it; of a version that none describes it is a guess. */
function remoteModules({ files, resources }: EngineOutput, find: ReaderFinder): readonly NotEvaluated[] {
  const seen = new Map<string, NotEvaluated>();
  for (const found of resources) {
    // A local module stands for itself only where a limit kept it from being followed, and that is said.
    if (found.type !== "module") continue;
    const called = calledModule(found.values);
    const reader = isLocal(called.source) ? null : find(called);
    if (isLocal(called.source) || reader?.outside === false) continue;
    const path = files[found.range[0]] ?? "";
    const detail = sourceName(called.source);
    const reason = reader === null ? "remote-module" : "module-version";
    seen.set(`${path}\n${reason}\n${detail}`, { path, reason, detail });
  }
  return [...seen.values()];
}

function isLocal(source: string): boolean {
  return /^\.\.?(?:\/|$)/.test(source);
}

function declaredMove({ files }: EngineOutput, move: EngineMove): DeclaredMove {
  const { kind, from = null, to = null, id = null, kept = false, range } = move;
  return { kind, from, to, id, kept, location: locationOf(files, range) };
}
