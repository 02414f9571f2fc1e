import { changedPaths } from "../../git/index.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { PublicationContext } from "../../report/publication/index.ts";
import type { Effect, PastDecision } from "../effect/task.ts";
import { decisionsMax, editsSettings, settingsFilesOf } from "../effect.ts";
import { keptDecisions, keptReport, lastOfEach } from "../past-decisions.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { repositoryNameOf } from "../repository-names.ts";
import { readSource, type SourceFile } from "../source-file.ts";
import { lastGoodFiles } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** The organisation's file, and the repository that holds it. */
const organisationPath = "sekisho.yml";
const organisationRepository = ".github";
/** What is read of a whole organisation: a month of decisions, of which the last few are shown. */
const periodMs = 30 * 86_400_000;

/** An edit of configuration or waivers, and all that decides about its effect but past decisions. */
interface SettingsEdit {
  readonly own: Edit;
  /** Where the organisation's file is edited. */
  readonly organisation: { readonly before: SourceFile | null; readonly after: SourceFile | null } | null;
  /** The same edit under the same rules has one effect, which is looked for once. */
  readonly key: string;
}

/**
 * What an edit of configuration or waivers would have changed, as far as it was looked for: nobody waits for that before
 * the verdict stands. `null`: the pull request edits none.
 */
export async function effectOfEdit(
  situation: Situation,
  ports: AttendPorts,
): Promise<PublicationContext["effect"]> {
  const edit = await editIn(situation, ports);
  if (edit === null) return null;
  return (await keptEffect(situation, edit, ports)) ?? { kind: "pending" };
}

/**
 * Looks for the effect of an edit where nobody has: the last decisions, judged under the settings as they would be. Tells
 * whether there is something new to show. Stops early, and keeps nothing, once `signal` says so.
 */
export async function findEffect(
  situation: Situation,
  signal: AbortSignal,
  ports: AttendPorts,
): Promise<boolean> {
  const edit = await editIn(situation, ports);
  if (edit === null || (await keptEffect(situation, edit, ports)) !== null) return false;
  const { inForce, locale, pull } = situation;
  const { settings } = inForce;
  const { policySet, ruleSets } = ports.review;
  const task = {
    edited: edit.own.edited,
    decisions: await pastDecisions(pull, edit.organisation, edit.own, ports),
    rules: policiesInForce(settings, ports.review).rules,
    observed: (settings.observing ?? []).map(({ ruleId }) => ruleId),
    ...{ locale, today: settings.today },
  };
  const effect = await ports.effects.effectOf(task, {
    ...{ blobs: ports.store.blobs, policySet, signal, elapsed: () => performance.now() },
    ...(ruleSets === undefined ? {} : { ruleSets }),
  });
  if (signal.aborted) return false;
  const kept = await ports.store.blobs.put(Buffer.from(JSON.stringify(effect)));
  await ports.store.notes.set(noteOf(pull), `${edit.key} ${kept}`);
  return true;
}

/** What was found for just this edit; `null`: nothing yet. */
async function keptEffect(
  { pull }: Situation,
  { key }: SettingsEdit,
  { store: { notes, blobs } }: AttendPorts,
): Promise<Effect | null> {
  const [of, digest] = (await notes.get(noteOf(pull)))?.split(" ") ?? [];
  if (of !== key || digest === undefined) return null;
  const bytes = await blobs.get(digest);
  // Written by `findEffect`, and by nobody else.
  return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString("utf8"));
}

function noteOf({ repository, number }: Pick<PullFacts, "repository" | "number">): string {
  return `effect:${repository.id}:${number}`;
}

async function editIn(
  { snapshot, pull, organisation, inForce, locale }: Situation,
  ports: AttendPorts,
): Promise<SettingsEdit | null> {
  const changed = changedPaths(snapshot.base, snapshot.head).map(({ path }) => path);
  const holdsOrganisation = pull.repository.name === organisationRepository;
  if (!editsSettings(changed, holdsOrganisation ? organisationPath : null)) return null;
  const before = organisation === null ? null : { path: organisation.path, text: organisation.text };
  const after = holdsOrganisation ? await readSource(snapshot.head, organisationPath) : before;
  const known = inForce.settings.sourcedTenants;
  const sourced = known === undefined ? {} : { sourcedTenants: known.found };
  const own: Edit = {
    inForce: { ...(await settingsFilesOf(snapshot.tip ?? snapshot.base, before)), ...sourced },
    edited: { ...(await settingsFilesOf(snapshot.head, after)), ...sourced },
  };
  const policies = policiesInForce(inForce.settings, ports.review).digest;
  const observing = inForce.settings.observing ?? [];
  return {
    own,
    organisation: holdsOrganisation ? { before, after } : null,
    key: sha256Hex(JSON.stringify([own, policies, observing, locale, ports.review.versions])),
  };
}

type Edit = Pick<PastDecision, "inForce" | "edited">;

/** Of this repository; where the organisation's file is edited, of all that it is in force for. */
async function pastDecisions(
  { repository, number, head }: PullFacts,
  organisation: SettingsEdit["organisation"],
  own: Edit,
  { store, now }: AttendPorts,
): Promise<readonly PastDecision[]> {
  const since = new Date(now().getTime() - periodMs).toISOString();
  const kept =
    organisation === null
      ? await keptDecisions(store.records, repository.id)
      : await keptDecisions(store.records, null, since);
  const edits = new Map<number, Edit>([[repository.id, own]]);
  const decisions: PastDecision[] = [];
  for (const last of lastOfEach(kept)) {
    if (decisions.length === decisionsMax) break;
    const name = await repositoryNameOf(store.notes, last.repositoryId);
    if (!name.startsWith(`${repository.owner}/`)) continue;
    if (last.repositoryId === repository.id && last.number === number && last.head === head.sha) continue;
    const report = await keptReport(store.blobs, last);
    if (report === null) continue;
    const edit =
      edits.get(last.repositoryId) ?? (await editElsewhere(last.repositoryId, organisation, store));
    edits.set(last.repositoryId, edit);
    decisions.push({ repository: name, number: last.number, report, replay: last.replay, ...edit });
  }
  return decisions;
}

/** Another repository's own file stays as it was last read; its exceptions are those that a report names. */
async function editElsewhere(
  repositoryId: number,
  organisation: SettingsEdit["organisation"],
  store: AttendPorts["store"],
): Promise<Edit> {
  const repository = (await lastGoodFiles(repositoryId, store))?.repository ?? null;
  const { before, after } = organisation ?? { before: null, after: null };
  return {
    inForce: { organisation: before, repository, waivers: [] },
    edited: { organisation: after, repository, waivers: [] },
  };
}
