import { readFileSync } from "node:fs";
import {
  buildSchema,
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from "graphql";
import type { Contract } from "../contract/contract.ts";
import type { Caller } from "../server/answer.ts";
import type { World } from "../world/world.ts";
import { rootOf } from "./root.ts";
import { Unanswered } from "./unanswered.ts";

/** Runs queries against the part of GitHub's own schema that was taken from it. */
export class Graphql {
  private readonly schema: GraphQLSchema;
  private readonly world: World;
  private readonly contract: Contract;
  private readonly known = new Map<string, DocumentNode | readonly GraphQLError[]>();

  constructor(world: World, contract: Contract) {
    this.world = world;
    this.contract = contract;
    const text = readFileSync(new URL("../openapi/schema.graphql", import.meta.url), "utf8");
    this.schema = buildSchema(text);
  }

  /** The body of the answer, which has status 200 whatever came of it. */
  async run(caller: Caller, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { query, variables } = requestOf(body);
    const document = this.documentOf(query);
    if (!("kind" in document)) {
      const problems = document.map((error) => error.message);
      this.contract.record({ where: "graphql", what: query.slice(0, 80), problems });
      return { errors: document.map((error) => ({ message: error.message, locations: error.locations })) };
    }
    const result = await execute({
      schema: this.schema,
      document,
      rootValue: rootOf(this.world, caller),
      variableValues: variables,
    });
    const errors = (result.errors ?? []).map((error) => this.told(error));
    return errors.length === 0 ? { data: result.data } : { data: result.data ?? null, errors };
  }

  private documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    const known = this.known.get(query);
    if (known !== undefined) return known;
    const document = parse(query);
    const errors = validate(this.schema, document);
    const found = errors.length > 0 ? errors : document;
    this.known.set(query, found);
    return found;
  }

  /** GitHub says what kind of no it is; anything else is a mistake of the stand-in, or a wrong variable. */
  private told(error: GraphQLError): Readonly<Record<string, unknown>> {
    const { originalError } = error;
    const { message, path, locations } = error;
    if (originalError instanceof Unanswered) return { type: originalError.type, path, locations, message };
    this.contract.record({ where: "graphql", what: (path ?? []).join("."), problems: [message] });
    return { path, locations, message };
  }
}

function requestOf(body: unknown): {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
} {
  const given: Readonly<Record<string, unknown>> =
    typeof body === "object" && body !== null ? { ...body } : {};
  const { query, variables } = given;
  return {
    query: typeof query === "string" ? query : "",
    variables: typeof variables === "object" && variables !== null ? { ...variables } : {},
  };
}
