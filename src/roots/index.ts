export { discoverRoots } from "./discover.ts";
export { findTerraformRoots } from "./terraform.ts";
