export type { AppliedWaivers, WaiverPolicy } from "./apply.ts";
export { applyWaivers } from "./apply.ts";
