export { counts } from "./counts.ts";
export type { DecisionInput } from "./decide.ts";
export { decide } from "./decide.ts";
