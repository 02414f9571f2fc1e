import { execFile } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StandIn, startStandIn } from "./stand-in.ts";
import { asApp, asInstallation, smallWorld } from "./testing-client.ts";

let standIn: StandIn;
let installation: number;
const at = { owner: "acme", repo: "infra" };

beforeEach(async () => {
  standIn = await startStandIn();
  installation = (await smallWorld(standIn)).installation;
});

afterEach(() => standIn.close());

interface Claims {
  readonly iss?: number | string;
  readonly iat?: number;
  readonly exp?: number;
}

function jwt(claims: Claims, key = standIn.app.privateKey, alg = "RS256"): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg, typ: "JWT" })}.${part({ iss: standIn.app.id, iat: now - 30, exp: now + 300, ...claims })}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

async function ask(
  path: string,
  authorization?: string,
  method = "GET",
): Promise<{ status: number; message: string }> {
  const headers = authorization === undefined ? {} : { authorization };
  const response = await fetch(`${standIn.url}${path}`, { method, headers });
  const body: { message?: string } = JSON.parse((await response.text()) || "{}");
  return { status: response.status, message: body.message ?? "" };
}

async function tokenOf(
  permissions?: Readonly<Record<string, string>>,
  repositories?: string[],
): Promise<string> {
  const { data } = await asApp(standIn).rest.apps.createInstallationAccessToken({
    installation_id: installation,
    ...(permissions === undefined ? {} : { permissions }),
    ...(repositories === undefined ? {} : { repositories }),
  });
  return data.token;
}

describe("the App's own token", () => {
  const now = (): number => Math.floor(Date.now() / 1000);
  it.each([
    ["is good with the id of the App", () => jwt({}), 200],
    ["is good with the client id of the App", () => jwt({ iss: standIn.app.clientId }), 200],
    ["of another App is not", () => jwt({ iss: 1 }), 401],
    ["that has ended is not", () => jwt({ exp: now() - 1 }), 401],
    ["that lasts longer than ten minutes is not", () => jwt({ exp: now() + 700 }), 401],
    ["from the future is not", () => jwt({ iat: now() + 120 }), 401],
    ["that says another algorithm is not", () => jwt({}, standIn.app.privateKey, "none"), 401],
    [
      "with another key is not",
      () =>
        jwt(
          {},
          generateKeyPairSync("rsa", { modulusLength: 2048 })
            .privateKey.export({ type: "pkcs8", format: "pem" })
            .toString(),
        ),
      401,
    ],
    ["that is none is not", () => "a.b.c", 401],
  ])("%s", async (_, token, status) => {
    expect((await ask("/app", `Bearer ${token()}`)).status).toBe(status);
  });

  it("is no good for what an installation may", async () => {
    expect((await ask("/repos/acme/infra", `Bearer ${jwt({})}`)).status).toBe(403);
    expect(await ask("/app", `token ${await tokenOf()}`)).toMatchObject({ status: 403 });
  });
});

describe("an installation's token", () => {
  it("ends after an hour, when revoked, and with the installation", async () => {
    const [first, second] = [await tokenOf(), await tokenOf()];
    expect((await ask("/repos/acme/infra", `token ${first}`)).status).toBe(200);
    await ask("/installation/token", `token ${second}`, "DELETE");
    expect(await ask("/repos/acme/infra", `token ${second}`)).toEqual({
      status: 401,
      message: "Bad credentials",
    });
    await standIn.acts.suspend({ account: "acme" });
    expect((await ask("/repos/acme/infra", `token ${first}`)).status).toBe(403);
    await standIn.acts.unsuspend({ account: "acme" });
    await standIn.control.advance({ ms: 3_600_000 });
    expect((await ask("/repos/acme/infra", `token ${first}`)).status).toBe(401);
  });

  it("has at most the permissions that were asked for, and never more than the installation", async () => {
    const token = await tokenOf({ contents: "read" });
    expect((await ask("/repos/acme/infra/branches/main", `token ${token}`)).status).toBe(200);
    expect(await ask("/repos/acme/infra/pulls", `token ${token}`)).toEqual({
      status: 403,
      message: "Resource not accessible by integration",
    });
    await expect(tokenOf({ contents: "write" })).rejects.toMatchObject({ status: 422 });
  });

  it("does not see what it was not given: that is not there", async () => {
    await standIn.acts.createRepository({ name: "acme/secret" });
    const token = await tokenOf(undefined, ["infra"]);
    expect(await ask("/repos/acme/secret", `token ${token}`)).toEqual({ status: 404, message: "Not Found" });
    expect((await ask("/repos/acme/infra", `token ${token}`)).status).toBe(200);
    await expect(tokenOf(undefined, ["nothing"])).rejects.toMatchObject({ status: 422 });
    await standIn.acts.createOrganisation({ login: "other" });
    await standIn.acts.createRepository({ name: "other/private" });
    expect((await ask("/repos/other/private", `token ${await tokenOf()}`)).status).toBe(404);
  });

  it("sees a repository by its number, and no more once it is taken away", async () => {
    const octokit = asInstallation(standIn, installation);
    const { data } = await octokit.rest.repos.get(at);
    const byId = await octokit.request("GET /repositories/{id}", { id: data.id });
    expect(byId.data.full_name).toBe("acme/infra");
    await standIn.acts.removeRepository({ repository: "acme/infra" });
    await expect(octokit.request("GET /repositories/{id}", { id: data.id })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe("others", () => {
  it("read with a token of their own what they may see, and write as themselves", async () => {
    const { token } = await standIn.acts.createUserToken({ login: "dev" });
    const octokit = new Octokit({ baseUrl: standIn.url, auth: token });
    expect((await octokit.rest.users.getAuthenticated()).data.login).toBe("dev");
    expect((await octokit.rest.repos.get(at)).data.private).toBe(true);
    await standIn.acts.createUser({ login: "stranger" });
    const other = await standIn.acts.createUserToken({ login: "stranger" });
    expect((await ask("/repos/acme/infra", `token ${other.token}`)).status).toBe(404);
    expect((await ask("/repos/acme/infra")).status).toBe(404);
  });

  it("clone with a token that may read contents, and not without", async () => {
    const clone = async (token: string | null): Promise<boolean> => {
      const url =
        token === null
          ? standIn.gitUrl
          : standIn.gitUrl.replace("http://", `http://x-access-token:${token}@`);
      const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_ASKPASS: "" };
      return promisify(execFile)("git", ["ls-remote", `${url}/acme/infra.git`], { env }).then(
        () => true,
        () => false,
      );
    };
    expect(await clone(await tokenOf())).toBe(true);
    expect(await clone(await tokenOf({ contents: "read" }))).toBe(true);
    expect(await clone(await tokenOf({ checks: "write" }))).toBe(false);
    expect(await clone("ghs_made_up")).toBe(false);
    expect(await clone(null)).toBe(false);
  });

  it("turn the code of a new App into its secrets once", async () => {
    const path = `/app-manifests/${standIn.app.manifestCode}/conversions`;
    const response = await fetch(`${standIn.url}${path}`, { method: "POST" });
    expect(await response.json()).toMatchObject({ id: standIn.app.id, pem: standIn.app.privateKey });
    expect((await fetch(`${standIn.url}${path}`, { method: "POST" })).status).toBe(404);
  });
});
