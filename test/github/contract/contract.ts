import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Description, Operation } from "./description.ts";
import { unknownProperties } from "./unknown-properties.ts";

/** Something that does not fit GitHub's own description: a mistake of the App, or of the stand-in. */
export interface Violation {
  readonly where: "request" | "response" | "webhook" | "graphql";
  /** Operation, webhook, or method and path of a request that fits none. */
  readonly what: string;
  readonly problems: readonly string[];
}

/** Problems told of one value: the first ones say it. */
const problemsMax = 8;

/** Compiled once in a process, however many stand-ins it starts: GitHub's schemas are large. */
const compiled = new Map<string, ValidateFunction>();
let shared: Ajv | null = null;

function ajvOf(description: Description): Ajv {
  if (shared !== null) return shared;
  shared = new Ajv({ strict: false, allErrors: false, validateFormats: true, addUsedSchema: false });
  formats.default(shared, ["date-time"]);
  shared.addSchema({ $id: "github", schemas: description.schemas });
  return shared;
}

/** Checks values against GitHub's description. Schemas are compiled when they are first needed. */
export class Contract {
  readonly violations: Violation[] = [];
  private readonly description: Description;
  private readonly ajv: Ajv;

  constructor(description: Description) {
    this.description = description;
    this.ajv = ajvOf(description);
  }

  record(violation: Violation): void {
    this.violations.push(violation);
  }

  /** Problems of parameters and body; also of what GitHub would silently pass over. */
  request(
    operation: Operation,
    parameters: Readonly<Record<string, string>>,
    query: URLSearchParams,
    body: unknown,
  ): readonly string[] {
    const problems: string[] = [];
    const known = new Set<string>();
    for (const parameter of operation.parameters) {
      if (parameter.in === "header") continue;
      known.add(parameter.name);
      const text = parameter.in === "path" ? (parameters[parameter.name] ?? null) : query.get(parameter.name);
      if (text === null && parameter.required) problems.push(`${parameter.name} is missing`);
      if (text !== null)
        problems.push(
          ...this.check(
            `${operation.id} ${parameter.name}`,
            parameter.schema,
            readAs(text, parameter.schema),
          ),
        );
    }
    for (const name of query.keys()) if (!known.has(name)) problems.push(`there is no parameter ${name}`);
    if (body === undefined && operation.bodyRequired) problems.push("the body is missing");
    if (body !== undefined && operation.body !== null) {
      problems.push(...this.check(`${operation.id} body`, operation.body, body));
      problems.push(...unknownProperties(operation.body, this.description.schemas, body));
    }
    if (problems.length > 0) this.record({ where: "request", what: operation.id, problems });
    return problems;
  }

  response(operation: Operation, status: number, body: unknown): void {
    const schema = operation.responses[String(status)];
    const what = `${operation.id} ${status}`;
    if (schema === undefined || schema === null) return;
    const problems = this.check(what, schema, body);
    if (problems.length > 0) this.record({ where: "response", what, problems });
  }

  /** `name`: event and action with dashes, as GitHub's description calls them. */
  webhook(name: string, body: unknown): void {
    const schema = this.description.webhooks[name];
    const problems =
      schema === undefined
        ? ["GitHub's description as taken has no such webhook"]
        : this.check(name, schema, body);
    if (problems.length > 0) this.record({ where: "webhook", what: name, problems });
  }

  private check(name: string, schema: unknown, value: unknown): readonly string[] {
    let validate = compiled.get(name);
    if (validate === undefined) {
      validate = this.ajv.compile(withAbsoluteReferences(schema));
      compiled.set(name, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, problemsMax)
      .map((error) => `${error.instancePath || "/"} ${error.message ?? ""} ${JSON.stringify(error.params)}`);
  }
}

/** What stands in a path or a query is text; the description says what it means. */
function readAs(text: string, schema: unknown): unknown {
  const type = typeof schema === "object" && schema !== null && "type" in schema ? schema.type : "string";
  if (type === "integer" || type === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return type === "array" ? text.split(",") : text;
}

function withAbsoluteReferences(schema: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/'));
}
