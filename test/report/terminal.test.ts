import { describe, expect, it } from "vitest";
import type { Locale } from "../../src/model/configuration.ts";
import type { Location } from "../../src/model/location.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { widthOf } from "../../src/report/terminal/width.ts";
import { expectGolden } from "./golden.ts";
import { outcomes } from "./outcomes.ts";

const locales: readonly Locale[] = ["en", "ja"];

function excerpt({ path }: Location): readonly string[] | null {
  if (path.endsWith("rds.tf"))
    return [
      'module "rds" {',
      '  source = "github.com/acme/terraform-rds"',
      "",
      "  name = var.name",
      "  size = 20",
    ];
  if (path.endsWith(".tf")) return ["    weight = 90  # 段階移行 \u001B[31mred"];
  return path.endsWith("api.yaml") ? ["              memory: 16Gi"] : null;
}

describe.each(locales)("the terminal in %s", (locale) => {
  it.each([
    "pass-with-advice",
    "fix-and-review",
    "fix-without-edit",
    "confirm",
    "waived",
    "returned",
    "not-evaluated",
    "new-namespace",
    "fifty-tenants",
  ])("shows %s as the golden does", (name) => {
    const report = outcomes[name]?.(locale);
    if (report === undefined) throw new Error(name);
    expectGolden(
      `${name}.${locale}`,
      "txt",
      renderTerminal(report, { colour: false, columns: 100, excerpt }),
    );
  });

  it.each(Object.keys(outcomes))("lets no control or escape of the input through, for %s", (name) => {
    const report = outcomes[name]?.(locale);
    if (report === undefined) throw new Error(name);
    const plain = renderTerminal(report, { colour: false, columns: 0, excerpt });
    expect(plain).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\u200B]/u);
    const coloured = renderTerminal(report, { colour: true, columns: 0, excerpt });
    const own = new RegExp(`${String.fromCharCode(27)}\\[(0|1|2|36|1;3[1235])m`, "g");
    expect(coloured.replace(own, "")).toBe(plain);
  });

  it("says a harmless change on a screen of 24 lines of 80 cells", () => {
    const report = outcomes["new-namespace"]?.(locale);
    if (report === undefined) throw new Error("missing");
    const lines = renderTerminal(report, { colour: false, columns: 80, excerpt }).split("\n");
    expect(lines.length).toBeLessThan(24);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80);
  });
});
