import type { Engine } from "../engines/engine.ts";
import { loadEngine } from "../engines/engine-loader.ts";
import { createEngine } from "../engines/instance.ts";
import { quantityBuiltins } from "../policy/builtins.ts";
import { installation } from "./installation.ts";
import { loadPolicySet, type PolicySet } from "./policy-set.ts";

/** The policies that ship with Sekisho, compiled once and then from the cache. */
export async function shippedPolicySet(cacheFolder: string): Promise<PolicySet> {
  return loadPolicySet(installation.policies, cacheFolder, async (files) => {
    // Loaded here, because a run with a warm cache compiles nothing.
    const { compilePolicySet } = await import("../policy/compile.ts");
    return compilePolicySet(await opaEngine(cacheFolder), files);
  });
}

/** OPA itself, with our builtins. */
export async function opaEngine(cacheFolder: string): Promise<Engine> {
  const module = await loadEngine("opa", { distDir: installation.engines, cacheDir: cacheFolder });
  return createEngine(module, { builtins: quantityBuiltins });
}
