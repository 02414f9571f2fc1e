import { describe, expect, it } from "vitest";
import { sourceName } from "./adapters.ts";

describe("the name of a module's source", () => {
  it.each([
    ["github.com/acme/x?ref=1.2", "github.com/acme/x"],
    ["git::https://github.com/acme/x.git?ref=1.2", "github.com/acme/x"],
    ["git::ssh://git@github.com/acme/x.git//modules/y?ref=1", "github.com/acme/x//modules/y"],
    ["git@github.com:acme/x.git", "github.com/acme/x"],
    ["terraform-aws-modules/rds/aws", "terraform-aws-modules/rds/aws"],
    ["", ""],
  ])("%s is %s", (source, name) => {
    expect(sourceName(source)).toBe(name);
  });
});
