export { sameState } from "./equality.ts";
export { pairChanges } from "./pair.ts";
export { summariseChange } from "./summary.ts";
