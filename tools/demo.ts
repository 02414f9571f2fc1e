/**
 * `npm run demo`: a GitHub of our own (test/github), the App with its embedded store, and pull requests of
 * `fixtures/pulls` that are harmless, wrong and risky. It prints what people see on each, then an SRE approves, pushes
 * follow, the approval stands or falls, and an auditor verifies what was recorded. Nothing outside of a temporary folder is touched, and nothing is fetched.
 * `npm run demo -- --keep` leaves it running.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Harness, startHarness } from "../test/app/harness.ts";
import { auditStory } from "./demo-auditor.ts";

type Files = Readonly<Record<string, string | null>>;

interface Scene {
  readonly fixture: string;
  readonly says: string;
  /** Whether the folds of the comment are shown open: once is enough to know what is in them. */
  readonly open: boolean;
  /** A team that reads Japanese. */
  readonly japanese: boolean;
}

const scenes: readonly Scene[] = [
  {
    fixture: "harmless-image-bump",
    says: "Harmless: an image moves to its next release.",
    open: false,
    japanese: false,
  },
  {
    fixture: "memory-over-the-limit",
    says: "Wrong: more memory than the tenant may use. The comment, with its folds open:",
    open: true,
    japanese: false,
  },
  {
    fixture: "traffic-shift-and-wrong-limit",
    says: "Wrong and risky at once, for a team that reads Japanese:",
    open: false,
    japanese: true,
  },
  {
    fixture: "traffic-shift",
    says: "Risky: most of the traffic moves in one step. An SRE is asked:",
    open: false,
    japanese: false,
  },
];

const trafficPath = "terraform/payments/prod/dns/main.tf";

async function main(): Promise<void> {
  const keep = process.argv.includes("--keep");
  console.log(
    "Starting a GitHub of our own and Sekisho beside it. (The first start ever compiles the rules, which takes some seconds.)",
  );
  const harness = await startHarness();
  try {
    await people(harness);
    for (const [index, scene] of scenes.entries()) await play(harness, scene, index + 1);
    await approvalStory(harness, "traffic-shift");
    await auditStory(harness, "acme/traffic-shift", {
      say: (text) => console.log(["", rule(), text, ""].join("\n")),
      print: (text) => console.log(indented(text)),
    });
    console.log(farewell.join("\n"));
    if (keep) await staying(harness);
  } finally {
    await harness.close();
  }
}

async function people({ standIn: { acts }, settled }: Harness): Promise<void> {
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam"] });
  await acts.createTeam({ team: "acme/security", members: ["shu"] });
  await acts.createTeam({ team: "acme/payments", members: ["mei", "ken"] });
  await acts.install({ account: "acme" });
  await settled();
}

/** One repository for each pull request, which begins where its fixture begins. */
async function play(
  harness: Harness,
  { fixture, says, open, japanese }: Scene,
  number: number,
): Promise<void> {
  const { acts } = harness.standIn;
  const folder = resolve("fixtures/pulls", fixture);
  const { title, author } = JSON.parse(readFileSync(join(folder, "pull.json"), "utf8"));
  const [base, head] = [filesIn(join(folder, "base")), filesIn(join(folder, "head"))];
  const settings = ".github/sekisho.yml";
  const enforced = `${base[settings]}mode: enforce\n${japanese ? "locale: { default: ja }\n" : ""}`;
  const repository = `acme/${fixture}`;
  const teams = { sre: "push", payments: "push", security: "push" } as const;
  await acts.createRepository({ name: repository, teams, files: { ...base, [settings]: enforced } });
  await acts.openPull({
    repository,
    by: author,
    title,
    head: "change",
    files: changed(base, { ...head, [settings]: base[settings] ?? "" }),
  });
  console.log(["", rule(), `${number}. “${title}”, by ${author}: ${repository}#1`, "", says].join("\n"));
  await show(harness, repository, open ? (body) => body : withFoldsClosed);
}

/** What the check says, the comment, and who is asked: as soon as the App has come to rest. */
async function show(
  { settled, standIn: { look } }: Harness,
  repository: string,
  written: (body: string) => string,
): Promise<void> {
  await settled();
  const pull = await look.pull({ repository, number: 1 });
  const [comment] = pull.ours;
  const calls = await look.callsOf({ repository, number: 1 });
  console.log(
    [
      "",
      `  check    ${symbols[pull.check?.conclusion ?? ""] ?? "·"} ${pull.check?.conclusion}: ${pull.check?.title}`,
      `  asked    ${pull.requestedTeams.length === 0 ? "nobody" : pull.requestedTeams.join(", ")}`,
      `  comment  ${comment === undefined ? "none: nothing has to be said" : ""}`,
      ...(comment === undefined ? [] : [indented(written(comment.body))]),
      "",
      `  (${calls.length} calls of GitHub's API so far)`,
    ].join("\n"),
  );
}

const symbols: Readonly<Record<string, string>> = { success: "✓", failure: "✗", action_required: "…" };

async function approvalStory(harness: Harness, fixture: string): Promise<void> {
  const { acts } = harness.standIn;
  const repository = `acme/${fixture}`;
  const pull = { repository, number: 1 };
  const traffic = readFileSync(join("fixtures/pulls", fixture, "head", trafficPath), "utf8");
  const push = (files: Files) =>
    acts.push({ repository, branch: "change", by: "ken", commits: [{ message: "More", files }] });
  const story: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["mei, of the same team, approves: she is not of acme/sre.", () => acts.approve({ ...pull, by: "mei" })],
    ["sam, of acme/sre, approves.", () => acts.approve({ ...pull, by: "sam" })],
    ["ken pushes something unrelated: the approval stands.", () => push({ "docs/plan.md": "At noon.\n" })],
    [
      "ken moves all of the traffic instead of 90 %: the approval does not cover that.",
      () =>
        push({
          [trafficPath]: traffic.replace("blue  = 10", "blue  = 0").replace("green = 90", "green = 100"),
        }),
    ],
    ["sam approves once more.", () => acts.approve({ ...pull, by: "sam" })],
  ];
  for (const [says, act] of story) {
    console.log(["", rule(), says].join("\n"));
    await act();
    await show(harness, repository, upToTheFolds);
  }
}

/** Files that differ; `null`: gone. */
function changed(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>): Files {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const differing = paths.filter((path) => base[path] !== head[path] && path !== ".github/sekisho.yml");
  return Object.fromEntries(differing.map((path) => [path, head[path] ?? null]));
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), readFileSync(path, "utf8")];
      }),
  );
}

/** As GitHub shows it before anybody clicks, and without the mark by which the App finds its comment. */
function withFoldsClosed(markdown: string): string {
  return markdown.replace(/<details><summary>(.*?)<\/summary>.*?<\/details>/gs, "▸ $1");
}

/** What changes from one step of a story to the next stands there. */
function upToTheFolds(markdown: string): string {
  return withFoldsClosed(markdown).replace(/^▸.*$/ms, "…");
}

function indented(text: string): string {
  return text
    .replace(/<!--.*?-->/gs, "")
    .replace(/\]\(http[^)]*\)/g, "]")
    .trim()
    .replace(/^(?=.)/gm, "  │ ")
    .replace(/^$/gm, "  │");
}

function rule(): string {
  return "─".repeat(100);
}

const farewell = [
  "",
  rule(),
  "Try it on a repository of yours; without a configuration it assumes production, and no tenants:",
  "",
  "  npm run -s sekisho -- review --repo /path/to/repository --base main --head my-branch",
  "  npm run -s sekisho -- scan /path/to/folder",
  "  npm run -s sekisho -- explain RES-004",
  "",
  "Install the App: docs/guides/install.md. More pull requests, with what Sekisho says, are in fixtures/pulls/.",
];

/** Until somebody presses Ctrl-C. */
async function staying({ address, standIn }: Harness): Promise<void> {
  console.log(
    [
      "",
      `Still running: the App at ${address()} (/healthz, /metrics), GitHub's API at ${standIn.url}. Ctrl-C ends both.`,
    ].join("\n"),
  );
  await new Promise<void>((done) => {
    process.once("SIGINT", () => done()).once("SIGTERM", () => done());
    setInterval(() => {}, 60_000);
  });
}

await main();
