import { describe, expect, it } from "vitest";
import { defaultConfiguration } from "../../config/index.ts";
import type { BranchControl } from "../../model/branch-control.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Account } from "../../model/pull.ts";
import { accessSnapshot, type PlaceAccess } from "./access.ts";
import { guarded } from "./testing/control.ts";

const sam: Account = { id: 2, login: "sam", bot: false };
const owner: Account = { id: 1, login: "owner", bot: false };
const pia: Account = { id: 3, login: "pia", bot: false };

const control: BranchControl = {
  ...guarded,
  bypass: [
    { kind: "team", name: "acme/oncall", when: "always" },
    { kind: "role", name: "admin", when: "always" },
  ],
};

const configuration: Configuration = {
  ...defaultConfiguration(),
  policyOwners: ["acme/platform"],
  routing: { ...defaultConfiguration().routing, reviewers: ["acme/sre"] },
  custodians: { signingKey: ["pia"] },
};

const infra: PlaceAccess = {
  name: "acme/infra",
  configuration,
  administrators: [sam],
  controls: [{ branch: "main", control }],
};

const teams: Readonly<Record<string, readonly Account[]>> = {
  "acme/sre": [sam],
  "acme/platform": [pia],
  "acme/oncall": [pia, sam],
};
const membersOf = async (team: string) => teams[team] ?? null;

describe("who may do what", () => {
  it("is told by right, by repository, and with the members of every team that has one", async () => {
    const places = [infra, { ...infra, name: "acme/eks" }];
    const picture = await accessSnapshot({ places, owners: [owner], membersOf });
    const rights = {
      administer: ["owner", "sam"],
      approve: ["acme/sre"],
      "break-glass": [],
      bypass: ["acme/oncall", "role admin"],
      "edit-policies": ["acme/platform"],
      waive: [],
    };
    expect(picture).toEqual({
      teams: { "acme/oncall": [sam, pia], "acme/platform": [pia], "acme/sre": [sam] },
      rights,
      places: [{ repositories: ["acme/eks", "acme/infra"], rights }],
      custodians: { signingKey: ["pia"] },
      unread: [],
    });
  });

  it("names what GitHub does not tell instead of leaving it out", async () => {
    const kept: PlaceAccess = {
      name: "acme/infra",
      configuration: null,
      administrators: null,
      controls: [{ branch: "main", control: { ...control, bypass: null } }],
    };
    const hidden = { ...infra, configuration: { ...configuration, policyOwners: ["acme/secret"] } };
    const picture = await accessSnapshot({ places: [kept, hidden], owners: null, membersOf });
    expect(picture.unread).toEqual([
      "administer acme/infra",
      "bypass acme/infra@main",
      "owners",
      "team acme/secret",
    ]);
  });
});
