import type { Engine } from "../engines/engine.ts";
import { installation } from "./installation.ts";
import { loadPolicySet, type PolicySet } from "./policy-set.ts";

/**
 * The policies that ship with Sekisho, compiled once and then from the cache. What compiles is loaded when it is needed,
 * because a run with a warm cache compiles nothing.
 */
export async function shippedPolicySet(cacheFolder: string): Promise<PolicySet> {
  return loadPolicySet(installation.policies, cacheFolder, async (files) => {
    const { compilePolicySet } = await import("../policy/compile.ts");
    return compilePolicySet(await opaEngine(cacheFolder), files);
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
