import { z } from "zod";
import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import type { JsonObject } from "../../model/json.ts";

const convertedSchema = z.object({
  files: z.record(z.string(), z.custom<JsonObject>()),
  failed: z.record(z.string(), z.string()),
});

/**
 * Terraform files as hcl2json writes them, which is what Conftest's policies see, by path. What does not parse is left
 * out: its root says so. Throws {@link EngineError} where the engine stops.
 */
export function hclJson(
  engine: Engine,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, JsonObject>> {
  const answer = callJson(engine, "hcl2json", { files });
  if (answer.kind === "refused") throw new EngineError("protocol", `hcl2json: ${answer.message}`);
  return convertedSchema.parse(answer.value).files;
}
