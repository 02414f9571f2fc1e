import { describe, expect, it } from "vitest";
import { identityWords, markdownName, plainName } from "./resource-name.ts";

describe("the name of a resource for people", () => {
  it.each([
    ["apps/Deployment/payments-prod/api", "apps/Deployment", "Deployment payments-prod/api"],
    ["core/Namespace/-/payments-prod", "core/Namespace", "Namespace payments-prod"],
    ["core/ConfigMap//settings", "core/ConfigMap", "ConfigMap settings"],
    ['aws_route53_record.api["green"]', "aws_route53_record", 'aws_route53_record.api["green"]'],
    ["module.rds", "aws_db_instance", "database module.rds (aws_db_instance)"],
    [
      'module.a["x"].module.rds[0]',
      "aws_db_instance",
      'database module.a["x"].module.rds[0] (aws_db_instance)',
    ],
    ["module.rds", "aws_glue_job", "module.rds (aws_glue_job)"],
    ["module.rds", "module", "module.rds"],
    ["module.rds.aws_db_instance.this", "aws_db_instance", "module.rds.aws_db_instance.this"],
    ["a/b", "__proto__/x", "b "],
  ])("reads %s (%s) as %s", (address, type, name) => {
    expect(plainName({ address, type }, "en")).toBe(name);
  });

  it("says what a module makes in Japanese too, and quotes Terraform's names as code", () => {
    const rds = { address: "module.rds", type: "aws_db_instance" };
    expect(markdownName(rds, "ja")).toBe("データベース `module.rds` (`aws_db_instance`)");
    expect(markdownName({ address: "apps/Deployment/a/@all", type: "apps/Deployment" }, "en")).toBe(
      "Deployment a/@&#8203;all",
    );
  });

  it("knows the words that name one object only", () => {
    const words = identityWords({ address: "apps/Deployment/payments/api", type: "apps/Deployment" });
    expect(words).toContain("Deployment payments/api");
    expect(words).toContain("payments");
    expect(words).not.toContain("Deployment");
  });
});
