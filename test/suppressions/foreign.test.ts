import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bench, openBench, type Reviewed } from "../hostile/bench.ts";

/** Comments that ask to ignore a policy of another tool, through a whole review. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const rule = "conftest.policy.main.deny_latest";
const ignore = `# sekisho:ignore ${rule} the vendor ships nothing else`;
const policy = `package main

deny_latest contains {"msg": msg, "path": "spec.containers[0].image"} if {
	image := input.spec.containers[0].image
	endswith(image, ":latest")
	msg := sprintf("%s is whatever it is today", [image])
}

deny_name contains {"msg": msg, "resource": sprintf("aws_sns_topic.%s", [name])} if {
	some name, blocks in input.resource.aws_sns_topic
	not startswith(blocks[0].name, "shop-")
	msg := sprintf("%s is called %s", [name, blocks[0].name])
}
`;
const files = {
  ".github/sekisho.yml":
    "version: 1\npolicySources: [{ path: policy, kind: conftest, enforcement: block }]\n",
  "policy/a.rego": policy,
};
const allowing = 'version: 1\ninlineSuppression: { rules: ["conftest.*"] }\n';

function pod(image: string, { above = "", top = "" } = {}): string {
  return [
    ...(top === "" ? [] : [top]),
    "apiVersion: v1",
    "kind: Pod",
    "metadata: { name: agent, namespace: shop }",
    "spec:",
    "  containers:",
    "    - name: agent",
    ...(above === "" ? [] : [`      ${above}`]),
    `      image: ${image}`,
    "",
  ].join("\n");
}

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly { readonly suppressions?: readonly { readonly kind: string }[] }[];
  }[];
}

const path = "k8s/pod.yaml";

async function review(base: string, head: string, organisation = allowing, at = path): Promise<Reviewed> {
  const rules = "conftest.*,CHG-023";
  return bench.ask({ base: { ...files, [at]: base }, head: { ...files, [at]: head }, rules, organisation });
}

function said({ report }: Reviewed): readonly string[] {
  return report.findings
    .filter(({ ruleId }) => ruleId.startsWith("conftest."))
    .filter(({ baselineState }) => baselineState === "new")
    .map(
      ({ status, suppression }) => `${status} ${suppression?.effect ?? "-"} ${suppression?.reason ?? "-"}`,
    );
}

function told({ report }: Reviewed): readonly string[] {
  return report.findings
    .filter(({ ruleId, status }) => ruleId === "CHG-023" && status === "active")
    .map(({ messageId }) => messageId);
}

const [before, after] = ["vendor/agent:latest", "vendor/other:latest"];

describe("a comment that names a Conftest rule", () => {
  test.each([
    ["above the value that the message's path names", { above: ignore }],
    ["above the object", { top: ignore }],
  ])("%s silences what the change brings, once it stood at the base", async (_, written) => {
    const reviewed = await review(pod(before, written), pod(after, written));
    expect(said(reviewed)).toEqual(["waived counts the vendor ships nothing else"]);
    expect(told(reviewed)).toEqual([]);
    expect(reviewed.report.decision.route).toBe("pass");
    for (const format of ["markdown", "sarif", "json"]) {
      expect(reviewed.outputs[format]).toContain("the vendor ships nothing else");
    }
    const sarif: Sarif = JSON.parse(reviewed.outputs["sarif"] ?? "");
    expect(
      sarif.runs.flatMap(({ results }) => results.flatMap(({ suppressions = [] }) => suppressions)),
    ).toEqual([
      expect.objectContaining({ kind: "inSource", justification: "the vendor ships nothing else" }),
    ]);
  });

  test("is no word about another of its rules", async () => {
    const written = { above: ignore.replace("deny_latest", "deny_name") };
    expect(said(await review(pod(before, written), pod(after, written)))).toEqual(["active - -"]);
  });

  test("in the change that adds it, asks the policy owners and silences nothing", async () => {
    const reviewed = await review(pod("vendor/agent:1"), pod(after, { above: ignore }));
    expect(said(reviewed)).toEqual(["active new the vendor ships nothing else"]);
    expect(told(reviewed)).toEqual(["suppression"]);
  });

  test.each([
    ["nothing is allowed", "version: 1\n", "not-allowed"],
    ["only shipped rules are", 'version: 1\ninlineSuppression: { rules: ["SEC-*"] }\n', "not-allowed"],
    ["nobody may make an exception", `${allowing}waivers: { never: ["conftest.*"] }\n`, "never"],
  ])("has no effect where %s", async (_, organisation, effect) => {
    const written = { above: ignore };
    const reviewed = await review(pod(before, written), pod(after, written), organisation);
    expect(said(reviewed)).toEqual([`active ${effect} the vendor ships nothing else`]);
    expect(reviewed.report.decision.route).toBe("block");
  });

  test("on a Terraform resource silences nothing, because the finding is about the file", async () => {
    const topic = (name: string) => `# sekisho:ignore conftest.policy.main.deny_name named by a partner
resource "aws_sns_topic" "orders" {
  name = "${name}"
}
`;
    const reviewed = await review(topic("shop-orders"), topic("orders"), allowing, "infra/main.tf");
    expect(said(reviewed)).toEqual(["active - -"]);
  });
});
