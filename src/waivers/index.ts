export { applyWaivers } from "./apply.ts";
