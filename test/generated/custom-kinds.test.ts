import { expect, test } from "vitest";
import { isJsonArray, isJsonObject, type JsonObject } from "../../src/model/json.ts";
import { exampleConfiguration, openWorkbench } from "../policies/workbench.ts";

const definition = (scope: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: pipelines.acme.example}
spec:
  group: acme.example
  names: {kind: Pipeline, plural: pipelines}
  scope: ${scope}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          properties:
            spec:
              properties:
                steps:
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [stage]
`;
const pipeline =
  "apiVersion: acme.example/v1\nkind: Pipeline\nmetadata: {name: build}\nspec: {steps: [{stage: a}]}\n";

async function factsOf(scope: string): Promise<readonly JsonObject[]> {
  const workbench = await openWorkbench();
  const configuration = await exampleConfiguration(null);
  const real = workbench.evaluator(configuration);
  const seen: JsonObject[] = [];
  const crds = { "platform/crds/pipeline.yaml": definition(scope) };
  await workbench.evaluate({
    // No shipped rule asks for it; policies of others may.
    rules: workbench.policySet.rules.map((rule) => ({ ...rule, facts: [...rule.facts, "customKinds"] })),
    base: crds,
    head: { ...crds, "app/pipeline.yaml": pipeline },
    configuration,
    evaluator: {
      evaluate: (input) => {
        seen.push(JSON.parse(Buffer.from(input).toString("utf8")));
        return real.evaluate(input);
      },
    },
  });
  return seen.filter(({ resources }) => isJsonArray(resources) && resources.length > 0);
}

test("a definition elsewhere in the repository tells what a kind is", async () => {
  const [input] = await factsOf("Cluster");
  const facts = input?.["facts"];
  const kinds = isJsonObject(facts) ? facts["customKinds"] : null;
  expect(kinds).toEqual({
    "acme.example/Pipeline": { scope: "Cluster", versions: { v1: expect.stringMatching(/^[0-9a-f]{64}$/) } },
  });
});
