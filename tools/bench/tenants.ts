import { readTenantSources, type TenantFilesReader } from "../../src/app/tenant-sources.ts";
import { defaultConfiguration } from "../../src/config/index.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { TenantSource } from "../../src/model/tenant-source.ts";
import type { Tree } from "../../src/model/tree.ts";
import { createRegistry } from "../../src/tenancy/index.ts";
import { readStatements } from "../../src/tenancy/sources/index.ts";
import { roleBinding } from "../../src/tenancy/testing/sources.ts";
import type { Outcome, Part } from "./figure.ts";

const tenantCount = 10_000;
const folderCount = 1_461;
const runs = 5;

const source: TenantSource = {
  kind: "RoleBinding",
  directory: "namespaces/*/{namespace}",
  files: ["*.yaml"],
  patterns: ["github:{team}"],
  as: "acme/{team}",
  except: [],
  subjects: "Group",
  roles: ["admin"],
  keys: [],
};

/** What a large registry costs a review: reading it where it is new, where it is known, and asking it. */
export const tenants: Part = {
  name: "tenants",
  run: async (): Promise<Outcome> => {
    const configuration = { ...defaultConfiguration(), tenantSources: [source] };
    const [folders, many] = [treeOf(folderCount), treeOf(tenantCount)];
    const cold = await timed(() => readTenantSources(configuration, folders, newReader()));
    const reader = newReader();
    const { configuration: large } = await readTenantSources(configuration, many, reader);
    const warm = await timed(() => readTenantSources(configuration, many, reader));
    const asking = await timed(async () => askAll(large));
    return {
      kind: "measured",
      figures: [
        { what: `tenants: reading ${folderCount} folders anew`, unit: "ms", samples: cold, budget: null },
        { what: `tenants: ${tenantCount} that were read before`, unit: "ms", samples: warm, budget: null },
        {
          what: `tenants: an index of ${tenantCount}, and an owner for each of as many namespaces`,
          unit: "ms",
          samples: asking,
          budget: null,
        },
      ],
    };
  },
};

function askAll(configuration: Configuration): void {
  const registry = createRegistry(configuration);
  for (let index = 0; index < tenantCount; index += 1) {
    const [owner] = registry.ownersOfNamespace(`n${index}`);
    if (owner !== `t${index}`) throw new Error(`n${index} belongs to ${owner}`);
  }
}

async function timed(work: () => Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await work();
    samples.push(performance.now() - started);
  }
  return samples;
}

/** What a worker does, in this thread; each keeps what it has read to itself. */
function newReader(): TenantFilesReader {
  return {
    readTenantFiles: async ({ settings, files }) =>
      new Map([...files].map(([blob, bytes]) => [blob, readStatements(settings, bytes)])),
  };
}

function treeOf(count: number): Tree {
  const files = new Map(
    Array.from({ length: count }, (_, index): [string, Uint8Array] => [
      `namespaces/live/n${index}/01-rbac.yaml`,
      Buffer.from(roleBinding(`n${index}`, [`github:t${index}`])),
    ]),
  );
  return {
    label: "bench",
    commit: null,
    entries: new Map([...files].map(([path]) => [path, { path, mode: "file", blob: path, sizeBytes: null }])),
    read: async (paths) => new Map(paths.flatMap((path) => [[path, files.get(path) ?? new Uint8Array()]])),
  };
}
