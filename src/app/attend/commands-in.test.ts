import { expect, it } from "vitest";
import { commandsIn } from "./commands-in.ts";

const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;

it("keeps no secret of a reason, and none of a command that was not understood", () => {
  const said = commandsIn(
    `/sekisho break-glass because the deploy with ${token} hangs\r\n/sekisho rechekc ${token}\nplain ${token}`,
  );
  expect(JSON.stringify(said)).not.toContain(token);
  expect(said).toMatchObject([
    { command: { kind: "break-glass", because: "the deploy with <secret-github-token> hangs" } },
    { refusal: { kind: "unknown-command", word: "rechekc", nearest: "recheck" } },
  ]);
});

it("keeps a reason that only speaks of a password", () => {
  const because = "the password of the database is rotated tomorrow: see the ticket";
  expect(commandsIn(`/sekisho feedback SEC-001 because ${because}`)).toMatchObject([
    { command: { because } },
  ]);
});
