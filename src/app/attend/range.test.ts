import { expect, test } from "vitest";
import { MirrorError, type MirrorErrorCode, type Mirrors } from "../../git/index.ts";
import { openRange } from "./range.ts";

const place = {
  repository: { id: 1, owner: "acme", name: "estate" },
  github: { token: () => Promise.resolve("token") },
  signal: new AbortController().signal,
};
const range = { before: "a", after: "b", labels: { base: "main", head: "main" } };

function failingWith(code: MirrorErrorCode) {
  const fetch: Mirrors["fetch"] = () => Promise.reject(new MirrorError(code, "no"));
  return {
    mirrors: { fetch } as unknown as Mirrors,
    addresses: { git: () => "https://example.com/acme/estate.git", web: () => "" },
  };
}

test("a range of which GitHub has a commit no longer is none", async () => {
  expect(await openRange(range, place, failingWith("gone"))).toBeNull();
});

test("what passes is tried again", async () => {
  await expect(openRange(range, place, failingWith("timeout"))).rejects.toThrow("no");
});
