import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { openStore } from "../../src/store/index.ts";
import { pull, type Ran, sekisho } from "./command.ts";

const data = temporaryFolder();
const reviews = join(data, "reviews");
const places = join(data, "places");
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const origin = "sekisho.example.com/ledger";

/** Where the caller stands is where relative paths begin. */
function ledger(...list: readonly string[]): Ran {
  return sekisho(["ledger", ...list], { folder: data, variables: { SEKISHO_DATA: join(data, "server") } });
}
const ofReviews = (...list: readonly string[]) => ledger(...list, "--ledger", "reviews");
const json = (...list: readonly string[]) =>
  JSON.parse(ofReviews(...list, "--format", "json").stdout) as {
    readonly size: number;
    readonly payload: { readonly body: { readonly next: string } };
  };

let receipt = "";
beforeAll(() => {
  mkdirSync(places);
  const ran = sekisho(["review", ...pull("application-added"), "--ledger", reviews], { folder: data });
  receipt = ran.stderr;
});

describe("sekisho ledger, on what review --ledger kept", () => {
  it("has what the receipt says, from wherever it is asked", () => {
    const [, index = "", size = "", root = ""] =
      /^Receipt: index (\d+), size (\d+), root ([0-9a-f]{64})$/m.exec(receipt) ?? [];
    const status = ledger("status", `--ledger=${reviews}`);
    expect(status).toMatchObject({ exitCode: 0, stderr: "" });
    expect(status.stdout).toContain(`Entries       ${size}\nRoot          ${root}\n`);
    expect(ofReviews("show", index).stdout).toContain(`Entry       ${index} `);
    expect(ofReviews("show", "0").stdout).toMatch(/^In the tree yes: 1 entry, root [0-9a-f]{64}, signed$/m);
    expect(ofReviews("verify", "--locale", "ja").stdout).toContain("証跡台帳に欠けや改変はありません。");
    const population = ofReviews("population", "--from", "2026-01-01", "--to", "2026-01-31");
    expect(population).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it.each([
    [["status", "--ledger", "nowhere"], /--ledger names .*nowhere, which holds no ledger/],
    [["status", "--ledger"], /--ledger needs the folder/],
    [["status", "--ledger", "reviews", "--embedded"], /give one of them/],
    [["status", "--ledger", "reviews", "--ledger", "x"], /--ledger is given 2 times/],
    [["anchor", "--ledger", "reviews"], /give --folder/],
    [["anchor", "--ledger", "reviews", "--folder", "stick"], /--folder names .*stick, which is not there/],
    [["anchor", "--embedded", "--folder", "places"], /The store holds nothing/],
    [["rotate-key", "--embedded", "--because", "x"], /The store holds nothing/],
    [["rotate-key", "--ledger", "reviews", "--because", " "], /needs --because/],
    [["rotate-key", "--ledger", "reviews", "--because", "x", "--next", "nokey"], /nokey, which is not there/],
    [["retire-key", "--ledger", "reviews", "--because", "x"], /needs LEDGER_KEY_PREVIOUS/],
    [["new-key", "--out", "key"], /needs --origin/],
    [["new-key", "--origin", "https://sekisho.example.com", "--out", "key"], /without https/],
  ])("says what is wrong with %j, and makes nothing", (list, message) => {
    const ran = ledger(...list);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(message);
    expect(readdirSync(data).sort()).toEqual(["places", "reviews"]);
  });
});

describe("sekisho ledger anchor", () => {
  it("keeps each checkpoint once, which verify takes", () => {
    const { size } = json("status");
    const first = ofReviews("anchor", "--folder", "places");
    const path = join(places, String(size));
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(first.stdout).toBe(`✅ folder ${places}: checkpoint of ${size} entries: ${path}\n`);
    const note = readFileSync(path, "utf8");
    // That it was kept is an entry itself, and so there is one more to keep.
    expect(ofReviews("anchor", "--folder", "places").stdout).toContain(`checkpoint of ${size + 1} entries`);
    expect(readFileSync(path, "utf8")).toBe(note);
    expect(readdirSync(places)).toEqual([String(size), String(size + 1)]);
    const newest = `places/${size + 1}`;
    expect(ofReviews("verify", "--against", newest, "--against", path)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(`✓ ${newest}: the ledger has all of it still.`),
    });
  });

  it("refuses a place where one was changed", () => {
    const newest = join(places, readdirSync(places).at(-1) ?? "");
    const note = readFileSync(newest, "utf8");
    chmodSync(newest, 0o644);
    writeFileSync(newest, "changed\n");
    const ran = ofReviews("anchor", "--folder", "places");
    expect(ran).toMatchObject({ exitCode: 1, stderr: "" });
    expect(ran.stdout).toMatch(/^⛔ folder .*places has something else under \d+ than the checkpoint/);
    writeFileSync(newest, note);
  });
});

describe("the keys of a ledger", () => {
  it("are made in a file for one user, once", () => {
    const made = ledger("new-key", "--origin", origin, "--out", "key");
    expect(made).toMatchObject({ exitCode: 0, stderr: "" });
    expect(statSync(join(data, "key")).mode & 0o777).toBe(0o600);
    const secret = readFileSync(join(data, "key"), "utf8");
    expect(made.stdout).not.toContain(secret.trim());
    expect(made.stdout).toMatch(/^sekisho\.example\.com\/ledger\+[0-9a-f]{8}\+\S+$/m);
    const again = ledger("new-key", "--origin", origin, "--out", "key");
    expect(again).toMatchObject({ exitCode: 2, stdout: "" });
    expect(again.stderr).toContain("key cannot be written (EEXIST). A key is never overwritten.");
    expect(readFileSync(join(data, "key"), "utf8")).toBe(secret);
  });

  it("are exchanged in the ledger itself, and what they signed stays good", () => {
    const before = json("status").size;
    const own = join(reviews, "ledger", "key");
    const secret = readFileSync(own, "utf8");
    const ran = ofReviews("rotate-key", "--because", "once a year");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toMatch(/The key before it is retired\.\n$/);
    expect(readFileSync(own, "utf8")).not.toBe(secret);
    expect(statSync(own).mode & 0o777).toBe(0o600);
    expect(existsSync(`${own}.next`)).toBe(false);
    expect(json("status").size).toBe(before + 2);
    const { next } = json("show", String(before)).payload.body;
    expect(ran.stdout).toContain(`\n${next}\n`);
    const older = readdirSync(places).flatMap((name) => ["--against", join(places, name)]);
    expect(ofReviews("verify", ...older)).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ofReviews("anchor", "--folder", "places").exitCode).toBe(0);
  });
});

describe("retire-key", () => {
  /** As a server whose key comes from its environment. */
  const store = join(data, "server");
  const variables = (...keys: readonly string[]) => ({
    SEKISHO_DATA: store,
    LEDGER_KEY_PATH: join(data, keys[0] ?? ""),
    ...(keys[1] === undefined ? {} : { LEDGER_KEY_PREVIOUS_PATH: join(data, keys[1]) }),
  });
  const asked = (keys: readonly string[], ...list: readonly string[]) =>
    sekisho(["ledger", ...list, "--embedded"], { folder: data, variables: variables(...keys) });

  it("is done at once where one process signs, and a retired key signs nothing", async () => {
    const folder = join(store, "store");
    await (await openStore({ kind: "embedded", folder, now: () => new Date(), log: quiet })).close();
    ledger("new-key", "--origin", origin, "--out", "next");
    mkdirSync(join(data, "stick"));
    // The first command that signs makes its key the log's.
    asked(["key"], "anchor", "--folder", "stick");
    const wrong = asked(["next", "key"], "retire-key", "--because", "too early");
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(wrong.stderr).toMatch(/which is not the log's/);
    const without = asked(["key"], "rotate-key", "--because", "yearly");
    expect(without.stderr).toMatch(/needs --next with the file of the new key/);
    const rotated = asked(["key"], "rotate-key", "--because", "yearly", "--next", "next");
    expect(rotated).toMatchObject({ exitCode: 0, stderr: "" });
    expect(rotated.stdout).toContain("The key before it is retired.");
    const again = asked(["next", "key"], "retire-key", "--because", "every process has it");
    expect(again.stderr).toMatch(/which was retired/);
    expect(asked(["next"], "verify")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(asked(["key"], "anchor", "--folder", "stick").stdout).toMatch(/which was retired/);
  });
});
