import { describe, expect, test } from "vitest";
import { ask, load, problemsOf, sourceOf, subject } from "./sources.ts";

const conftest = (files: Readonly<Record<string, string>>, more = {}) =>
  sourceOf({ kind: "conftest", path: "policy", ...more }, files);
const rego = (text: string, more = {}) => conftest({ "policy/a.rego": text }, more);
const pod = subject({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" } });

describe("what Conftest policies say", () => {
  test("deny, violation and warn, messages as strings and as objects, in both versions of Rego", async () => {
    const source = conftest({
      "policy/v0.rego": `package main
deny[msg] { input.kind == "Pod"; msg := "old" }
violation_pod[{"msg": msg, "severity": "critical"}] { input.kind == "Pod"; msg := "object" }`,
      "policy/v1.rego": `package main
warn_new contains msg if { some kind in ["Pod"]; input.kind == kind; msg := sprintf("new %s", [kind]) }`,
    });
    const { said, findings, failures } = await ask(source, pod);
    expect(failures).toEqual([]);
    expect(said).toEqual([
      "conftest.policy.main.deny: old",
      "conftest.policy.main.violation_pod: object",
      "conftest.policy.main.warn_new: new Pod",
    ]);
    expect(findings.map(({ severity }) => severity).toSorted()).toEqual(["critical", "medium", "medium"]);
  });

  test("what an exception names is left out, of its own package alone", async () => {
    const source = conftest(
      {
        "policy/a.rego": `package main
deny_root contains "root" if input.kind == "Pod"
deny_tag contains "tag" if input.kind == "Pod"
exception contains ["root"] if input.metadata.name == "web"`,
        "policy/b.rego": `package other
deny_root contains "root" if input.kind == "Pod"`,
      },
      { namespaces: "all" },
    );
    const { said } = await ask(source, pod);
    expect(said).toEqual(["conftest.policy.main.deny_tag: tag", "conftest.policy.other.deny_root: root"]);
  });

  test("data stands where Conftest's --data puts it, and the file is known", async () => {
    const text = `package main
deny contains msg if {
	not input.kind in data.allowed.kinds
	msg := sprintf("%s in %s/%s, limit %d", [input.kind, data.conftest.file.dir, data.conftest.file.name, data.limits.top])
}`;
    const files = {
      "policy/a.rego": text,
      "policy/allowed/kinds.yaml": "kinds: [Deployment]\n",
      "policy/limits.json": '{"limits": {"top": 3}}',
    };
    const { said } = await ask(conftest(files), pod);
    expect(said).toEqual(["conftest.policy.main.deny: Pod in /a/object.yaml, limit 3"]);
    const elsewhere = { "policy/a.rego": text, "data/allowed.yaml": "allowed: {kinds: [Pod]}\n" };
    expect((await ask(conftest(elsewhere, { data: ["data"] }), pod)).said).toEqual([]);
  });

  test("only the packages that are named are asked", async () => {
    const files = {
      "policy/a.rego": 'package main\ndeny contains "main"',
      "policy/b.rego": 'package k8s.images\nwarn_tag contains "images"',
    };
    expect((await ask(conftest(files), pod)).said).toEqual(["conftest.policy.main.deny: main"]);
    expect((await ask(conftest(files, { namespaces: ["k8s.images"], name: "own" }), pod)).said).toEqual([
      "conftest.own.k8s.images.warn_tag: images",
    ]);
  });

  test("titles and severities come from METADATA, and warn only ever advises", async () => {
    const loaded = await load(
      rego(
        `package main
# METADATA
# title: No pods
# custom: { severity: HIGH }
deny_pods contains "pods" if input.kind == "Pod"
warn contains "w" if input.kind == "Pod"`,
        { enforcement: "block" },
      ),
    );
    if (loaded.kind === "rejected") throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.rules).toMatchObject([
      {
        id: "conftest.policy.main.deny_pods",
        title: "No pods",
        severity: "high",
        enforcement: { production: "block" },
      },
      {
        id: "conftest.policy.main.warn",
        severity: "medium",
        enforcement: { production: "advise", elsewhere: "advise" },
      },
    ]);
  });

  test("a secret that was masked reads as a text, and no rule sees what it was", async () => {
    const masked = { kind: "Secret", stringData: { token: { $secret: { length: 9 } } } };
    const source = rego("package main\ndeny contains msg if msg := input.stringData.token");
    expect((await ask(source, subject(masked))).said).toEqual(["conftest.policy.main.deny: [secret]"]);
  });

  test("a finding points to the path that the message's object names", async () => {
    const object = { kind: "Pod", spec: { containers: [{ image: "a:latest" }] } };
    const paths = ["spec.containers[0].image", "/spec/containers/0/image", "$.nowhere", "spec.containers[7]"];
    const source = rego(`package main
deny contains {"msg": path, "path": path} if some path in ${JSON.stringify(paths)}
deny contains {"msg": "list", "details": {"path": ["spec", "containers"]}} if true`);
    const { findings } = await ask(source, subject(object));
    expect(Object.fromEntries(findings.map((one) => [String(one.arguments["message"]), one.path]))).toEqual({
      "spec.containers[0].image": ["spec", "containers", 0, "image"],
      "/spec/containers/0/image": ["spec", "containers", 0, "image"],
      "$.nowhere": [],
      "spec.containers[7]": [],
      list: ["spec", "containers"],
    });
  });

  test("the order of maps and sets does not matter: the same words, the same findings, the same fingerprints", async () => {
    const source = rego(`package main
deny contains msg if {
	some key, value in input.labels
	msg := sprintf("%s %v", [key, value])
}
warn contains concat(",", {key | some key, _ in input.labels}) if true`);
    const names = ["z", "a", "m", "10", "9"];
    const labels = (order: readonly string[]) =>
      Object.fromEntries(order.map((name) => [name, { b: 1, a: 2 }]));
    const one = await ask(source, subject({ kind: "Pod", labels: labels(names) }));
    const two = await ask(source, subject({ kind: "Pod", labels: labels(names.toReversed()) }));
    expect(one.said).toHaveLength(6);
    expect(two.findings).toEqual(one.findings);
  });
});

describe("what is wrong with Conftest policies is told with file and line", () => {
  test("Rego that does not compile, and everything that is wrong in other files, too", async () => {
    const files = {
      "policy/a.rego": "package main\n\ndeny contains msg if {\n\tmsg := undefined_thing\n}",
      "policy/b.rego": "package main\n\ndeny[msg] { msg = }",
    };
    const [first, ...others] = await problemsOf(conftest(files));
    expect(first).toMatch(/^policy\/b\.rego:3: /);
    expect(others).toEqual([]);
    expect(await problemsOf(conftest({ "policy/a.rego": files["policy/a.rego"] }))).toEqual([
      "policy/a.rego:4: var undefined_thing is unsafe",
    ]);
  });

  test.each([
    ["http.send", 'http.send({"method": "get", "url": "https://example.com"})', "policies see no network"],
    ["net.lookup_ip_addr", 'net.lookup_ip_addr("example.com")', "policies see no network"],
    ["opa.runtime", "opa.runtime()", "policies see no environment"],
    ["time.now_ns", "time.now_ns()", "policies see no clock"],
    ["rand.intn", 'rand.intn("a", 9)', "policies see no random numbers"],
    ["uuid.rfc4122", 'uuid.rfc4122("a")', "policies see no random numbers"],
    ["external_data", 'external_data({"provider": "p", "keys": []})', "asks a provider over the network"],
    ["parse_config_file", 'parse_config_file("a.yaml")', "policies see none"],
  ])("%s is refused, and what to use instead is said", async (name, call, why) => {
    const [problem = "", ...others] = await problemsOf(
      rego(
        `package main\n\ndeny contains msg if {\n\tanswer := ${call}\n\tmsg := sprintf("%v", [answer])\n}`,
      ),
    );
    expect(others).toEqual([]);
    expect(problem).toMatch(/^policy\/a\.rego:4: /);
    expect(problem).toContain(`policies cannot use ${name}: `);
    expect(problem).toContain(why);
    expect(problem).toMatch(/ Use .+\.$/);
  });

  test.each([
    ["deny := true", "policy/a.rego:2: deny is of the type boolean, and has to be a set of messages."],
    ['deny["a"] := "b"', "policy/a.rego:2: deny is of the type object, and has to be a set of messages."],
    ["deny contains 7", "policy/a.rego:2: deny holds values of the type number; a message is a string"],
    ["allow := true", "policy:1: no package that is asked (main) has a rule called deny, violation or warn"],
    ["", "policy:1: no package that is asked (main) has a rule called deny, violation or warn"],
  ])("the wrong shape: %s", async (text, expected) => {
    const [problem = ""] = await problemsOf(rego(`package main\n${text}`));
    expect(problem.slice(0, expected.length)).toBe(expected);
  });

  test("a shape that only an input shows is a failure of that rule, and the others are heard", async () => {
    const source = rego(`package main
deny_wrong contains input.value if true
deny_object contains {"message": "no msg"} if input.kind == "Pod"
deny_right contains "right" if true`);
    const { said, failures } = await ask(source, subject({ kind: "Pod", value: [1] }));
    expect(said).toEqual(["conftest.policy.main.deny_right: right"]);
    expect(failures.map(({ reason, name, detail }) => `${reason} ${name}: ${detail}`)).toEqual([
      "shape conftest.policy.main.deny_object (policy/a.rego:3): a set that holds an object without a msg, not only messages",
      "shape conftest.policy.main.deny_wrong (policy/a.rego:2): a set that holds a list, not only messages",
    ]);
  });

  test("a rule that fails on an input is told with its line, and the others are heard", async () => {
    const source = rego(`package main
level := 1 if input.kind == "Pod"
level := 2 if input.metadata.name == "web"
deny_level contains "level" if level > 0
deny_right contains "right" if true`);
    const { said, failures } = await ask(source, pod);
    expect(said).toEqual(["conftest.policy.main.deny_right: right"]);
    expect(failures).toMatchObject([
      { reason: "evaluation", name: "conftest.policy.main.deny_level (policy/a.rego:4)" },
    ]);
    expect(failures[0]?.detail).toContain("policy/a.rego:2");
  });

  test("a rule that goes on for ever is ended by its steps, always at the same one, and the others are heard", async () => {
    const source = rego(`package main
deny_slow contains "slow" if {
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a * b == 0
}
deny_right contains "right" if true`);
    const { said, failures } = await ask(source, pod, subject({ kind: "Service" }, { address: "other" }));
    expect(said).toEqual([
      "conftest.policy.main.deny_right: right",
      "conftest.policy.main.deny_right: right",
    ]);
    expect(failures).toMatchObject([
      { reason: "time", name: "conftest.policy.main.deny_slow (policy/a.rego:2)" },
    ]);
  });

  test("a rule that wants all memory is found, and the others are heard", async () => {
    const doubled = Array.from({ length: 36 }, (_, i) => `\tx${i + 1} := concat("", [x${i}, x${i}])`).join(
      "\n",
    );
    const source = rego(`package main
deny_large contains "large" if {
	x0 := "0123456789abcdef"
${doubled}
	x36 != ""
}
deny_right contains "right" if true`);
    const { said, failures } = await ask(source, pod);
    expect(said).toEqual(["conftest.policy.main.deny_right: right"]);
    expect(failures).toMatchObject([
      { reason: "memory", name: "conftest.policy.main.deny_large (policy/a.rego:2)" },
    ]);
  });

  test("a flood of messages is refused", async () => {
    const source = rego(`package main
deny contains msg if {
	some i in numbers.range(1, 5000)
	msg := sprintf("%d", [i])
}`);
    const { said, failures } = await ask(source, pod);
    expect(said).toEqual([]);
    expect(failures).toMatchObject([
      { reason: "shape", detail: "5000 messages about one object, of at most 200" },
    ]);
  });

  test("a thousand rules are too many, and how many run is said", async () => {
    const rules = Array.from(
      { length: 1000 },
      (_, i) => `deny_${i} contains "${i}" if input.kind == "K${i}"`,
    );
    expect(await problemsOf(rego(`package main\n${rules.join("\n")}`))).toEqual([
      "policy:1: the sources have 1000 rules together, and at most 500 are run. Split them, or ask fewer packages.",
    ]);
  });

  test("data files that cannot be read, and two that contradict each other", async () => {
    const deny = 'package main\ndeny contains "a" if data.a';
    expect(await problemsOf(conftest({ "policy/a.rego": deny, "policy/list.yaml": "- a\n" }))).toEqual([
      "policy/list.yaml:1: this data file cannot be read: it holds no map. Name the files that are data with `data`, or mend it.",
    ]);
    const two = { "policy/a.rego": deny, "policy/b.yaml": "a: {b: 1}\n", "policy/c.json": '{"a": {"b": 2}}' };
    expect(await problemsOf(conftest(two))).toEqual([
      'policy/c.json:1: "a.b" stands in another data file, too, with another value. Name the files that are data with `data`.',
    ]);
  });

  test("two sources of one name have ids of their own, and the same id twice is refused", async () => {
    const deny = 'package main\ndeny contains "a" if true';
    const one = sourceOf({ kind: "conftest", path: "policy", name: "own" }, { "policy/a.rego": deny });
    const two = sourceOf({ kind: "conftest", path: "more", name: "own" }, { "more/b.rego": deny });
    expect(await problemsOf(one, two)).toEqual([
      "more/b.rego:2: the id conftest.own.main.deny is taken by policy/a.rego:2 already. Every rule has an id of its own.",
    ]);
  });
});
