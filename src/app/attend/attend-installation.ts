import type { InstallationGitHub } from "../../github/index.ts";
import type { Subject } from "../../model/pull.ts";
import type { NewRecord } from "../../store/index.ts";
import { teamsAnew } from "../audit/access-records.ts";
import { keptBindings, membersBehind } from "../teams/bindings.ts";
import { type Heard, hear } from "./hear.ts";
import type { AttendPorts } from "./ports.ts";

type InstallationSubject = Extract<Subject, { readonly kind: "installation" }>;

/**
 * Something about the installation as a whole: who is in which team, which branches are protected, which repositories it
 * has. What happened is kept, and what may hang on it is looked at again.
 */
export async function attendInstallation(subject: InstallationSubject, ports: AttendPorts): Promise<void> {
  const { store } = ports;
  const heard = hear(await store.inbox.pending(subject), ports.gitHub.self);
  const kinds = new Set(heard.facts.map(({ fact }) => fact.kind));
  const github = ports.gitHub.installation(subject.installationId);
  const access: NewRecord[] = [];
  if (kinds.has("teams-changed")) {
    github.forgetTeams();
    await askThoseWhoWait(subject, github, ports);
    access.push(...(await accessAnew(github, ports)));
  }
  if (kinds.has("rules-changed")) await store.work.request({ kind: "sweep", sweep: "branches" });
  if (kinds.has("installation-changed"))
    for (const sweep of ["pulls", "estate"] as const) await store.work.request({ kind: "sweep", sweep });
  await store.records.append([...recordsOf(heard), ...access], { processed: heard.deliveryIds });
}

/** An installation has repositories of one account, whose teams they are. */
async function accessAnew(
  { survey, read }: InstallationGitHub,
  { store, log }: AttendPorts,
): Promise<readonly NewRecord[]> {
  const owner = (await survey.repositories())[0]?.owner;
  if (owner === undefined) return [];
  const membersOf = membersBehind(owner, await keptBindings(store.records), { read, log });
  return teamsAnew(owner, membersOf, store.records);
}

function recordsOf({ facts }: Heard): readonly NewRecord[] {
  return facts.map(({ deliveryId, fact }): NewRecord => {
    const { kind, ...detail } = fact;
    const isPlaced = fact.kind === "rules-changed" || fact.kind === "teams-changed";
    const repositoryId = isPlaced ? fact.repositoryId : null;
    const change = "change" in fact ? `${kind}: ${fact.change}` : kind;
    return {
      scope: "repository",
      repositoryId,
      key: deliveryId,
      body: { kind: "installation", change, detail: JSON.parse(JSON.stringify(detail)) },
    };
  });
}

/** Pull requests that need somebody: it may be somebody else now. */
async function askThoseWhoWait(
  { installationId }: InstallationSubject,
  { survey }: InstallationGitHub,
  { store }: AttendPorts,
): Promise<void> {
  const repositories = await survey.repositories();
  const open = await survey.openPulls(repositories);
  for (const [repositoryId, pulls] of open) {
    for (const { number } of pulls) {
      const records = await store.records.ofPull(repositoryId, number);
      const last = records.findLast(({ body }) => body.kind === "decision");
      if (last?.body.kind !== "decision" || last.body.riskItems.length === 0) continue;
      await store.work.request({ kind: "pull", installationId, repositoryId, number });
    }
  }
}
