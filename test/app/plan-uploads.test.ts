import { createHmac, createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backends } from "../store/backends.ts";
import { dumpOf } from "../store/dump.ts";
import type { Harness } from "./harness.ts";
import {
  artifactOf,
  audience,
  everybody,
  network,
  office,
  type PlanStage,
  planHarness,
  planOf,
  planStage,
  sourcePath,
} from "./plan-stage.ts";

/** Plans that jobs send with GitHub's word about who they are, on both stores. */
describe.each(backends())("uploads, with the $name store", (backend) => {
  describe.skipIf(backend.missing !== null)(`(${backend.missing ?? "here"})`, () => {
    let harness: Harness;
    let logged: readonly string[] = [];

    beforeAll(async () => {
      const { where } = await backend.place();
      const started = await planHarness(where.kind === "postgres" ? { databaseUrl: where.url } : {});
      ({ harness, logged } = started);
    });
    afterAll(async () => {
      const { look } = harness.standIn;
      const [violations, limits] = [await look.violations(), await look.limitHits()];
      await harness.close();
      await backend.end();
      expect({ violations, limits }).toEqual({ violations: [], limits: [] });
    });

    interface Sent {
      readonly token: string;
      readonly commit: string;
      readonly bytes?: Uint8Array | string;
      readonly query?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }

    async function send({ token, commit, bytes = planOf(everybody), query, headers }: Sent) {
      const asked = query ?? `?name=sekisho-plan-network&commit=${commit}`;
      const response = await fetch(`${harness.address()}/api/plans${asked}`, {
        method: "POST",
        body: bytes,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      });
      return { status: response.status, text: await response.text() };
    }

    /** A job of a run that is under way, and its token. */
    async function jobOf(
      { repository }: Pick<PlanStage, "repository">,
      number: number,
      more: { readonly event?: string; readonly claims?: Readonly<Record<string, string | number>> } = {},
    ) {
      const { acts } = harness.standIn;
      const { event = "pull_request", claims } = more;
      const branch = `change-${number}`;
      const { id } = await acts.startWorkflowRun({ repository, branch, by: "dev", event });
      const of = event === "push" ? {} : { number };
      const given = claims === undefined ? of : { ...of, claims };
      return { run: id, token: await acts.identityToken({ repository, run: id, audience, ...given }) };
    }

    test("while GitHub's keys cannot be had, nothing is believed and nothing is kept", async () => {
      const { acts } = harness.standIn;
      const stage = await planStage(harness, "no-keys");
      const number = await stage.change();
      const { token } = await jobOf(stage, number);
      await acts.hideIdentityKeys({ hidden: true });
      const sent = await send({ token, commit: await stage.head(number) });
      await acts.hideIdentityKeys({ hidden: false });
      expect(sent.status).toBe(503);
      expect(sent.text).toMatch(/GitHub's keys.*try again/);
      expect((await stage.verdict(number)).judgedWith).toBeNull();
      // It asks GitHub again after a moment, and not for each token that comes.
      await new Promise((resolve) => setTimeout(resolve, 5_100));
    });

    test.each(["pull_request", "push"])(
      "a plan of a run on %s is kept and judged with, and sent again it is there",
      async (event) => {
        const stage = await planStage(harness, `upload-${event.replace("_", "-")}`);
        const number = await stage.change();
        const commit = await stage.head(number);
        const { token } = await jobOf(stage, number, { event });
        const sent = await send({ token, commit });
        expect(sent).toEqual({
          status: 202,
          text: `Kept, 1 resource changes: ${stage.repository} #${number}.\n`,
        });
        const judged = await stage.verdict(number);
        expect([judged.conclusion, judged.missing]).toEqual(["failure", null]);
        expect(judged.judgedWith).toContain("`sekisho-plan-network`");
        expect(await send({ token, commit })).toMatchObject({
          status: 202,
          text: expect.stringMatching(/there already/),
        });
      },
    );

    test("a plan that says its root is bound to it, and one that names another folder is said", async () => {
      const stage = await planStage(harness, "rooted");
      const number = await stage.change();
      const commit = await stage.head(number);
      const { token } = await jobOf(stage, number);
      const query = `?name=a&commit=${commit}&root=terraform/payments/prod/network`;
      expect((await send({ token, commit, query })).status).toBe(202);
      expect((await stage.verdict(number)).conclusion).toBe("failure");
      const lost = `?name=b&commit=${commit}&root=terraform/nowhere`;
      expect((await send({ token, commit, query: lost, bytes: planOf(office) })).status).toBe(202);
      expect((await stage.verdict(number)).text).toMatch(/CHG-025[\s\S]*terraform\/nowhere/);
    });

    describe("a token", () => {
      let stage: PlanStage;
      let number: number;
      let commit: string;
      let good: string;
      beforeAll(async () => {
        stage = await planStage(harness, "hostile");
        number = await stage.change();
        commit = await stage.head(number);
        good = (await jobOf(stage, number)).token;
      });
      afterAll(async () => {
        const { judgedWith } = await stage.verdict(number);
        expect(judgedWith).toBeNull();
      });

      const now = () => Math.floor(Date.now() / 1_000);
      const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
      const claims = () => JSON.parse(Buffer.from(good.split(".")[1] ?? "", "base64url").toString("utf8"));
      const with_ = async (more: Readonly<Record<string, string | number>>) =>
        (await jobOf(stage, number, { claims: more })).token;

      const cases: readonly (readonly [string, number, RegExp, () => Promise<string> | string])[] = [
        ["that has expired", 401, /expired/, () => with_({ exp: now() - 60 })],
        ["that is not valid yet", 401, /not valid yet/, () => with_({ nbf: now() + 600 })],
        ["for another audience", 401, /another audience/, () => with_({ aud: "https://sts.amazonaws.com" })],
        [
          "of another GitHub",
          401,
          /another GitHub/,
          () => with_({ iss: "https://token.actions.example.com" }),
        ],
        ["that nobody signed", 401, /RS256/, () => `${encoded({ alg: "none" })}.${encoded(claims())}.`],
        ["signed with the public key as a secret", 401, /RS256/, () => signedByPublicKey(claims())],
        [
          "signed by a key that GitHub does not have",
          401,
          /not signed by this GitHub/,
          () => harness.standIn.acts.forgedIdentityToken({ token: good }),
        ],
        [
          "whose claims were changed",
          401,
          /not signed by this GitHub/,
          () => changed({ repository_id: "1" }),
        ],
        ["that is none", 401, /no identity token/, () => "nothing"],
      ];
      test.each(cases)("%s is refused: %i", async (_, status, text, token) => {
        expect(await send({ token: await token(), commit })).toEqual({
          status,
          text: expect.stringMatching(text),
        });
      });

      async function signedByPublicKey(said: unknown): Promise<string> {
        const response = await fetch(`${harness.standIn.gitUrl}/_services/token/.well-known/jwks`);
        const keys: { readonly keys: readonly { readonly kid: string; readonly kty: string }[] } = JSON.parse(
          await response.text(),
        );
        const [key] = keys.keys;
        if (key === undefined) throw new Error("GitHub has no key");
        const pem = createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" });
        const text = `${encoded({ alg: "HS256", typ: "JWT", kid: key.kid })}.${encoded(said)}`;
        return `${text}.${createHmac("sha256", pem).update(text).digest("base64url")}`;
      }

      function changed(more: object): string {
        const [header, , signature] = good.split(".");
        return `${header}.${encoded({ ...claims(), ...more })}.${signature}`;
      }

      test("of another repository does nothing here", async () => {
        const other = await planStage(harness, "other");
        const { token } = await jobOf(other, await other.open("dev", { [sourcePath]: network("other") }));
        expect(await send({ token, commit })).toMatchObject({
          status: 422,
          text: expect.stringContaining("of commit"),
        });
      });

      test("of a repository without the App is refused", async () => {
        const { acts } = harness.standIn;
        await acts.createUser({ login: "stranger" });
        await acts.createRepository({ name: "stranger/infra", files: { "main.tf": "" } });
        const pull = await acts.openPull({
          repository: "stranger/infra",
          by: "stranger",
          files: { "main.tf": "#" },
        });
        const branch = `change-${pull.number}`;
        const run = await acts.startWorkflowRun({ repository: "stranger/infra", branch, by: "stranger" });
        const token = await acts.identityToken({ repository: "stranger/infra", run: run.id, audience });
        expect(await send({ token, commit: pull.head })).toMatchObject({
          status: 403,
          text: /not installed/,
        });
      });

      test("of a run of another commit is refused, whatever commit it names", async () => {
        const second = await planStage(harness, "moved");
        const opened = await second.change();
        const before = await second.head(opened);
        const { token } = await jobOf(second, opened);
        await second.push(opened, "dev", { [sourcePath]: network("moved on") });
        const after = await second.head(opened);
        expect(await send({ token, commit: after })).toMatchObject({
          status: 422,
          text: expect.stringMatching(/is of commit/),
        });
        expect(await send({ token, commit: before })).toMatchObject({
          status: 422,
          text: expect.stringMatching(/not the head/),
        });
        expect((await second.verdict(opened)).judgedWith).toBeNull();
      });

      test.each([
        ["without a name", "?commit=COMMIT", "{}", {}, 422, /Name the plan/],
        ["with a name that is a path", "?name=../x&commit=COMMIT", "{}", {}, 422, /Name the plan/],
        ["without a commit", "?name=a", "{}", {}, 422, /which commit/],
        ["with a root that leads out", "?name=a&commit=COMMIT&root=../x", "{}", {}, 422, /root is a folder/],
        [
          "that is text",
          "?name=a&commit=COMMIT",
          "{}",
          { "content-type": "text/plain" },
          415,
          /application\/json/,
        ],
        ["that is packed", "?name=a&commit=COMMIT", "{}", { "content-encoding": "gzip" }, 415, /encoding/],
        [
          "that is no JSON",
          "?name=a&commit=COMMIT",
          "Terraform will",
          {},
          422,
          /cannot be read \(not-json\)/,
        ],
        [
          "of an unknown format",
          "?name=a&commit=COMMIT",
          '{"format_version":"9.0","terraform_version":"2","resource_changes":[]}',
          {},
          422,
          /cannot be read \(version, 9\.0\)/,
        ],
      ])("is good, and a plan %s is refused", async (_, query, bytes, headers, status, text) => {
        const asked = query.replace("COMMIT", commit);
        const sent = await send({
          token: good,
          commit,
          query: asked,
          bytes,
          headers: headers as Record<string, string>,
        });
        expect(sent).toEqual({ status, text: expect.stringMatching(text) });
      });

      test("is good, and a plan that is too large is refused before it is read", async () => {
        const sent = await send({ token: good, commit, bytes: Buffer.alloc(64 * 1024 * 1024 + 1, " ") });
        expect(sent).toEqual({ status: 413, text: expect.stringContaining("at most 67108864 bytes") });
      });
    });

    test("a secret of a plan stands in no table, no line of the log, and nothing on GitHub", async () => {
      const { acts, look } = harness.standIn;
      const secrets = ["Zq7vR2mT9wLpX4cB1nHd", "fY3kW8sJ6bQe5uGa0tVo", "Mi2xC7zN4hDr9pSl6yKE"];
      const [first = "", second = "", third = ""] = secrets;
      const stage = await planStage(harness, "secrets");
      const number = await stage.open("dev", {
        [sourcePath]: `${network("ssh")}
variable "password" {
  sensitive = true
}
resource "aws_db_instance" "main" {
  password   = var.password
  identifier = "main"
}
`,
      });
      const plan = JSON.parse(Buffer.from(planOf(everybody)).toString("utf8"));
      plan.variables = { password: { value: second } };
      plan.resource_changes.push({
        address: "aws_db_instance.main",
        mode: "managed",
        type: "aws_db_instance",
        name: "main",
        change: {
          actions: ["create"],
          before: null,
          after: { identifier: "main", password: first, tags: { note: `see ${third}`, token: third } },
          after_unknown: {},
          before_sensitive: false,
          after_sensitive: { password: true, tags: { token: true } },
        },
      });
      const bytes = JSON.stringify(plan);
      const { token } = await jobOf(stage, number);
      expect((await send({ token, commit: await stage.head(number), bytes })).status).toBe(202);
      await stage.run(number, { "sekisho-plan-db": artifactOf({ "plan.json": bytes }) });
      expect((await stage.verdict(number)).judgedWith).toMatch(/sekisho-plan-db.*sekisho-plan-network/);
      const pull = JSON.stringify(await look.pull({ ...stage, number }));
      const { store } = harness.environment;
      const kept = await harness.whileStopped(() => dumpOf(store));
      expect(kept).toContain("plan-received");
      for (const secret of secrets) {
        expect([kept.includes(secret), pull.includes(secret)]).toEqual([false, false]);
        expect(logged.filter((line) => line.includes(secret))).toEqual([]);
      }
      expect(logged.some((line) => line.includes("A plan was uploaded"))).toBe(true);
      expect(logged.filter((line) => line.includes(token))).toEqual([]);
      await acts.closePull({ ...stage, number, by: "dev" });
    });

    test("ten thousand uploads are answered, most with a no, and keep nobody else out", async () => {
      const stage = await planStage(harness, "flood");
      const number = await stage.change();
      const commit = await stage.head(number);
      const { token } = await jobOf(stage, number);
      const statuses = new Map<number, number>();
      const sendMany = async (count: number) => {
        for (let sent = 0; sent < count; sent += 1) {
          const { status } = await send({ token, commit, bytes: planOf(office) });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: 40 }, () => sendMany(250)));
      expect([...statuses.keys()].toSorted().filter((status) => ![202, 429, 503].includes(status))).toEqual(
        [],
      );
      expect(statuses.get(429)).toBeGreaterThan(9_000);
      expect((await stage.verdict(number)).judgedWith).toContain("sekisho-plan-network");
    });
  });
});
