import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  type TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from "../../src/git/temporary-repository.ts";
import { type GitServer, type GitServerOptions, startGitServer } from "./http-server.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function served(options: Partial<GitServerOptions> = {}): Promise<[TemporaryRepository, GitServer]> {
  const made = temporaryRepository();
  const root = temporaryFolder();
  fs.mkdirSync(path.join(root, "acme"));
  made.write("a.yaml", "a: 1\n");
  made.commit();
  made.git("clone", "--quiet", "--bare", made.path, path.join(root, "acme/shop.git"));
  const server = await startGitServer({ root, allows: null, ...options });
  cleanups.push(made.remove, () => fs.rmSync(root, { recursive: true }), server.close);
  return [made, server];
}

function lsRemote(made: TemporaryRepository, url: string, token?: string): Promise<string> {
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
  const options = token === undefined ? [] : ["-c", `http.extraHeader=${header}`];
  return made.gitAsync(...options, "ls-remote", url);
}

test("serves a repository by smart HTTP, and counts what was asked", async () => {
  const [made, server] = await served();
  const answer = await lsRemote(made, `${server.url}/acme/shop.git`);
  expect(answer).toContain(made.git("rev-parse", "HEAD"));
  expect(server.requests.map(({ method, path: asked, status }) => `${method} ${asked} ${status}`)).toEqual([
    "GET /acme/shop.git/info/refs 200",
    "POST /acme/shop.git/git-upload-pack 200",
  ]);
});

test("lets nobody in without the token", async () => {
  const [made, server] = await served({ allows: ({ token }) => token === "ghs_right" });
  const url = `${server.url}/acme/shop.git`;
  await expect(lsRemote(made, url)).rejects.toThrow(/could not read Username|Authentication/);
  await expect(lsRemote(made, url, "ghs_wrong")).rejects.toThrow(/403/);
  expect(await lsRemote(made, url, "ghs_right")).toContain("refs/heads/main");
});

test("fails as it is told to", async () => {
  const [made, server] = await served({
    fault: ({ ordinal }) =>
      ordinal === 1 ? { kind: "status", status: 503 } : { kind: "cut", afterBytes: 20 },
  });
  const url = `${server.url}/acme/shop.git`;
  await expect(lsRemote(made, url)).rejects.toThrow(/503/);
  await expect(lsRemote(made, url)).rejects.toThrow();
  await expect(lsRemote(made, `${server.url}/acme/none.git`)).rejects.toThrow();
});
