import { callJson } from "../../engines/call-json.ts";
import { type Engine, EngineError } from "../../engines/engine.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";

/** One argument below the top-level block around a line of the text as given. */
export interface TerraformEdit {
  readonly line: number;
  readonly op: "set" | "remove";
  readonly path: ObjectPath;
  readonly value: JsonValue;
}

/** The text with all the edits; `null` where one of them cannot be made. Throws {@link EngineError}. */
export function editTerraform(engine: Engine, text: string, edits: readonly TerraformEdit[]): string | null {
  const answer = callJson(engine, "edit", { text, edits: edits.map((edit) => ({ ...edit })) });
  if (answer.kind !== "ok") throw new EngineError("protocol", `edit refused: ${answer.message}`);
  const output = answer.value as unknown as { readonly text: string; readonly applied: readonly boolean[] };
  return output.applied.every((applied) => applied) ? output.text : null;
}
