export { type ApiAge, apiAgeOf } from "./api-age.ts";
export { createCatalogue, kindNameOf, kindText, type SchemaCatalogue, type SchemaFile } from "./catalogue.ts";
export type { CheckedObject, Problem } from "./check.ts";
export { type DefinedKind, type Judgement, objectProblems } from "./judge.ts";
