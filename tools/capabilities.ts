import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { callJson } from "../src/engines/call-json.ts";
import { loadEngine } from "../src/engines/engine-loader.ts";
import { createEngine } from "../src/engines/instance.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../src/model/json.ts";
import { nativeBuiltins, ownBuiltins } from "./capabilities-allowed.ts";

/**
 * `write` makes policies/capabilities.json from what the OPA engine says about itself and from the list of what policies
 * may use; `check` fails where the committed file is not that.
 */

const root = resolve(import.meta.dirname, "..");
const file = join(root, "policies/capabilities.json");
/** Rego v2 and the keywords to come are left out: a policy of today must read the same tomorrow. */
const features: readonly string[] = ["keywords_in_refs", "rego_v1", "template_strings"];

export async function capabilitiesText(): Promise<string> {
  const opa = createEngine(await loadEngine("opa", { distDir: join(root, "engines/dist"), cacheDir: null }));
  const answer = callJson(opa, "capabilities", {});
  if (answer.kind !== "ok") throw new Error(answer.message);
  return `${JSON.stringify(restricted(answer.value), null, 2)}\n`;
}

function restricted(all: JsonValue): JsonObject {
  const builtins = (isJsonObject(all) && isJsonArray(all["builtins"]) ? all["builtins"] : []).filter(
    isJsonObject,
  );
  const named = new Map(builtins.map((builtin) => [builtin["name"], builtin]));
  const native = nativeBuiltins.map((name) => {
    const found = named.get(name);
    if (found === undefined) throw new Error(`this OPA has no builtin ${name}`);
    return found;
  });
  return {
    builtins: [...native, ...ownBuiltins].toSorted((a, b) =>
      String(a["name"]) < String(b["name"]) ? -1 : 1,
    ),
    features,
    future_keywords: [],
    wasm_abi_versions: [{ version: 1, minor_version: 2 }],
    allow_net: [],
  };
}

async function main(command: string | undefined): Promise<number> {
  const text = await capabilitiesText();
  if (command === "write") {
    writeFileSync(file, text);
    return 0;
  }
  if (command === "check" && readFileSync(file, "utf8") === text) return 0;
  console.error("policies/capabilities.json is not what tools/capabilities.ts write makes");
  return 1;
}

if (import.meta.main) process.exitCode = await main(process.argv[2]);
