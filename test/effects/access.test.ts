import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { changeText } from "../../src/report/change-text.ts";
import { code, escapeText } from "../../src/report/markdown/escape.ts";
import { changeOf, side, summaryOf, told, toldOf } from "./telling.ts";

const rbac = (kind: string) => `rbac.authorization.k8s.io/${kind}`;

function rule(verbs: readonly string[], resources: readonly string[], given: JsonObject = {}): JsonObject {
  return { apiGroups: [""], verbs, resources, ...given };
}

function role(...rules: readonly JsonObject[]): JsonObject {
  return { rules };
}

function binding(name: string, ...subjects: readonly JsonObject[]): JsonObject {
  return { roleRef: { kind: "ClusterRole", name }, subjects };
}

const group = (name: string) => ({ kind: "Group", name, apiGroup: "rbac.authorization.k8s.io" });

describe("a change of what people may do in a cluster", () => {
  it.each<[string, JsonObject | null, JsonObject | null, string]>([
    [
      "verbs that came and went",
      role(rule(["get", "list"], ["secrets"])),
      role(rule(["get", "delete"], ["secrets"])),
      "now allows delete on secrets, no longer allows list on secrets",
    ],
    [
      "that another rule allows the same now",
      role(rule(["get", "list"], ["pods"])),
      role(rule(["get"], ["pods"]), rule(["list"], ["pods"])),
      "rules written in another way, the same is allowed",
    ],
    [
      "what everything takes in",
      role(rule(["get"], ["pods"])),
      role(rule(["get"], ["pods"]), rule(["*"], ["*"], { apiGroups: ["*"] })),
      "now allows everything (*) on everything (*)",
    ],
    [
      "what is lost where everything goes",
      role(rule(["*"], ["*"], { apiGroups: ["*"] })),
      role(rule(["get"], ["pods"])),
      "no longer allows everything (*) on everything (*)",
    ],
    [
      "groups of the API as kubectl writes them",
      role(),
      role(rule(["patch"], ["deployments", "pods/exec"], { apiGroups: ["apps"] })),
      "now allows patch on deployments.apps and pods/exec.apps",
    ],
    [
      "objects of some names",
      role(),
      role(rule(["get"], ["secrets"], { resourceNames: ["db"] })),
      "now allows get on secrets named db",
    ],
    [
      "addresses beside the API",
      role(),
      role({ verbs: ["get"], nonResourceURLs: ["/metrics"] }),
      "now allows get on /metrics",
    ],
    ["a role that is made", null, role(rule(["get", "list"], ["pods"])), "created: get and list on pods"],
  ])("tells %s", (_, before, after, text) => {
    expect(toldOf(rbac("Role"), before, after)).toBe(text);
  });

  it("leaves rules that nobody can read to their leaves", () => {
    const before = side(rbac("Role"), role(rule(["get"], ["pods"])));
    const after = side(rbac("Role"), { rules: [{ apiGroups: [""], resources: ["pods"] }] }, [
      "/rules/0/verbs",
    ]);
    expect(told(before, after)).toContain("(known after apply)");
  });

  it.each<[string, JsonObject | null, JsonObject | null, string]>([
    [
      "who gets a role",
      binding("admin", group("a")),
      binding("admin", group("a"), group("sre")),
      "Group sre gets ClusterRole admin",
    ],
    [
      "who loses one",
      binding("admin", group("a"), group("b"), group("c")),
      binding("admin", group("a")),
      "Group b and Group c lose ClusterRole admin",
    ],
    [
      "that all have another role",
      binding("admin", group("a")),
      binding("view", group("a")),
      "Group a gets ClusterRole view, Group a loses ClusterRole admin",
    ],
    [
      "accounts with their namespace",
      null,
      binding("edit", { kind: "ServiceAccount", name: "ci", namespace: "tools" }),
      "created: ServiceAccount tools/ci gets ClusterRole edit",
    ],
  ])("tells %s", (_, before, after, text) => {
    expect(toldOf(rbac("RoleBinding"), before, after)).toBe(text);
  });

  it("says that a role counts everywhere, in both languages", () => {
    const after = binding("cluster-admin", group("a"));
    const type = rbac("ClusterRoleBinding");
    expect(toldOf(type, null, after)).toBe(
      "created: Group a gets ClusterRole cluster-admin in the whole cluster",
    );
    expect(toldOf(type, null, after, "ja")).toBe(
      "作成: Group a にクラスター全体の ClusterRole cluster-admin を付与",
    );
  });
});

function policy(spec: JsonObject): JsonObject {
  return { spec: { podSelector: {}, ...spec } };
}

const from = (...peers: readonly JsonValue[]) => [{ from: peers }];
const block = (cidr: string) => ({ ipBlock: { cidr } });
const labelled = (app: string) => ({ podSelector: { matchLabels: { app } } });

describe("a change of a network policy", () => {
  it.each<[string, JsonObject | null, JsonObject | null, string]>([
    [
      "who may come in now",
      policy({ ingress: from(labelled("web")) }),
      policy({ ingress: from(labelled("web"), block("10.0.0.0/8")) }),
      "ingress from 10.0.0.0/8 on every port added",
    ],
    [
      "a port that is known, with its name",
      policy({ ingress: [] }),
      policy({ ingress: [{ from: [block("0.0.0.0/0")], ports: [{ port: 5432 }] }] }),
      "ingress 0.0.0.0/0:5432 (PostgreSQL) added",
    ],
    [
      "pods of other namespaces",
      policy({ ingress: [] }),
      policy({
        ingress: from({
          podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["a", "b"] }] },
          namespaceSelector: { matchLabels: { team: "x" } },
        }),
      }),
      "ingress from pods app in (a,b) in namespaces team=x added",
    ],
    [
      "that an empty rule opens everything",
      policy({ policyTypes: ["Egress"], egress: [] }),
      policy({ policyTypes: ["Egress"], egress: [{}] }),
      "egress to anywhere on every port added",
    ],
    [
      "that another direction is restricted now",
      policy({ policyTypes: ["Ingress"], ingress: from(labelled("web")) }),
      policy({ policyTypes: ["Ingress", "Egress"], ingress: from(labelled("web")) }),
      "all egress is denied",
    ],
    [
      "that a direction is restricted no more",
      policy({ policyTypes: ["Ingress", "Egress"], egress: [{ to: [block("10.0.0.0/8")] }] }),
      policy({ policyTypes: ["Ingress"] }),
      "egress is no longer restricted",
    ],
    [
      "a policy that denies all",
      null,
      policy({ policyTypes: ["Ingress", "Egress"] }),
      "created: all ingress is denied, all egress is denied",
    ],
    [
      "one that is gone",
      policy({ ingress: from(labelled("a")) }),
      null,
      "deleted: ingress is no longer restricted",
    ],
    [
      "ranges of ports and other protocols",
      policy({ ingress: [] }),
      policy({
        ingress: [
          {
            ports: [
              { port: 8000, endPort: 8100 },
              { port: 53, protocol: "UDP" },
            ],
          },
        ],
      }),
      "ingress from anywhere on ports 8000-8100 and 53/UDP (DNS) added",
    ],
  ])("tells %s", (_, before, after, text) => {
    expect(toldOf("networking.k8s.io/NetworkPolicy", before, after)).toBe(text);
  });
});

describe("a change of a security group", () => {
  const open = (port: number, ...cidrs: readonly string[]) => ({
    ...{ from_port: port, to_port: port, protocol: "tcp", cidr_blocks: cidrs },
  });
  const single = (given: JsonObject) => ({
    type: "ingress",
    protocol: "tcp",
    from_port: 22,
    to_port: 22,
    ...given,
  });
  it.each<[string, string, JsonObject | null, JsonObject | null, string]>([
    [
      "a block that was added to a rule",
      "aws_security_group",
      { ingress: [open(5432, "10.0.0.0/8")] },
      { ingress: [open(5432, "10.0.0.0/8", "0.0.0.0/0")] },
      "ingress 0.0.0.0/0:5432 (PostgreSQL) added",
    ],
    [
      "a block that is larger now",
      "aws_security_group",
      { ingress: [open(6379, "10.20.0.0/16")] },
      { ingress: [open(6379, "10.0.0.0/8")] },
      "ingress 10.0.0.0/8:6379 (Redis) added, ingress 10.20.0.0/16:6379 (Redis) removed",
    ],
    [
      "every port and protocol",
      "aws_security_group",
      { egress: [] },
      { egress: [{ from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }] },
      "egress to 0.0.0.0/0 on every port added",
    ],
    [
      "a rule of its own",
      "aws_security_group_rule",
      null,
      single({ cidr_blocks: ["0.0.0.0/0"] }),
      "created: ingress 0.0.0.0/0:22 (SSH)",
    ],
    [
      "another group",
      "aws_security_group_rule",
      single({ source_security_group_id: "sg-1" }),
      null,
      "deleted: ingress from security group sg-1 on port 22 (SSH)",
    ],
    [
      "the newest way to write one",
      "aws_vpc_security_group_egress_rule",
      null,
      { cidr_ipv4: "10.0.0.0/8", ip_protocol: "udp", from_port: 53, to_port: 53 },
      "created: egress 10.0.0.0/8:53/UDP (DNS)",
    ],
  ])("tells %s", (_, type, before, after, text) => {
    expect(toldOf(type, before, after)).toBe(text);
  });

  it("says what is known only after apply", () => {
    const type = "aws_vpc_security_group_ingress_rule";
    const rules = { ip_protocol: "tcp", from_port: 443, to_port: 443 };
    expect(told(null, side(type, rules, ["/cidr_ipv4"]))).toBe(
      "created: ingress from (known after apply) on port 443 (HTTPS)",
    );
    expect(
      told(null, side(type, { ip_protocol: "tcp", cidr_ipv4: "10.0.0.0/8" }, ["/from_port", "/to_port"])),
    ).toBe("created: ingress from 10.0.0.0/8 on ports known after apply");
  });

  it("cuts what is too much to read, with its number", () => {
    const blocks = Array.from({ length: 300 }, (_, index) => `10.0.${index}.0/24`);
    const text = toldOf("aws_security_group", { ingress: [] }, { ingress: [open(80, ...blocks)] });
    expect(text).toBe(
      [...[0, 1, 2, 3].map((index) => `ingress 10.0.${index}.0/24:80 (HTTP) added`), "296 more values"].join(
        ", ",
      ),
    );
  });
});

describe("who of AWS is who in a cluster", () => {
  const map = (...groups: readonly string[]) =>
    side("core/ConfigMap", {
      data: { mapRoles: [{ rolearn: "arn:aws:iam::1:role/dev", username: "dev", groups }] },
    });
  const text = (address: string) => {
    const change = { ...changeOf(map("viewers"), map("system:masters")), address };
    return changeText(summaryOf(change), "en", { text: (each) => each, code: (each) => each });
  };

  it("is told by the groups that they get", () => {
    expect(text("core/ConfigMap/kube-system/aws-auth")).toBe(
      [
        "IAM arn:aws:iam::1:role/dev gets Group system:masters in the whole cluster",
        "IAM arn:aws:iam::1:role/dev loses Group viewers in the whole cluster",
      ].join(", "),
    );
  });

  it("is told of that one ConfigMap alone", () => {
    expect(text("core/ConfigMap/shop/aws-auth")).not.toContain("gets");
  });
});

describe("names from outside", () => {
  it("mean nothing in Markdown, and are cut", () => {
    const subject = { kind: "Group", name: `@acme/all | <b> [x](y) ${"z".repeat(300)}` };
    const change = changeOf(
      null,
      side(rbac("RoleBinding"), { roleRef: { kind: "ClusterRole", name: "a`b" }, subjects: [subject] }),
    );
    const text = changeText(summaryOf(change), "en", { text: escapeText, code });
    expect(text).not.toMatch(/@acme|[|<]|\[x\]\(|z{61}/);
    expect(text).toContain("a\\`b");
  });
});
