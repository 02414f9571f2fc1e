export { pairChanges } from "./pair.ts";
export { summariseChange } from "./summary.ts";
