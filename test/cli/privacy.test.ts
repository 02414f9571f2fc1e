import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rememberRepository } from "../../src/app/repository-names.ts";
import { gateOf } from "../../src/app/testing/pull-records.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { openStore } from "../../src/store/index.ts";
import { type Ran, sekisho } from "./command.ts";

const data = temporaryFolder();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** What a server left behind a month ago: two entries of a pull request. */
beforeAll(async () => {
  const now = () => new Date(Date.now() - 30 * 86_400_000);
  const store = await openStore({ kind: "embedded", folder: join(data, "store"), now, log: quiet });
  try {
    await rememberRepository(store.notes, { id: 1, owner: "acme", name: "infra" });
    for (const key of ["one", "two"])
      await store.records.append([
        { scope: "pull", repositoryId: 1, number: 7, key, body: gateOf("h", "success") },
      ]);
  } finally {
    await store.close();
  }
});

function as(operator: string, ...arguments_: readonly string[]): Ran {
  const variables = { SEKISHO_DATA: data, SEKISHO_OPERATOR: operator };
  return sekisho(["ledger", ...arguments_, "--embedded"], { variables });
}

describe("sekisho ledger erase and hold", () => {
  it("take a hold, two people, and leave a ledger that says what happened", () => {
    const set = as(
      "legal",
      "hold",
      "set",
      "--repository",
      "acme/infra",
      "--pull",
      "7",
      "--because",
      "Case 12",
    );
    expect(set).toMatchObject({ exitCode: 0, stderr: "" });
    const [holdId = ""] = /^H-[0-9a-f]{8}/.exec(set.stdout) ?? [];
    const held = as("hanako", "erase", "--index", "0,1", "--because", "Article 17");
    expect(held).toMatchObject({ exitCode: 2, stdout: "" });
    expect(held.stderr).toContain(`Entry 0 is held by ${holdId}, which legal set: Case 12.`);
    expect(as("legal", "hold", "list").stdout).toContain(`${holdId}  acme/infra#7  `);
    expect(as("legal", "hold", "release", holdId, "--because", "over").exitCode).toBe(0);

    const asked = as("hanako", "erase", "--index", "0", "--index", "1", "--because", "Article 17");
    expect(asked.stdout).toContain("hanako asks to erase 2 entries (0, 1). Nothing is erased yet.");
    const [erasureId = ""] = /^E-[0-9a-f]{8}/.exec(asked.stdout) ?? [];
    expect(as("Hanako", "erase", "--agree", erasureId).stderr).toContain("somebody else has to agree");
    expect(as("taro", "erase", "list", "--locale", "ja").stdout).toContain(`${erasureId}  `);
    const agreed = as("taro", "erase", "--agree", erasureId, "--locale", "ja");
    expect(agreed).toMatchObject({ exitCode: 0, stderr: "" });
    expect(agreed.stdout).toContain("2 件の内容");
    expect(as("taro", "show", "0").stdout).toContain("erased");
    expect(as("taro", "erase", "list").stdout).toBe(
      "Nobody has asked for anything that is still to be agreed to.\n",
    );
  });

  it.each<[string, readonly string[], RegExp]>([
    ["nothing", ["erase"], /is one of: --index/],
    ["two things at once", ["erase", "--index", "1", "--agree", "E-1"], /is one of: --index/],
    ["no reason", ["erase", "--index", "1"], /needs --because/],
    ["an index that is none", ["erase", "--index", "1;drop", "--because", "x"], /not "1;drop"/],
    ["a reason of whoever agrees", ["erase", "--agree", "E-1", "--because", "x"], /belongs to the request/],
    ["a hold of nothing", ["hold"], /needs one of: set, release, list/],
    ["a release of nothing", ["hold", "release", "--because", "x"], /takes the id of a hold/],
    [
      "a pull request of nowhere",
      ["hold", "set", "--pull", "7", "--because", "x"],
      /that --repository names/,
    ],
    ["an unknown hold", ["hold", "release", "H-1", "--because", "x"], /No hold "H-1" stands/],
  ])("ask back about %s", (_, arguments_, message) => {
    const ran = as("hanako", ...arguments_);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
  });

  it("want to know who does it, and make no ledger where there is none", () => {
    expect(as("\u202eevil", "hold", "set", "--because", "x").stderr).toContain("set SEKISHO_OPERATOR");
    const empty = { SEKISHO_DATA: temporaryFolder(), SEKISHO_OPERATOR: "hanako" };
    const ran = sekisho(["ledger", "hold", "set", "--because", "x", "--embedded"], { variables: empty });
    expect(ran).toMatchObject({ stdout: "" });
    expect(ran.stderr).toContain("The store holds nothing of Sekisho");
  });
});
