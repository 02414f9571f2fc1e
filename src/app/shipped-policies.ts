import type { Engine } from "../engines/engine.ts";
import { installation } from "./installation.ts";
import { loadPolicySet, type PolicySet, type PolicySetFolders } from "./policy-set.ts";

/**
 * The policies that ship with Sekisho. A package brings them compiled; a checkout compiles them once and then has them in
 * the cache. What compiles is loaded when it is needed, because most runs compile nothing.
 */
export async function shippedPolicySet(cacheFolder: string): Promise<PolicySet> {
  return policySetFor({ shipped: installation.compiled, cache: cacheFolder }, cacheFolder);
}

/** Compiles the shipped policies into a folder that becomes part of a package. */
export async function compileShippedPolicies(folder: string, engineCache: string): Promise<PolicySet> {
  return policySetFor({ shipped: folder, cache: folder }, engineCache);
}

async function policySetFor(folders: PolicySetFolders, engineCache: string): Promise<PolicySet> {
  return loadPolicySet(installation.policies, folders, async (files) => {
    const { compilePolicySet } = await import("../policy/compile.ts");
    return compilePolicySet(await opaEngine(engineCache), files);
  });
}

/** OPA itself, with our builtins. */
export async function opaEngine(cacheFolder: string): Promise<Engine> {
  const [{ loadEngine }, { createEngine }, { quantityBuiltins }] = await Promise.all([
    import("../engines/engine-loader.ts"),
    import("../engines/instance.ts"),
    import("../policy/builtins.ts"),
  ]);
  const module = await loadEngine("opa", { distDir: installation.engines, cacheDir: cacheFolder });
  return createEngine(module, { builtins: quantityBuiltins });
}
