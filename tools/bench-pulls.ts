/** `node tools/bench-pulls.ts`: one round of the pull requests in a process of its own; prints how long each took, in ms. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { timesOfPulls } = await import("./bench/times-of-pulls.ts");
console.log(JSON.stringify(await timesOfPulls()));
