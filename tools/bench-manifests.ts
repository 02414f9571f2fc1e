/** `node tools/bench-manifests.ts FOLDER MODULE`: Sekisho's half of the comparison in tools/bench/conftest.ts. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { evaluateManifests } = await import("./bench/evaluate-manifests.ts");
const [folder = "", wasm = ""] = process.argv.slice(2);
console.log(JSON.stringify(await evaluateManifests(folder, wasm)));
