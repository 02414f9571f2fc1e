import { expect, test } from "vitest";
import { createKnownEnvironments } from "./known-environment.ts";

const nothing = { clusters: [], branches: [], workspaces: [], valuesFiles: [], labels: {} };
const known = createKnownEnvironments([
  {
    ...nothing,
    name: "production",
    production: true,
    ephemeral: false,
    paths: ["**"],
    namespaces: ["shop"],
    accounts: ["111111111111"],
  },
  {
    ...nothing,
    name: "development",
    production: false,
    ephemeral: false,
    paths: [],
    namespaces: [],
    accounts: ["222222222222"],
    labels: { stage: "dev" },
  },
]);

test.each<[string, ReturnType<typeof known.ofName>, string | null]>([
  ["an account that is configured", known.ofAccount("222222222222"), "development"],
  [
    "a root by its folder",
    known.ofRoot({ path: "terraform/shop", workspace: null, cluster: null, accounts: [] }),
    "production",
  ],
  ["no other account, whatever the patterns over paths match", known.ofAccount("333333333333"), null],
  [
    "a namespace by its name",
    known.ofNamespace({ namespace: "shop", labels: {}, cluster: null }),
    "production",
  ],
  [
    "a namespace by its labels",
    known.ofNamespace({ namespace: "x", labels: { stage: "dev" }, cluster: null }),
    "development",
  ],
  ["a namespace by a word", known.ofNamespace({ namespace: "x-stg", labels: {}, cluster: null }), "staging"],
  ["no namespace that says nothing", known.ofNamespace({ namespace: "x", labels: {}, cluster: null }), null],
  ["an ARN by a word of its name", known.ofName("arn:aws:sqs:eu-west-1:3:orders-prod"), "production"],
  ["no name that says nothing", known.ofName("arn:aws:s3:::orders"), null],
])("knows %s", (_, found, name) => {
  expect(found?.name ?? null).toBe(name);
});
