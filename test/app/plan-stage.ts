import { archiveOf } from "../../src/formats/zip/testing/archive.ts";
import { type GivenChange, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { estateFiles, peopleOf, settings, settingsPath, stageIn } from "./estate.ts";
import { type Harness, type HarnessOptions, startHarness } from "./harness.ts";

/** Whom the tokens of workflows are for. */
export const audience = "https://sekisho.example.com";

/** An App that knows its own address, with the people of the estate, and what it logged. */
export async function planHarness(
  options: HarnessOptions = {},
): Promise<{ readonly harness: Harness; readonly logged: readonly string[] }> {
  const logged: string[] = [];
  const harness = await startHarness({
    logLevel: "debug",
    logTo: { write: (line) => void logged.push(line) },
    variables: { SEKISHO_PUBLIC_URL: audience },
    ...options,
  });
  await peopleOf(harness);
  return { harness, logged };
}

export const sourcePath = "terraform/payments/prod/network/main.tf";

/** Source that does not say whom it lets in: the value comes from outside the repository. */
export function network(description: string): string {
  return `terraform {
  backend "s3" {}
}

variable "office" {
  type = string
}

resource "aws_security_group_rule" "ssh" {
  description       = "${description}"
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  security_group_id = "sg-0123"
  cidr_blocks       = [var.office]
}
`;
}

export const everybody = "0.0.0.0/0";
export const office = "203.0.113.7/32";

/** What Terraform makes of it: it lets everybody in, or one office. */
export function planOf(cidr: string, more: Partial<GivenChange> = {}): Uint8Array {
  const rule = {
    type: "ingress",
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    security_group_id: "sg-0123",
    cidr_blocks: [cidr],
  };
  const change: GivenChange = {
    address: "aws_security_group_rule.ssh",
    actions: ["create"],
    after: { ...rule, description: "ssh" },
  };
  return planJson([{ ...change, ...more }]);
}

/** An artifact, as the stand-in takes it. */
export function artifactOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const entries = Object.entries(files).map(([path, content]) => ({ path, content }));
  return archiveOf(entries).toString("base64");
}

/** The artifact that the settings of {@link planStage} look for. */
export function planArtifact(cidr: string): Readonly<Record<string, string>> {
  return { "sekisho-plan-network": artifactOf({ "plan.json": planOf(cidr) }) };
}

const plansWanted = `plans:
  artifact: "sekisho-plan-*"
  workflows: [".github/workflows/plan*.yml"]
  expected: [{ name: sekisho-plan-network, paths: ["terraform/**"] }]
`;

export type PlanStage = Awaited<ReturnType<typeof planStage>>;

/** A repository whose settings look for plans, and a change that opens a port to somebody: only the plan says whom. */
export async function planStage(harness: Harness, name: string, more = plansWanted) {
  const stage = await stageIn(harness, name, { ...estateFiles(), [settingsPath]: settings({ more }) });
  const { acts, look } = harness.standIn;
  const { repository } = stage;
  return {
    ...stage,
    change: () => stage.open("dev", { [sourcePath]: network("ssh") }),
    head: async (number: number) => (await look.tip({ repository, branch: `change-${number}` })) ?? "",
    /** A workflow of its head ends, and leaves these. */
    run: async (
      number: number,
      artifacts: Readonly<Record<string, string>>,
      over: { readonly workflow?: string; readonly event?: string } = {},
    ) => {
      const branch = `change-${number}`;
      return (await acts.completeWorkflowRun({ repository, branch, by: "dev", artifacts, ...over })).id;
    },
    /** What people see of plans: the conclusion, and the rules that found something. */
    verdict: async (number: number) => {
      const { check } = await stage.see(number);
      const text = `${check?.summary}\n${check?.text}`;
      return {
        conclusion: check?.conclusion,
        judgedWith: /Judged with Terraform plans of this commit: (.*)\./.exec(text)?.[1] ?? null,
        missing: /plans that are not there yet: (.*?)\./.exec(text)?.[1] ?? null,
        text,
      };
    },
  };
}
