import { callJson } from "../../engines/call-json.ts";
import { isJsonObject } from "../../model/json.ts";
import type { Templating } from "../../roots/index.ts";
import type { EvaluationPorts } from "./ports.ts";

/** Go templates outside of charts, filled by the Helm engine; made at the first need. */
export function templatingOf(ports: EvaluationPorts): Templating {
  return async (templates, data) => {
    const engine = await ports.engine("helm");
    return templates.map((text) => {
      const answer = callJson(engine, "template", { name: "text", text, data });
      const made = answer.kind === "ok" && isJsonObject(answer.value) ? answer.value["text"] : null;
      return typeof made === "string" ? made : null;
    });
  };
}
