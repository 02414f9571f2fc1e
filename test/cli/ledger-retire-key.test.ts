import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { newSigningKey, writeKeyFile } from "../../src/ledger/index.ts";
import { postgres } from "../store/backends.ts";
import { type Ran, run, sekisho } from "./command.ts";

const data = temporaryFolder();
const stick = join(data, "stick");
const origin = "sekisho.example.com/ledger";
const [one, two] = [newSigningKey(origin), newSigningKey(origin)];
const backend = postgres();
const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
let url = "";
const today = () => new Date().toISOString().slice(0, "YYYY-MM-DD".length);

function ledger(keys: readonly string[], ...list: readonly string[]): Ran {
  const [current = "", previous] = keys.map((name) => join(data, name));
  const variables = {
    SEKISHO_DATA: join(data, "server"),
    DATABASE_URL: url,
    LEDGER_KEY_PATH: current,
    ...(previous === undefined ? {} : { LEDGER_KEY_PREVIOUS_PATH: previous }),
  };
  return sekisho(["ledger", ...list], { folder: data, variables });
}

describe.skipIf(backend.missing !== null)(`a key that several processes sign with${title}`, () => {
  beforeAll(async () => {
    const place = await backend.place();
    if (place.where.kind !== "postgres") throw new Error("it is another store");
    url = place.where.url;
    const store = await place.open();
    const detail = { repositories: ["acme/infra"] };
    const body = { kind: "installation", change: "created", detail } as const;
    await store.records.append([{ scope: "repository", repositoryId: null, key: "d", body }]);
    await store.close();
    mkdirSync(stick);
    writeKeyFile(join(data, "one"), one);
    writeKeyFile(join(data, "two"), two);
  }, 120_000);
  afterAll(() => backend.end());

  it("is exchanged and retired, and what it signed can still be proven", () => {
    // A day may end meanwhile.
    const begun = today();
    // The first command that signs makes its key the log's.
    expect(ledger(["one"], "anchor", "--folder", "stick").exitCode).toBe(0);
    const rotated = ledger(["one"], "rotate-key", "--next", "two", "--because", "yearly");
    expect(rotated).toMatchObject({ exitCode: 0, stderr: "" });
    expect(rotated.stdout).toContain("retire it:\nsekisho ledger retire-key --because …\n");
    const keys = ["two", "one"];
    expect(ledger(keys, "retire-key", "--because", "every process has it")).toEqual({
      ...{ exitCode: 0, signal: null, stderr: "" },
      stdout: `${one.verifier.text}\nis retired. Take LEDGER_KEY_PREVIOUS away.\n`,
    });
    const again = ledger(keys, "retire-key", "--because", "again");
    expect(again).toMatchObject({ exitCode: 2, stdout: "" });
    expect(again.stderr).toMatch(
      /^sekisho: LEDGER_KEY_PREVIOUS is .*, which was retired already\. Take it away\./,
    );
    expect(ledger(["two"], "anchor", "--folder", "stick").exitCode).toBe(0);
    const kept = readdirSync(stick).map((name) => join(stick, name));
    const whole = ledger(["two"], "verify", ...kept.flatMap((path) => ["--against", path]));
    expect(whole).toMatchObject({ exitCode: 0, stderr: "" });

    // What the first key made its own, the two changes, and that a checkpoint was kept, after each of two.
    const asked = ["--from", begun, "--to", today(), "--checkpoint", "6", "--out", "package"];
    expect(ledger(["two"], "export", ...asked).exitCode).toBe(0);
    const program = join(data, "package", "verify.mjs");
    const own = ["--key", one.verifier.text, "--key", two.verifier.text];
    const verified = run(process.execPath, [
      ...[program, join(data, "package"), ...own],
      ...kept.flatMap((path) => ["--checkpoint", path]),
    ]);
    expect(verified).toMatchObject({ exitCode: 0, stderr: "" });
    expect(verified.stdout).toContain(`✓ Keys: 2 of the log ${origin}`);
    expect(verified.stdout).toContain(`✓ Checkpoints of yours: ${kept.length}, all of this very log`);
  }, 120_000);
});
