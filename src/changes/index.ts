export { type Pairing, pairChanges } from "./pair.ts";
export { type ChangedLeaves, changedLeavesMax, summariseChange } from "./summary.ts";
