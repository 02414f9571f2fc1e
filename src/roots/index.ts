export { discoverRoots, type FoundRoots, type RootSearch } from "./discover.ts";
export { findTerraformRoots, type TerraformSearch } from "./terraform.ts";
