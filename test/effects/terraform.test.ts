import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/model/finding.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { exampleFinding } from "../../src/model/testing/finding.ts";
import { changeGroups } from "../../src/report/change-groups.ts";
import { changeText } from "../../src/report/change-text.ts";
import { changeOf, side, summaryOf, told, toldOf } from "./telling.ts";

const plain = { text: (text: string) => text, code: (text: string) => text };

describe("a change of what Terraform makes", () => {
  const small = { engine: "postgres", engine_version: "15.4", instance_class: "db.t4g.small" };
  it.each<[string, string, JsonObject | null, JsonObject | null, string]>([
    [
      "what a database is that is made",
      "aws_db_instance",
      null,
      { ...small, allocated_storage: 20, multi_az: false, publicly_accessible: false },
      "created: PostgreSQL 15.4, db.t4g.small, 20 GB, single-AZ",
    ],
    [
      "what one was that is deleted, open to the world",
      "aws_db_instance",
      { ...small, publicly_accessible: true },
      null,
      "deleted: PostgreSQL 15.4, db.t4g.small, publicly accessible",
    ],
    [
      "class, version, storage and protection",
      "aws_db_instance",
      { ...small, allocated_storage: 20, deletion_protection: true, backup_retention_period: 7 },
      {
        ...{ ...small, engine_version: "16.3", instance_class: "db.r6g.large", allocated_storage: 200 },
        ...{ deletion_protection: false, backup_retention_period: 1 },
      },
      "engine version 15.4 → 16.3, class db.t4g.small → db.r6g.large, storage 20 GB → 200 GB, deletion protection on → off, backups kept 7 days → 1 day",
    ],
    [
      "words for switches that are written as text",
      "aws_db_instance",
      { allow_major_version_upgrade: "false" },
      { allow_major_version_upgrade: "true" },
      "major upgrades allowed off → on",
    ],
    [
      "nodes of a cluster",
      "aws_eks_node_group",
      { instance_types: ["m6i.large"], scaling_config: [{ min_size: 2, max_size: 10, desired_size: 3 }] },
      { instance_types: ["m6i.xlarge"], scaling_config: [{ min_size: 2, max_size: 40, desired_size: 3 }] },
      "instance types m6i.large → m6i.xlarge, max nodes 10 → 40",
    ],
    [
      "a cluster's version, and who reaches its endpoint",
      "aws_eks_cluster",
      { version: "1.29", vpc_config: [{ public_access_cidrs: ["10.0.0.0/8"] }] },
      { version: "1.30", vpc_config: [{ public_access_cidrs: ["0.0.0.0/0"] }] },
      "version 1.29 → 1.30, public endpoint's range 0.0.0.0/0 added, public endpoint's range 10.0.0.0/8 removed",
    ],
    [
      "a function",
      "aws_lambda_function",
      { runtime: "nodejs20.x", memory_size: 128, timeout: 3 },
      { runtime: "nodejs22.x", memory_size: 1024, timeout: 30 },
      "runtime nodejs20.x → nodejs22.x, memory 128 MB → 1024 MB, timeout 3 s → 30 s",
    ],
    [
      "after how long objects go",
      "aws_s3_bucket_lifecycle_configuration",
      { rule: [{ id: "logs", expiration: [{ days: 365 }] }] },
      { rule: [{ id: "logs", expiration: [{ days: 7 }] }] },
      "objects deleted by rule logs after 365 days → after 7 days",
    ],
    [
      "addresses of a record",
      "aws_route53_record",
      { name: "api.example.com", type: "A", ttl: 300, records: ["192.0.2.1"] },
      { name: "api.example.com", type: "A", ttl: 60, records: ["192.0.2.2"] },
      "TTL 300 s → 60 s, value 192.0.2.2 added, value 192.0.2.1 removed",
    ],
    [
      "a module in another version, by reference",
      "module",
      { source: "github.com/acme/rds?ref=v1.0.0" },
      { source: "github.com/acme/rds?ref=v2.0.0" },
      "module version v1.0.0 → v2.0.0",
    ],
    [
      "a module from somewhere else",
      "module",
      { source: "acme/rds/aws", version: "1.0.0" },
      { source: "evil/rds/aws", version: "1.0.0" },
      "source acme/rds/aws 1.0.0 → evil/rds/aws 1.0.0",
    ],
    [
      "providers",
      "terraform",
      { required_providers: [{ aws: { source: "hashicorp/aws", version: "~> 4.0" } }] },
      {
        required_providers: [
          { aws: { source: "hashicorp/aws", version: "~> 5.0" }, dns: { source: "hashicorp/dns" } },
        ],
      },
      "provider aws ~> 4.0 → ~> 5.0, provider dns hashicorp/dns (new)",
    ],
    [
      "how a listener divides its traffic",
      "aws_lb_listener_rule",
      {
        action: [
          {
            forward: [
              {
                target_group: [
                  { arn: "blue", weight: 90 },
                  { arn: "green", weight: 10 },
                ],
              },
            ],
          },
        ],
      },
      {
        action: [
          {
            forward: [
              {
                target_group: [
                  { arn: "blue", weight: 1 },
                  { arn: "green", weight: 2 },
                ],
              },
            ],
          },
        ],
      },
      "share of traffic: blue 90 % → 33.3 % and green 10 % → 66.7 %",
    ],
  ])("tells %s", (_, type, before, after, text) => {
    expect(toldOf(type, before, after)).toBe(text);
  });

  it("says what is known only after apply, and what will be another value then", () => {
    const type = "aws_db_instance";
    expect(
      told(
        side(type, small),
        side(type, { engine: "postgres", engine_version: "15.4" }, ["/instance_class"]),
      ),
    ).toBe("class db.t4g.small → (known after apply)");
    expect(told(side(type, {}, ["/instance_class"]), side(type, { x: 1 }, ["/instance_class"]))).toBe(
      "x 1 (new), instance_class changed (known after apply)",
    );
  });

  it("tells of a secret only that it is another one", () => {
    const marker = { $secret: { detector: "sensitive", changed: true } };
    const text = toldOf("aws_db_instance", { snapshot_identifier: marker }, { snapshot_identifier: "mine" });
    expect(text).toBe("restored from snapshot changed (secret)");
  });
});

describe("the share of a weighted record", () => {
  const type = "aws_route53_record";
  const record = (weight: number, name = "api.example.com") => ({
    ...{ zone_id: "Z1", name, type: "CNAME", ttl: 60 },
    weighted_routing_policy: [{ weight }],
  });
  const blue = (weight: number) => ({ ...side(type, record(weight)), address: "blue" });

  it.each<[string, number, number, number, number, string]>([
    ["both weights", 10, 90, 90, 10, "share of traffic 10 % → 90 %"],
    ["weights that are no percentages", 1, 3, 3, 3, "share of traffic 25 % → 50 %"],
    ["a share that the other one's weight moves", 1, 1, 3, 1, "share of traffic 25 % → 50 %"],
    ["nothing at all", 0, 10, 10, 10, "share of traffic 0 % → 50 %"],
  ])("is told in percent: %s", (_, before, after, otherBefore, otherAfter, text) => {
    const [old, current] = [side(type, record(before)), side(type, record(after))];
    const around = { before: [old, blue(otherBefore)], after: [current, blue(otherAfter)] };
    expect(changeText(summaryOf(changeOf(old, current), around), "en", plain)).toBe(text);
  });

  it("is not told of a set that is not here", () => {
    const [old, current] = [side(type, record(10)), side(type, record(90))];
    const other = blue(10);
    const unknown = { ...other, unknown: new Map([["/weighted_routing_policy/0/weight", "x"]]) };
    for (const more of [[], [unknown], [{ ...side(type, record(1, "b.example.com")), address: "b" }]]) {
      const around = { before: [old, ...more], after: [current, ...more] };
      expect(changeText(summaryOf(changeOf(old, current), around), "en", plain)).not.toContain("share");
    }
  });
});

describe("a change of what is reached from outside", () => {
  const path = (at: string, name: string) => ({
    path: at,
    backend: { service: { name, port: { number: 80 } } },
  });
  const ingress = (...paths: readonly JsonObject[]) => ({
    spec: { rules: [{ host: "a.example", http: { paths } }] },
  });
  it.each<[string, string, JsonObject | null, JsonObject | null, string]>([
    [
      "routes",
      "networking.k8s.io/Ingress",
      ingress(path("/", "web")),
      ingress(path("/", "web"), path("/api", "api")),
      "route a.example/api → api:80 added",
    ],
    [
      "a Service that becomes public",
      "core/Service",
      { spec: { type: "ClusterIP", ports: [{ port: 80, targetPort: 8080 }], selector: { app: "a" } } },
      { spec: { type: "LoadBalancer", ports: [{ port: 80, targetPort: 8080 }], selector: { app: "b" } } },
      "type ClusterIP → LoadBalancer, selector app=b added, selector app=a removed",
    ],
    [
      "what a Service is that is made",
      "core/Service",
      null,
      { spec: { type: "LoadBalancer", ports: [{ port: 443, targetPort: "https" }] } },
      "created: LoadBalancer, port 443 → https",
    ],
    [
      "hosts of a certificate",
      "cert-manager.io/Certificate",
      { spec: { dnsNames: ["a.example"] } },
      { spec: { dnsNames: ["b.example"] } },
      "host b.example added, host a.example removed",
    ],
    [
      "how a route divides its traffic",
      "networking.istio.io/VirtualService",
      { spec: { http: [{ route: [{ destination: { host: "a" } }] }] } },
      {
        spec: {
          http: [
            {
              route: [
                { destination: { host: "a" }, weight: 75 },
                { destination: { host: "b" }, weight: 25 },
              ],
            },
          ],
        },
      },
      "share of traffic: a 100 % → 75 % and b 0 % → 25 %",
    ],
    [
      "another revision of an Application",
      "argoproj.io/Application",
      { spec: { source: { targetRevision: "v1" }, syncPolicy: { automated: { prune: false } } } },
      { spec: { source: { targetRevision: "main" }, syncPolicy: { automated: { prune: true } } } },
      "revision v1 → main, pruning off → on",
    ],
  ])("tells %s", (_, type, before, after, text) => {
    expect(toldOf(type, before, after)).toBe(text);
  });
});

describe("rows of what changes", () => {
  const update = (address: string, object: JsonObject, type = "aws_db_instance", before: JsonObject = {}) =>
    summaryOf({ ...changeOf(side(type, before), side(type, object)), address });

  it("are one for what differs only in the names of the resources", () => {
    const bucket = (name: string) => update(`aws_x.${name}`, { url: `https://${name}.example` }, "aws_x");
    expect(changeGroups([bucket("orders"), bucket("payments")], []).map(({ count }) => count)).toEqual([2]);
  });

  it("are one for all versions of providers", () => {
    const versions = (address: string, aws: string) =>
      update(address, { required_providers: [{ aws: { version: aws } }] }, "terraform", {
        required_providers: [{ aws: { version: "1" } }],
      });
    const [group, ...others] = changeGroups([versions("a", "2"), versions("b", "3"), versions("c", "2")], []);
    expect(others).toEqual([]);
    expect(group).toMatchObject({ count: 3, mixed: true });
    expect(group === undefined ? "" : changeText(group.first, "en", plain)).toBe(
      "provider aws 1 → 2, provider aws 1 → 3",
    );
  });

  it("are one for many things of one type that come, unless somebody is asked about one", () => {
    const database = (index: number) =>
      summaryOf({
        ...changeOf(null, side("aws_db_instance", { instance_class: `db.${index}` })),
        address: `aws_db_instance.n${index}`,
      });
    const rows = (count: number, asked: readonly Finding[] = []) =>
      changeGroups(
        Array.from({ length: count }, (_, index) => database(index)),
        asked,
      ).map(({ first, count: members }) => `${changeText(first, "en", plain)} (${members})`);
    expect(rows(2)).toEqual(["created: db.0 (1)", "created: db.1 (1)"]);
    expect(rows(6)).toEqual(["created (6)"]);
    const asked = exampleFinding({ rootKey: "r", address: "aws_db_instance.n3", enforcement: "review" });
    expect(rows(6, [asked])).toEqual(["created: db.3 (1)", "created (5)"]);
  });

  it("leave out of a module's call what is told of what it makes", () => {
    const call = update("module.db", { class: "b", source: "x?ref=2" }, "module", {
      class: "a",
      source: "x?ref=1",
    });
    const made = update("module.db", { instance_class: "b" }, "aws_db_instance", { instance_class: "a" });
    const texts = changeGroups([call, made], []).map(({ first }) => changeText(first, "en", plain));
    expect(texts).toEqual(["class a → b", "module version 1 → 2"]);
    const alone = update("module.db", { class: "b", source: "x" }, "module", { class: "a", source: "x" });
    expect(changeGroups([alone, made], [])).toHaveLength(1);
  });

  it("tell a namespace and what is deleted with it as one", () => {
    const gone = (type: string, address: string, path: string) => ({
      ...summaryOf({ ...changeOf(side(type, {}), null), address }),
      location: { path, startLine: 1, endLine: 2, side: "base" as const },
    });
    const changes = [
      gone("core/Namespace", "core/Namespace/-/shop", "live/shop/namespace.yaml"),
      gone("core/LimitRange", "core/LimitRange/shop/limits", "live/shop/limits.yaml"),
      gone("core/Secret", "core/Secret/shop/db", "live/shop/resources/db.tf"),
      gone("core/Secret", "core/Secret/other/db", "live/other/db.yaml"),
      gone("core/Secret", "core/Secret/shop/db", "test/shop/db.yaml"),
    ];
    const rows = changeGroups(changes, []).map(({ first, count }) => [changeText(first, "en", plain), count]);
    expect(rows).toEqual([
      ["deleted, with 2 objects in it", 1],
      ["deleted", 2],
    ]);
  });
});
