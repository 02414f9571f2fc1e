import type { JsonObject, JsonValue } from "../model/json.ts";
import { isJsonObject, parseJson } from "../model/json.ts";
import { type Engine, EngineError } from "./engine.ts";

/** What an engine's function says: a value, or why it refuses (with what the engine adds to code and message). */
export type EngineAnswer =
  | { readonly kind: "ok"; readonly value: JsonValue }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly details: JsonObject;
    };

/** Calls a function of the ABI (engines/README.md). Throws {@link EngineError}, also for input that the function does not take. */
export function callJson(engine: Engine, name: string, input: JsonValue): EngineAnswer {
  const answer = parsed(name, engine.call(name, Buffer.from(JSON.stringify(input))));
  if (Object.hasOwn(answer, "ok")) return { kind: "ok", value: answer["ok"] ?? null };
  const error = answer["error"];
  if (!isJsonObject(error)) throw new EngineError("protocol", `${name} answered neither ok nor error`);
  const { code, message, ...details } = error;
  if (code === "protocol") throw new EngineError("protocol", `${name}: ${String(message)}`);
  return { kind: "refused", code: String(code), message: String(message), details };
}

function parsed(name: string, output: Uint8Array): JsonObject {
  try {
    const value = parseJson(Buffer.from(output.buffer, output.byteOffset, output.length).toString("utf8"));
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new EngineError("protocol", `${name} answered no JSON`, { cause: error });
  }
  throw new EngineError("protocol", `${name} answered no JSON object`);
}
