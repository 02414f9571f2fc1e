export { accountsOf, namespaceOf } from "./assets.ts";
export type { Attributor } from "./attribute.ts";
export { createAttributor, stricterAttribution } from "./attribute.ts";
export type { EnvironmentShare } from "./environment-shares.ts";
export { environmentShares } from "./environment-shares.ts";
export type { Registry } from "./registry.ts";
export { createRegistry } from "./registry.ts";
