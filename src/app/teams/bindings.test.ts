import { describe, expect, test } from "vitest";
import { loadConfiguration } from "../../config/index.ts";
import { GitHubError } from "../../github/index.ts";
import type { StoredRepositoryRecord } from "../../model/record.ts";
import { namesMeaning, type TeamFacts } from "../../model/team.ts";
import type { NewRecord } from "../../store/index.ts";
import { type BindingPorts, bindTeams, membersBehind, standingsOf } from "./bindings.ts";

const quiet = { warn: () => {} };

/** Records in memory: kind and key are unique, as in the store. */
function memory() {
  const kept: StoredRepositoryRecord[] = [];
  const append = async (records: readonly NewRecord[]) => {
    let added = 0;
    for (const { key, body, repositoryId, scope } of records) {
      if (scope === "pull" || kept.some((one) => one.key === key)) continue;
      kept.push({
        sequence: kept.length,
        key,
        at: "2026-03-02T00:00:00.000Z",
        repositoryId,
        number: null,
        body,
      });
      added += 1;
    }
    return { kept: added };
  };
  return { kept, records: { ofRepository: async () => [...kept], append } };
}

async function settings(...lines: readonly string[]) {
  const text = ["version: 1", ...lines].join("\n");
  const loaded = await loadConfiguration({ organisation: { path: "sekisho.yml", text }, repository: null });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.configuration;
}

const has = (teams: readonly TeamFacts[]) => ({ teams: async () => teams });
const pay = { name: "acme/pay", id: 1 };

async function bound(read: BindingPorts["read"], at = memory(), more: readonly string[] = []) {
  const configuration = await settings("stewards: [Acme/Pay, globex/pay]", ...more);
  return bindTeams("acme", configuration, { ...at, read, log: quiet });
}

describe("names of teams", () => {
  test("are bound to the teams that have them when they are first named, and stay so", async () => {
    const at = memory();
    expect([...(await bound(has([pay]), at))]).toEqual([["acme/pay", 1]]);
    const other = has([{ ...pay, id: 2 }]);
    expect([...(await bound(other, at))]).toEqual([["acme/pay", 1]]);
    expect(at.kept).toMatchObject([{ key: "acme/pay 0", body: { team: "acme/pay", id: 1 } }]);
  });

  test("mean another team once the settings say so, as often as they do", async () => {
    const at = memory();
    await bound(has([pay]), at);
    for (const id of [2, 1, 2]) {
      const said = await bound(has([pay]), at, [`teamIds: { acme/pay: ${id} }`]);
      expect(said.get("acme/pay")).toBe(id);
    }
    expect(at.kept.map(({ key }) => key)).toEqual(["acme/pay 0", "acme/pay 1", "acme/pay 2", "acme/pay 3"]);
  });

  test("that another process has bound meanwhile mean what it said", async () => {
    const at = memory();
    const read = {
      teams: async () => {
        await bound(has([{ ...pay, id: 7 }]), at);
        return [pay];
      },
    };
    expect((await bound(read, at)).get("acme/pay")).toBe(7);
  });

  test.each(["forbidden", "invalid"] as const)("mean nobody while the list is %s", async (code) => {
    const read = { teams: () => Promise.reject(new GitHubError(code, "no")) };
    const bindings = await bound(read);
    expect([...bindings]).toEqual([]);
    expect(namesMeaning(pay, bindings)).toEqual([]);
    expect([...(await standingsOf("acme", ["acme/pay"], new Map(), { read, log: quiet }))]).toEqual([]);
  });

  test("are asked about again where GitHub does not answer now", async () => {
    const error = new GitHubError("unavailable", "later", { retryAfterMs: 1_000 });
    await expect(bound({ teams: () => Promise.reject(error) })).rejects.toBe(error);
  });
});

test("members are those of the team that is meant, whatever it is called, and never of another", async () => {
  const sam = { id: 5, login: "sam", bot: false };
  const asked: string[] = [];
  const read = {
    ...has([
      { name: "acme/payments", id: 1 },
      { name: "acme/pay", id: 2 },
      { name: "acme/ops", id: 4 },
    ]),
    teamMembers: async (team: string) => {
      asked.push(team);
      return [sam];
    },
  };
  const bindings = new Map([
    ["acme/pay", 1],
    ["acme/ops", 3],
  ]);
  const membersOf = membersBehind("acme", bindings, { read, log: quiet });
  expect(await membersOf("acme/pay")).toEqual([sam]);
  expect(await membersOf("acme/ops")).toBeNull();
  expect(await membersOf("acme/gone")).toBeNull();
  expect(await membersOf("globex/web")).toEqual([sam]);
  expect(asked).toEqual(["acme/payments", "globex/web"]);
});
