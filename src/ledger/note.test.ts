import { describe, expect, it } from "vitest";
import { noteBytesMax, parseNote, signNote, verifyNote } from "./note.ts";
import { readSigningKey, type SigningKey } from "./signing-key.ts";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.ts";

// The vectors of golang.org/x/mod/sumdb/note (note_test.go), whose form C2SP's signed notes are.
const peterSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const peterText = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const enochText = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const enochLine =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

const peter = verifier(peterText);
const enoch = verifier(enochText);

function verifier(given: string): VerifierKey {
  const key = parseVerifierKey(given);
  if (key === null) throw new Error(`${given} is no verifier key`);
  return key;
}

function signing(given: string, origin: string | null = null): SigningKey {
  const reading = readSigningKey(given, origin);
  if (reading.kind === "problem") throw new Error(reading.message);
  return reading.key;
}

function verdict(given: string, keys: readonly VerifierKey[]): string {
  const reading = parseNote(given);
  if (reading.kind === "problem") return reading.message;
  const judged = verifyNote(reading.note, keys);
  return judged.kind === "refused" ? judged.message : judged.by.map(({ name }) => name).join(" ");
}

describe("signed notes", () => {
  it("signs byte for byte as Go does", () => {
    expect(signNote(text, [signing(peterSecret)])).toBe(`${text}\n${peterLine}`);
  });

  it("writes a key as it was read, and derives the verifier from it", () => {
    const key = signing(peterSecret);
    expect(key.secretText()).toBe(peterSecret);
    expect(key.verifier.text).toBe(peterText);
  });

  it.each([
    ["by one of two known keys", `${text}\n${peterLine}`, [peter, enoch], "PeterNeumann"],
    ["by both", `${text}\n${peterLine}${enochLine}`, [peter, enoch], "PeterNeumann EnochRoot"],
    ["by an unknown key, too", `${text}\n${peterLine}${enochLine}`, [enoch], "EnochRoot"],
    ["twice by one key", `${text}\n${peterLine}${peterLine}`, [peter], "PeterNeumann"],
  ] as const)("takes a note that is signed %s", (_name, given, keys, by) => {
    expect(verdict(given, keys)).toBe(by);
  });

  it("keeps empty lines in a text: the last one is what separates", () => {
    const key = signing(peterSecret);
    const note = signNote("one\n\ntwo\n", [key]);
    expect(parseNote(note)).toMatchObject({ note: { text: "one\n\ntwo\n" } });
    expect(verdict(note, [peter])).toBe("PeterNeumann");
  });

  it.each([
    [
      "of no known key",
      `${text}\n${peterLine}`,
      [enoch],
      /none of the known keys signed it, only PeterNeumann/,
    ],
    ["of no key at all", `${text}\n${peterLine}`, [], /none of the known keys/],
    ["over another text", `${text.replace("you", "You")}\n${peterLine}`, [peter], /is not over this text/],
    [
      "with one wrong signature beside a right one",
      `${text}\n${peterLine}${enochLine.replace("+eBzmZ", "+eBzmA")}`,
      [peter, enoch],
      /EnochRoot\+af0cfe78 is not over this text/,
    ],
    ["whose signature has a byte too many", `${text}\n${longer(peterLine)}`, [peter], /not over this text/],
    [
      "under the name of another",
      `${text}\n${peterLine.replace("PeterNeumann", "X")}`,
      [peter],
      /none of the/,
    ],
  ] as const)("refuses a note %s", (_name, given, keys, message) => {
    expect(verdict(given, keys)).toMatch(message);
  });

  it.each([
    ["nothing", ""],
    ["a text alone", text],
    ["a text and an empty line", `${text}\n`],
    ["no line break at the end", `${text}\n${peterLine}`.slice(0, -1)],
    ["a control character", `\u0001${text}\n${peterLine}`],
    ["a tabulator", `\t${text}\n${peterLine}`],
    ["a carriage return", `${text}\n${peterLine}`.replaceAll("\n", "\r\n")],
    ["a name with a space", `${text}\n${peterLine.replace("PeterNeumann", "Bad Name")}`],
    ["a name with a plus", `${text}\n${peterLine.replace("PeterNeumann", "a+b")}`],
    ["a line that is no signature", `${text}\n${peterLine}Unexpected line.\n`],
    ["a hyphen for the dash", `${text}\n${peterLine.replace("—", "-")}`],
    ["base64 that is not the canonical one", `${text}\n${peterLine.replace("nAM=", "nAN=")}`],
    ["base64 of URLs", `${text}\n${peterLine.replaceAll("/", "_")}`],
    ["base64 without padding", `${text}\n${peterLine.replace("=", "")}`],
    ["a signature of four bytes", `${text}\n— PeterNeumann x08gow==\n`],
    ["more than a hundred signatures", `${text}\n${peterLine.repeat(101)}`],
    ["more bytes than a note has", `${"a".repeat(noteBytesMax)}\n\n${peterLine}`],
  ])("says that %s is no note", (_name, given) => {
    expect(verdict(given, [peter])).toMatch(/^it is no signed note: it /);
  });

  it("refuses bytes that are not UTF-8", () => {
    const bytes = Buffer.concat([Buffer.of(0xff), Buffer.from(`${text}\n${peterLine}`)]);
    expect(parseNote(bytes).kind).toBe("problem");
  });

  it("detects every flipped byte", () => {
    const note = Buffer.from(`${text}\n${peterLine}`);
    for (let at = 0; at < note.length; at += 1) {
      const flipped = Buffer.from(note);
      flipped[at] = (note[at] ?? 0) ^ 1;
      const reading = parseNote(flipped);
      const good = reading.kind === "note" && verifyNote(reading.note, [peter]).kind === "verified";
      expect(good, `byte ${at}`).toBe(false);
    }
  });

  it.each(["", "no line break", "a\u0000\n"])("does not sign %j", (given) => {
    expect(() => signNote(given, [signing(peterSecret)])).toThrow(TypeError);
  });
});

describe("keys of notes", () => {
  it("reads no part of a key, and none with a byte changed", () => {
    for (const [whole, reads] of [
      [peterText, (given: string) => parseVerifierKey(given) !== null],
      [peterSecret, (given: string) => readSigningKey(given, "PeterNeumann").kind === "key"],
    ] as const) {
      expect(reads(whole)).toBe(true);
      for (let from = 0; from < whole.length; from += 1) {
        expect(reads(whole.slice(0, from)), `until ${from}`).toBe(false);
        if (from > 0) expect(reads(whole.slice(from)), `from ${from}`).toBe(false);
        const other = String.fromCharCode(whole.charCodeAt(from) + 1);
        expect(reads(whole.slice(0, from) + other + whole.slice(from + 1)), `at ${from}`).toBe(false);
      }
    }
  });

  it.each([
    ["of a wrong length", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="],
    ["of an unknown kind", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
  ])("refuses a verifier key %s, whose identifier is right", (_name, given) => {
    expect(parseVerifierKey(given)).toBeNull();
  });
});

/** The signature of a line with three bytes more. */
function longer(line: string): string {
  return `${line.slice(0, 60)}ABCD${line.slice(60)}`;
}
