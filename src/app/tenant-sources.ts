import type { Configuration } from "../model/configuration.ts";
import { digestOf } from "../model/digest.ts";
import type { TenantSource } from "../model/tenant-source.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import {
  resolveOwnership,
  type SelectedFile,
  type SourcedOwnership,
  type StatementReading,
  type StatementSettings,
  selectFiles,
} from "../tenancy/sources/index.ts";
import type { TenantFilesTask } from "./evaluation/task.ts";

/** What reads the files of sources: in a worker, because anybody may have written them. */
export interface TenantFilesReader {
  readTenantFiles(task: TenantFilesTask): Promise<ReadonlyMap<string, StatementReading>>;
}

/** A configuration with the tenants that its sources lead to, and where all of that is written. */
export interface WithTenants {
  readonly configuration: Configuration;
  /** `null`: there are no sources. */
  readonly sourced: SourcedOwnership | null;
}

/** Reads the sources of a configuration in the tree that is trusted: never in a head. */
export async function readTenantSources(
  configuration: Configuration,
  tree: Tree,
  reader: TenantFilesReader,
): Promise<WithTenants> {
  const sourced = await sourcedOwnership(configuration, tree, reader);
  return sourced === null
    ? { configuration, sourced }
    : { configuration: withOwnership(configuration, sourced), sourced };
}

/** What the sources of a configuration lead to; `null`: there are none. */
export async function sourcedOwnership(
  { tenantSources = [], tenants }: Pick<Configuration, "tenantSources" | "tenants">,
  tree: Tree,
  reader: TenantFilesReader,
): Promise<SourcedOwnership | null> {
  if (tenantSources.length === 0) return null;
  const selected = selectedBy(tenantSources, tree.entries);
  const readings = await readFiles(selected, tree, reader);
  return resolveOwnership(
    tenants,
    selected.map(({ source, files }) => {
      const ofSource = readings.get(settingsKey(source));
      return { source, files: files.map((file) => ({ ...file, ...(ofSource?.get(file.blob) ?? unread) })) };
    }),
  );
}

/**
 * Whether none of some files of a tree says anything of who owns what, so that ownership is the same without them. A
 * CODEOWNERS speaks even where it is empty: it hides the one that would count instead.
 */
export async function areSilent(
  sources: readonly TenantSource[],
  tree: Tree,
  paths: Iterable<string>,
  reader: TenantFilesReader,
): Promise<boolean> {
  const entries = new Map(
    [...paths].flatMap((path): [string, TreeEntry][] => {
      const entry = tree.entries.get(path);
      return entry === undefined ? [] : [[path, entry]];
    }),
  );
  const selected = selectedBy(sources, entries);
  if (selected.some(({ source, files }) => source.kind === "CODEOWNERS" && files.length > 0)) return false;
  const readings = await readFiles(selected, tree, reader);
  return selected.every(({ source, files }) =>
    files.every(({ blob }) => {
      const { statements, unread: left } = readings.get(settingsKey(source))?.get(blob) ?? unread;
      return statements.length === 0 && left.length === 0;
    }),
  );
}

function selectedBy(sources: readonly TenantSource[], entries: Tree["entries"]): readonly SelectedSource[] {
  return sources.map((source) => ({ source, files: selectFiles(source, entries) }));
}

/** Whether a file may say who owns what: then it concerns every pull request that waits. */
export function isOfTenantSources(sources: readonly TenantSource[], path: string): boolean {
  return namesTenantSource(sources, [path]).length > 0;
}

/** Those of some paths that may say who owns what. */
export function namesTenantSource(
  sources: readonly TenantSource[],
  paths: readonly string[],
): readonly string[] {
  const file = { mode: "file", blob: "", sizeBytes: null } as const;
  const entries = new Map(paths.map((path) => [path, { ...file, path }]));
  return [...new Set(sources.flatMap((source) => selectFiles(source, entries).map(({ path }) => path)))];
}

/** Larger than any file that is read, or reading it took too long. The next time may be another: it is not kept. */
const unread: StatementReading = { statements: [], unread: [{ line: 1, detail: "" }] };

/** The digest covers what the sources say, and not where in a file they say it. */
function withOwnership(configuration: Configuration, { tenants, layers }: SourcedOwnership): Configuration {
  const said = { configuration: configuration.digest, tenants, layers };
  return {
    ...configuration,
    tenants,
    ownership: layers,
    digest: digestOf(JSON.parse(JSON.stringify(said))),
  };
}

interface SelectedSource {
  readonly source: TenantSource;
  readonly files: readonly SelectedFile[];
}

/** By what decides how a file is read, and blob: the same bytes say the same. */
type Readings = Map<string, Map<string, StatementReading>>;

/** What files were found to say. */
const keptReadings = new WeakMap<TenantFilesReader, Readings>();
/** An estate has a thousand such files, and a server some repositories with their own. */
const readingsMax = 50_000;

function settingsKey({ kind, subjects, keys }: StatementSettings): string {
  return JSON.stringify([kind, subjects, keys]);
}

/** Everything that is known, what was asked for among it. */
async function readFiles(
  selected: readonly SelectedSource[],
  tree: Tree,
  reader: TenantFilesReader,
): Promise<Readings> {
  const kept = keptReadings.get(reader) ?? new Map<string, Map<string, StatementReading>>();
  const missing = selected.map(({ source, files }) => {
    const known = kept.get(settingsKey(source));
    return { source, files: files.filter(({ blob }) => known?.has(blob) !== true) };
  });
  // All of them at once: where bytes have to be fetched, each request costs a round trip.
  const paths = new Set(missing.flatMap(({ files }) => files.map(({ path }) => path)));
  if (paths.size === 0) return kept;
  const bytes = await tree.read([...paths]);
  const found: Readings = new Map();
  for (const { source, files } of missing) {
    const read = await readMissing(source, files, bytes, reader);
    const key = settingsKey(source);
    found.set(key, new Map([...(found.get(key) ?? []), ...read]));
  }
  return keep(reader, kept, found);
}

/** Whoever is reading meanwhile holds a table of their own, which is only ever added to. */
function keep(reader: TenantFilesReader, known: Readings, found: Readings): Readings {
  const sizes = [...known.values(), ...found.values()].map(({ size }) => size);
  const room = sizes.reduce((total, size) => total + size, 0) <= readingsMax;
  if (!room) {
    keptReadings.set(reader, found);
    return new Map(
      [...new Set([...known.keys(), ...found.keys()])].map((key) => [
        key,
        new Map([...(known.get(key) ?? []), ...(found.get(key) ?? [])]),
      ]),
    );
  }
  for (const [key, readings] of found) {
    const table = known.get(key) ?? new Map<string, StatementReading>();
    known.set(key, table);
    for (const [blob, reading] of readings) table.set(blob, reading);
  }
  keptReadings.set(reader, known);
  return known;
}

async function readMissing(
  source: TenantSource,
  files: readonly SelectedFile[],
  bytes: ReadonlyMap<string, Uint8Array>,
  reader: TenantFilesReader,
): Promise<ReadonlyMap<string, StatementReading>> {
  const { kind, subjects, keys } = source;
  const wanted = new Map(
    files.flatMap(({ path, blob }): [string, Uint8Array][] => {
      const content = bytes.get(path);
      return content === undefined ? [] : [[blob, content]];
    }),
  );
  if (wanted.size === 0) return new Map();
  const settings = { kind, subjects, keys };
  return reader.readTenantFiles({ kind: "tenant-files", settings, files: wanted });
}
