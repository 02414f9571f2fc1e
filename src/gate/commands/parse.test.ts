import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import type { Command, Refusal } from "../../model/command.ts";
import { commandCharactersMax, commandsMax, commentCharactersMax, parseCommands } from "./parse.ts";

function commandsIn(body: string): readonly (Command | Refusal)[] {
  return parseCommands(body).map((parsed) => (parsed.kind === "command" ? parsed.command : parsed.refusal));
}

const waive = { kind: "waive", ruleId: "RES-004", until: "2027-01-31", because: "決算" };

describe("a line that speaks to us", () => {
  test.each<[string, object]>([
    ["/sekisho recheck", { kind: "recheck" }],
    ["/Sekisho  RECHECK now, please", { kind: "recheck" }],
    ["/sekisho confirm", { kind: "confirm" }],
    ["   /sekisho confirm", { kind: "confirm" }],
    ["/sekisho approve W-12", { kind: "approve-waiver", waiverId: "W-12" }],
    ["/sekisho approve w012", { kind: "approve-waiver", waiverId: "W-12" }],
    ["/sekisho revoke W-12", { kind: "revoke-waiver", waiverId: "W-12" }],
    ["/sekisho revoke 2027-vpc", { kind: "revoke-waiver", waiverId: "2027-vpc" }],
    ["/sekisho explain res-004", { kind: "explain", ruleId: "RES-004" }],
    ["/sekisho break-glass because it burns", { kind: "break-glass", because: "it burns" }],
    [
      "/sekisho feedback CHG-010 because: not here",
      { kind: "feedback", ruleId: "CHG-010", because: "not here" },
    ],
    ["/sekisho waive RES-004 until 2027-01-31 because 決算", waive],
    ["/sekisho waive RES-004 2027/1/31 because 決算", waive],
    ["/sekisho waive until 2027-1-31 RES-004 because 決算", waive],
    ["/sekisho waive RES-004 until 2027年1月31日 理由: 決算", waive],
    ["／ｓｅｋｉｓｈｏ　ｗａｉｖｅ　ＲＥＳ－００４　２０２７／１／３１　まで　理由：　決算", waive],
    ["/sekisho waive RES-004 2027年1月31日まで理由：決算", waive],
    [
      "/sekisho feedback RES-004 because because it is",
      { kind: "feedback", ruleId: "RES-004", because: "because it is" },
    ],
  ])("%j", (line, command) => {
    expect(commandsIn(line)).toEqual([command]);
  });

  test.each<[string, object]>([
    ["/sekisho", { kind: "unknown-command", word: "", nearest: null }],
    ["/sekisho confrim", { kind: "unknown-command", word: "confrim", nearest: "confirm" }],
    ["/sekisho delete everything", { kind: "unknown-command", word: "delete", nearest: null }],
    ["/sekisho constructor", { kind: "unknown-command", word: "constructor", nearest: null }],
    ["/sekisho waive", { kind: "incomplete", command: "waive", missing: "rule" }],
    ["/sekisho waive until 2027-01-31 because x", { kind: "incomplete", command: "waive", missing: "rule" }],
    ["/sekisho waive RES-004 because x", { kind: "incomplete", command: "waive", missing: "date" }],
    [
      "/sekisho waive RES-004 until 2027-02-29 because x",
      { kind: "incomplete", command: "waive", missing: "date" },
    ],
    ["/sekisho waive RES-004 until 2027-01-31", { kind: "incomplete", command: "waive", missing: "reason" }],
    [
      "/sekisho waive RES-004 until 2027-01-31 because  ",
      { kind: "incomplete", command: "waive", missing: "reason" },
    ],
    ["/sekisho approve", { kind: "incomplete", command: "approve-waiver", missing: "waiver" }],
    ["/sekisho break-glass", { kind: "incomplete", command: "break-glass", missing: "reason" }],
    ["/sekisho explain", { kind: "incomplete", command: "explain", missing: "rule" }],
    ["/sekisho feedback RES-004", { kind: "incomplete", command: "feedback", missing: "reason" }],
    [
      `/sekisho break-glass because ${"x".repeat(commandCharactersMax)}`,
      { kind: "too-long", charactersMax: commandCharactersMax },
    ],
  ])("%j is answered with what is wrong", (line, refusal) => {
    expect(commandsIn(line)).toEqual([refusal]);
  });
});

describe("what says nothing", () => {
  test.each([
    "please run /sekisho confirm",
    "/sekisho2 confirm",
    "sekisho confirm",
    "/ sekisho confirm",
    "> /sekisho confirm",
    ">> > /sekisho confirm",
    "    /sekisho confirm",
    "\t/sekisho confirm",
    "`/sekisho confirm`",
    "see `this\n/sekisho confirm\nhere`",
    "see ``a ` b\n/sekisho confirm``",
    "```\n/sekisho confirm\n```",
    "~~~~ sh\n/sekisho confirm\n~~~\n/sekisho confirm\n~~~~",
    "```\n/sekisho confirm",
    "- ```\n  /sekisho confirm\n  ```",
    "1. ~~~\n/sekisho confirm\n   ~~~",
    "   ```\n/sekisho confirm\n```",
    "<!--\n/sekisho confirm\n-->",
    "text <!-- a\n/sekisho confirm\n--> more",
    "<!-- a --> <!-- b\n/sekisho confirm",
  ])("%j", (body) => {
    expect(commandsIn(body)).toEqual([]);
  });

  test.each([
    "> quoted\n/sekisho confirm",
    "a `code` word\n/sekisho confirm",
    "an odd ` mark\n/sekisho confirm",
    "an escaped \\` mark\n/sekisho confirm ` here",
    "`a\n\n/sekisho confirm\n\nb`",
    "```\ncode\n```\n/sekisho confirm",
    "```a`b\n/sekisho confirm",
    "<!-- a -->\n/sekisho confirm",
    "`<!--` opens a comment\n/sekisho confirm",
    "hello\r\n/sekisho confirm\r\n",
  ])("but %j does", (body) => {
    expect(commandsIn(body)).toEqual([{ kind: "confirm" }]);
  });
});

test("several commands come in their order, and too many are cut with a word about it", () => {
  expect(commandsIn("/sekisho confirm\ntext\n/sekisho recheck")).toEqual([
    { kind: "confirm" },
    { kind: "recheck" },
  ]);
  const many = commandsIn("/sekisho recheck\n".repeat(commandsMax + 5));
  expect(many).toHaveLength(commandsMax + 1);
  expect(many.at(-1)).toEqual({ kind: "too-many", commandsMax });
});

test("the line is told as it was written", () => {
  expect(parseCommands("/sekisho  explain RES-004")[0]?.text).toBe("/sekisho explain RES-004");
});

test("neither NUL nor half a character gets through", () => {
  const [parsed] = parseCommands("/sekisho break-glass because a\0b\ud800c");
  expect(parsed).toMatchObject({ command: { because: "a\uFFFDb\uFFFDc" } });
});

describe("whatever somebody writes", () => {
  const pieces = fc.constantFrom(
    "/sekisho ",
    "waive ",
    "RES-004 ",
    "until ",
    "2027-01-31 ",
    "because ",
    "理由：",
    "`",
    "```",
    "~~~",
    "\n",
    "> ",
    "<!--",
    "-->",
    "\\",
    "　",
    "- ",
    "\ud83d",
  );
  const bodies = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }).map((parts) => parts.join("")),
  );

  test("it is read without an error, within the limits, and can be kept", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const parsed = parseCommands(body);
        expect(parsed.length).toBeLessThanOrEqual(commandsMax + 1);
        for (const { text } of parsed) expect(text.length).toBeLessThanOrEqual(commandCharactersMax);
        const kept = JSON.stringify(parsed);
        expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
    );
  });

  test("in a quote, a fence or a hidden part it says nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 10 }), (lines) => {
        const said = lines.map((line) => `/sekisho ${line.replace(/[\r\n]/g, " ")}`);
        expect(parseCommands(said.map((line) => `> ${line}`).join("\n"))).toEqual([]);
        expect(parseCommands(`\`\`\`\n${said.join("\n")}`)).toEqual([]);
        expect(parseCommands(`<!--\n${said.map((line) => line.replaceAll("-->", "")).join("\n")}`)).toEqual(
          [],
        );
      }),
    );
  });

  test.each([
    ["backticks", "`".repeat(commentCharactersMax)],
    ["runs of backticks", Array.from({ length: 361 }, (_, length) => "`".repeat(length)).join(" ")],
    ["single backticks", "` ".repeat(commentCharactersMax / 2)],
    ["spaces", `/sekisho waive${" ".repeat(commentCharactersMax)}x`],
    ["list markers", "- ".repeat(commentCharactersMax / 2)],
    ["open comments", "<!--".repeat(commentCharactersMax / 4)],
    ["commands", "/sekisho waive\n".repeat(commentCharactersMax / 15)],
    ["a long word", `/sekisho ${"x".repeat(commentCharactersMax)}`],
  ])("a comment full of %s is read at once", (_, body) => {
    const before = process.cpuUsage();
    parseCommands(body);
    // What it costs, not how long it takes: that is a matter of what else the machine does.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});
