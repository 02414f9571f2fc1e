import { pairChanges, sameState } from "../../../changes/index.ts";
import type { Inventory } from "../../../inventory/index.ts";
import type { ResourceChange } from "../../../model/change.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import type { Tree } from "../../../model/tree.ts";
import { createRegistry } from "../../../tenancy/index.ts";
import { attributionOf } from "../attribution.ts";
import { discoverBoth } from "../discover.ts";
import { type Judging, judgeRoots } from "../judge-everything.ts";
import { maskBoth, type ReadSide } from "../load.ts";
import type { LoadedRoot } from "../loaded.ts";
import { pairingClusters } from "../pairing-clusters.ts";
import { RootReadings } from "../root-readings.ts";

/** One resource of the head, and the rules that would ask about it. */
export interface ProofSubject {
  readonly change: ResourceChange;
  readonly ruleIds: ReadonlySet<string>;
}

/** A rule has nothing to ask about one resource, because it stands in a past tree exactly as it stands in the head. */
export interface Standing {
  /** See {@link proofKey}. */
  readonly key: string;
  /** What the same rule asks about other resources on the way from there to the head: they must go on being asked about. */
  readonly unless: readonly string[];
}

export interface PastProof {
  standing(past: Tree, root: LoadedRoot, subjects: readonly ProofSubject[]): Promise<readonly Standing[]>;
}

export function proofKey(
  ruleId: string,
  { rootKey, address }: Pick<ResourceChange, "rootKey" | "address">,
): string {
  return JSON.stringify([ruleId, rootKey, address]);
}

/**
 * Reads roots as they were and compares them with the head, each state of a root once. A resource returns to a state
 * where it is the same by value there, in the same place, under the same providers, and where the rules that ask have
 * nothing to say about going from that state to the head: a share of traffic depends on what stands beside it.
 * `asked`: keys of everything that the change is asked about.
 */
export function createPastProof(
  judging: Judging,
  inventory: Inventory,
  asked: ReadonlySet<string>,
): PastProof {
  const { loaded, task, ports } = judging;
  const headReadings = readingsOf(loaded.trees.head, judging);
  const discovered = new Map<Tree, Promise<ReadonlyMap<string, Root>>>();
  const known = new Map<string, Promise<readonly Standing[]>>();
  const wholeRoot = new Set(task.rules.filter(({ scope }) => scope === "root").map(({ id }) => id));
  const prove = async (before: ReadSide, root: Root, subjects: readonly ProofSubject[]) => {
    const after = { root, reading: await headReadings.read("head", root) };
    const both = maskBoth(root.key, before, after, task.configuration);
    const same = subjects.filter((subject) => stoodThere(subject, both));
    if (same.length === 0 || !sameProviders(both)) return [];
    const asking = await stillAsking(both, judging, inventory);
    return same.flatMap(({ change, ruleIds }) =>
      [...ruleIds].flatMap((ruleId): readonly Standing[] => {
        const key = proofKey(ruleId, change);
        const keys = asking.get(ruleId) ?? new Set();
        const unless = wholeRoot.has(ruleId) ? [...keys] : [];
        return keys.has(key) || unless.some((other) => !asked.has(other)) ? [] : [{ key, unless }];
      }),
    );
  };
  return {
    standing: async (past, { key, head }, subjects) => {
      if (head === null) return [];
      const readings = readingsOf(past, judging);
      const roots = discovered.get(past) ?? rootsOf(past, readings, judging);
      discovered.set(past, roots);
      const origins = Map.groupBy(subjects, ({ change }) => change.move?.fromRootKey ?? key);
      const proven: Standing[] = [];
      for (const [origin, group] of origins) {
        const before = (await roots).get(key) ?? (await roots).get(origin);
        if (before === undefined || !isSamePlace(before, head.root, judging)) continue;
        const state = JSON.stringify([before, contentsOf(before, past), group.map(subjectKey)]);
        ports.startRoot({ kind: "read", key, roots: 0 });
        const proof =
          known.get(state) ??
          readings.read("head", before).then((reading) => prove({ root: before, reading }, head.root, group));
        known.set(state, proof);
        proven.push(...(await proof));
      }
      return proven;
    },
  };
}

function readingsOf(tree: Tree, { task, ports }: Judging): RootReadings {
  return new RootReadings({ base: null, head: tree, tip: null }, task, ports);
}

function subjectKey({ change, ruleIds }: ProofSubject): readonly string[] {
  return [...ruleIds].map((ruleId) => proofKey(ruleId, change));
}

/** What a root reads there, by the ids of the bytes. */
function contentsOf({ files }: Root, { entries }: Tree): readonly string[] {
  return files.map((path) => entries.get(path)?.blob ?? "");
}

/** The roots of a past tree that the files of today's touched ones belong to. */
async function rootsOf(
  past: Tree,
  readings: RootReadings,
  { task, ports, loaded }: Judging,
): Promise<ReadonlyMap<string, Root>> {
  const sides = loaded.roots.flatMap(({ base, head }) => [base, head]);
  const files = sides.flatMap((side) => (side === null ? [] : side.root.files));
  const { head } = await discoverBoth(
    { base: null, head: past },
    {
      ...{ task, ports, changed: new Set(files) },
      render: async (_side, root) => (await readings.read("head", root)).resources,
    },
  );
  return new Map(head.roots.map((root) => [root.key, root]));
}

/** The same cluster, namespace and project, and an environment that asks for as much care. */
function isSamePlace(before: Root, after: Root, { attribution }: Judging): boolean {
  const placeOf = (root: Root) => {
    const { environment, cluster } = attribution.path(`${root.path}/.`, root);
    const { name, production } = environment;
    return JSON.stringify([root.destination ?? null, root.environment ?? null, name, production, cluster]);
  };
  return placeOf(before) === placeOf(after);
}

/** Exactly one on each side: of several copies nobody could tell which one is meant. */
function stoodThere({ change }: ProofSubject, { base, head }: LoadedRoot): boolean {
  const addresses = new Set([change.address, change.move?.fromAddress ?? change.address]);
  const before = base?.resources.filter(({ address }) => addresses.has(address)) ?? [];
  const after = head?.resources.filter(({ address }) => address === change.address) ?? [];
  const [one] = before;
  const [other] = after;
  if (one === undefined || other === undefined || before.length + after.length > 2) return false;
  return one.type === other.type && sameState(one, other);
}

/** An equal resource under another provider, or in another state file, is another thing in another account. */
function sameProviders({ base, head }: LoadedRoot): boolean {
  const before = providersOf(base?.resources ?? []);
  const after = providersOf(head?.resources ?? []);
  return (
    before.size === after.size &&
    [...before].every(([address, one]) => {
      const other = after.get(address);
      return other !== undefined && sameState(one, other);
    })
  );
}

function providersOf(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const found = resources.filter(({ type }) => type === "terraform" || type.startsWith("provider."));
  return new Map(found.map((resource) => [resource.address, resource]));
}

/** What the rules say about going from the past state of a root to the head, with everything else as it is now. */
async function stillAsking(
  both: LoadedRoot,
  judging: Judging,
  inventory: Inventory,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { task, changes } = judging;
  const roots = asRoots(both);
  const keys = new Set(roots.map(({ key }) => key));
  const others = judging.loaded.roots.filter(({ key }) => !keys.has(key));
  const loaded = { ...judging.loaded, roots: [...others, ...roots] };
  const compared = pairChanges({
    base: both.base?.resources ?? [],
    head: both.head?.resources ?? [],
    clusterOf: pairingClusters(loaded.roots, createRegistry(task.configuration)),
    declaredMoves: both.head?.declaredMoves ?? [],
  });
  const attribution = attributionOf(task, loaded, inventory);
  const { head } = await judgeRoots({
    ...judging,
    ...{ attribution, changes: compared, foreign: null, own: [] },
    phase: "past",
    loaded: { ...loaded, roots },
    facts: {
      ...judging.facts,
      registry: attribution.registry,
      roots: loaded.roots,
      changes: [...changes.filter(({ rootKey }) => !keys.has(rootKey)), ...compared],
    },
  });
  const byRule = Map.groupBy(head, ({ ruleId }) => ruleId);
  return new Map(
    [...byRule].map(([ruleId, said]) => [ruleId, new Set(said.map((finding) => proofKey(ruleId, finding)))]),
  );
}

/** A root that had another key then is two: one that is gone, and one that is there. */
function asRoots({ key, base, head }: LoadedRoot): readonly LoadedRoot[] {
  if (base === null || base.root.key === key) return [{ key, base, head }];
  return [
    { key: base.root.key, base, head: null },
    { key, base: null, head },
  ];
}
