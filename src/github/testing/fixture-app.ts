import { generateKeyPairSync } from "node:crypto";
import nock from "nock";
import { createGitHubApp, type GitHubAppOptions } from "../app.ts";
import type { GitHubApp, InstallationGitHub, RepositoryRef } from "../ports.ts";
import { type FakeTime, fakeTime } from "./fake-time.ts";

export const baseUrl = "https://api.github.com";
export const repository: RepositoryRef = { id: 7, owner: "acme", name: "shop" };
export const appId = 4711;
/** What the fake GitHub hands out: looks like a real one, so that it would be found in any message. */
export const installationToken = `ghs_${"Abcd1234".repeat(4)}`;

/** As GitHub makes them: PKCS#1. */
export const privateKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "pkcs1", format: "pem" },
}).privateKey;

export interface LogLine {
  readonly level: "debug" | "warn";
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Fixture {
  readonly app: GitHubApp;
  readonly installation: InstallationGitHub;
  readonly time: FakeTime;
  readonly logged: LogLine[];
  readonly scope: nock.Scope;
}

/** An App whose GitHub is nock, with tokens for installation 1. */
export function fixture(options: Partial<GitHubAppOptions> = {}): Fixture {
  const time = fakeTime();
  const logged: LogLine[] = [];
  const app = createGitHubApp({
    appId,
    privateKey,
    baseUrl,
    time,
    log: {
      debug: (fields, message) => logged.push({ level: "debug", fields, message }),
      warn: (fields, message) => logged.push({ level: "warn", fields, message }),
    },
    ...options,
  });
  const server = options.baseUrl ?? baseUrl;
  handOutTokens(server, time);
  return { app, installation: app.installation(1), time, logged, scope: nock(server) };
}

function handOutTokens(server: string, time: FakeTime): void {
  nock(server)
    .persist()
    .post("/app/installations/1/access_tokens")
    .optionally()
    .reply(201, () => ({
      token: installationToken,
      expires_at: new Date(time.now() + 3_600_000).toISOString(),
      permissions: { contents: "read" },
      repository_selection: "all",
    }));
}
