import { describe, expect, it } from "vitest";
import type { Proposal } from "../../model/proposal.ts";
import { proposalYaml } from "./yaml.ts";

const nothing: Proposal = {
  organisation: null,
  roots: 0,
  environments: null,
  clusters: [],
  sources: [],
  releases: [],
  modules: [],
  namespaces: 0,
  unmatched: { count: 0, total: 0 },
};

describe("a first configuration", () => {
  it("claims nothing about the names of a repository that holds nothing", () => {
    const yaml = proposalYaml(nothing, "en");
    expect(yaml).toContain("Nothing here stands in an environment yet.");
    expect(yaml).toContain('#   production: { paths: ["live/**"] }');
  });

  it("switches CODEOWNERS on where no origin says the organisation, because the file says it", () => {
    const yaml = proposalYaml({ ...nothing, sources: [{ kind: "CODEOWNERS", files: 1 }] }, "en");
    expect(yaml).toContain("tenantSources:\n# likely: 1 file of CODEOWNERS names owners.\n  - teams:");
    expect(yaml).not.toContain("in place of ORGANISATION");
  });

  it("leaves sources out that need an organisation nobody has filled in", () => {
    const share = { count: 1, total: 1 };
    const yaml = proposalYaml(
      {
        ...nothing,
        sources: [
          { kind: "Namespace", key: "team", share },
          { kind: "CODEOWNERS", files: 1 },
        ],
      },
      "en",
    );
    expect(yaml).toContain("# tenantSources:");
    expect(yaml).toContain("in place of ORGANISATION");
  });

  it("says of one module what it is, and not that it is called often", () => {
    const yaml = proposalYaml(
      { ...nothing, modules: [{ source: "a/b/c", calls: 1, arguments: ["x"] }] },
      "en",
    );
    expect(yaml).toContain("Nothing knows what this remote module makes.");
    expect(yaml).toContain('source: "a/b/c" # 1 call');
  });
});
