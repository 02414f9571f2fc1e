export type { ChosenReviewers } from "./chosen.ts";
export { counts, enforcementOf } from "./counts.ts";
export { decide } from "./decide.ts";
export { effective, findingCounts } from "./effective.ts";
export { wouldReturn } from "./may-return.ts";
export { type ModeOf, modeOf, strongestMode } from "./modes.ts";
