import { describe, expect, it } from "vitest";
import { loadConfiguration } from "./load.ts";

async function load(entry: string, role: "organisation" | "repository" = "organisation") {
  const file = { path: "sekisho.yml", text: `version: 1\naudit:\n  anchors:\n    - ${entry}\n` };
  const none = { organisation: null, repository: null };
  return loadConfiguration({ ...none, [role]: file, rules: [] });
}

describe("audit.anchors", () => {
  it.each([
    ["folder: /mnt/anchors/", { kind: "folder", folder: "/mnt/anchors" }],
    [
      "s3: { endpoint: 'https://s3.example.com', region: eu-1, bucket: anchors, prefix: a/b, objectLock: { mode: COMPLIANCE, days: 3650 } }",
      {
        kind: "s3",
        endpoint: "https://s3.example.com",
        region: "eu-1",
        bucket: "anchors",
        prefix: "a/b/",
        objectLock: { mode: "COMPLIANCE", days: 3650 },
      },
    ],
    [
      "s3: { endpoint: 'http://127.0.0.1:9000', region: us-east-1, bucket: anchors }",
      {
        kind: "s3",
        endpoint: "http://127.0.0.1:9000",
        region: "us-east-1",
        bucket: "anchors",
        prefix: "",
        objectLock: null,
      },
    ],
    ["githubRelease: { repository: acme/log }", { kind: "github-release", repository: "acme/log" }],
  ])("takes %s", async (entry, place) => {
    expect(await load(entry)).toMatchObject({ kind: "ok", configuration: { anchors: [place] } });
  });

  it.each([
    ["{}", /anchors/],
    ["{ folder: /a, githubRelease: { repository: a/b } }", /must be one place/],
    ["folder: anchors", /must be an absolute path/],
    ["folder: /mnt/../etc", /must be an absolute path/],
    ["folder: /mnt/./etc", /must be an absolute path/],
    ["s3: { endpoint: 'http://s3.example.com', region: a, bucket: abc }", /must be an address/],
    ["s3: { endpoint: 'https://user:secret@s3.example.com', region: a, bucket: abc }", /must be an address/],
    ["s3: { endpoint: 'https://s3.example.com/path', region: a, bucket: abc }", /must be an address/],
    ["s3: { endpoint: 'https://s3.example.com', region: a, bucket: 'a/b' }", /has characters/],
    ["s3: { endpoint: 'https://s3.example.com', region: a, bucket: abc, prefix: '/a' }", /has characters/],
    [
      "s3: { endpoint: 'https://s3.example.com', region: a, bucket: abc, objectLock: { mode: SOFT, days: 1 } }",
      /COMPLIANCE/,
    ],
    ["githubRelease: { repository: acme }", /must name a repository/],
    ["s3: { endpoint: 'https://s3.example.com', region: a, bucket: abc, accessKeyId: x }", /no setting/],
  ])("refuses %s", async (entry, message) => {
    const loaded = await load(entry);
    const problems = loaded.kind === "ok" ? [] : loaded.problems.map(({ message }) => message);
    expect(problems.join("\n")).toMatch(message);
  });

  it("is the organisation's alone", async () => {
    expect((await load("folder: /mnt/anchors", "repository")).kind).not.toBe("ok");
  });
});
