import type { TerraformPlan } from "../../model/plan.ts";
import type { Resource } from "../../model/resource.ts";
import { blockKey, blockOf, moduleNames } from "./address.ts";

interface Fit<Root> {
  readonly root: Root;
  /** Blocks and module calls of the source that the plan has instances of. */
  readonly shared: number;
  /** Those that it has none of. */
  readonly missing: number;
}

/**
 * The roots whose blocks fit a plan best: one, where they can be told apart, and several where copies of a root have the
 * same names. None where nothing fits.
 */
export function bestRoots<Root>(
  plan: TerraformPlan,
  roots: readonly Root[],
  resourcesOf: (root: Root) => readonly Resource[],
): readonly Root[] {
  const planned = namesOfPlan(plan);
  const fits = roots
    .map((root) => fitOf(root, planned, resourcesOf(root)))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || a.missing - b.missing);
  const [best] = fits;
  if (best === undefined) return [];
  return fits
    .filter(({ shared, missing }) => shared === best.shared && missing === best.missing)
    .map(({ root }) => root);
}

/** Blocks by their names, and each module on the way to them. */
function namesOfPlan({ changes }: TerraformPlan): ReadonlySet<string> {
  return new Set(
    changes
      .filter(({ mode }) => mode === "managed")
      .flatMap((change) => [
        blockKey(change),
        ...change.modules.map((_, index) => JSON.stringify(change.modules.slice(0, index + 1))),
      ]),
  );
}

function fitOf<Root>(root: Root, planned: ReadonlySet<string>, resources: readonly Resource[]): Fit<Root> {
  const names = new Set(resources.flatMap((resource) => nameOf(resource) ?? []));
  const shared = names.intersection(planned).size;
  return { root, shared, missing: names.size - shared };
}

function nameOf({ address, type }: Resource): string | null {
  if (type.includes("/") || type.startsWith("data.")) return null;
  const block = blockOf(address);
  if (block !== null) return block.mode === "managed" ? blockKey(block) : null;
  return type === "module" ? JSON.stringify(moduleNames(address)) : null;
}
