export type { AppliedRoots } from "./applied.ts";
export { findAppliedRoots } from "./applied.ts";
export type { Templating } from "./argocd/templating.ts";
export { concerns } from "./concerns.ts";
export { discoverRoots } from "./discover.ts";
export type { Structure } from "./structure.ts";
export { readStructure } from "./structure.ts";
export { findTerraformRoots } from "./terraform.ts";
