import { expect, test } from "vitest";
import { type ArchiveLimits, readArchive } from "./read.ts";
import { type ArchiveEntry, archiveOf } from "./testing/archive.ts";

const limits: ArchiveLimits = {
  entriesMax: 10,
  fileBytesMax: 4 * 1024 * 1024,
  bytesMax: 6 * 1024 * 1024,
  ratioMax: 100,
};
const json = (path: string) => path.endsWith(".json");

async function read(entries: readonly ArchiveEntry[], wanted = json) {
  const reading = await readArchive(archiveOf(entries), wanted, limits);
  if (reading.kind === "refused") return reading.reason;
  return Object.fromEntries(
    [...reading.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")]),
  );
}

test("only what is wanted is unpacked, under the path that it has in the archive", async () => {
  const entries = [
    { path: "prod/", content: "" },
    { path: "prod/plan.json", content: "{}" },
    { path: "prod/plan.txt", content: "not this" },
    { path: "stg/プラン.json", content: "[]" },
  ];
  expect(await read(entries)).toEqual({ "prod/plan.json": "{}", "stg/プラン.json": "[]" });
});

const refused: readonly (readonly [string, string, readonly ArchiveEntry[]])[] = [
  ["a name that leads upwards", "outside", [{ path: "../../etc/plan.json", content: "{}" }]],
  [
    "a name that leads upwards in the manner of Windows",
    "outside",
    [{ path: "..\\plan.json", content: "{}" }],
  ],
  ["an absolute name", "outside", [{ path: "/etc/plan.json", content: "{}" }]],
  ["a name with a drive", "outside", [{ path: "C:plan.json", content: "{}" }]],
  ["a link, wanted or not", "link", [{ path: "here", content: "/etc/passwd", mode: 0o120777 }]],
  ["an entry with a password", "encrypted", [{ path: "plan.json", content: "{}", encrypted: true }]],
  [
    "an entry that swells beyond the ratio",
    "bomb",
    [{ path: "plan.json", content: " ".repeat(3 * 1024 * 1024) }],
  ],
  [
    "an entry that says it is larger than is allowed",
    "too-large",
    [{ path: "plan.json", content: noise(1024 * 1024), saidBytes: 5 * 1024 * 1024 }],
  ],
  [
    "an entry that says it is small and is not",
    "damaged",
    [{ path: "plan.json", content: " ".repeat(3 * 1024 * 1024), saidBytes: 100 }],
  ],
  [
    "more altogether than is allowed",
    "too-large",
    ["a", "b", "c"].map((name) => ({ path: `${name}.json`, content: noise(2.5 * 1024 * 1024) })),
  ],
  [
    "more entries than are allowed",
    "too-many-entries",
    Array.from({ length: 11 }, (_, index) => ({ path: `${index}.txt`, content: "" })),
  ],
];

test.each(refused)("%s is refused: %s", async (_, reason, entries) => {
  expect(await read(entries)).toBe(reason);
});

test("100,000 entries are refused without a look at them", async () => {
  const many = Array.from({ length: 100_000 }, (_, index) => ({ path: `${index}.txt`, content: "" }));
  const looked: string[] = [];
  const wanted = (path: string) => looked.push(path) > 0;
  const reading = await readArchive(archiveOf(many), wanted, limits);
  expect(reading).toEqual({ kind: "refused", reason: "too-many-entries" });
  expect(looked).toEqual([]);
});

test("what is no archive, or ends too early, is damaged", async () => {
  const whole = archiveOf([{ path: "plan.json", content: noise(100_000) }]);
  const cases = [
    Buffer.alloc(0),
    Buffer.from('{"format_version":"1.2"}'),
    whole.subarray(0, whole.length / 2),
  ];
  for (const bytes of cases) {
    expect(await readArchive(bytes, json, limits)).toEqual({ kind: "refused", reason: "damaged" });
  }
});

/** Bytes that cannot be packed, the same each time. */
function noise(bytes: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: Math.floor(bytes) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
