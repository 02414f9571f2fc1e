import { describe, expect, it } from "vitest";
import { fc } from "../../../../test/fast-check.ts";
import type { JsonObject } from "../../../model/json.ts";
import { differenceOf, type Found } from "./algebra/difference.ts";
import { readDocument } from "./read-document.ts";
import { isAbout, isAllowed, type Request, speaks } from "./testing/requests.ts";

const actions = ["s3:GetObject", "s3:GetBucketAcl", "s3:PutObject", "iam:PassRole"];
const resources = ["arn:aws:s3:::a/x", "arn:aws:s3:::a/y", "arn:aws:s3:::b/x"];
const principals = ["arn:aws:iam::111111111111:role/x", "arn:aws:iam::222222222222:role/y"];
const contexts = ["vpce-1", "vpce-2", null].flatMap((endpoint) =>
  ["1", "5", null].map((age) => ({ "aws:SourceVpce": endpoint, "aws:Age": age })),
);
const world: readonly Request[] = actions.flatMap((action) =>
  resources.flatMap((resource) =>
    principals.flatMap((principal) => contexts.map((context) => ({ action, resource, principal, context }))),
  ),
);

const some = (texts: readonly string[]) => fc.subarray([...texts], { minLength: 1, maxLength: 2 });
const actionPatterns = [
  "s3:GetObject",
  "s3:Get*",
  "S3:get?bject",
  "s3:*",
  "*",
  "iam:PassRole",
  "*:*Object",
  "*ect",
];
const resourcePatterns = ["*", "arn:aws:s3:::a/*", "arn:aws:s3:::?/x", "arn:aws:s3:::a/x", "arn:*/y", "*x"];

const parts = fc.oneof(
  some(actionPatterns).map((Action) => ({ Action })),
  some(actionPatterns).map((NotAction) => ({ NotAction })),
);
const things = fc.oneof(
  some(resourcePatterns).map((Resource) => ({ Resource })),
  some(resourcePatterns).map((NotResource) => ({ NotResource })),
);
const names = ["*", "111111111111", "arn:aws:iam::111111111111:root", ...principals];
const people = fc.oneof(
  some(names).map((AWS) => ({ Principal: { AWS } })),
  fc.constant({ Principal: "*" }),
  some(names.slice(1)).map((AWS) => ({ NotPrincipal: { AWS } })),
);
const endpoints = some(["vpce-1", "vpce-2", "vpce-*", "*"]);
const tests = fc.constantFrom(
  ...[
    "StringEquals",
    "StringLike",
    "StringNotEquals",
    "StringNotLike",
    "StringEqualsIfExists",
    "StringLikeIfExists",
  ],
);
const condition = fc.oneof(
  fc
    .record({ test: tests, values: endpoints })
    .map(({ test, values }) => ({ [test]: { "aws:SourceVpce": values } })),
  fc.constantFrom("true", "false").map((word) => ({ Null: { "aws:SourceVpce": word } })),
  fc.constantFrom("3", "9").map((age) => ({ NumericLessThan: { "aws:Age": age } })),
);
const conditions = fc
  .array(condition, { maxLength: 2 })
  .map((found) => (found.length === 0 ? {} : { Condition: Object.assign({}, ...found) }));
const statement = fc
  .tuple(fc.constantFrom("Allow", "Allow", "Deny"), parts, things, people, conditions)
  .map(([Effect, ...rest]): JsonObject => Object.assign({ Effect }, ...rest));
const document = fc
  .array(statement, { maxLength: 3 })
  .map((Statement): JsonObject => ({ Version: "2012-10-17", Statement }));

/** Two documents that often have statements in common, as those of a change do. */
const edit = fc
  .tuple(document, document, fc.array(statement, { maxLength: 2 }))
  .map(([before, after, shared]) => ({
    before: { ...before, Statement: [...listOf(before), ...shared] },
    after: { ...after, Statement: [...shared, ...listOf(after)] },
  }));

function listOf({ Statement }: JsonObject) {
  return Array.isArray(Statement) ? Statement : [];
}

/** Whether a certain entry is about a request that was so on the other side, or is not so on its own. */
function isWrong(found: readonly Found[], other: JsonObject, own: JsonObject, request: Request): boolean {
  return found.some(({ atom, certainty }) => {
    if (certainty !== "certain" || !isAbout(atom, request)) return false;
    if (atom.effect === "Allow") return speaks(other, "Allow", request) || !isAllowed(own, request);
    return !speaks(other, "Deny", request) || speaks(own, "Deny", request);
  });
}

const runs = { numRuns: 150, seed: 20_260_101 };

describe("the difference of two policies, asked about every request of a small world", () => {
  it("has an entry for each request that becomes allowed, and for each that is allowed no more", () => {
    fc.assert(
      fc.property(edit, ({ before, after }) => {
        const { gained, lost } = differenceOf(readDocument(before), readDocument(after));
        const missed = world.filter((request) => {
          const [was, is] = [isAllowed(before, request), isAllowed(after, request)];
          const entries = is ? gained : lost;
          return was !== is && !entries.some(({ atom }) => isAbout(atom, request));
        });
        expect(missed).toEqual([]);
      }),
      runs,
    );
  });

  it("says of nothing for certain that it is new where it was so before, or is not so now", () => {
    fc.assert(
      fc.property(edit, ({ before, after }) => {
        const { gained, lost } = differenceOf(readDocument(before), readDocument(after));
        const wrong = world.filter(
          (request) => isWrong(gained, before, after, request) || isWrong(lost, after, before, request),
        );
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  it("finds nothing between documents that say the same in another order", () => {
    fc.assert(
      fc.property(document, (before) => {
        const after = { ...before, Statement: listOf(before).toReversed() };
        const { gained, lost } = differenceOf(readDocument(before), readDocument(after));
        expect([...gained, ...lost]).toEqual([]);
      }),
      runs,
    );
  });
});
