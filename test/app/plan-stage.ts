import { archiveOf } from "../../src/formats/zip/testing/archive.ts";
import { type GivenChange, planJson } from "../../src/resources/terraform-plan/testing/plan-json.ts";
import { estateFiles, settings, settingsPath, stageIn } from "./estate.ts";
import type { Harness } from "./harness.ts";

export const rootPath = "terraform/payments/prod/network";
export const sourcePath = `${rootPath}/main.tf`;

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

/** What Terraform makes of it: everybody, or one office. */
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

const plansWanted = `plans:
  artifact: "sekisho-plan-*"
  workflows: [".github/workflows/plan*.yml"]
  expected: [{ name: sekisho-plan-network, paths: ["terraform/**"] }]
`;

/** A repository whose settings look for plans, with one root that needs one. */
export async function planStage(harness: Harness, name: string, more = plansWanted) {
  const files = { ...estateFiles(), [settingsPath]: settings({ more }), [sourcePath]: network("old") };
  const stage = await stageIn(harness, name, files);
  const { acts } = harness.standIn;
  return {
    ...stage,
    /** A pull request of the root. */
    change: () => stage.open("dev", { [sourcePath]: network("new") }),
    /** A workflow of its head ends, and leaves these. */
    run: (number: number, artifacts: Readonly<Record<string, string>>, over: object = {}) =>
      acts.completeWorkflowRun({
        repository: stage.repository,
        branch: `change-${number}`,
        by: "dev",
        artifacts,
        ...over,
      }),
  };
}
