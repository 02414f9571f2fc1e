import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { wellKnownModules } from "./well-known.ts";

const guides = resolve(import.meta.dirname, "../../../../docs/guides");

it.each(["terraform-modules.md", "ja/terraform-modules.md"])(
  "%s names what is built in, and in which versions",
  (name) => {
    const rows = [
      ...readFileSync(resolve(guides, name), "utf8").matchAll(/^\| `([^`]+\/aws[^`]*)` \| (.*) \|$/gm),
    ];
    const documented = new Map(
      rows.map(([, module = "", versions = ""]) => [module, versions.replaceAll("`", "")]),
    );
    const sources = Map.groupBy(wellKnownModules, ({ source }) =>
      source.replace("terraform-aws-modules/", ""),
    );
    const actual = [...sources].map(([module, readers]): [string, string] => [
      module,
      readers.map(({ versions }) => versions).join(", "),
    ]);
    expect(documented).toEqual(new Map(actual));
  },
);
