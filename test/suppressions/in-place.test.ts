import { beforeAll, describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/app/evaluation/task.ts";
import { exampleConfiguration, openWorkbench, type Workbench } from "../policies/workbench.ts";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench();
});

const settings = `
inlineSuppression: { rules: ["SEC-*", RES-002, RES-004, "REL-*", CHG-023] }
waivers: { never: [SEC-001] }
`;

type Files = Readonly<Record<string, string>>;

async function review(base: Files | null, head: Files, configuration = settings): Promise<Evaluation> {
  return workbench.evaluate({
    rules: workbench.policySet.rules,
    base: base ?? {},
    head,
    configuration: await exampleConfiguration(configuration),
  });
}

/** `counts` of a rule, and what of it is silenced. */
function saidOf(ruleId: string, { findings }: Evaluation): readonly string[] {
  return findings
    .filter((finding) => finding.ruleId === ruleId && finding.baselineState !== "absent")
    .filter(({ baselineState }) => baselineState !== "unchanged")
    .map(({ status, suppression }) => `${status} ${suppression?.effect ?? "-"}`);
}

/** What is newly told of comments: message ids. */
function told({ findings }: Evaluation): readonly string[] {
  return findings
    .filter(({ ruleId, status }) => ruleId === "CHG-023" && status === "active")
    .map(({ messageId, enforcement }) => `${messageId} ${enforcement}`);
}

interface Written {
  readonly top?: string;
  readonly annotation?: string;
  readonly above?: string;
  readonly image?: string;
  readonly behind?: string;
  readonly name?: string;
}

function deployment({
  top,
  annotation,
  above,
  image = "a/b:latest",
  behind = "",
  name = "api",
}: Written): string {
  return [
    ...(top === undefined ? [] : [`# ${top}`]),
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata:",
    `  name: ${name}`,
    "  namespace: shop-prod",
    ...(annotation === undefined ? [] : ["  annotations:", `    sekisho/ignore: ${annotation}`]),
    "spec:",
    "  replicas: 3",
    "  minReadySeconds: 5",
    "  revisionHistoryLimit: 3",
    "  template:",
    "    spec:",
    "      serviceAccountName: api",
    "      automountServiceAccountToken: false",
    "      terminationGracePeriodSeconds: 60",
    "      containers:",
    `        - name: ${name}`,
    ...(above === undefined ? [] : [`          # ${above}`]),
    `          image: ${image}${behind}`,
    "          args:",
    "            - |",
    "              # sekisho:ignore SEC-020 a text is no comment",
    "",
  ].join("\n");
}

const ignore = "sekisho:ignore SEC-020 the vendor ships nothing else";
const path = "k8s/api.yaml";
const at = (written: Written): Files => ({ [path]: deployment(written) });
const other = "a/other:latest";

describe("a comment that stood at the base", () => {
  test.each<[string, Written]>([
    ["above the value", { above: ignore }],
    ["behind the value", { behind: ` # ${ignore}` }],
    ["above the object", { top: ignore }],
    ["as an annotation", { annotation: "SEC-020 the vendor ships nothing else" }],
  ])("%s silences what the change introduces there", async (_, written) => {
    const result = await review(at(written), at({ ...written, image: other }));
    expect(saidOf("SEC-020", result)).toEqual(["waived counts"]);
    expect(told(result)).toEqual([]);
    const finding = result.findings.find(({ ruleId }) => ruleId === "SEC-020");
    expect(finding?.suppression).toMatchObject({ path, reason: "the vendor ships nothing else" });
  });

  test("silences no other rule, and nothing beside it", async () => {
    const written = { above: "sekisho:ignore SEC-022 digests are for others" };
    const result = await review(at(written), at({ ...written, image: other }));
    expect(saidOf("SEC-020", result)).toEqual(["active -"]);
    expect(saidOf("SEC-022", result).every((said) => said === "waived counts")).toBe(true);
  });

  test.each<[string, Written, Files]>([
    [
      "its lines move",
      { above: ignore },
      { [path]: `# one line more\n${deployment({ above: ignore, image: other })}` },
    ],
    [
      "its file is renamed",
      { above: ignore },
      { "k8s/other.yaml": deployment({ above: ignore, image: other }) },
    ],
    [
      "its object is renamed",
      { top: ignore },
      { [path]: deployment({ top: ignore, image: other }).replace("  name: api\n  n", "  name: web\n  n") },
    ],
  ])("goes along when %s", async (_, before, head) => {
    const result = await review(at(before), head);
    expect(told(result)).toEqual([]);
    expect(saidOf("SEC-020", result)).toEqual(["waived counts"]);
  });

  test("does nothing any more where it is gone, and nobody is asked about that", async () => {
    const result = await review(at({ above: ignore }), at({ image: other }));
    expect(saidOf("SEC-020", result)).toEqual(["active -"]);
    expect(told(result)).toEqual([]);
  });

  test("that silences nothing any more is pointed out", async () => {
    const result = await review(at({ above: ignore }), at({ above: ignore, image: "a/b:1.2.3" }));
    expect(told(result)).toEqual(["suppression_of_nothing advise"]);
  });
});

describe("a change that adds a comment", () => {
  const good = "a/b:1.2.3";
  test.each<[string, Files, Files]>([
    ["together with the object", {}, at({ above: ignore })],
    ["together with the value", at({ image: good }), at({ above: ignore })],
    ["as an annotation", at({ image: good }), at({ annotation: "SEC-020 the vendor ships nothing else" })],
    [
      "that another object has, in a copy",
      at({ above: ignore }),
      { ...at({ above: ignore }), "k8s/copy.yaml": deployment({ above: ignore, name: "copy" }) },
    ],
    ["for more than the base has it", at({ above: ignore, image: good }), at({ top: ignore })],
  ])("%s is judged without it, and asks the policy owners", async (_, base, head) => {
    const result = await review(base, head);
    expect(saidOf("SEC-020", result)).toEqual(["active new"]);
    expect(told(result)).toEqual(["suppression review"]);
    expect(result.decision.riskItems.map(({ ruleId }) => ruleId)).toContain("CHG-023");
  });

  test("or gives another reason for one asks the policy owners", async () => {
    const result = await review(at({ above: ignore }), at({ above: "sekisho:ignore SEC-020 because" }));
    expect(told(result)).toEqual(["suppression review"]);
  });

  test.each<[string, string, string, string]>([
    ["that gives no reason", "sekisho:ignore SEC-020", "suppression_without_reason", "no-reason"],
    ["that names no rule", "sekisho:ignore the image", "suppression_without_rule", "-"],
    ["for a rule that there is not", "sekisho:ignore SEC-999 why", "suppression_of_unknown_rule", "-"],
    ["for a rule without exceptions", "sekisho:ignore SEC-001 why", "suppression_never", "-"],
    ["for the rule about rules", "sekisho:ignore CHG-023 why", "suppression_never", "-"],
    ["for a rule that is not named", "sekisho:ignore RES-001 why", "suppression_not_allowed", "-"],
  ])("%s only points that out", async (_, above, messageId, effect) => {
    for (const base of [{}, at({ above, image: good })]) {
      const result = await review(base, at({ above }));
      expect(saidOf("SEC-020", result)).toEqual([`active ${effect}`]);
      expect(told(result)).toEqual(Object.keys(base).length === 0 ? [`${messageId} advise`] : []);
    }
  });

  test("on nothing that is judged only points that out", async () => {
    const loose = `${deployment({})}# ${ignore}\n`;
    expect(told(await review({}, { [path]: loose }))).toEqual(["suppression_unattached advise"]);
  });
});

test("without a word in the configuration no comment has an effect", async () => {
  const result = await review(
    at({ above: ignore }),
    at({ above: ignore, image: other }),
    "policyOwners: [acme/platform]",
  );
  expect(saidOf("SEC-020", result)).toEqual(["active not-allowed"]);
});

test("what a rule measures is not covered beyond what stood there", async () => {
  const limits = (memory: string) =>
    deployment({ top: "sekisho:ignore RES-004 a cache" }).replace(
      "          args:",
      `          resources: { limits: { memory: ${memory} } }\n          args:`,
    );
  const configuration = `${settings}
tenants: { shop: { teams: [acme/shop], owns: { namespaces: ["shop-*"] }, limits: { container: { memory: 8Gi } } } }`;
  const said = async (before: string, after: string) =>
    saidOf("RES-004", await review({ [path]: limits(before) }, { [path]: limits(after) }, configuration));
  expect(await said("16Gi", "640Gi")).toEqual(["active larger"]);
  expect(await said("4Gi", "640Gi")).toEqual(["active larger"]);
  expect(await said("16Gi", "12Gi")).toEqual(["improved -"]);
});

test("in a list written as blocks, a comment on one block covers that one", async () => {
  const group = (first: string, second: string) => ({
    "main.tf": [
      'resource "aws_security_group" "web" {',
      "  ingress { # sekisho:ignore SEC-034 the office's proxy",
      "    from_port = 22",
      "    to_port = 22",
      '    protocol = "tcp"',
      `    cidr_blocks = ["${first}"]`,
      "  }",
      "  ingress {",
      "    from_port = 3306",
      "    to_port = 3306",
      '    protocol = "tcp"',
      `    cidr_blocks = ["${second}"]`,
      "  }",
      "}",
      "",
    ].join("\n"),
  });
  const base = group("10.0.0.0/8", "10.0.0.0/8");
  expect(saidOf("SEC-034", await review(base, group("0.0.0.0/0", "10.0.0.0/8")))).toEqual(["waived counts"]);
  expect(saidOf("SEC-034", await review(base, group("10.0.0.0/8", "0.0.0.0/0")))).toEqual(["active -"]);
});

test("a secret in a reason is not repeated", async () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  const result = await review({}, at({ above: `sekisho:ignore SEC-020 with ${token} it pulls` }));
  expect(JSON.stringify(result)).not.toContain(token);
  expect(JSON.stringify(result.suppressions)).toContain("[secret: github-token]");
});

test("of thousands of comments the first count, and the rest is said to be unread", async () => {
  const many = Array.from({ length: 1_500 }, (_, index) => `# sekisho:ignore SEC-020 reason ${index}`).join(
    "\n",
  );
  const result = await review({}, { [path]: `${many}\n${deployment({})}` });
  expect(result.suppressions).toHaveLength(1_000);
  expect(result.findings.filter(({ ruleId }) => ruleId === "CHG-025")).toMatchObject([
    { messageId: "limit_exceeded", arguments: { limit: "suppressionsMax" } },
  ]);
});
