import { z } from "zod";
import { fileSchema } from "./schema/schema.ts";

/** The JSON Schema (2020-12) of a configuration file, for editors; `x-sekisho-mark` says who may set a key. */
export function configurationJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(fileSchema, { io: "input" });
  return { title: "Configuration of Sekisho", ...schema };
}
