import { expect, it } from "vitest";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const group = `variable "cidr" {}
resource "aws_security_group" "g" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

it.each([
  ["of a library module, which its callers tell, is passed over", {}, ["fail"]],
  [
    "of a root, which nobody else tells, is asked about",
    { "g/aws.tf": 'provider "aws" {}\n' },
    ["fail", "open"],
  ],
])("what is unknown %s", async (_, beside, kinds) => {
  const { findings } = await workbench.evaluate({
    rules: workbench.policySet.rules.filter(({ id }) => id === "SEC-034"),
    base: {},
    head: { "g/main.tf": group, ...beside },
    configuration: await exampleConfiguration(null),
  });
  expect(findings.map(({ kind }) => kind).toSorted()).toEqual(kinds);
});
