import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../../model/change.ts";
import type { PermissionsEffect } from "../../../model/change-effect.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { PermissionMember } from "../../../model/permission.ts";
import type { Resource } from "../../../model/resource.ts";
import { permissionsEffects } from "./index.ts";

function resource(type: string, object: JsonObject, unknown: Record<string, string> = {}): Resource {
  const location = { path: "main.tf", startLine: 1, endLine: 1 };
  return {
    rootKey: "terraform:.",
    address: `${type}.x`,
    type,
    object,
    unknown: new Map(Object.entries(unknown)),
    refersTo: (digest) => (digest.startsWith("of ") ? [digest.slice(3)] : []),
    sensitive: new Set(),
    namespace: null,
    location,
    locate: () => location,
  };
}

function effects(before: Resource | null, after: Resource | null): readonly PermissionsEffect[] {
  const { type = "", address = "" } = after ?? before ?? {};
  const action = before === null ? "create" : after === null ? "delete" : "update";
  const change: ResourceChange = {
    ...{ rootKey: "terraform:.", address, type, action, before, after },
    ...{ move: null, replacePaths: [] },
  };
  return permissionsEffects(change);
}

const text = (member: PermissionMember) =>
  member.kind === "known" ? member.text : `(${member.refersTo.join()})`;

/** `role api gained s3:* on *` */
function lines(before: Resource | null, after: Resource | null): readonly string[] {
  return effects(before, after).flatMap((effect) => {
    const { who, document, gained, lost, unread } = effect;
    const of = `${document} of ${who.kind} ${who.name}`;
    const entries = (sign: string, list: PermissionsEffect["gained"]) =>
      list.map((entry) => {
        if (entry.kind === "attached") {
          const places = entry.namespaces === undefined ? "" : ` in ${entry.namespaces.map(text).join()}`;
          return `${of}: ${sign} ${entry.as} ${text(entry.policy)}${places}`;
        }
        const people = (entry.principals?.members ?? []).map((each) =>
          "name" in each ? each.name : each.kind,
        );
        const when = entry.conditions.map((each) => (each.kind === "test" ? each.key : "?")).join();
        const to = people.length === 0 ? "" : ` for ${people.join()}`;
        const actions = entry.actions.members.map(text).join();
        return `${of}: ${sign} ${actions} on ${entry.resources.members.map(text).join()}${to}${when && ` when ${when}`}`;
      });
    const rest = unread === true ? [`${of}: unread`] : [];
    const all = [...entries("gained", gained), ...entries("lost", lost), ...rest];
    return all.length === 0 ? [`${of}: the same`] : all;
  });
}

const document = (...statements: readonly JsonObject[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (...actions: readonly string[]): JsonObject => ({
  Effect: "Allow",
  Action: actions,
  Resource: "*",
});
const trusting = (Principal: JsonObject) =>
  document({ Effect: "Allow", Action: "sts:AssumeRole", Principal });

describe("what a change of a resource gives and takes", () => {
  it("says whose policy it is", () => {
    const [before, after] = [document(allow("s3:GetObject")), document(allow("s3:*"))].map((policy) =>
      resource("aws_iam_role_policy", { role: "payments-api", policy }),
    );
    expect(lines(before ?? null, after ?? null)).toEqual(["grants of role payments-api: gained s3:* on *"]);
  });

  it("gives to one and takes from another where the holder is another one", () => {
    const [before, after] = ["a", "b"].map((role) =>
      resource("aws_iam_role_policy", { role, policy: document(allow("s3:*")) }),
    );
    expect(lines(before ?? null, after ?? null)).toEqual([
      "grants of role b: gained s3:* on *",
      "grants of role a: lost s3:* on *",
    ]);
  });

  it("reads a role as a whole: trust, inline policies, attachments, boundary", () => {
    const before = resource("aws_iam_role", {
      name: "api",
      assume_role_policy: trusting({ Service: "ec2.amazonaws.com" }),
      inline_policy: [{ name: "a", policy: document(allow("s3:GetObject")) }],
      managed_policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      permissions_boundary: "arn:aws:iam::111122223333:policy/limit",
    });
    const after = resource("aws_iam_role", {
      name: "api",
      assume_role_policy: trusting({ Service: "ec2.amazonaws.com", AWS: "111122223333" }),
      inline_policy: [{ name: "b", policy: document(allow("s3:GetObject", "iam:PassRole")) }],
      managed_policy_arns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    });
    expect(lines(before, after)).toEqual([
      "trust of role api: gained sts:AssumeRole on * for account",
      "grants of role api: gained iam:PassRole on *",
      "grants of role api: gained policy arn:aws:iam::aws:policy/AdministratorAccess",
      "grants of role api: lost policy arn:aws:iam::aws:policy/ReadOnlyAccess",
      "grants of role api: gained boundary arn:aws:iam::111122223333:policy/limit",
    ]);
  });

  it("says that a new boundary takes", () => {
    const before = resource("aws_iam_user", { name: "ci" });
    const after = resource("aws_iam_user", {
      name: "ci",
      permissions_boundary: "arn:aws:iam::1:policy/limit",
    });
    expect(lines(before, after)).toEqual(["grants of user ci: lost boundary arn:aws:iam::1:policy/limit"]);
  });

  it("says what stands first that matters most", () => {
    const policy = document(
      allow("s3:GetObject"),
      { ...allow("sqs:SendMessage"), Resource: "arn:q" },
      allow("*"),
    );
    const after = resource("aws_iam_policy", { name: "p", policy });
    expect(lines(null, after)).toEqual(["grants of policy p: gained * on *"]);
    const more = document(
      { ...allow("s3:GetObject"), Resource: "arn:b" },
      { ...allow("iam:PassRole"), Resource: "arn:r" },
    );
    expect(lines(null, resource("aws_iam_policy", { name: "p", policy: more }))).toEqual([
      "grants of policy p: gained iam:PassRole on arn:r",
      "grants of policy p: gained s3:GetObject on arn:b",
    ]);
  });

  it("says that a policy that is written another way allows the same", () => {
    const before = resource("aws_iam_policy", { name: "p", policy: document(allow("a:B", "c:D")) });
    const after = resource("aws_iam_policy", { name: "p", policy: document(allow("c:D"), allow("A:b")) });
    expect(lines(before, after)).toEqual(["grants of policy p: the same"]);
    expect(lines(before, before)).toEqual([]);
  });

  it("reads documents with unknown parts, and names what those are made of", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*" }] };
    const after = resource(
      "aws_iam_policy",
      { name: "p", policy },
      {
        "/policy/Statement/0/Resource": "of aws_s3_bucket.a.arn",
      },
    );
    expect(lines(null, after)).toEqual(["grants of policy p: gained s3:* on (aws_s3_bucket.a.arn)"]);
  });

  it("reads the blocks of a data source", () => {
    const type = "data.aws_iam_policy_document";
    const statement = {
      actions: ["sqs:SendMessage"],
      resources: ["*"],
      principals: [{ type: "AWS", identifiers: ["*"] }],
      condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [null] }],
    };
    const after = resource(
      type,
      { statement: [statement] },
      { "/statement/0/condition/0/values/0": "of aws_sns_topic.t" },
    );
    expect(lines(resource(type, { statement: [] }), after)).toEqual([
      "grants of policy null: gained sqs:SendMessage on * for everybody when aws:SourceArn",
    ]);
  });

  it("reads a permission of a function as a statement", () => {
    const permission = { action: "lambda:InvokeFunction", function_name: "f", principal: "s3.amazonaws.com" };
    const before = resource("aws_lambda_permission", { ...permission, source_arn: "arn:aws:s3:::a" });
    const after = resource("aws_lambda_permission", permission);
    expect(lines(before, after)).toEqual([
      "shared of resource null: gained lambda:InvokeFunction on f for s3.amazonaws.com",
    ]);
  });

  it("gives the policy of an attachment to each of its holders", () => {
    const policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess";
    const before = resource("aws_iam_policy_attachment", { policy_arn, roles: ["a"] });
    const after = resource("aws_iam_policy_attachment", { policy_arn, roles: ["a", "b"], groups: ["g"] });
    expect(lines(before, after)).toEqual([
      `grants of role b: gained policy ${policy_arn}`,
      `grants of group g: gained policy ${policy_arn}`,
    ]);
  });

  it("counts the elements of an unknown list of attachments", () => {
    const before = resource(
      "aws_iam_role",
      { managed_policy_arns: [null] },
      { "/managed_policy_arns/0": "of local.x" },
    );
    const after = resource(
      "aws_iam_role",
      { managed_policy_arns: [null, null] },
      { "/managed_policy_arns/0": "of local.x", "/managed_policy_arns/1": "of local.x" },
    );
    expect(lines(before, after)).toEqual(["grants of role null: gained policy (local.x)"]);
  });

  it("reads a map of attachments, and a list that is unknown as a whole by what it is made of", () => {
    const map = { "/managed_policy_arns/s3": "of module.s3.arn" };
    expect(lines(null, resource("aws_iam_role", { managed_policy_arns: {} }, map))).toEqual([
      "grants of role null: gained policy (module.s3.arn)",
    ]);
    const made = (digest: string) => resource("aws_iam_role", {}, { "/managed_policy_arns": digest });
    const [before, after] = [made("of local.a"), made("of local.b")];
    expect(lines(before, after)).toEqual([
      "grants of role null: gained policy (local.b)",
      "grants of role null: lost policy (local.a)",
    ]);
    expect(lines(made("x"), made("of local.b"))).toEqual([
      "grants of role null: gained policy (local.b)",
      "grants of role null: lost policy ()",
    ]);
  });

  it("says that it cannot tell where nobody knows what lists are made of", () => {
    const made = (digest: string) => resource("aws_iam_role", {}, { "/managed_policy_arns": digest });
    expect(lines(made("x"), made("y"))).toEqual(["grants of role null: unread"]);
  });

  it("reads access to a cluster, with its namespaces", () => {
    const policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy";
    const [before, after] = [["a"], ["a", "b"]].map((namespaces) =>
      resource("aws_eks_access_policy_association", {
        ...{ policy_arn, principal_arn: "arn:r" },
        access_scope: [{ type: "namespace", namespaces }],
      }),
    );
    expect(lines(before ?? null, after ?? null)).toEqual([
      `grants of role arn:r: gained clusterAccess ${policy_arn} in a,b`,
      `grants of role arn:r: lost clusterAccess ${policy_arn} in a`,
    ]);
  });

  it("knows what an endpoint and a key allow while they have no policy", () => {
    const some = document({ ...allow("s3:GetObject"), Principal: "*" });
    const endpoint = (object: JsonObject) => resource("aws_vpc_endpoint", object);
    expect(lines(endpoint({}), endpoint({ policy: some }))).toEqual([
      "shared of resource null: lost * on * for everybody",
    ]);
    const key = (object: JsonObject) => resource("aws_kms_key", object);
    const own = document({
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "*",
      Principal: { AWS: "111122223333" },
    });
    expect(lines(key({}), key({ policy: own }))).toEqual([
      "shared of resource null: gained kms:Decrypt on * for account",
      "shared of resource null: lost kms:* on * for unknown",
    ]);
  });

  it("reads documents that a module takes", () => {
    const after = resource("module", { source: "x", iam_policy: document(allow("s3:*")), other: "{}" });
    expect(lines(null, after)).toEqual(["grants of policy iam_policy: gained s3:* on *"]);
  });

  it("says nothing of what has no policies", () => {
    expect(lines(null, resource("aws_instance", { policy: document(allow("*")) }))).toEqual([]);
  });

  it("tells at most twenty entries of a list, and how many are left", () => {
    const statements = Array.from({ length: 30 }, (_, at) => ({
      ...allow(`s3:A${at}`),
      Resource: `arn:${at}`,
    }));
    const [effect] = effects(null, resource("aws_iam_policy", { policy: document(...statements) }));
    expect(effect?.gained.length).toBe(20);
    expect(effect?.omitted).toBe(10);
  });
});
