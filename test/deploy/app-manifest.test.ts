import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { installation } from "../../src/app/installation.ts";
import { eventsRead } from "../../src/github/index.ts";

const text = readFileSync(join(installation.top, "app.yml"), "utf8");
const manifest = parse(text) as {
  readonly default_permissions: Readonly<Record<string, "read" | "write">>;
  readonly default_events: readonly string[];
};
/** GitHub sends these to every App and lets none subscribe to them. */
const sentToAll = ["installation", "installation_repositories"];
const commentedOut = (form: RegExp) => [...text.matchAll(form)].map(([, name = ""]) => name);
const optionalEvents = commentedOut(/^ {2}# - (\w+)$/gm);
const optionalPermissions = commentedOut(/^ {2}# (\w+): (?:read|write)$/gm);
const guides = ["docs/guides/install.md", "docs/guides/ja/install.md"] as const;

/** What GitHub asks for before an App may subscribe: `@octokit/openapi-webhooks-types`, “To subscribe to this event …”. */
const neededFor: Readonly<Record<string, string>> = {
  check_run: "checks",
  check_suite: "checks",
  issue_comment: "issues",
  member: "members",
  membership: "members",
  merge_group: "merge_queues",
  organization: "members",
  pull_request: "pull_requests",
  pull_request_review: "pull_requests",
  push: "contents",
  team: "members",
  workflow_run: "actions",
  branch_protection_rule: "administration",
  repository_ruleset: "administration",
};

describe("app.yml", () => {
  test("subscribes to every event that is read, and to none that is not", () => {
    const heard = [...manifest.default_events, ...optionalEvents, ...sentToAll];
    expect(heard.toSorted()).toEqual([...eventsRead].toSorted());
  });

  test("has the permission that each event needs, or GitHub would refuse the manifest", () => {
    for (const event of manifest.default_events)
      expect(Object.keys(manifest.default_permissions), event).toContain(neededFor[event]);
    for (const event of optionalEvents) expect(optionalPermissions, event).toContain(neededFor[event]);
  });

  test("can write checks, comments and reviews, and no contents", () => {
    expect(manifest.default_permissions).toEqual({
      actions: "read",
      checks: "write",
      contents: "read",
      issues: "write",
      members: "read",
      merge_queues: "read",
      metadata: "read",
      pull_requests: "write",
      statuses: "write",
    });
    expect(optionalPermissions).toEqual(["administration"]);
  });

  test("gives a reason for each line", () => {
    const lines = text.split("\n");
    const entries = lines.flatMap((line, index) => (/^ {2}(?:- )?\w+/.test(line) ? [index] : []));
    expect(entries.length).toBe(
      manifest.default_events.length + Object.keys(manifest.default_permissions).length,
    );
    for (const index of entries) expect(lines[index - 1], lines[index]).toMatch(/^ {2}# .*\.$/);
  });

  test("holds nothing that would end the attribute of the page that hands it over", () => {
    expect(JSON.stringify(manifest)).not.toMatch(/['<>]/);
  });
});

describe.each(guides)("%s", (path) => {
  const guide = readFileSync(join(installation.top, path), "utf8");
  const rows = (form: RegExp) =>
    [...guide.matchAll(form)].map(([, name = "", reason = ""]) => ({ name, reason }));

  test("gives the reason of each permission", () => {
    const told = rows(/^\| `(\w+: (?:read|write))`[^|]*\| ([^|]+) \|$/gm);
    const wanted = Object.entries(manifest.default_permissions).map(([name, access]) => `${name}: ${access}`);
    expect(told.map(({ name }) => name).toSorted()).toEqual(
      [...wanted, ...optionalPermissions.map((name) => `${name}: read`)].toSorted(),
    );
    for (const { name, reason } of told) expect(reason.length, name).toBeGreaterThan(8);
  });

  test("gives the reason of each event", () => {
    const told = rows(/^\| `([a-z_]+)`[^|]*\| ([^|]+) \|$/gm);
    expect(told.map(({ name }) => name).toSorted()).toEqual(
      [...manifest.default_events, ...optionalEvents].toSorted(),
    );
    for (const { name, reason } of told) expect(reason.length, name).toBeGreaterThan(4);
  });

  test("names every variable that the server reads", () => {
    const sources = [
      "server-environment",
      "server-variables",
      "setup-environment",
      "github-address",
      "data-folder",
      "network",
    ];
    const read = sources.flatMap((name) => {
      const source = readFileSync(join(installation.top, "src", "config", `${name}.ts`), "utf8");
      return [
        ...source.matchAll(/variables\["([A-Z_]+)"\]/g),
        ...source.matchAll(/^ {2}([A-Z_]+):/gm),
        ...source.matchAll(/(?:givenSecret\(|for \(const name of \[)"([A-Z_]+)"/g),
      ].map(([, name = ""]) => name);
    });
    const unexplained = [...new Set(read)].filter(
      (name) => name !== "PATH" && !guide.includes(`\`${name}\``),
    );
    expect(read.length).toBeGreaterThan(15);
    expect(unexplained).toEqual([]);
  });
});
