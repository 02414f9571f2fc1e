import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { Templating } from "../../roots/index.ts";
import type { EvaluationPorts } from "./ports.ts";

/** Go templates outside of charts, filled by the Helm engine; made at the first need. */
export function templatingOf(ports: EvaluationPorts): Templating {
  return async (templates, data) => {
    const engine = await ports.engine("helm");
    return templates.map((text) => filled(engine, text, data));
  };
}

/** A template that is refused, fails, or takes more than the engine has makes nothing that is known. */
function filled(engine: Engine, text: string, data: JsonObject): string | null {
  try {
    const answer = callJson(engine, "template", { name: "text", text, data });
    const made = answer.kind === "ok" && isJsonObject(answer.value) ? answer.value["text"] : null;
    return typeof made === "string" ? made : null;
  } catch (error) {
    if (error instanceof EngineError && (error.code === "memory" || error.code === "trap")) return null;
    throw error;
  }
}
