import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { readSettingsText } from "../formats/settings.ts";
import { isJsonObject, type JsonObject } from "../model/json.ts";
import { configurationJsonSchema } from "./json-schema.ts";
import { marksOf } from "./schema/marks.ts";
import { fileSchema } from "./schema/schema.ts";

const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile({
  ...configurationJsonSchema(),
});
const everyKey = readEveryKey();

test("the JSON Schema takes the documented example", () => {
  expect(validate(everyKey)).toBe(true);
});

test.each([
  ["an unknown key", { ...everyKey, tenents: {} }],
  ["an unknown word", { mode: "enfroce" }],
  ["a tenant without a team", { tenants: { a: { teams: [] } } }],
])("the JSON Schema refuses %s", (_, value) => {
  expect(validate(value)).toBe(false);
});

test("the published file is what the schema gives", () => {
  const published = readFileSync(new URL("../../docs/sekisho.schema.json", import.meta.url), "utf8");
  expect(published).toBe(`${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
});

test("every key of the example stands under a mark", () => {
  const marked = [...marksOf(fileSchema).keys()];
  for (const key of Object.keys(everyKey)) {
    expect(marked.some((path) => path === key || path.startsWith(`${key}.`))).toBe(true);
  }
});

function readEveryKey(): JsonObject {
  const read = readSettingsText(readFileSync(new URL("./testing/every-key.yml", import.meta.url), "utf8"));
  if (read.kind !== "read" || !isJsonObject(read.value)) throw new Error("the example cannot be read");
  return read.value;
}
