import { describe, expect, it } from "vitest";
import type { DeliveryAttempt } from "../../github/index.ts";
import { gitVersionCheck } from "./machine.ts";
import { shippedManifest } from "./manifest.ts";
import {
  checkClock,
  checkDeliveries,
  checkInstallations,
  checkRegistration,
  checkWebhookUrl,
} from "./registration.ts";
import { checkRuleset } from "./rulesets.ts";

const manifest = shippedManifest();
const app = { id: 42, slug: "sekisho", name: "Sekisho", ...manifest };

describe("the registration of the App", () => {
  it("is right when it is what app.yml says", () => {
    expect(checkRegistration(app, manifest).map(({ result }) => result.kind)).toEqual(["ok", "ok", "ok"]);
  });

  it("lacks what is missing, or is only read where it has to be written", () => {
    const { members: _, ...rest } = manifest.permissions;
    const found = checkRegistration({ ...app, permissions: { ...rest, checks: "read" } }, manifest);
    expect(found[1]).toMatchObject({
      name: "permissions",
      result: { kind: "problem", text: "The App lacks checks: write, members: read." },
    });
  });

  it("has too much where it has what nothing uses", () => {
    const permissions = { ...manifest.permissions, administration: "read", secrets: "write" };
    expect(checkRegistration({ ...app, permissions }, manifest)[2]).toMatchObject({
      result: { kind: "note", text: expect.stringContaining("The App has secrets, which") },
    });
  });

  it("lacks events that nobody would hear of otherwise", () => {
    const events = manifest.events.filter((event) => event !== "pull_request_review");
    expect(checkRegistration({ ...app, events }, manifest).at(-1)).toMatchObject({
      name: "events",
      result: { kind: "problem", text: "The App does not subscribe to pull_request_review." },
    });
  });

  it("is told apart from what an installation has accepted", () => {
    const old = { ...manifest.permissions, merge_queues: "none" };
    const installation = {
      id: 1,
      account: "acme",
      repositories: "all",
      permissions: old,
      events: [],
    } as const;
    expect(checkInstallations([installation], manifest)).toMatchObject([
      { result: { kind: "problem", text: "acme has not accepted merge_queues: read." } },
    ]);
    expect(checkInstallations([], manifest)).toMatchObject([{ result: { kind: "problem" } }]);
  });
});

describe("the address of webhooks", () => {
  const path = "/api/github/webhooks";

  it.each([
    ["https://sekisho.example.com/api/github/webhooks", "ok"],
    ["https://example.com/behind/a/proxy/api/github/webhooks", "ok"],
    ["https://sekisho.example.com/", "problem"],
    ["http://sekisho.example.com/api/github/webhooks", "problem"],
    ["sekisho", "problem"],
    ["", "problem"],
    [null, "problem"],
  ])("%j: %s", (url, kind) => {
    expect(checkWebhookUrl(url, path).result.kind).toBe(kind);
  });
});

describe("the last deliveries", () => {
  const attempts = (...codes: readonly number[]): readonly DeliveryAttempt[] =>
    codes.map((statusCode, id) => ({
      id: String(id),
      guid: String(id),
      deliveredAt: "",
      event: "push",
      statusCode,
    }));

  it.each<[string, readonly number[], string, RegExp]>([
    ["arrived", [202, 200], "ok", /arrived\.$/],
    ["arrived again after a failure", [202, 502, 202], "ok", /1 failed, which the sweeps make up for/],
    ["were refused for their signature", [401, 401, 202], "problem", /not made with this secret/],
    ["did not arrive", [0, 502, 504], "problem", /answered with nothing/],
    ["failed once just now", [502, 202, 202, 202], "ok", /1 failed/],
    ["are none", [], "note", /sent nothing/],
  ])("%s", (_, codes, kind, text) => {
    const { result } = checkDeliveries(attempts(...codes));
    expect(result.kind).toBe(kind);
    expect(result.text).toMatch(text);
  });
});

describe("the clock", () => {
  const ours = new Date("2026-11-21T12:00:00.000Z");

  it.each([
    ["2026-11-21T12:00:00Z", "ok"],
    ["2026-11-21T11:59:01Z", "ok"],
    ["2026-11-21T11:58:30Z", "problem"],
    ["2026-11-21T12:01:30Z", "problem"],
  ])("%s is %s", (theirs, kind) => {
    expect(checkClock(new Date(theirs), ours).result.kind).toBe(kind);
  });

  it("is not compared where GitHub tells none", () => {
    expect(checkClock(null, ours).result.kind).toBe("note");
  });
});

describe("git", () => {
  it.each([
    ["git version 2.39.5", "ok"],
    ["git version 2.39.5 (Apple Git-154)", "ok"],
    ["git version 3.0.1", "ok"],
    ["git version 2.34.1", "note"],
    ["git version 2.25.1", "problem"],
    ["something else", "problem"],
  ])("%s is %s", (output, kind) => {
    expect(gitVersionCheck(output, "").result.kind).toBe(kind);
  });
});

describe("a ruleset", () => {
  it("is a problem where something is enforced, and a note where nothing is", () => {
    const kinds = (enforces: boolean) =>
      checkRuleset("a/b", "main", ["any-source", "not-up-to-date"], enforces).map(
        ({ result }) => result.kind,
      );
    expect(kinds(true)).toEqual(["problem", "note"]);
    expect(kinds(false)).toEqual(["note", "note"]);
    expect(checkRuleset("a/b", "main", [], true)).toMatchObject([{ result: { kind: "ok" } }]);
  });
});
