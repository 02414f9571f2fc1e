import { describe, expect, it } from "vitest";
import { destroyedDatabase, finding, movingTag, trafficJump } from "../../test/report/builders.ts";
import { causesOf, dutyOf } from "./causes.ts";

describe("the duty that a finding gives somebody", () => {
  it.each([
    ["fix", finding()],
    ["review", trafficJump()],
    ["confirm", destroyedDatabase("en")],
    ["advice", movingTag()],
    ["waived", finding({ status: "waived" })],
    ["existing", finding({ status: "existing", baselineState: "unchanged" })],
    ["existing", finding({ status: "improved", baselineState: "updated" })],
    ["none", finding({ baselineState: "absent" })],
    ["none", finding({ enforcement: "off" })],
  ])("is %s", (duty, given) => {
    expect(dutyOf(given)).toBe(duty);
  });
});

describe("causes", () => {
  function inNamespace(namespace: string, limit: string) {
    return finding({
      address: `apps/Deployment/${namespace}/api`,
      arguments: {
        container: "api",
        workload: `Deployment ${namespace}/api`,
        limit,
        tenant: namespace,
        cap: "8Gi",
      },
      owner: [namespace],
      location: { path: `${namespace}.yaml`, startLine: 1, endLine: 1 },
    });
  }

  it("are one where only the resource, its owner or its file differ", () => {
    const causes = causesOf([inNamespace("b", "16Gi"), inNamespace("a", "16Gi"), inNamespace("c", "16Gi")]);
    expect(causes.map(({ first, findings }) => [first.location.path, findings.length])).toEqual([
      ["a.yaml", 3],
    ]);
  });

  it("are several where a value, the rule or the duty differs", () => {
    const waived = { ...inNamespace("a", "16Gi"), status: "waived" } as const;
    expect(
      causesOf([inNamespace("a", "16Gi"), inNamespace("b", "32Gi"), waived, trafficJump()]),
    ).toHaveLength(4);
  });

  it("are one where the same is only advised elsewhere, which is told with it", () => {
    const advised = { ...inNamespace("dev", "16Gi"), enforcement: "advise" } as const;
    const causes = causesOf([inNamespace("a", "16Gi"), advised, inNamespace("b", "16Gi")]);
    expect(causes.map(({ duty, findings, advised: more }) => [duty, findings.length, more?.length])).toEqual([
      ["fix", 2, 1],
    ]);
    expect(causesOf([advised]).map(({ duty }) => duty)).toEqual(["advice"]);
  });

  it("are one where one line of values is rendered into many objects, and several where it says several things", () => {
    const rendered = (name: string, image: string) =>
      finding({
        ruleId: "SEC-020",
        address: `apps/Deployment/shop/${name}`,
        arguments: { workload: `Deployment shop/${name}`, image },
        location: {
          path: "chart/values.yaml",
          startLine: 22,
          endLine: 22,
          origin: { kind: "template", path: `chart/templates/${name}.yaml`, line: 30, exact: true },
        },
      });
    const shared = ["cart", "frontend"].map((name) => rendered(name, `registry.example/${name}:latest`));
    expect(causesOf([...shared, rendered("mail", "registry.example/mail:v1")])).toHaveLength(2);
  });

  it("stand in the order fix, confirm, review, advice, and the severest first, whatever order they come in", () => {
    const all = [
      movingTag(),
      trafficJump(),
      destroyedDatabase("en"),
      finding({ severity: "medium" }),
      finding({ ruleId: "SEC-025", severity: "critical" }),
    ];
    const order = ["SEC-025", "RES-004", "CHG-001", "CHG-010", "SEC-020"];
    expect(causesOf(all).map(({ first }) => first.ruleId)).toEqual(order);
    expect(causesOf(all.toReversed()).map(({ first }) => first.ruleId)).toEqual(order);
  });
});
