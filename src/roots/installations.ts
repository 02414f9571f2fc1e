import { sha256Hex } from "../model/digest.ts";
import {
  type Destination,
  type HelmRendering,
  type Rendering,
  type Root,
  type RootDefinition,
  rootKey,
  type ValuesSource,
} from "../model/root.ts";
import { resolved } from "./paths.ts";
import type { Structure } from "./structure.ts";

/** That something applies a folder, and how: an Application, a release. It becomes a root. */
export interface Installation {
  readonly kind: "chart" | "kustomization" | "manifests";
  readonly path: string;
  /** Tells it from others of the same folder. */
  readonly name: string;
  /** Tells it from others of the same folder and name: the file or the environment. */
  readonly distinction: string;
  /** Of `manifests`: the files that are applied. Of others: what is read beside the folder and values files. */
  readonly files: readonly string[];
  readonly destination: Destination;
  readonly rendering: Rendering | null;
  readonly environment: string | null;
  readonly definedBy: RootDefinition;
  /** How many definitions led here, each rendered by the one before. */
  readonly depth: number;
}

export const noDestination: Destination = { cluster: null, namespace: null, project: null };

/** The roots of installations. Where several have one folder and one name, each says more about itself. */
export function installedRoots(
  installations: readonly Installation[],
  structure: Structure,
): readonly (readonly [Installation, Root])[] {
  const groups = Map.groupBy(installations, ({ kind, path, name }) => rootKey(kind, path, variantOf(name)));
  return [...groups].flatMap(([key, group]) => {
    const distinct = [...new Map(group.map((one) => [JSON.stringify(contentOf(one)), one])).values()];
    const [first, ...others] = distinct;
    if (first === undefined) return [];
    if (others.length === 0) return [[first, rootOf(first, key, structure)] as const];
    return distinctions(distinct).map(
      ([one, distinction]) => [one, rootOf(one, `${key}@${distinction}`, structure)] as const,
    );
  });
}

/** What makes two definitions of one name two roots: not the place where it is written down. */
function contentOf({ destination, rendering, environment, files, definedBy, distinction }: Installation) {
  const place = definedBy.kind === "argocd" ? distinction : "";
  return [destination, rendering, environment, files, place];
}

function distinctions(installations: readonly Installation[]): readonly (readonly [Installation, string])[] {
  const used = new Map<string, number>();
  return installations.map((one) => {
    const name = variantOf(one.distinction);
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return [one, count === 1 ? name : `${name}@${count}`];
  });
}

function rootOf(installation: Installation, key: string, structure: Structure): Root {
  const { kind, path, destination, rendering, environment, definedBy } = installation;
  return {
    key,
    kind,
    path,
    variant: key.slice(rootKey(kind, path).length + 1),
    files: filesOf(installation, structure),
    destination,
    ...(rendering === null ? {} : { rendering }),
    definedBy,
    ...(environment === null ? {} : { environment }),
  };
}

/** A manifest is read wherever it stands among a root's files, so the definition of a plain folder is not one of them. */
function filesOf(
  { kind, path, files, rendering, definedBy }: Installation,
  { charts, kustomizations, tree }: Structure,
): readonly string[] {
  if (kind === "manifests") return files;
  const own =
    kind === "chart" ? charts.filesOf(path) : kustomizations.filesOf(path, componentsOf(rendering, path));
  const named = rendering?.kind === "helm" ? valuesFiles(rendering) : [];
  const all = [...own, ...named, ...files, definedBy.path].filter((file) => tree.entries.has(file));
  return [...new Set(all)].toSorted();
}

function valuesFiles({ values, set }: HelmRendering): readonly string[] {
  const fromFile = (source: ValuesSource) => (source.kind === "file" ? [source.path] : []);
  return [
    ...values.flatMap(fromFile),
    ...set.flatMap(({ kind, value }) => (kind === "set-file" ? [value] : [])),
  ];
}

function componentsOf(rendering: Rendering | null, path: string): readonly string[] {
  const components = rendering?.kind === "kustomize" ? rendering.overrides["components"] : undefined;
  if (!Array.isArray(components)) return [];
  return components.flatMap((each) => (typeof each === "string" ? (resolved(path, each) ?? []) : []));
}

/** Longer names are cut: Kubernetes' own end at 253 characters. */
const variantLengthMax = 200;

/**
 * A name as part of a root's key. It comes from a pull request: whatever could be taken for another part of a key, or
 * break a line, is written as a number.
 */
export function variantOf(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}._/-]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  );
  if (safe.length <= variantLengthMax) return safe;
  return `${safe.slice(0, variantLengthMax)}~${sha256Hex(name).slice(0, 12)}`;
}
