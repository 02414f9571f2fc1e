export { counts } from "./counts.ts";
export { decide } from "./decide.ts";
export { effective } from "./effective.ts";
export { type ModeOf, modeOf, strongestMode } from "./modes.ts";
