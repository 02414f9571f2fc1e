import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { queueQuery } from "../merge-group.ts";
import { teamsQuery } from "../teams.ts";
import { commitsQuery, pullQuery, reviewsQuery } from "./query.ts";

const schemaPath = join(import.meta.dirname, "../../../test/github/openapi/schema.graphql");
const schema = buildSchema(readFileSync(schemaPath, "utf8"));

test.each([
  ["a pull request", pullQuery(true)],
  ["a pull request, for tokens that see no teams", pullQuery(false)],
  ["more commits", commitsQuery],
  ["more reviews", reviewsQuery],
  ["a person's teams", teamsQuery],
  ["a merge queue", queueQuery],
])("the query for %s is one that GitHub's schema knows", (_, query) => {
  expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
});
