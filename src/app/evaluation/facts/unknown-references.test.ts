import { expect, test } from "vitest";
import type { Resource } from "../../../model/resource.ts";
import { unknownReferences } from "./unknown-references.ts";
import type { FactView } from "./view.ts";

function told(names: readonly string[]): unknown {
  const resource: Pick<Resource, "address" | "unknown" | "refersTo"> = {
    address: "aws_x.y",
    unknown: new Map([["/topic_arn", "d"]]),
    refersTo: (digest) => (digest === "d" ? names : []),
  };
  const view: Pick<FactView, "resources" | "configuration"> = {
    resources: [resource as Resource],
    configuration: { environments: [] } as unknown as FactView["configuration"],
  };
  const table = unknownReferences(view as FactView) as Readonly<
    Record<string, Readonly<Record<string, { readonly environment: { readonly name: string } }>>>
  >;
  return table["aws_x.y"]?.["/topic_arn"]?.environment.name ?? null;
}

test.each<[string, string, string | null]>([
  ["a data source", "data.aws_sns_topic.orders-prod.arn", "production"],
  ["a resource", "aws_db_instance.dev.id", "development"],
  ["an output of a module", "module.orders-prod.queue_arn", "production"],
  ["an output without an underscore", "module.orders_live.arn", "production"],
  ["what stands in a module", "module.production.data.aws_sns_topic.orders.arn", null],
  ["the key of an instance", 'aws_sns_topic.orders["prod"].arn', "production"],
  ["a name without such a word", "data.aws_sns_topic.products.arn", null],
  ["a name that contradicts itself", "data.aws_sns_topic.live-orders-dev.arn", null],
  ["an attribute, which is the provider's word", "data.aws_x.orders.production", null],
])("%s is told by its own name alone", (_, name, environment) => {
  expect(told([name])).toBe(environment);
});

test("of several things nothing is told", () => {
  expect(told(["aws_x.prod.arn", "aws_x.dev.arn"])).toBeNull();
});
