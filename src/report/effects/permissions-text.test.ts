import { describe, expect, it } from "vitest";
import type { PermissionsEffect } from "../../model/change-effect.ts";
import type { GrantedPermission, PermissionCondition, PermissionPrincipal } from "../../model/permission.ts";
import { permissionTexts } from "./permissions-text.ts";
import { effectWriting } from "./writing.ts";

const known = (...texts: readonly string[]) => ({
  except: false,
  members: texts.map((text) => ({ kind: "known", text }) as const),
});
const test = (name: string, key: string, ...values: readonly string[]): PermissionCondition => ({
  ...{ kind: "test", test: name, key, values: known(...values).members },
});
const by = (...members: readonly PermissionPrincipal[]) => ({ except: false, members });
const granted = (given: Partial<GrantedPermission> = {}): GrantedPermission => ({
  ...{
    kind: "granted",
    effect: "Allow",
    actions: known("s3:GetObject"),
    resources: known("arn:aws:s3:::a/*"),
  },
  ...{ principals: null, conditions: [], instead: null, certainty: "certain" },
  ...given,
});
const effect = (given: Partial<PermissionsEffect>): PermissionsEffect => ({
  ...{ kind: "permissions", who: { kind: "role", name: "api" }, document: "grants" },
  ...{ gained: [], lost: [], tells: [] },
  ...given,
});
const trust = { document: "trust" } as const;
const shared = { document: "shared", who: { kind: "resource", name: null } } as const;
const assume = { actions: known("sts:AssumeRole"), resources: known("*") };
const endpoint = test("StringEquals", "aws:SourceVpce", "vpce-1");

const cases: readonly (readonly [name: string, given: Partial<PermissionsEffect>, en: string, ja: string])[] =
  [
    [
      "a wildcard",
      { gained: [granted({ actions: known("s3:*"), resources: known("*") })] },
      "IAM: `s3:*` on `*` added to role `api`",
      "IAM: ロール `api` に `*` への `s3:*` を追加",
    ],
    [
      "what is taken, from a policy whose holder has no name",
      { who: { kind: "policy", name: null }, lost: [granted()] },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` taken away",
      "IAM: `arn:aws:s3:::a/*` への `s3:GetObject` を削除",
    ],
    [
      "a denial that is gone",
      { gained: [granted({ effect: "Deny", actions: known("iam:*"), resources: known("*") })] },
      "IAM: `iam:*` on `*` no longer denied to role `api`",
      "IAM: ロール `api` に `*` への `iam:*` の拒否を解除",
    ],
    [
      "a new denial",
      { lost: [granted({ effect: "Deny" })] },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` now denied to role `api`",
      "IAM: ロール `api` に `arn:aws:s3:::a/*` への `s3:GetObject` を新たに拒否",
    ],
    [
      "everything but something",
      { gained: [granted({ actions: { ...known("iam:*", "sts:*"), except: true }, resources: known("*") })] },
      "IAM: everything but `iam:*` and `sts:*` on `*` added to role `api`",
      "IAM: ロール `api` に `*` への `iam:*`、`sts:*` 以外のすべて を追加",
    ],
    [
      "many actions",
      { gained: [granted({ actions: known("a:1", "a:2", "a:3", "a:4", "a:5") })] },
      "IAM: `a:1`, `a:2`, `a:3` and 2 more on `arn:aws:s3:::a/*` added to role `api`",
      "IAM: ロール `api` に `arn:aws:s3:::a/*` への `a:1`、`a:2`、`a:3`、ほか 2 件 を追加",
    ],
    [
      "a condition that is new",
      { lost: [granted({ instead: [endpoint], certainty: "partly" })] },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` now only from VPC endpoint `vpce-1`",
      "IAM: `arn:aws:s3:::a/*` への `s3:GetObject`: VPC エンドポイント `vpce-1` からのみに限定",
    ],
    [
      "a condition that is gone",
      { gained: [granted({ instead: [endpoint], certainty: "partly" })] },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` no longer only from VPC endpoint `vpce-1`",
      "IAM: `arn:aws:s3:::a/*` への `s3:GetObject`: 条件がなくなる（以前は VPC エンドポイント `vpce-1` からのみ）",
    ],
    [
      "another value of a condition, once",
      {
        gained: [
          granted({ conditions: [test("StringEquals", "aws:SourceVpce", "vpce-2")], instead: [endpoint] }),
        ],
        lost: [
          granted({ conditions: [endpoint], instead: [test("StringEquals", "aws:SourceVpce", "vpce-2")] }),
        ],
      },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` now from VPC endpoint `vpce-2`, before from VPC endpoint `vpce-1`",
      "IAM: `arn:aws:s3:::a/*` への `s3:GetObject`: 条件を「VPC エンドポイント `vpce-1` から」から「VPC エンドポイント `vpce-2` から」に変更",
    ],
    [
      "an account that may assume",
      {
        ...trust,
        gained: [granted({ ...assume, principals: by({ kind: "account", account: "111122223333" }) })],
      },
      "anybody in account `111122223333` may now assume role `api`",
      "アカウント `111122223333` の全員にロール `api` の引き受けを許可",
    ],
    [
      "a subject of OIDC",
      {
        ...trust,
        gained: [
          granted({
            ...assume,
            actions: known("sts:AssumeRoleWithWebIdentity"),
            principals: by({
              kind: "federated",
              name: "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com",
            }),
            conditions: [test("StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/*")],
          }),
        ],
      },
      "whoever `token.actions.githubusercontent.com` signs in may now assume role `api` as `repo:acme/*`",
      "`token.actions.githubusercontent.com` で認証された ID にロール `api` の引き受け（`repo:acme/*` として）を許可",
    ],
    [
      "everybody, on the thing itself",
      { ...shared, gained: [granted({ resources: known("*"), principals: by({ kind: "everybody" }) })] },
      "anybody may now use `s3:GetObject`",
      "すべての人に `s3:GetObject` を許可",
    ],
    [
      "a service no longer",
      { ...shared, lost: [granted({ principals: by({ kind: "service", name: "s3.amazonaws.com" }) })] },
      "service `s3.amazonaws.com` may no longer use `s3:GetObject` on `arn:aws:s3:::a/*`",
      "サービス `s3.amazonaws.com` に `arn:aws:s3:::a/*` への `s3:GetObject` を許可しなくなる",
    ],
    [
      "a condition that people have no words for",
      { gained: [granted({ conditions: [test("StringNotEquals", "aws:PrincipalTag/team", "a", "b")] })] },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` if `aws:PrincipalTag/team` StringNotEquals `a` and `b` added to role `api`",
      "IAM: ロール `api` に `arn:aws:s3:::a/*` への `s3:GetObject`（`aws:PrincipalTag/team` StringNotEquals `a`、`b`） を追加",
    ],
    [
      "what is known only when applied, by what it is made of",
      {
        gained: [
          granted({
            resources: { except: false, members: [{ kind: "unknown", refersTo: ["aws_s3_bucket.a.arn"] }] },
          }),
        ],
      },
      "IAM: `s3:GetObject` on `aws_s3_bucket.a.arn` added to role `api`",
      "IAM: ロール `api` に `aws_s3_bucket.a.arn` への `s3:GetObject` を追加",
    ],
    [
      "what may have been so",
      { gained: [granted({ certainty: "unsure" })], unread: true },
      "IAM: `s3:GetObject` on `arn:aws:s3:::a/*` added to role `api` (perhaps as before: known after apply), IAM: more may be allowed by what is known after apply",
      "IAM: ロール `api` に `arn:aws:s3:::a/*` への `s3:GetObject` を追加（適用時に決まる値があり、以前から同じ可能性があります）, IAM: 適用時に決まる部分があり、ほかにも許可される可能性があります",
    ],
    [
      "an attachment",
      {
        gained: [
          {
            ...{ kind: "attached", as: "policy" },
            policy: { kind: "known", text: "arn:aws:iam::aws:policy/AdministratorAccess" },
          },
        ],
      },
      "IAM: policy `AdministratorAccess` attached to role `api`",
      "IAM: ロール `api` にポリシー `AdministratorAccess` をアタッチ",
    ],
    [
      "a boundary",
      {
        lost: [
          {
            kind: "attached",
            as: "boundary",
            policy: { kind: "known", text: "arn:aws:iam::1:policy/limit" },
          },
        ],
      },
      "IAM: permissions boundary `arn:aws:iam::1:policy/limit` set on role `api`",
      "IAM: ロール `api` にアクセス許可の境界 `arn:aws:iam::1:policy/limit` を設定",
    ],
    [
      "access to a cluster",
      {
        gained: [
          {
            ...{
              kind: "attached",
              as: "clusterAccess",
              policy: { kind: "known", text: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy" },
            },
            namespaces: known("payments").members,
          },
        ],
      },
      "cluster access `AmazonEKSEditPolicy` in `payments` given to role `api`",
      "ロール `api` にクラスターへのアクセス `AmazonEKSEditPolicy`（`payments`）を付与",
    ],
    ["nothing", {}, "IAM: allows the same as before", "IAM: 許可される内容は以前と同じです"],
  ];

describe("what policies give and take, in words", () => {
  it.each(cases)("%s", (_, given, en, ja) => {
    const write = { text: (text: string) => text, code: (text: string) => `\`${text}\`` };
    const texts = (["en", "ja"] as const).map((locale) =>
      permissionTexts(effect(given), effectWriting(locale, write)).join(", "),
    );
    expect(texts).toEqual([en, ja]);
  });
});
