import { describe, expect, it } from "vitest";
import { joinTreePath } from "./tree-path.ts";

describe("a path relative to a folder", () => {
  it.each([
    ["terraform/api", "prod.tfvars", "terraform/api/prod.tfvars"],
    ["terraform/api", "../shared/./prod.tfvars", "terraform/shared/prod.tfvars"],
    ["", "prod.tfvars", "prod.tfvars"],
    ["terraform", "../../../etc/passwd", "etc/passwd"],
    ["terraform", "/etc//passwd", "terraform/etc/passwd"],
  ])("%j and %j is %j", (folder, path, joined) => {
    expect(joinTreePath(folder, path)).toBe(joined);
  });
});
