import { expect, test } from "vitest";
import { lineOf, onlyResource, readFiles } from "../testing/read-files.ts";

test("lines have a pattern and owners, comments aside", () => {
  const resource = onlyResource({
    CODEOWNERS:
      "# all\n* @acme/platform # them\n/docs/ a@example.com @someone\n/free\n[Data] @acme/data\n/db\n",
  });
  expect(resource.object).toEqual({
    rules: [
      { path: "*", owners: ["@acme/platform"] },
      { path: "/docs/", owners: ["a@example.com", "@someone"] },
      { path: "/free", owners: [] },
      { path: "/db", owners: ["@acme/data"], section: "Data" },
    ],
  });
  expect(lineOf(resource, "rules", 1, "owners")).toBe("CODEOWNERS:3");
});

test("lines that GitHub ignores are said, without a word of them", () => {
  const { resources, diagnostics } = readFiles({
    CODEOWNERS: "!/x @acme/a\n/a[bc] @acme/a\n/y nobody-at-all\n/z @acme/a\n",
  });
  expect(resources[0]?.object).toEqual({ rules: [{ path: "/z", owners: ["@acme/a"] }] });
  expect(diagnostics.map(({ subject, location }) => [subject, location.startLine])).toEqual([
    ["CODEOWNERS", 1],
    ["CODEOWNERS#2", 2],
    ["CODEOWNERS#3", 3],
  ]);
  expect(JSON.stringify(diagnostics)).not.toContain("nobody-at-all");
});
