import { afterEach, describe, expect, test } from "vitest";
import { messageOf } from "../../src/report/message.ts";
import { type Bench, openBench, type Reviewed } from "./bench.ts";
import { onHostNetwork } from "./samples.ts";

let bench: Bench | null = null;
afterEach(() => bench?.close());

const settings = `version: 1
policySources:
  - { path: own, kind: conftest }
  - { path: other, kind: conftest }
`;
const others = 'package main\ndeny contains "from the other source" if input.kind == "Pod"\n';

/** Judges a pod under policies of `own`, beside those of another source and ours. */
async function underPolicies(rego: string, options = {}): Promise<Reviewed> {
  bench = await openBench(options);
  const base = {
    ".github/sekisho.yml": settings,
    "own/a.rego": `package main\n${rego}`,
    "other/b.rego": others,
  };
  const head = { ...base, "a/pod.yaml": onHostNetwork("pod") };
  return bench.ask({ base, head, rules: "SEC-002,CHG-025,conftest.*" });
}

const heard = ["SEC-002 network a/pod.yaml", "conftest.other.main.deny said a/pod.yaml"];
const neighbour = "conftest.own.main.deny_right said a/pod.yaml";
const right = 'deny_right contains "right" if input.kind == "Pod"\n';

function toldOf({ report }: Reviewed): string | undefined {
  const finding = report.findings.find(({ ruleId }) => ruleId === "CHG-025");
  return finding && messageOf(finding, report.texts, { format: "plain", locale: "en" });
}

describe("a policy that misbehaves is told by its rule, file and line, and everything else is judged", () => {
  test("one that goes on for ever", async () => {
    const reviewed = await underPolicies(`${right}
deny_slow contains "slow" if {
	some a in numbers.range(1, 10000)
	some b in numbers.range(1, 10000)
	a * b == 0
}`);
    expect(reviewed.said.toSorted()).toEqual(["CHG-025 policy_time ", ...heard, neighbour].toSorted());
    expect(toldOf(reviewed)).toContain("conftest.own.main.deny_slow (own/a.rego:4)");
  });

  test("one that takes all memory", async () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `\tx${i + 1} := concat("", [x${i}, x${i}])`).join(
      "\n",
    );
    const reviewed = await underPolicies(`${right}
deny_large contains "large" if {
	x0 := "0123456789abcdef"
${doubled}
	x40 != ""
}`);
    expect(reviewed.said.toSorted()).toEqual(["CHG-025 policy_memory ", ...heard, neighbour].toSorted());
    expect(toldOf(reviewed)).toContain("conftest.own.main.deny_large (own/a.rego:4)");
  });

  test("one whose single step takes too long ends its worker, and its source alone is left out", async () => {
    const numbers = '\tx := bits.lsh(1, 200000000)\n\ty := x * x\n\tsprintf("%v", [y]) == "0"\n';
    const reviewed = await underPolicies(`${right}\ndeny_hard contains "hard" if {\n${numbers}}`, {
      rootTimeMs: 8_000,
    });
    expect(reviewed.said.toSorted()).toEqual(["CHG-025 policy_time ", ...heard].toSorted());
    expect(toldOf(reviewed)).toContain("own");
  });

  test("one that gives something else than messages", async () => {
    const reviewed = await underPolicies(`${right}deny_wrong contains {"text": input.kind} if true\n`);
    expect(reviewed.said.toSorted()).toEqual(["CHG-025 policy_shape ", ...heard, neighbour].toSorted());
    expect(toldOf(reviewed)).toContain("conftest.own.main.deny_wrong (own/a.rego:3)");
    expect(toldOf(reviewed)).toContain("an object without a msg");
  });
});

test("what a policy says is text: no link, no mention, no markup, no terminal code", async () => {
  const text = "[x](https://evil.example) @acme/all <img src=x> | `a` \\u001b[31m **b**";
  const reviewed = await underPolicies(
    `deny_text contains ${JSON.stringify(text).replace("\\\\u", "\\u")} if input.kind == "Pod"\n`,
  );
  const { outputs } = reviewed;
  expect(reviewed.said).toContain("conftest.own.main.deny_text said a/pod.yaml");
  expect(outputs["markdown"]).not.toMatch(/(?<!\\)\[x\]\(https:|<img|(?<![`\\\w])@acme\/all/);
  expect(outputs["pretty"]).not.toContain("\u001b");
});
