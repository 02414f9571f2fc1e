import { readFileSync } from "node:fs";
import { heldAs } from "../../src/app/export/held-keys.ts";
import type { ExportPorts } from "../../src/app/export/ports.ts";
import { installation } from "../../src/app/installation.ts";
import { createLedgerSigner, newSigningKey } from "../../src/ledger/index.ts";
import { estateFiles, traffic, trafficPath, workload, workloadPath } from "../app/estate.ts";
import { type SweptApp, startSweptApp } from "../app/swept-app.ts";
import { requiredCheck, requiredPull } from "../github/acts/rules.ts";

export const repository = "acme/infra";
/** What somebody would write who wants to be read by a spreadsheet, a browser or a terminal. */
export const hostileReason = `=HYPERLINK("http://evil.example","x") <script>alert(1)</script> \u001b[31m${"x".repeat(3_000)}`;

const organisationFile = `version: 1
breakGlass: { who: [acme/oncall], notBypass: [SEC-029], expiresHours: 4 }
audit: { timezone: Asia/Tokyo }
`;

export interface Story {
  readonly app: SweptApp;
  readonly ports: ExportPorts;
}

/** A week of one repository: every kind of thing that a package tells of, on the App itself. */
export async function playStory(): Promise<Story> {
  const key = newSigningKey("sekisho.example.com/ledger");
  const signer = createLedgerSigner([key]);
  signer.begin();
  const app = await startSweptApp(signer);
  await peopleOf(app);
  await app.sweep("branches");
  await mergeHarmless(app);
  await mergeApproved(app);
  await mergeWaived(app);
  await mergeInEmergency(app);
  await pushPast(app);
  await app.sweep("branches");
  await app.sweep("deliveries");
  const { ledger, blobs, notes, kind: storage } = app.store;
  const keys = [{ vkey: key.verifier.text, from: 0, to: null }];
  const held = heldAs(key, keys);
  const verifier = readFileSync(installation.verifier);
  return {
    app,
    ports: {
      ...{ ledger, blobs, notes, storage, keys, verifier, program: "sekisho 0.0.0" },
      held: held === null ? [] : [held],
      now: () => new Date(),
    },
  };
}

async function peopleOf({ standIn: { acts, app } }: SweptApp): Promise<void> {
  await acts.createOrganisation({ login: "acme" });
  await acts.createTeam({ team: "acme/sre", members: ["sam", "sue"] });
  await acts.createTeam({ team: "acme/platform", members: ["pia"] });
  await acts.createTeam({ team: "acme/oncall", members: ["olu"] });
  await acts.createTeam({ team: "acme/payments", members: ["dev", "pat"] });
  await acts.createRepository({ name: "acme/.github", files: { "sekisho.yml": organisationFile } });
  const teams = { sre: "push", platform: "push", oncall: "push", payments: "push" } as const;
  await acts.createRepository({ name: repository, files: estateFiles(), teams });
  await acts.install({ account: "acme" });
  const rules = [requiredCheck("sekisho", app.id, true), requiredPull(0)];
  const bypass = [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }] as const;
  await acts.createRuleset({ of: repository, name: "main", rules, bypass });
}

async function opened(
  { standIn: { acts }, sweep }: SweptApp,
  files: Readonly<Record<string, string>>,
): Promise<number> {
  const { number } = await acts.openPull({ repository, by: "dev", files, title: "<b>Change</b>" });
  await sweep("deliveries");
  return number;
}

async function merged({ standIn: { acts }, sweep }: SweptApp, number: number, by = "dev"): Promise<void> {
  await acts.mergePull({ repository, number, by });
  await sweep("deliveries");
  await sweep("deliveries");
}

async function said(
  { standIn: { acts }, sweep }: SweptApp,
  number: number,
  by: string,
  body: string,
): Promise<void> {
  await acts.comment({ repository, number, by, body });
  await sweep("deliveries");
}

async function mergeHarmless(app: SweptApp): Promise<void> {
  await merged(app, await opened(app, { [workloadPath]: workload("5Gi") }));
}

async function mergeApproved(app: SweptApp): Promise<void> {
  const number = await opened(app, { [trafficPath]: traffic(90) });
  await app.standIn.acts.approve({ repository, number, by: "sam" });
  await app.sweep("deliveries");
  await merged(app, number);
}

async function mergeWaived(app: SweptApp): Promise<void> {
  const number = await opened(app, { [workloadPath]: workload("16Gi") });
  const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, "YYYY-MM-DD".length);
  await said(
    app,
    number,
    "sam",
    `/sekisho waive RES-004 until ${until} because ${hostileReason.split(" \u001b")[0]}`,
  );
  await said(app, number, "sue", "/sekisho approve W-1");
  await merged(app, number);
}

async function mergeInEmergency(app: SweptApp): Promise<void> {
  const number = await opened(app, { [trafficPath]: traffic(20) });
  await said(app, number, "olu", "/sekisho break-glass because production is down, traffic has to go back");
  await merged(app, number, "olu");
  await app.standIn.acts.approve({ repository, number, by: "sam" });
  await app.sweep("deliveries");
}

async function pushPast({ standIn: { acts }, sweep }: SweptApp): Promise<void> {
  await acts.push({
    repository,
    branch: "main",
    by: "olu",
    commits: [{ message: "Straight to main", files: { [trafficPath]: traffic(35) } }],
  });
  await sweep("deliveries");
}
