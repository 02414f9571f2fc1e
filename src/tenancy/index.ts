export { accountsOf } from "./assets.ts";
export type { AttributionContext, Attributor } from "./attribute.ts";
export { createAttributor, stricterAttribution } from "./attribute.ts";
export { stricterEnvironment } from "./environment.ts";
export type { EnvironmentShare } from "./environment-shares.ts";
export { environmentShares } from "./environment-shares.ts";
export type { Registry } from "./registry.ts";
export { createRegistry } from "./registry.ts";
