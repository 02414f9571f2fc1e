import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const top = join(import.meta.dirname, "../..");

function schema(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(top, path), "utf8"));
}

function ours(path: string): ValidateFunction {
  const ajv = new Ajv2020.default({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(schema(path));
}

export const isDecision = ours("docs/decision.schema.json");
export const isPolicyInput = ours("docs/policy-input.schema.json");
export const isSarif = sarif();

/** The schema says draft 4; it uses nothing that later drafts read differently, but names its identity as draft 4 does. */
function sarif(): ValidateFunction {
  const { $schema: _draft, id: _id, ...rest } = schema("test/report/schemas/sarif-2.1.0-rtm.5.json");
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(rest);
}
