export { accountsOf, hostsOf, namespaceOf } from "./assets.ts";

export { createAttributor, pathInRoot, stricterAttribution } from "./attribute.ts";
export { stricterEnvironment } from "./environment.ts";
export { environmentShares } from "./environment-shares.ts";
export { createKnownEnvironments, type KnownEnvironments } from "./known-environment.ts";
export { createOwnerIndex } from "./owner-index.ts";
export type { Registry } from "./registry.ts";
export { createRegistry, ownerLayers } from "./registry.ts";
