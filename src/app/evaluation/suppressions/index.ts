export { type BothSuppressions, bothSuppressions } from "./settle.ts";
export { tellSuppressions } from "./tell.ts";
