export { applyWaivers } from "./apply.ts";
export { waiversFromRecords } from "./from-records.ts";
export { applySuppressions, covers, suppressedAgain } from "./suppress.ts";
