import { describe, expect, test } from "vitest";
import { defaultConfiguration } from "../../../config/index.ts";
import type { Configuration } from "../../../model/configuration.ts";
import type { JsonObject } from "../../../model/json.ts";
import { createRegistry } from "../../../tenancy/index.ts";
import { resource, root, tenant } from "../../../tenancy/testing/cases.ts";
import { namedTenants } from "./named-tenants.ts";

const many = Array.from({ length: 500 }, (_, index) =>
  tenant(`other-${index}`, [`acme/other-${index}`], { namespaces: [`other-${index}`] }),
);
const configuration: Configuration = {
  ...defaultConfiguration(),
  tenants: [
    ...many,
    tenant("bank", ["acme/money"], { paths: ["k8s/bank/**"] }),
    tenant("files", ["acme/files"], { paths: ["k8s/files/**"] }),
    tenant("決済", ["acme/shop-core"], {}),
    tenant("abroad", ["elsewhere/crew"], {}),
    tenant("states", ["acme/states"], { stateKeys: ["x"] }),
    tenant("listed", ["acme/listed"], {}),
  ],
  policies: { "TEN-024": { enforcement: {}, parameters: { targets: { listed: ["@x"] } } } },
};
const registry = createRegistry(configuration);

function named(object: JsonObject, path = "terraform/x/main.tf"): readonly string[] {
  const found = namedTenants(
    {
      configuration,
      resources: [resource(path, { object })],
      root: root("terraform", "terraform/x"),
      registry,
      cluster: null,
    },
    [{ "other-9": ["other-9"] }],
  );
  return found.map(({ tenant: { name } }) => name);
}

/** One of each organisation, one of each kind of assets, who is named in a parameter, and who a table says owns something. */
const always = ["abroad", "bank", "listed", "other-0", "other-9", "states"];

describe("of many tenants a rule is given", () => {
  test("those of whom enough is known without looking, when nothing names another", () => {
    expect(named({}).toSorted()).toEqual(always);
  });

  test.each<[string, JsonObject, string]>([
    ["whose name is a value", { tags: { team: "other-77" } }, "other-77"],
    ["whose name is a value in other letters", { tags: { team: "Other-77" } }, "other-77"],
    ["whose team is a value", { labels: { owner: "shop-core" } }, "決済"],
    ["whose name no letter of English is in", { labels: { owner: "決済" } }, "決済"],
    ["whose name a name begins with", { name: "決済-database" }, "決済"],
    ["whose name stands in a text as whole words", { message: "tell @slack-other-78-alerts" }, "other-78"],
    ["whose name is a key", { pools: { "other-79": {} } }, "other-79"],
  ])("one %s", (_, object, expected) => {
    expect(named(object)).toContain(expected);
  });

  test("one whose file it is, and none whose name is only a part of a word", () => {
    const found = named({ message: "reorders another-1" }, "k8s/files/x.yaml");
    expect(found.toSorted()).toEqual([...always, "files"].toSorted());
  });
});
