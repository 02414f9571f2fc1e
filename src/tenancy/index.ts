export { accountsOf, hostsOf, namespaceOf } from "./assets.ts";

export { createAttributor, pathInRoot, stricterAttribution } from "./attribute.ts";
export { environmentShares } from "./environment-shares.ts";
export { createKnownEnvironments, type KnownEnvironments } from "./known-environment.ts";
export type { Registry } from "./registry.ts";
export { createRegistry } from "./registry.ts";
