export { counts } from "./counts.ts";
export { decide } from "./decide.ts";
