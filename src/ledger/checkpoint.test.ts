import { describe, expect, it } from "vitest";
import { openCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { signNote } from "./note.ts";
import { newSigningKey } from "./signing-key.ts";

const origin = "sekisho.example.com/ledger";
const key = newSigningKey(origin);
const keys = [key.verifier];
const root = "4edcf34608d31bac5c7becf6f8adf59005d8281810ad2482484e341e6bb005bd".slice(0, 64);
const head = { size: 12, root };
const encodedRoot = Buffer.from(root, "hex").toString("base64");

function opened(text: string): string {
  const reading = openCheckpoint(signNote(text, [key]), origin, keys);
  return reading.kind === "refused" ? reading.message : `${reading.checkpoint.size}`;
}

describe("checkpoints", () => {
  it("opens what it signed", () => {
    expect(openCheckpoint(signCheckpoint(origin, head, [key]), origin, keys)).toEqual({
      kind: "checkpoint",
      checkpoint: { origin, ...head },
      by: keys,
    });
  });

  it("opens that of an empty log, one with further lines, and one with foreign signatures", () => {
    expect(opened(`${origin}\n0\n${encodedRoot}\n`)).toBe("0");
    expect(opened(`${origin}\n7\n${encodedRoot}\nsomething\nelse\n`)).toBe("7");
    const witness = newSigningKey("witness.example");
    const note = signCheckpoint(origin, head, [witness, key]);
    expect(openCheckpoint(note, origin, keys)).toMatchObject({ kind: "checkpoint", by: keys });
  });

  it.each([
    ["size with leading zeros", `${origin}\n012\n${encodedRoot}\n`],
    ["size in hexadecimal", `${origin}\n0x12\n${encodedRoot}\n`],
    ["size below zero", `${origin}\n-1\n${encodedRoot}\n`],
    ["size beyond exact numbers", `${origin}\n9999999999999999\n${encodedRoot}\n`],
    ["root of 31 bytes", `${origin}\n12\n${Buffer.alloc(31).toString("base64")}\n`],
    ["root in hexadecimal", `${origin}\n12\n${root}\n`],
    ["root in base64 that is not canonical", `${origin}\n12\n${encodedRoot.replace(/.=$/, "1=")}\n`],
    ["two lines", `${origin}\n12\n`],
    ["an empty line behind", `${origin}\n12\n${encodedRoot}\n\nmore\n`],
  ])("refuses a signed note with a %s", (_name, text) => {
    expect(opened(text)).toBe("it is a signed note, and no checkpoint of a log");
  });

  it("refuses the checkpoint of another log, also where the same key signed it", () => {
    expect(opened(`other.example\n12\n${encodedRoot}\n`)).toMatch(
      /^it is of the log "other.example", not of sekisho.example.com\/ledger/,
    );
  });

  it("refuses a checkpoint that an unknown key of the same name signed", () => {
    const forger = newSigningKey(origin);
    expect(openCheckpoint(signCheckpoint(origin, head, [forger]), origin, keys)).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("none of the known keys signed it"),
    });
  });
});
