export { effectsOf, type Surroundings } from "./effects/index.ts";
export { sameState } from "./equality.ts";
export { pairChanges } from "./pair.ts";
export { summariseChange } from "./summary.ts";
